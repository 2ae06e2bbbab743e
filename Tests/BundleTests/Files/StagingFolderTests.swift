import Files
import Foundation
import Peers
import SystemPackage
import Testing

@Suite("A folder appears whole under its name, or not at all, and nobody else can put one in its place")
struct StagingFolderTests {
    /// Fills a folder with two files, not committed yet.
    private func filled(_ path: String, nameless: Bool) throws -> StagingFolder {
        let staging = try StagingFolder(for: path, nameless: nameless)
        let clip = try staging.begin("clip.mp4")
        try Array("a clip".utf8).withUnsafeBytes { try clip.write($0) }
        try staging.keep(clip, as: "clip.mp4")
        try staging.write(Array("facts".utf8), as: "record.json")
        return staging
    }

    @Test("before the commit nothing has the name, after it everything is there", arguments: [true, false])
    func commit(nameless: Bool) throws {
        let folder = try ScratchFolder()
        let staging = try filled(folder.path("opened"), nameless: nameless)
        #expect(try !folder.names().contains("opened"))
        #expect(
            FileManager.default.contents(atPath: staging.location(of: "clip.mp4")) == Data("a clip".utf8))
        try staging.commit()
        #expect(try folder.names() == ["opened"])
        #expect(
            Set(try FileManager.default.contentsOfDirectory(atPath: folder.path("opened"))) == [
                "clip.mp4", "record.json",
            ])
        #expect(try folder.read("opened/record.json") == Array("facts".utf8))
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path("opened"))[.posixPermissions]
        #expect(mode as? Int == 0o700)
    }

    @Test("until the commit nothing at all has a name, so that nothing can stay behind")
    func nameless() throws {
        let folder = try ScratchFolder()
        let staging = try filled(folder.path("opened"), nameless: true)
        #expect(try folder.names() == [])
        staging.abandon()
    }

    @Test("a folder given up, or dropped, leaves nothing behind", arguments: [true, false], [true, false])
    func abandon(explicitly: Bool, nameless: Bool) throws {
        let folder = try ScratchFolder()
        do {
            let staging = try filled(folder.path("opened"), nameless: nameless)
            if explicitly { staging.abandon() }
        }
        #expect(try folder.names() == [])
    }

    @Test("a name that is taken, before or meanwhile, is left as it is", arguments: [true, false])
    func taken(nameless: Bool) throws {
        let folder = try ScratchFolder()
        let path = folder.path("opened")
        let staging = try filled(path, nameless: nameless)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(throws: FileError.folderExists(path: path)) { try staging.commit() }
        #expect(throws: FileError.folderExists(path: path)) {
            try StagingFolder(for: path, nameless: nameless)
        }
        #expect(try folder.names() == ["opened"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == [])
    }

    /// What somebody who may change the parent folder puts under the hidden name.
    enum Exchange: CaseIterable { case openFolder, link, file, nothing }

    @Test(
        "a folder put in its place gets nothing, and ours is empty wherever it was moved",
        arguments: Exchange.allCases)
    func exchanged(by exchange: Exchange) throws {
        let folder = try ScratchFolder()
        let path = folder.path("opened")
        let staging = try StagingFolder(for: path, nameless: false)
        try staging.write(Array("before".utf8), as: "before")
        let hidden = folder.path(try #require(folder.names().first))
        let theirs = folder.path("theirs")
        try FileManager.default.moveItem(atPath: hidden, toPath: folder.path("moved"))
        try FileManager.default.createDirectory(atPath: theirs, withIntermediateDirectories: false)
        switch exchange {
        case .openFolder: try FileManager.default.moveItem(atPath: theirs, toPath: hidden)
        case .link: try FileManager.default.createSymbolicLink(atPath: hidden, withDestinationPath: theirs)
        case .file: try folder.write([], as: FilePath(hidden).lastComponent?.string ?? "")
        case .nothing: break
        }
        try staging.write(Array("after".utf8), as: "after")
        #expect(throws: FileError.folderExchanged(path: path)) { try staging.commit() }
        #expect(try !folder.names().contains("opened"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("moved")) == [])
        switch exchange {
        case .openFolder: #expect(try FileManager.default.contentsOfDirectory(atPath: hidden) == [])
        case .link: #expect(try FileManager.default.contentsOfDirectory(atPath: theirs) == [])
        case .file: #expect(FileManager.default.contents(atPath: hidden) == Data())
        case .nothing: break
        }
    }

    // MARK: - What was left behind

    /// A hidden name as a run makes it.
    private static let leftName = ".proffer.opened.partial-0123456789abc"

    private func leave(_ name: String, permissions: Int = 0o700, in folder: ScratchFolder) throws {
        try FileManager.default.createDirectory(
            atPath: folder.path(name), withIntermediateDirectories: false,
            attributes: [.posixPermissions: permissions])
        try folder.write("decrypted", as: "\(name)/clip.mp4")
    }

    @Test("what a run that died left is removed by the next one that writes there", arguments: [true, false])
    func dead(nameless: Bool) throws {
        let folder = try ScratchFolder()
        try leave(Self.leftName, in: folder)
        try folder.write("half", as: ".proffer.bundle.tar.partial-abcdefghijklm")
        let staging = try StagingFolder(for: folder.path("other"), nameless: nameless)
        try staging.commit()
        #expect(try folder.names() == ["other"])
    }

    @Test("what a run that lives has there stays, folder and file")
    func living() throws {
        let folder = try ScratchFolder()
        let other = try filled(folder.path("other"), nameless: false)
        let file = try AtomicFile(
            path: folder.path("out"), replaceExisting: false, permissions: .ownerReadWrite, nameless: false)
        try file.write([1, 2, 3])
        let before = try folder.names()
        #expect(before.count == 2)
        let staging = try StagingFolder(for: folder.path("opened"))
        #expect(try folder.names() == before)
        try staging.commit()
        try other.commit()
        try file.commit()
        #expect(try folder.names() == ["opened", "other", "out"])
    }

    @Test("what is not a left-behind output of ours is not touched")
    func notOurs() throws {
        let folder = try ScratchFolder()
        try leave(".proffer.opened.partial-0123", in: folder)
        try leave("proffer.opened.partial-0123456789abc", in: folder)
        try leave(".proffer.open.partial-0123456789abc", permissions: 0o770, in: folder)
        try leave("somewhere", in: folder)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path(".proffer.link.partial-0123456789abc"), withDestinationPath: "somewhere")
        var kept = try folder.names()
        if geteuid() == 0 {
            let name = ".proffer.theirs.partial-0123456789abc"
            try leave(name, in: folder)
            #expect(chown(folder.path(name), 65534, 65534) == 0)
            kept.insert(name)
        }
        do { _ = try StagingFolder(for: folder.path("opened")) }
        #expect(try folder.names() == kept)
        #expect(try folder.read("somewhere/clip.mp4") == Array("decrypted".utf8))
    }
}
