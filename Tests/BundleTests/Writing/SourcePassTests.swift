import Handover
import Recordings
import Foundation
import Peers
import Synchronization
import Testing

@Suite("What goes on beside a seal ends with it")
struct SourcePassTests {
    private final class Count: Sendable {
        private let bytes = Atomic(0)
        func add(_ number: Int) { bytes.add(number, ordering: .sequentiallyConsistent) }
        var value: Int { bytes.load(ordering: .sequentiallyConsistent) }
    }

    /// A file of 2 GiB that takes no room.
    private func large(in folder: ScratchFolder) throws -> String {
        let url = try folder.write([], as: "large")
        let file = try FileHandle(forWritingTo: url)
        try file.truncate(atOffset: 2 << 30)
        try file.close()
        return url.path
    }

    @Test("a pass over 2 GiB that is ended reads no more than a buffer, and has ended then")
    func prompt() throws {
        let folder = try ScratchFolder()
        let path = try large(in: folder)
        let read = Count()
        let pass = try SourcePass<UInt64>(over: 3) { _, isCancelled in
            try SourceFile.digest(of: path) { bytes in
                read.add(bytes)
                return !isCancelled()
            }.size
        }
        pass.begin()
        while read.value < 4 << 20 { usleep(500) }
        pass.cancel()
        let before = read.value
        pass.end()
        let after = read.value
        #expect(after - before <= 1 << 20)
        usleep(20_000)
        #expect(read.value == after, "it read on after it was ended")
        #expect(throws: CancellationError.self) { try pass.wait(for: 0) }
        #expect(throws: CancellationError.self) { try pass.wait(for: 2) }
    }

    @Test("a pass that nobody has begun ends as well")
    func notBegun() throws {
        let pass = try SourcePass<Int>(over: 2) { index, _ in index }
        pass.end()
        #expect(throws: CancellationError.self) { try pass.wait(for: 1) }
    }

    @Test("what was done before the end is still there, and the error of one file is not that of another")
    func outcomes() throws {
        struct Spoiled: Error {}
        let pass = try SourcePass<Int>(over: 3) { index, _ in
            if index == 1 { throw Spoiled() }
            return index
        }
        pass.begin()
        #expect(try pass.wait(for: 0) == 0)
        #expect(throws: Spoiled.self) { try pass.wait(for: 1) }
        #expect(try pass.wait(for: 2) == 2)
        pass.end()
        #expect(try pass.wait(for: 2) == 2)
    }
}
