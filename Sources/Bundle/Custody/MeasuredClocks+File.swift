import Records
import Statements

extension MeasuredClocks {
    /// Reads those of the chain in a file, where there is one and the bundle's seal tells whose it is.
    ///
    /// - Throws: ``FileError``.
    package init(
        in custody: CustodyFile, of record: Record, _ keyless: KeylessVerification, with identity: Identity,
        trust: Trust
    ) throws {
        guard custody.exists, let seal = keyless.seal, let digest = keyless.sealDigest else {
            self.init()
            return
        }
        let chain = try custody.read(of: seal, digest: digest, timestamp: keyless.timestampDigest)
        self.init(in: chain, of: record, with: identity, trust: trust)
    }
}
