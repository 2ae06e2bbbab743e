import Bundle
import Files
import Outcomes
import Sealing

/// Where the custody chain of a bundle lies: in a file that was named, or beside the bundle.
package struct CustodyPlace {
    /// The file that was named; nil where none was.
    package let named: String?

    package init(_ named: String?) { self.named = named }

    /// The file that was named; nil where none was.
    ///
    /// - Throws: ``DeskError`` where it is not there.
    package func given() throws(DeskError) -> CustodyFile? {
        guard let named else { return nil }
        let file = CustodyFile(path: named)
        guard file.exists else { throw DeskError(FileError.inputMissing(path: named)) }
        return file
    }

    /// The file that was named, or the one beside the bundle; either may still have to be made.
    package func file(beside bundle: String) -> CustodyFile {
        named.map(CustodyFile.init(path:)) ?? CustodyFile(besideBundle: bundle)
    }
}

extension CustodyFile {
    /// Refuses what needs a bundle that does not lie at its place while its chain lies there still: that tells what became of it.
    ///
    /// - Throws: ``DeskError`` that names the chain.
    package func requireBundle(at bundle: String) throws(DeskError) {
        guard exists, !RegisteredPath.isThere(bundle) else { return }
        throw DeskError(
            .missing, "\(bundle): no such file or folder; its custody chain lies there still",
            remedy: .showChainAlone(path: path))
    }
}

/// The digest of a custody entry that somebody wrote down, as they paste it.
package struct KnownEntry {
    package let digest: SHA256Digest

    /// - Throws: ``DeskError`` where it is no digest.
    package init(_ text: String) throws(DeskError) {
        guard let digest = SHA256Digest(hex: text.lowercased()) else {
            throw DeskError(.usage, "“\(text.prefix(96))” is not a digest: it has 64 hexadecimal digits")
        }
        self.digest = digest
    }
}
