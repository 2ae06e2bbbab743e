import Foundation
import Glibc
import Peers
import Recordings
import Statements
import Testing

@Suite("What the file system says of all files of a look")
struct FootageStampTests {
    private let folder: ScratchFolder
    /// So long afterwards that what was written now has settled.
    private let later = WallTime.now().adding(nanoseconds: 2 * FileTimes.settling)

    init() throws {
        folder = try ScratchFolder()
        try put("gate/a.mp4", "one")
        try put("gate/b.mp4", "two")
    }

    private func put(_ name: String, _ text: String) throws {
        let file = folder.url.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    private func stamp() -> FootageStamp? { FootageStamp(of: [folder.url.path], at: later) }

    @Test("two looks at the same files have the same one")
    func same() throws { #expect(try #require(stamp()) == #require(stamp())) }

    @Test(
        "a file that came, went, was renamed or was changed in its place changes it",
        arguments: ["came", "went", "renamed", "changed", "moved"])
    func changes(_ what: String) throws {
        let before = try #require(stamp())
        let file = folder.url.appending(path: "gate/b.mp4")
        switch what {
        case "came": try put("gate/c.mp4", "three")
        case "went": try FileManager.default.removeItem(at: file)
        case "renamed":
            try FileManager.default.moveItem(at: file, to: folder.url.appending(path: "gate/z.mp4"))
        case "moved": try put("yard/b.mp4", "two")
        default:
            // Of the same length, and with the times put back.
            let handle = try FileHandle(forWritingTo: file)
            let times = try FileManager.default.attributesOfItem(atPath: file.path)[.modificationDate]
            try handle.write(contentsOf: Data("TWO".utf8))
            try handle.close()
            try FileManager.default.setAttributes(
                [.modificationDate: try #require(times)], ofItemAtPath: file.path)
        }
        #expect(stamp() != before)
    }

    @Test("there is none of what was changed a moment ago, as a further change might not show")
    func unsettled() { #expect(FootageStamp(of: [folder.url.path]) == nil) }

    @Test("there is none of what is reached by a link, or is not there")
    func links() throws {
        let link = folder.url.appending(path: "link")
        try FileManager.default.createSymbolicLink(
            at: link, withDestinationURL: folder.url.appending(path: "gate"))
        #expect(FootageStamp(of: [link.path], at: later) == nil)
        #expect(FootageStamp(of: [folder.path("nowhere")], at: later) == nil)
    }
}
