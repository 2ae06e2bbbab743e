import Records
import Statements

extension VerificationFacts {
    /// What was verified, and what came of it.
    ///
    /// - Parameters:
    ///   - keyless: what anyone could check of the bundle.
    ///   - report: every check.
    ///   - time: when it was done.
    package init(
        _ keyless: KeylessVerification, _ report: VerificationReport, tool: ToolFacts, time: WallTime
    ) {
        self.init(
            time: time, bundle: keyless.seal?.bundle, seal: keyless.sealDigest,
            archive: keyless.archive?.facts,
            signer: keyless.signerFingerprint.map { SealerFacts($0, keyless.standing) }, tool: tool,
            codes: CheckCodes(report))
    }
}
