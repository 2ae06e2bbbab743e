import Statements
import Foundation
import Sealing

/// A signed request and consent, since nothing else makes a window that can be cut to.
package enum Consented {
    /// What an owner grants of every camera.
    package static func grant(from: String, to: String, audio: Bool = true) throws -> GrantedWindow {
        try grant(try Window(from: WallTime(rfc3339: from), to: WallTime(rfc3339: to)), audio: audio)
    }

    /// The window cut to, for an owner who grants it of every camera.
    package static func grant(_ window: Window, audio: Bool = true, stills: Bool = false) throws
        -> GrantedWindow
    {
        let now = WallTime.now()
        let later = now.adding(nanoseconds: 3600 * WallTime.nanosecondsPerSecond)
        let agency = try Identity.generate(name: "Agency", role: .agency)
        let owner = try Identity.generate(name: "Owner", role: .owner)
        let request = try Request(
            agency: agency.card, caseNumber: "1", purpose: "a test", location: Location(text: "here"),
            window: window, wanted: Wanted(audio: true, stills: stills), recipients: [agency.card],
            issued: now,
            expires: later
        ).signed(by: agency)
        let consent = try Consent(
            request: request.payloadDigest, decision: .granted,
            grants: [Grant(window: window, audio: audio, stills: stills)], owner: owner.card, issued: now,
            expires: later
        ).signed(by: owner)
        let authorization = try Authorization(
            request: request, consent: consent, owner: owner.signingKey.verifyingKey, at: now)
        guard let grant = authorization.grants.first else { throw NoGrant() }
        return grant
    }

    struct NoGrant: Error {}
}
