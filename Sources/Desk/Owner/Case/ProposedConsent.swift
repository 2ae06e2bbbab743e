import CustodyDesk
import Handover
import Outcomes
import Statements

/// What a consent over an owner's recordings would say, worked out before anything is signed: what the owner reads once more.
///
/// It is made by the same rules as the consent itself (``OwnersAnswer/grant(_:_:over:heldAgainst:accepting:)``), and what stops
/// that stops this.
package struct ProposedConsent: Sendable, Equatable {
    /// A camera that it would name.
    package struct Camera: Sendable, Equatable {
        /// Its label.
        package let name: String
        /// The names of its recordings that something would be cut from; who opens the bundle reads them.
        package let files: [String]
    }

    /// The cameras, by their labels.
    package let cameras: [Camera]
    /// From when to when.
    package let window: Window
    package let hasSound: Bool
    package let hasStills: Bool
    package let conditions: [String]
    /// Until when can be sealed under it.
    package let expires: WallTime
    /// What was asked for and stays.
    package let kept: KeptBack
    /// Cameras that have something of that time and are not named.
    package let camerasKept: [String]

    /// - Parameters:
    ///   - draft: what the owner chose.
    ///   - path: the request's file.
    /// - Throws: ``DeskError``, as for a consent.
    package init(
        _ draft: OwnersDraft, answering path: String, answers: OwnersAnswers? = .place(),
        at moment: WallTime = .now(), noting: (Note) -> Void
    ) throws(DeskError) {
        let input = try StatementInput<Request>(path)
        let request = input.statement
        let clock = PageClock(request.window)
        let given = draft.terms
        let window = try given.window(in: request)
        let proposed = try GrantedFootage(draft.recordings(answers: answers))
            .proposed(given, answering: input, noting: noting)
        let recordings = proposed.plan.recordings
        cameras = proposed.terms.cameras.sorted().map { camera in
            Camera(name: camera, files: recordings.filter { $0.camera == camera }.map(\.name))
        }
        self.window = clock.shown(window)
        hasSound = request.wanted.audio && !draft.keepsSound
        hasStills = request.wanted.stills && !draft.keepsStills
        conditions = draft.conditions
        expires = clock.shown(
            draft.expires ?? ConsentValidity.expiry(answering: request, from: moment.toTheSecond))
        kept = proposed.terms.kept(of: request, granting: window)
        camerasKept = proposed.having.filter { !proposed.terms.cameras.contains($0) }
    }
}

extension OwnersDraft {
    /// Sets until when can be sealed under a consent: the end of a day at the place, and never longer than the request may be
    /// answered.
    ///
    /// - Parameters:
    ///   - day: as in `2026-12-24`; nil for the usual.
    ///   - request: what is answered.
    /// - Throws: ``DeskError``, ``DeskError/Kind/usage``, for what is no day, for one that is over, and for one behind the end of
    ///   the request.
    package mutating func expire(
        afterDay day: String?, answering request: Request, at moment: WallTime = .now()
    ) throws(DeskError) {
        guard let day else {
            expires = nil
            return
        }
        let end = try telling { () throws(StatementError) in
            try MomentInWindow("\(day) 23:59:59").moment(in: request.window)
        }
        let last = PageClock(request.window).shown(request.expires).rfc3339.prefix(10)
        guard end > moment, day <= last else {
            throw DeskError(
                .usage, "\(day): it must be a day from today to \(last)",
                cause: DeskError.Cause(.timeNotUnderstood))
        }
        expires = min(end, request.expires)
    }

    /// Until when can be sealed under a consent where the owner says nothing.
    package static func usualExpiry(answering request: Request, at moment: WallTime = .now()) -> WallTime {
        PageClock(request.window).shown(
            ConsentValidity.expiry(answering: request, from: moment.toTheSecond))
    }
}
