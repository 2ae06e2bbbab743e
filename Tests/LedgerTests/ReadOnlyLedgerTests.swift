import Foundation
import Glibc
import Ledger
import Peers
import Testing

/// A medium that can only be read.
private enum ReadOnlyMedium {
    /// Whether the right to write can be taken away here.
    static let canBeMade: Bool = {
        guard geteuid() == 0 else { return true }
        let place = FileManager.default.temporaryDirectory.appending(
            path: "proffer-mount-\(UUID().uuidString)")
        let command =
            "mkdir '\(place.path)' && mount --bind '\(place.path)' '\(place.path)' && umount -l '\(place.path)'"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "{ \(command); } 2>/dev/null"]
        defer { try? FileManager.default.removeItem(at: place) }
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()
}

@Suite(
    "A ledger on a medium that can only be read is checked and shown as far as it was written",
    .enabled(if: ReadOnlyMedium.canBeMade, "root needs leave to mount, as root writes anywhere"))
struct ReadOnlyLedgerTests {
    private let log: Log

    init() throws { log = try Log(entries: 3) }

    /// Takes the right to write to the ledger's folder away for a while: root is kept from it by a mount, where one may be made.
    private func readOnly(_ body: () throws -> Void) throws {
        let place = log.folder.url.path
        guard geteuid() == 0 else {
            chmod(place, 0o500)
            defer { chmod(place, 0o700) }
            return try body()
        }
        func run(_ command: String) throws -> Int32 {
            let process = Process()
            process.executableURL = try Peer.program("sh")
            process.arguments = ["-c", "{ \(command); } 2>/dev/null"]
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus
        }
        try #require(try run("mount --bind '\(place)' '\(place)'") == 0)
        defer { _ = try? run("umount -l '\(place)'") }
        try #require(try run("mount -o remount,bind,ro '\(place)'") == 0)
        try body()
    }

    /// Copies the ledger while it is open, so that what was appended last lies in the write-ahead log alone.
    private func copy() throws -> String {
        for ending in ["", "-wal", "-shm"] {
            try log.folder.write(try log.folder.read("ledger.sqlite\(ending)"), as: "copy\(ending)")
            chmod(log.folder.path("copy\(ending)"), 0o600)
        }
        return log.folder.path("copy")
    }

    @Test("every entry is there and holds, and nothing can be appended")
    func read() throws {
        let path = try copy()
        try readOnly {
            let ledger = try Ledger(path: path)
            #expect(try ledger.count() == 3)
            #expect(try ledger.verify(keys: log.keys).holds)
            #expect(throws: LedgerError.self) { try ledger.append([log.entry(9)]) }
        }
    }

    @Test("without the index of the write-ahead log it is refused, and not shown without its newest entries")
    func refused() throws {
        let path = try copy()
        unlink(path + "-shm")
        try readOnly { #expect(throws: LedgerError.self) { try Ledger(path: path) } }
    }
}
