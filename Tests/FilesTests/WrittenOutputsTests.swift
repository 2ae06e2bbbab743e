import Files
import Foundation
import Peers
import SystemPackage
import Testing

@Suite("Who stops a process is told what was written, and nothing else of it stays")
struct WrittenOutputsTests {
    /// A stop is for good, so it happens in a process of its own.
    @Test("what has its name stays and is told, and what has a hidden one is taken away")
    func stop() async {
        await #expect(processExitsWith: .success) {
            let folder = try ScratchFolder()
            func begun(_ name: String, nameless: Bool, isOutput: Bool = true) throws -> AtomicFile {
                let file = try AtomicFile(
                    path: folder.path(name), replaceExisting: false, permissions: [.ownerReadWrite],
                    nameless: nameless, isOutput: isOutput)
                try file.write([1])
                return file
            }
            try begun("done", nameless: true).commit()
            try begun("ours", nameless: false, isOutput: false).commit()
            WrittenOutputs.added(2, to: "ledger")
            WrittenOutputs.added(3, to: "ledger")
            let half = try begun("half", nameless: false)
            let staging = try StagingFolder(for: folder.path("opened"), nameless: false)
            try staging.write([1], as: "one")
            let opened = try StagingFolder(for: folder.path("whole"), nameless: true)
            try opened.write([1], as: "one")
            try opened.commit()
            #expect(try folder.names().count == 5)
            let written = withExtendedLifetime((half, staging)) { WrittenOutputs.stop() }
            #expect(try folder.names() == ["done", "ours", "whole"])
            #expect(written.map(\.path) == [folder.path("done"), "ledger", folder.path("whole")])
            #expect(written.map(\.entries) == [nil, 5, nil])
        }
    }
}
