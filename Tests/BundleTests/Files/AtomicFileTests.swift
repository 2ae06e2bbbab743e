import Files
import Foundation
import SystemPackage
import Testing

@Suite("An output appears whole under its name, or not at all")
struct AtomicFileTests {
    /// A folder of the test's own, removed with it.
    final class Folder {
        let path = NSTemporaryDirectory() + "proffer-atomic-\(UUID().uuidString)"
        init() throws {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        deinit { try? FileManager.default.removeItem(atPath: path) }
        var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? [] }
        func content(_ name: String) -> String? {
            FileManager.default.contents(atPath: "\(path)/\(name)").map {
                String(decoding: $0, as: UTF8.self)
            }
        }
    }

    /// Begins an output in either of the two ways the file system may force on us.
    func begin(_ path: String, replaceExisting: Bool = false, nameless: Bool) throws -> AtomicFile {
        try AtomicFile(
            path: path, replaceExisting: replaceExisting, permissions: [.ownerReadWrite], nameless: nameless)
    }

    @Test(
        "before the commit nothing has the name, after it everything is there", arguments: [true, false])
    func commit(nameless: Bool) throws {
        let folder = try Folder()
        let file = try begin(folder.path + "/out", nameless: nameless)
        try file.write(Array("hello ".utf8))
        try file.write(Array("world".utf8))
        #expect(!folder.names.contains("out"))
        try file.commit()
        #expect(folder.names == ["out"])
        #expect(folder.content("out") == "hello world")
        #expect(file.bytesWritten == 11)
    }

    @Test(
        "an output given up, or dropped, leaves nothing behind",
        arguments: [true, false], [true, false])
    func abandon(explicitly: Bool, nameless: Bool) throws {
        let folder = try Folder()
        do {
            let file = try begin(folder.path + "/out", nameless: nameless)
            try file.write([1, 2, 3])
            if explicitly { file.abandon() }
        }
        #expect(folder.names == [])
    }

    @Test("an existing output is refused at once and stays as it is")
    func exists() throws {
        let folder = try Folder()
        let path = folder.path + "/out"
        try Data("old".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: FileError.outputExists(path: path)) { try AtomicFile(path: path) }
        #expect(folder.content("out") == "old")
    }

    @Test("an output that somebody made meanwhile is not replaced", arguments: [true, false])
    func race(nameless: Bool) throws {
        let folder = try Folder()
        let path = folder.path + "/out"
        let file = try begin(path, nameless: nameless)
        try file.write([1])
        try Data("theirs".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: FileError.outputExists(path: path)) { try file.commit() }
        #expect(folder.names == ["out"])
        #expect(folder.content("out") == "theirs")
    }

    @Test("with leave to replace, the old content stays until the commit", arguments: [true, false])
    func replace(nameless: Bool) throws {
        let folder = try Folder()
        let path = folder.path + "/out"
        try Data("old".utf8).write(to: URL(fileURLWithPath: path))
        let file = try begin(path, replaceExisting: true, nameless: nameless)
        try file.write(Array("new".utf8))
        #expect(folder.content("out") == "old")
        try file.commit()
        #expect(folder.names == ["out"])
        #expect(folder.content("out") == "new")
    }

    @Test("a folder, a device or a link is never replaced", arguments: ["folder", "link", "/dev/null", "."])
    func notAFile(kind: String) throws {
        let folder = try Folder()
        var path = folder.path + "/out"
        switch kind {
        case "folder":
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        case "link":
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "elsewhere")
        case ".": path = folder.path + "/."
        default: path = kind
        }
        #expect(throws: FileError.outputNotAFile(path: path)) {
            try AtomicFile(path: path, replaceExisting: true)
        }
    }

    @Test("a folder that is not there is named before a byte is written")
    func noFolder() throws {
        let path = "/nonexistent-folder/out"
        #expect(throws: FileError.cannotWrite(path: path, cause: .noSuchFileOrDirectory)) {
            try AtomicFile(path: path)
        }
    }

    @Test("the file gets the permissions asked for")
    func permissions() throws {
        let folder = try Folder()
        let file = try AtomicFile(path: folder.path + "/secret", permissions: .ownerReadWrite)
        try file.commit()
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/secret")
        #expect((attributes[.posixPermissions] as? Int) == 0o600)
    }
}
