/// Puts the bytes of an object's samples together as they pass by, and lends each sample whole.
///
/// One buffer serves all samples, and only those that do not lie whole in what passes by are copied into it.
final class SampleLending {
    private let lend: ObjectScan.UnitInspection
    /// The samples of the fragment, in the order they are stored in, and which of them is next.
    private var expected: [(sample: StoredSample, canonical: CanonicalBytes)] = []
    private var next = 0
    private var buffer: [UInt8] = []

    /// What a sample may measure: far more than a picture has, and little enough to be held.
    private static let maximumSampleBytes: UInt64 = 64 << 20

    init(_ lend: @escaping ObjectScan.UnitInspection) { self.lend = lend }

    /// Takes note of a sample of the fragment whose bytes are to come.
    func expect(_ sample: StoredSample, _ canonical: CanonicalBytes) throws(FootageError) {
        guard sample.size <= Self.maximumSampleBytes else {
            throw BoxReader.damaged("a fragment has a sample that is too large")
        }
        expected.append((sample, canonical))
    }

    /// The bytes of the fragment begin.
    func begin() throws {
        try lendEmpty()
    }

    /// Takes the next bytes of the fragment; all of them are of its samples.
    func take(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while !rest.isEmpty, next < expected.count {
            let (sample, canonical) = expected[next]
            let missing = Int(sample.size) - buffer.count
            if buffer.isEmpty, rest.count >= missing {
                try lend(sample, canonical, UnsafeRawBufferPointer(rebasing: rest[..<missing]))
                rest = UnsafeRawBufferPointer(rebasing: rest[missing...])
                next += 1
            } else {
                let part = min(missing, rest.count)
                buffer += rest[..<part]
                rest = UnsafeRawBufferPointer(rebasing: rest[part...])
                guard buffer.count == Int(sample.size) else { return }
                try buffer.withUnsafeBytes { try lend(sample, canonical, $0) }
                buffer.removeAll(keepingCapacity: true)
                next += 1
            }
            try lendEmpty()
        }
    }

    /// Lends the samples that have no bytes, and forgets a fragment that is through.
    private func lendEmpty() throws {
        while next < expected.count, expected[next].sample.size == 0 {
            let (sample, canonical) = expected[next]
            try lend(sample, canonical, UnsafeRawBufferPointer(start: nil, count: 0))
            next += 1
        }
        guard next == expected.count else { return }
        expected.removeAll(keepingCapacity: true)
        next = 0
    }
}
