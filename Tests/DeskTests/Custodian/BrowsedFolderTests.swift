import CustodyDesk
import Foundation
import Outcomes
import Peers
import Testing

@Suite("A folder that a person looks through")
struct BrowsedFolderTests {
    @Test("folders and files apart, as people sort them, without what is hidden or is neither")
    func listed() throws {
        let folder = try ScratchFolder()
        for name in ["clip 10.mp4", "clip 2.mp4", ".hidden", "Zoo.txt"] { try folder.write("x", as: name) }
        for name in ["b", "A", ".cache"] {
            try FileManager.default.createDirectory(
                atPath: folder.path(name), withIntermediateDirectories: true)
        }
        #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
        let shown = try BrowsedFolder(folder.path("A/.."))
        #expect(shown.folders == ["A", "b"])
        #expect(shown.files == ["clip 2.mp4", "clip 10.mp4", "Zoo.txt"])
        #expect(shown.notShown == 0)
        #expect(shown.parent == folder.url.deletingLastPathComponent().path)
        #expect(try BrowsedFolder("/").parent == nil)
    }

    @Test(
        "what is no folder, or is not named by its whole path, is refused",
        arguments: ["/nowhere", "relative", ""]
    )
    func refused(_ path: String) { #expect(refusal { try BrowsedFolder(path) } != nil) }
}
