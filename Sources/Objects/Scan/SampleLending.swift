/// Puts the bytes of an object's samples together as they pass by, and lends each sample whole.
///
/// One buffer serves all samples, and only those that do not lie whole in what passes by are copied into it.
final class SampleLending {
    private let lend: (StoredSample, UnsafeRawBufferPointer) throws -> Void
    /// The samples of the fragment, in the order they are stored in, and which of them is next.
    private var expected: [StoredSample] = []
    private var next = 0
    private var buffer: [UInt8] = []

    init(_ lend: @escaping (StoredSample, UnsafeRawBufferPointer) throws -> Void) { self.lend = lend }

    /// Takes note of a sample of the fragment whose bytes are to come.
    func expect(_ sample: StoredSample) { expected.append(sample) }

    /// The bytes of the fragment begin.
    func begin() throws {
        try lendEmpty()
    }

    /// Takes the next bytes of the fragment; all of them are of its samples.
    func take(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while !rest.isEmpty, next < expected.count {
            let sample = expected[next]
            let missing = Int(sample.size) - buffer.count
            if buffer.isEmpty, rest.count >= missing {
                try lend(sample, UnsafeRawBufferPointer(rebasing: rest[..<missing]))
                rest = UnsafeRawBufferPointer(rebasing: rest[missing...])
                next += 1
            } else {
                let part = min(missing, rest.count)
                buffer += rest[..<part]
                rest = UnsafeRawBufferPointer(rebasing: rest[part...])
                guard buffer.count == Int(sample.size) else { return }
                try buffer.withUnsafeBytes { try lend(sample, $0) }
                buffer.removeAll(keepingCapacity: true)
                next += 1
            }
            try lendEmpty()
        }
    }

    /// Lends the samples that have no bytes, and forgets a fragment that is through.
    private func lendEmpty() throws {
        while next < expected.count, expected[next].size == 0 {
            let sample = expected[next]
            try lend(sample, UnsafeRawBufferPointer(start: nil, count: 0))
            next += 1
        }
        guard next == expected.count else { return }
        expected.removeAll(keepingCapacity: true)
        next = 0
    }
}
