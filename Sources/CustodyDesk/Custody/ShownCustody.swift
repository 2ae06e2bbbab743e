import Bundle
import Files
import Outcomes
import Records
import Statements

/// Who held a bundle from when to when, and what they did with it.
package struct ShownCustody {
    package let facts: CustodyFacts
    package let chain: CustodyChain
    /// Whether the chain was read without its bundle: whether it is of that bundle is then not known.
    package let isAlone: Bool
    /// Whether whoever reads it may go by it.
    package let reliance: Reliance

    /// How the file of a chain alone ends.
    private static let chainsEnding = ".jsonl"

    /// Reads the chain of a bundle, or a chain alone (a file that ends in `.jsonl`).
    ///
    /// - Throws: ``DeskError``. What is wrong with the chain is no error but in it.
    package init(of path: String, custody: CustodyPlace, trust: Trust) throws(DeskError) {
        isAlone = path.hasSuffix(Self.chainsEnding)
        let file = isAlone ? CustodyFile(path: path) : custody.file(beside: path)
        chain = isAlone ? try Self.alone(file) : try Self.of(path, file, trust)
        facts = CustodyFacts(chain, file: file.path, trust: trust)
        reliance = Reliance(chain, trust: trust)
    }

    private static func alone(_ file: CustodyFile) throws(DeskError) -> CustodyChain {
        let content = try telling { try file.content() }
        guard let chain = CustodyChain(withoutSeal: content) else {
            throw DeskError(.notUnderstood, "\(file.path): no line in it is a custody entry")
        }
        return chain
    }

    private static func of(_ bundle: String, _ file: CustodyFile, _ trust: Trust) throws(DeskError)
        -> CustodyChain
    {
        guard file.exists else { throw DeskError(FileError.inputMissing(path: file.path)) }
        try file.requireBundle(at: bundle)
        let keyless = try telling { try KeylessVerification.of(bundle, trust: trust) }
        guard let seal = keyless.seal, let digest = keyless.sealDigest else {
            throw DeskError(
                .doesNotHold, "\(bundle): its seal cannot be used, and the custody chain hangs on it",
                remedy: .showChainAlone(path: file.path))
        }
        return try telling { try file.read(of: seal, digest: digest, timestamp: keyless.timestampDigest) }
    }
}

extension CustodyChain {
    /// Where the bundle stands by its chain alone.
    var holdingState: HoldingFacts.State {
        if !holds { return .unclear }
        if isDisposed { return .disposed }
        if holder == nil { return .notReceived }
        return openOffer == nil ? .held : .offered
    }
}
