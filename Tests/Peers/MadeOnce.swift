import Foundation

/// Files that many tests start from, made once a run; each test has a copy, so that none sees what another does to them.
///
/// The first folder is kept for the whole run: the temporary folder is the system's to empty.
package struct MadeOnce: Sendable {
    private let folder: Result<ScratchFolder, any Error>

    /// - Parameters:
    ///   - name: what it is, for the message where it could not be made.
    ///   - make: makes it.
    package init(_ name: String, _ make: () throws -> ScratchFolder) {
        // A failed expectation is told of in one test only; all that start from here fail with it.
        folder = Result(catching: make)
            .mapError { Peer.Missing(description: "\(name) could not be made: \($0)") }
    }

    /// A folder of one's own with the same files, and the same rights on them.
    package func copied() throws -> ScratchFolder {
        let original = try folder.get()
        let copy = try ScratchFolder()
        for name in try original.names() {
            try FileManager.default.copyItem(
                at: original.url.appending(path: name), to: copy.url.appending(path: name))
        }
        return copy
    }
}
