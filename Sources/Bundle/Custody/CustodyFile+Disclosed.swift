import Records
import Statements

extension CustodyFile {
    /// Whether somebody to whom parts of a bundle were disclosed holds it or did before, and so writes down that they open them;
    /// anybody else opens what the chain says its holder disclosed to them.
    ///
    /// - Throws: ``FileError``; `CustodyRefusal` where the chain does not hold, or tells nothing of the disclosure.
    package func holderMayOpen(
        _ identity: Identity, by disclosure: DisclosureChecks, on keyless: KeylessVerification
    ) throws -> Bool {
        let (seal, digest) = try Self.seal(of: keyless)
        let chain = try read(of: seal, digest: digest, timestamp: keyless.timestampDigest)
        if let flaw = chain.flaws.first { throw CustodyRefusal.chainDoesNotHold(flaw) }
        let opening = CustodyAction.opened(
            .init(objects: 0, checks: CheckSummary(VerificationReport(checks: keyless.checks))))
        if (try? chain.next(
            opening, by: identity.card, appointment: identity.signedAppointment, at: .now())) != nil
        {
            return true
        }
        guard disclosure.verdict(on: chain) == .ok else {
            throw CustodyRefusal.notDisclosed(path: path)
        }
        return false
    }
}
