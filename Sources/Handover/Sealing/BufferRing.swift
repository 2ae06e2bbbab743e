import Foundation

/// A bounded queue between two threads that hands the same few buffers round, so that nothing is
/// allocated per piece and the faster side waits for the slower.
///
/// `@unchecked Sendable`: every property is only touched while `condition` is held, and a buffer belongs
/// either to the queue or to the one side that took it out.
final class BufferRing: @unchecked Sendable {
    private let condition = NSCondition()
    private var free: [[UInt8]]
    private var filled: [[UInt8]] = []
    private var noMore = false
    private var consumerEnded = false
    private var failure: (any Error)?

    /// - Parameters:
    ///   - count: how many buffers go round, the one being filled included.
    ///   - capacity: how many bytes each can take without growing.
    init(count: Int, capacity: Int) {
        free = (0..<count).map { _ in
            var buffer: [UInt8] = []
            buffer.reserveCapacity(capacity)
            return buffer
        }
        filled.reserveCapacity(count)
    }

    // MARK: - The side that fills

    /// An empty buffer; waits until one is free.
    ///
    /// - Throws: what ended the other side.
    func takeEmpty() throws -> [UInt8] {
        condition.lock()
        defer { condition.unlock() }
        while free.isEmpty, failure == nil { condition.wait() }
        if let failure { throw failure }
        return free.removeLast()
    }

    /// Queues a filled buffer.
    func put(_ buffer: consuming [UInt8]) {
        condition.lock()
        filled.append(buffer)
        condition.broadcast()
        condition.unlock()
    }

    /// Says that nothing follows, and waits until the other side has ended.
    ///
    /// - Throws: what ended it early.
    func finish() throws {
        condition.lock()
        defer { condition.unlock() }
        noMore = true
        condition.broadcast()
        while !consumerEnded { condition.wait() }
        if let failure { throw failure }
    }

    /// Says that nothing follows, whatever there was. Calling it again, or after ``finish()``, changes nothing.
    func end() {
        condition.lock()
        noMore = true
        condition.broadcast()
        condition.unlock()
    }

    // MARK: - The side that empties

    /// The next filled buffer, or nil when there will be none.
    func takeFilled() -> [UInt8]? {
        condition.lock()
        defer { condition.unlock() }
        while filled.isEmpty, !noMore { condition.wait() }
        return filled.isEmpty ? nil : filled.removeFirst()
    }

    /// Gives a buffer back; its content is forgotten, its memory kept.
    func giveBack(_ buffer: consuming [UInt8]) {
        buffer.removeAll(keepingCapacity: true)
        condition.lock()
        free.append(buffer)
        condition.broadcast()
        condition.unlock()
    }

    /// Says that this side has ended, for a reason or because all is done.
    func consumerEnds(_ failure: (any Error)?) {
        condition.lock()
        self.failure = failure
        consumerEnded = true
        condition.broadcast()
        condition.unlock()
    }
}
