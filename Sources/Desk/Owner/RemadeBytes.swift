import CustodyDesk
import Foundation
import Synchronization
import Threads

/// Bytes that are made anew each time they are read, from front to back, and stored nowhere: so that what a person looks at
/// touches no disk, and takes no more memory however long it is.
///
/// One reads at a time. Reading on is quick; going back has all be made again from the beginning.
package final class RemadeBytes: Sendable {
    /// Makes the bytes: gives all of them to a sink, in order.
    package typealias Make = @Sendable (_ sink: (UnsafeRawBufferPointer) throws -> Void) throws -> Void

    private let make: Make
    private let running = Mutex<Running?>(nil)

    private struct Running {
        let pipe: BytePipe
        let thread: JoinedThread

        func end() {
            pipe.giveUp()
            thread.join()
        }
    }

    package init(_ make: @escaping Make) { self.make = make }

    deinit { end() }

    /// Fills a buffer from an offset on, and says how far; 0 at the end.
    ///
    /// - Throws: what making them throws.
    package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws -> Int {
        try running.withLock { running in
            if let current = running, !current.pipe.canRead(at: offset) {
                current.end()
                running = nil
            }
            let pipe: BytePipe
            if let current = running {
                pipe = current.pipe
            } else {
                pipe = BytePipe()
                let (started, make) = (pipe, make)
                running = Running(
                    pipe: pipe,
                    thread: try JoinedThread {
                        do {
                            try make { try started.put($0) }
                            started.end(nil)
                        } catch {
                            started.end(error)
                        }
                    })
            }
            return try pipe.read(into: buffer, at: offset)
        }
    }

    /// The next bytes from an offset on, as many as asked for or fewer; empty at the end.
    package func bytes(at offset: UInt64, atMost count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = try read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
        }
    }

    /// From where on it can be read without beginning anew, as nobody reads now; nil where it has not begun.
    package var place: UInt64? { running.withLock { $0?.pipe.place } }

    /// Makes them once, for a sink that takes all of them in order; who reads them is not disturbed.
    package func each(_ sink: (UnsafeRawBufferPointer) throws -> Void) throws { try make(sink) }

    /// How many there are: they are made once for it.
    package func count() throws -> UInt64 {
        var count: UInt64 = 0
        try each { count += UInt64($0.count) }
        return count
    }

    /// Stops making them.
    package func end() {
        running.withLock { running in
            running?.end()
            running = nil
        }
    }
}

/// What lies between the thread that makes bytes and the one that reads them: so much and no more.
///
/// `@unchecked Sendable`: every property is only touched while `condition` is held.
private final class BytePipe: @unchecked Sendable {
    private let condition = NSCondition()
    /// What was made and not taken, from `start` on.
    private var waiting: [UInt8] = []
    private var start: UInt64 = 0
    /// From where on somebody wants to read: what lies before is not kept.
    private var wanted: UInt64 = 0
    private var hasEnded = false
    private var failure: (any Error)?
    private var isGivenUp = false

    private static let most = 1 << 20

    func canRead(at offset: UInt64) -> Bool { offset >= place }

    /// What comes next.
    var place: UInt64 {
        condition.lock()
        defer { condition.unlock() }
        return start
    }

    // MARK: - The side that makes

    func put(_ bytes: UnsafeRawBufferPointer) throws {
        condition.lock()
        defer { condition.unlock() }
        var rest = bytes
        while !rest.isEmpty {
            guard !isGivenUp else { throw CancellationError() }
            if waiting.isEmpty, start < wanted {
                let passed = min(UInt64(rest.count), wanted - start)
                start += passed
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(Int(passed)))
                continue
            }
            let room = Self.most - waiting.count
            guard room > 0 else {
                condition.wait()
                continue
            }
            waiting += rest.prefix(room)
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(room))
            condition.broadcast()
        }
        if isGivenUp { throw CancellationError() }
    }

    func end(_ failure: (any Error)?) {
        condition.lock()
        hasEnded = true
        self.failure = failure
        condition.broadcast()
        condition.unlock()
    }

    // MARK: - The side that reads

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws -> Int {
        condition.lock()
        defer { condition.unlock() }
        wanted = max(wanted, offset)
        while true {
            if start < offset, !waiting.isEmpty {
                let passed = Int(min(UInt64(waiting.count), offset - start))
                waiting.removeFirst(passed)
                start += UInt64(passed)
                condition.broadcast()
            }
            if start == offset, !waiting.isEmpty { break }
            if hasEnded {
                if let failure { throw failure }
                return 0
            }
            condition.wait()
        }
        let count = min(buffer.count, waiting.count)
        waiting.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        waiting.removeFirst(count)
        start += UInt64(count)
        wanted = max(wanted, start)
        condition.broadcast()
        return count
    }

    func giveUp() {
        condition.lock()
        isGivenUp = true
        condition.broadcast()
        condition.unlock()
    }
}
