import Records
import Statements

extension CustodyFile {
    /// What is known of everybody in the chain, as it lies there now; empty where none is, or the seal does not tell whose it is.
    ///
    /// - Throws: ``FileError``.
    package func people(_ keyless: KeylessVerification, trust: Trust) throws -> [Check] {
        guard exists, let seal = keyless.seal, let digest = keyless.sealDigest else { return [] }
        return CustodyChecks.ofPeople(
            in: try read(of: seal, digest: digest, timestamp: keyless.timestampDigest), trust: trust)
    }
}

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
