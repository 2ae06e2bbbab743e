import Presentation
import Outcomes
import Bundle
import Files
import Records
import Statements
import ArgumentParser
import Sealing

/// `proffer custody show`.
package struct CustodyShow: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Read who held a bundle from when to when, and what they did with it.",
        discussion: """
            Takes a bundle, or a custody chain alone (a file that ends in .jsonl). Ends with 1 when the chain does not \
            hold. A chain alone does not show that the bundle is the one it was written about.

            EXAMPLE
              proffer custody show bundle.tar
            """)

    @Argument(help: ArgumentHelp("The bundle, or its custody chain.", valueName: "file"), completion: .file())
    package var bundle: String

    @OptionGroup package var custody: CustodyFileOptions
    @OptionGroup package var trust: SignerOptions
    @OptionGroup package var result: ResultOptions

    package func run() throws {
        let trusted = try trust.load()
        let isAlone = bundle.hasSuffix(".jsonl")
        let file = isAlone ? CustodyFile(path: bundle) : custody.file(beside: bundle)
        let chain = isAlone ? try alone(file) : try beside(file, trusted)
        try result.show(json: CustodyFacts(chain, file: file.path)) { page in
            page.add(chain.passages(trust: trusted))
            guard isAlone else { return }
            page.gap()
            page.paragraph("The bundle was not looked at: whether it is the one of this chain is not known.")
        }
        guard chain.findings().isEmpty else { throw ExitStatus.checkFailed }
    }

    private func alone(_ file: CustodyFile) throws -> CustodyChain {
        guard let chain = CustodyChain(withoutSeal: try file.content()) else {
            throw Failure(.notUnderstood, "\(file.path): no line in it is a custody entry")
        }
        return chain
    }

    private func beside(_ file: CustodyFile, _ trust: Trust) throws -> CustodyChain {
        guard file.exists else { throw FileError.inputMissing(path: file.path) }
        let keyless = try KeylessVerification.of(bundle, trust: trust)
        guard let seal = keyless.seal, let digest = keyless.sealDigest else {
            throw Failure(
                .checkFailed, "\(bundle): its seal cannot be used, and the custody chain hangs on it",
                hint: "proffer custody show \(file.path.shellQuoted) shows the chain alone")
        }
        return try file.read(of: seal, digest: digest, timestamp: keyless.timestampDigest)
    }
}
