import Bundle
import Files
import ArgumentParser
import Sealing

/// Where a bundle's custody chain lies.
package struct CustodyFileOptions: ParsableArguments {
    package init() {}

    @Option(
        help: ArgumentHelp(
            "The bundle's custody chain. Default: BUNDLE.custody.jsonl, beside the bundle.", valueName: "file"
        ),
        completion: .file())
    package var custody: String?

    /// The file that was named, which must be there; nil where none was.
    package func given() throws -> CustodyFile? {
        guard let custody else { return nil }
        let file = CustodyFile(path: custody)
        guard file.exists else { throw FileError.inputMissing(path: custody) }
        return file
    }

    /// The file that was named, or the one beside the bundle; either may still have to be made.
    package func file(beside bundle: String) -> CustodyFile {
        custody.map(CustodyFile.init(path:)) ?? CustodyFile(besideBundle: bundle)
    }

    /// A digest as a person pastes it.
    package func digest(_ text: String?) throws -> SHA256Digest? {
        guard let text else { return nil }
        guard let digest = SHA256Digest(hex: text.lowercased()) else {
            throw Failure(.usage, "“\(text.prefix(96))” is not a digest: it has 64 hexadecimal digits")
        }
        return digest
    }
}
