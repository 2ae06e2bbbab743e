import CustodyDesk
import Outcomes
import Statements
import Sealing

/// What an owner grants: of which cameras, from when to when, with or without sound and single pictures, on which
/// conditions. What is not narrowed is granted as it was asked for.
package struct GrantTerms {
    /// When the grant starts; nil where the request does.
    package var from: MomentInWindow?
    /// When the grant ends; nil where the request does.
    package var to: MomentInWindow?
    /// The cameras; empty grants those the request names, or none in particular.
    package var cameras: [String] = []
    package var keepsSound = false
    package var keepsStills = false
    /// What the owner asks in return, in words.
    package var conditions: [String] = []
    /// Until when can be sealed under it; nil as ``ConsentValidity`` says.
    package var expires: WallTime?

    package init() {}

    /// From when to when.
    ///
    /// - Throws: ``DeskError`` for a window that is none. Whether it lies inside the request, ``Authorization`` says.
    package func window(in request: Request) throws(DeskError) -> Window {
        try telling {
            try Window(
                from: from?.moment(in: request.window) ?? request.window.from,
                to: to?.moment(in: request.window) ?? request.window.to)
        }
    }

    /// What of a request is granted: a grant for each camera that is named here or in the request, and where none is, one of no
    /// camera in particular (docs/spec/consent.md, Cameras).
    ///
    /// - Throws: ``DeskError`` for a window that is none.
    func grants(in request: Request) throws(DeskError) -> [Grant] {
        let named: [String?] =
            switch (cameras.isEmpty, request.cameras) {
            case (true, .labels(let labels)): labels
            case (true, _): [nil]
            case (false, _): cameras
            }
        let window = try window(in: request)
        return named.map {
            Grant(
                camera: $0, window: window, audio: request.wanted.audio && !keepsSound,
                stills: request.wanted.stills && !keepsStills)
        }
    }

    /// The consent that these terms make, signed and held against the request it answers. The rules are those of a seal, so
    /// that there is no consent that could not be sealed under.
    ///
    /// - Throws: ``DeskError``, with the refusal a seal would make.
    package func consent(
        to request: StatementInput<Request>, by identity: Identity, at moment: WallTime
    ) throws(DeskError) -> (envelope: DSSEEnvelope, authorization: Authorization) {
        let asked = request.statement
        let issued = PageClock(asked.window).shown(moment.toTheSecond)
        let consent = Consent(
            request: request.envelope.payloadDigest, decision: .granted, grants: try grants(in: asked),
            conditions: conditions, owner: identity.card, issued: issued,
            expires: expires ?? ConsentValidity.expiry(answering: asked, from: issued))
        return try telling {
            let envelope = try consent.signed(by: identity)
            let authorization = try Authorization(
                request: request.envelope, consent: envelope, owner: identity.card, at: moment)
            return (envelope, authorization)
        }
    }

    /// What was asked for and stays with the owner.
    func kept(of request: Request, granting window: Window) -> KeptBack {
        KeptBack(
            before: try? Window(from: request.window.from, to: window.from),
            after: try? Window(from: window.to, to: request.window.to),
            sound: request.wanted.audio && keepsSound, stills: request.wanted.stills && keepsStills,
            otherCameras: !cameras.isEmpty || request.cameras != nil)
    }
}
