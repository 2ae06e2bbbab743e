import Statements
import Foundation
import Sealing

/// A signed request and consent, since nothing else makes a window that can be cut to.
enum Consented {
    /// Windows over, in, around and beside a recording of a second that starts at 20:00:00.
    static func windows() throws -> [GrantedWindow] {
        try [
            ("20:00:00", "20:00:01", true), ("20:00:00.34", "20:00:00.7", true),
            ("20:00:00.32", "20:00:00.99", false), ("19:00:00", "23:00:00", true),
            ("20:00:00.1", "20:00:00.6", true), ("20:00:00.5", "20:00:00.55", false),
            ("20:00:09", "20:10:00", true),
        ].map { from, to, audio in
            try grant(
                try Window(
                    from: WallTime(rfc3339: "2026-07-04T\(from)Z"), to: WallTime(rfc3339: "2026-07-04T\(to)Z")
                ),
                audio: audio)
        }
    }

    static func grant(_ window: Window, audio: Bool) throws -> GrantedWindow {
        let now = WallTime.now()
        let later = now.adding(nanoseconds: 3600 * WallTime.nanosecondsPerSecond)
        let agency = try Identity.generate(name: "Agency", role: .agency)
        let owner = try Identity.generate(name: "Owner", role: .owner)
        let request = try Request(
            agency: agency.card, caseNumber: "1", purpose: "a test", location: Location(text: "here"),
            window: window, wanted: Wanted(audio: true), recipients: [agency.card], issued: now,
            expires: later
        ).signed(by: agency)
        let consent = try Consent(
            request: request.payloadDigest, decision: .granted,
            grants: [Grant(window: window, audio: audio)], owner: owner.card, issued: now, expires: later
        ).signed(by: owner)
        let authorization = try Authorization(
            request: request, consent: consent, owner: owner.signingKey.verifyingKey, at: now)
        guard let grant = authorization.grants.first else { throw NoGrant() }
        return grant
    }

    struct NoGrant: Error {}
}
