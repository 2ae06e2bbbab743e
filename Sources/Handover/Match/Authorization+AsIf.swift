import Recordings
import Sealing
import Statements

extension Authorization {
    /// As if something of a request were granted, to see what would come of it.
    ///
    /// Nothing is granted by it: the consent it takes is signed by keys made for it and forgotten with it, and nothing
    /// can be sealed with what comes out.
    ///
    /// - Parameters:
    ///   - request: as it was signed.
    ///   - grants: what would be granted.
    /// - Throws: ``ConsentRefusal`` for what nobody could consent to, such as a request that has expired.
    static func asIf(_ request: DSSEEnvelope, _ grants: [Grant]) throws -> Authorization {
        let nobody = try Identity.generate(name: "nobody", role: .owner)
        let now = WallTime.now()
        let consent = Consent(
            request: request.payloadDigest, decision: .granted, grants: grants, owner: nobody.card,
            issued: now, expires: now.adding(nanoseconds: 3600 * WallTime.nanosecondsPerSecond))
        return try Authorization(
            request: request, consent: try consent.signed(by: nobody), owner: nobody.signingKey.verifyingKey,
            at: now)
    }
}

extension SealPlan {
    /// The plan of a seal as if something of a request were granted, out of recordings that were searched for.
    ///
    /// - Parameter absent: the cameras of which it is meant that nothing of them is among the files.
    /// - Throws: ``ConsentRefusal``, ``FootageError``.
    package static func asIf(
        _ request: DSSEEnvelope, _ grants: [Grant], _ search: FootageSearch, absent: Set<String> = []
    ) throws -> SealPlan {
        try SealPlan(
            Authorization.asIf(request, grants), recordings: search.recordings, cameras: search.cameras,
            insideOnly: false, lossless: false, unread: search.unread, absent: absent, isBounded: false)
    }
}
