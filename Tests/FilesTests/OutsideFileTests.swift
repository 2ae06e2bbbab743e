import Files
import Foundation
import Glibc
import Peers
import Testing

@Suite("What comes from outside is opened so that nothing waits, and nothing but a file is opened")
struct OutsideFileTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        try folder.write("content", as: "file")
        #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
        #expect(symlink("pipe", folder.path("link to pipe")) == 0)
        #expect(symlink("file", folder.path("link to file")) == 0)
        #expect(symlink("round", folder.path("round")) == 0)
        let listening = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array(folder.path("socket").utf8CString)
        try #require(path.count <= MemoryLayout.size(ofValue: address.sun_path))
        withUnsafeMutableBytes(of: &address.sun_path) { place in
            path.withUnsafeBytes { place.copyMemory(from: $0) }
        }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listening, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        #expect(bound == 0)
        close(listening)
    }

    private func refusal(_ path: String, followsLink: Bool = true) -> OutsideFile.Refusal? {
        do {
            close(try OutsideFile.open(path, followsLink: followsLink).descriptor)
            return nil
        } catch {
            return error
        }
    }

    @Test("each kind is refused for what it is, at once, whatever path leads to it")
    func kinds() {
        let cases: [(String, OutsideFile.Refusal)] = [
            (folder.path("pipe"), .kind(.pipe)), (folder.path("link to pipe"), .kind(.pipe)),
            (folder.path("socket"), .kind(.socket)), (folder.url.path, .kind(.folder)),
            ("/dev/zero", .kind(.device)), ("/dev/tty", .kind(.device)), (folder.path("none"), .missing),
            (folder.path("file/below"), .missing), (folder.path("round"), .failed(code: ELOOP)),
        ]
        for (path, expected) in cases { #expect(refusal(path) == expected, "\(path)") }
        #expect(refusal(folder.path("file")) == nil && refusal(folder.path("link to file")) == nil)
        #expect(refusal(folder.path("link to file"), followsLink: false) == .kind(.link))
        #expect(OutsideFile.Refusal.kind(.pipe).inWords == "it is a pipe, not a file")
    }

    @Test("a pipe this process was given open is read; the same pipe by its own name is not")
    func givenPipe() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        #expect(write(ends[1], "word", 4) == 4)
        close(ends[1])
        for path in ["/dev/fd/\(ends[0])", "/proc/self/fd/\(ends[0])"] {
            let descriptor = try OutsideFile.openInput(path)
            var byte: UInt8 = 0
            #expect(read(descriptor, &byte, 1) == 1, "\(path)")
            close(descriptor)
        }
        close(ends[0])
        #expect(throws: OutsideFile.Refusal.kind(.pipe)) { try OutsideFile.openInput(folder.path("pipe")) }
        #expect(throws: OutsideFile.Refusal.missing) { try OutsideFile.openInput("/dev/fd/9999") }
    }

    @Test("a path without links leads through none, and an open folder stays the one it was")
    func folders() throws {
        for name in ["real/deep", "other/deep"] {
            try FileManager.default.createDirectory(
                atPath: folder.path(name), withIntermediateDirectories: true)
            try folder.write(name, as: "\(name)/which")
        }
        #expect(symlink("real", folder.path("link")) == 0)
        #expect(throws: OutsideFile.Refusal.kind(.link)) {
            try OutsideFolder(withoutLinks: folder.path("link/deep"))
        }
        #expect(throws: OutsideFile.Refusal.kind(.link)) {
            try OutsideFolder(withoutLinks: folder.path("link"))
        }
        #expect(try OutsideFolder(folder.path("link/deep")).names().texts == ["which"])

        let open = try OutsideFolder(withoutLinks: folder.path("real"))
        let deep = try open.folder("deep")
        #expect(rename(folder.path("real"), folder.path("gone")) == 0)
        #expect(symlink("other", folder.path("real")) == 0)
        let (descriptor, _) = try OutsideFile.open("which", in: deep.descriptor)
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = read(descriptor, &bytes, 16)
        #expect(String(decoding: bytes.prefix(count), as: UTF8.self) == "real/deep")
        #expect(throws: OutsideFile.Refusal.kind(.link)) {
            try OutsideFolder(withoutLinks: folder.path("real"))
        }
    }

    @Test("why a folder cannot be made or listed is the system's cause, at the part it is true of")
    func causes() {
        #expect(throws: OutsideFolder.NotMade(path: folder.path("file"), refusal: .kind(.file))) {
            try OutsideFolder.make(folder.path("file/below"))
        }
        #expect(throws: OutsideFolder.NotMade(path: "/proc/proffer", refusal: .failed(code: ENOENT))) {
            try OutsideFolder.make("/proc/proffer/trust")
        }
        #expect(throws: OutsideFile.Refusal.failed(code: ELOOP)) { try OutsideFolder(folder.path("round")) }
        #expect(throws: OutsideFile.Refusal.kind(.pipe)) { try OutsideFolder(folder.path("pipe")) }
        #expect(throws: Never.self) { try OutsideFolder.make(folder.path("a/b/c")) }
        #expect(throws: Never.self) { try OutsideFolder.make(folder.path("a/b/c")) }
    }

    @Test(
        "only file systems known to keep fine times of their own are taken to show a change",
        arguments: [
            (0xEF53, true), (0x0102_1994, true), (0x794C_7630, true), (0x4D44, false), (0x2011_BAB0, false),
            (0x6969, false), (0xFF53_4D42, false), (0xFE53_4D42, false), (0x6573_5546, false), (0, false),
        ] as [(UInt32, Bool)])
    func fileSystems(type: UInt32, tells: Bool) {
        #expect(FileSystem(type: type).tellsChanges == tells)
        #expect(!FileSystem(type: nil).tellsChanges)
    }
}
