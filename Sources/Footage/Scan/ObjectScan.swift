import Custody
import Sealing

/// Reads an object back while its bytes pass by, and looks at every sample that is stored in it.
///
/// It shares no code with the muxer that wrote the object. Edit lists are not ignored but refused, and so
/// is every box, byte or sample that could hide something: an object is `ftyp`, `moov` without samples,
/// pairs of `moof` and `mdat` in which the samples lie end to end, and a `free` box of zeros
/// (ISO/IEC 14496-12; docs/spec/record.md, Objects). Memory is bounded by one fragment's header.
///
/// Not `Sendable`: one stage feeds it.
public final class ObjectScan {
    /// Looks at one sample; what it throws ends the scan.
    public typealias Inspection = (StoredSample) throws -> Void
    /// Looks at the bytes of one sample, valid during the call, and how to hash them; what it throws ends the scan.
    public typealias UnitInspection = (StoredSample, CanonicalBytes, UnsafeRawBufferPointer) throws -> Void

    private let inspect: Inspection
    private let lending: SampleLending?
    private var tracks: [Int: TrackScan] = [:]
    private var state = State.header(expected: 8)
    private var buffer: [UInt8] = []
    private var consumed: UInt64 = 0
    private var last = Last.nothing
    /// What the first brand says (QuickTime File Format, File Type Compatibility).
    private var isQuickTime = false
    private var padding: UInt64 = 0
    /// Payload bytes the samples of the fragment just described need.
    private var expectedData: UInt64 = 0

    private enum State {
        /// Gathers a box header of so many bytes.
        case header(expected: Int)
        /// Gathers a box of that type into the buffer until it has so many bytes.
        case gather(type: BoxType, size: Int)
        /// Passes over so many bytes of samples.
        case samples(left: UInt64)
        /// Passes over so many bytes that must be zero.
        case zeros(left: UInt64)
    }

    /// The box that stood last, as it decides which may follow.
    private enum Last { case nothing, fileType, movie, fragment, samples, padding }

    /// Begins a scan that shows every sample to a closure.
    ///
    /// - Parameter lend: is lent the bytes of every sample too, in the order they are stored in.
    public init(inspect: @escaping Inspection = { _ in }, lend: UnitInspection? = nil) {
        self.inspect = inspect
        lending = lend.map(SampleLending.init)
    }

    /// Looks at the next bytes of the object.
    ///
    /// - Throws: ``FootageError/objectNotUnderstood(reason:)``, and whatever the inspection throws.
    public func update(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        consumed += UInt64(bytes.count)
        while !rest.isEmpty {
            let used: Int
            switch state {
            case .header(let expected): used = try gatherHeader(rest, expected: expected)
            case .gather(let type, let size): used = try gatherBox(rest, type: type, size: size)
            case .samples(let left):
                used = Int(min(left, UInt64(rest.count)))
                try lending?.take(UnsafeRawBufferPointer(rebasing: rest[..<used]))
                state = left == UInt64(used) ? .header(expected: 8) : .samples(left: left - UInt64(used))
            case .zeros(let left):
                used = Int(min(left, UInt64(rest.count)))
                guard rest[..<used].allSatisfy({ $0 == 0 }) else {
                    throw BoxReader.damaged("its padding is not empty")
                }
                state = left == UInt64(used) ? .header(expected: 8) : .zeros(left: left - UInt64(used))
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[used...])
        }
    }

    /// Ends the scan.
    ///
    /// - Throws: ``FootageError/objectNotUnderstood(reason:)`` where the object ends early.
    public func finish() throws -> ScannedObject {
        guard case .header(8) = state, buffer.isEmpty, last == .samples || last == .padding || last == .movie
        else { throw BoxReader.damaged("it ends in the middle") }
        let ids = tracks.keys.sorted()
        return ScannedObject(
            tracks: try ids.compactMap { try tracks[$0]?.finish() }, size: consumed, padding: padding)
    }

    // MARK: - Top level

    private func gatherHeader(_ bytes: UnsafeRawBufferPointer, expected: Int) throws -> Int {
        let used = min(expected - buffer.count, bytes.count)
        buffer += bytes[..<used]
        guard buffer.count == expected else { return used }
        var reader = BoxReader(buffer)
        var size = UInt64(try reader.integer(UInt32.self))
        let type = try reader.code()
        if size == 1 {
            if expected == 8 {
                state = .header(expected: 16)
                return used
            }
            size = try reader.integer(UInt64.self)
        }
        guard size >= UInt64(expected) else { throw BoxReader.damaged("box “\(type)” has no size") }
        try begin(type, content: size - UInt64(expected), header: expected)
        return used
    }

    private func begin(_ type: BoxType, content: UInt64, header: Int) throws {
        buffer.removeAll(keepingCapacity: true)
        let limit: UInt64
        switch (type, last) {
        case ("ftyp", .nothing): limit = 1 << 10
        case ("moov", .fileType): limit = 1 << 20
        case ("moof", .movie), ("moof", .samples): limit = 16 << 20
        case ("mdat", .fragment):
            guard header == 8, content == expectedData else {
                throw BoxReader.damaged(
                    "a fragment stores \(content) bytes where its samples have \(expectedData)")
            }
            last = .samples
            try lending?.begin()
            state = content == 0 ? .header(expected: 8) : .samples(left: content)
            return
        case ("free", .samples), ("free", .movie):
            last = .padding
            padding = content + UInt64(header)
            state = content == 0 ? .header(expected: 8) : .zeros(left: content)
            return
        default:
            throw BoxReader.damaged("a box “\(type)” stands where none may stand")
        }
        guard content <= limit else { throw BoxReader.damaged("box “\(type)” is too large") }
        moofHeader = header
        state = .gather(type: type, size: Int(content))
        if content == 0 { try understand(type) }
    }

    /// How many bytes the header of the `moof` being gathered has: data offsets count from its start.
    private var moofHeader = 8

    private func gatherBox(_ bytes: UnsafeRawBufferPointer, type: BoxType, size: Int) throws -> Int {
        let used = min(size - buffer.count, bytes.count)
        buffer += bytes[..<used]
        if buffer.count == size { try understand(type) }
        return used
    }

    private func understand(_ type: BoxType) throws {
        let reader = BoxReader(buffer)
        switch type {
        case "ftyp":
            var reader = reader
            isQuickTime = try reader.code() == "qt  "
            last = .fileType
        case "moov":
            tracks = try MovieHeader.tracks(reader, isQuickTime: isQuickTime)
            last = .movie
        default:
            // The samples begin right behind the header of the `mdat` that must follow.
            let start = UInt64(moofHeader + buffer.count)
            expectedData = try Fragment.read(reader, dataStart: start, tracks: tracks) { sample in
                try inspect(sample)
                guard let canonical = tracks[sample.track]?.canonical else { return }
                try lending?.expect(sample, canonical)
            }
            last = .fragment
        }
        buffer.removeAll(keepingCapacity: true)
        state = .header(expected: 8)
    }
}
