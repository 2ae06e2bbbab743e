import Sealing

/// Reads an object back while its bytes pass by: makes every byte that is no sample anew from the facts, compares, and
/// looks at every sample that is stored in it (docs/spec/objects.md, Reading).
///
/// It knows facts and samples and nothing of what a writer did, so nothing can hide in a box, and a player sees what was
/// looked at here. Memory is bounded by the samples of one fragment.
///
/// Not `Sendable`: one stage feeds it.
package final class ObjectScan {
    /// Looks at one sample; what it throws ends the scan.
    package typealias Inspection = (StoredSample) throws -> Void
    /// Looks at the bytes of one sample, valid during the call, and how to hash them; what it throws ends the scan.
    package typealias UnitInspection = (StoredSample, CanonicalBytes, UnsafeRawBufferPointer) throws -> Void

    private var form: MovieForm
    private let inspect: Inspection
    private let lending: SampleLending
    private let tracks: [TrackScan]
    private var rule: FragmentRule
    private var state = State.header(expected: 8)
    private var buffer: [UInt8] = []
    private var consumed: UInt64 = 0
    private var last = Last.nothing
    private var padding: UInt64 = 0
    private var fragments: UInt32 = 0
    /// The last sample of each track in the fragment before: how long it lasts the next fragment tells.
    private var pending: [StoredSample] = []
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
    /// - Parameters:
    ///   - form: what the object's bytes must follow from.
    ///   - lend: is lent the bytes of every sample too, in the order they are stored in.
    /// - Throws: ``FootageError`` where nothing can be hashed.
    package init(
        _ form: MovieForm, inspect: @escaping Inspection = { _ in }, lend: UnitInspection? = nil
    ) throws {
        self.form = form
        self.inspect = inspect
        let tracks = try form.tracks.enumerated().map {
            try TrackScan(id: $0.offset + 1, $0.element)
        }
        self.tracks = tracks
        rule = FragmentRule(form)
        lending = SampleLending { sample, bytes in
            let track = tracks[sample.track - 1]
            try track.look(at: sample, bytes)
            try lend?(sample, track.canonical, bytes)
        }
    }

    /// Says how long the last picture is shown, where that was not known when the scan began.
    package func expect(lastDuration: Int64) { form.tracks[0].lastDuration = lastDuration }

    /// Looks at the next bytes of the object.
    ///
    /// - Throws: ``FootageError/objectNotUnderstood(reason:)``, and whatever the inspection throws.
    package func update(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        consumed += UInt64(bytes.count)
        while !rest.isEmpty {
            let used: Int
            switch state {
            case .header(let expected): used = try gatherHeader(rest, expected: expected)
            case .gather(let type, let size): used = try gatherBox(rest, type: type, size: size)
            case .samples(let left):
                used = Int(min(left, UInt64(rest.count)))
                try lending.take(UnsafeRawBufferPointer(rebasing: rest[..<used]))
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
    package func finish() throws -> ScannedObject {
        guard case .header(8) = state, buffer.isEmpty, last == .samples || last == .padding else {
            throw BoxReader.damaged("it ends in the middle")
        }
        try checkDurations(next: nil)
        for (track, facts) in zip(tracks, form.tracks) {
            guard track.result.accessUnits > 0 else {
                throw BoxReader.damaged("track \(track.result.id) has no samples")
            }
            guard !facts.isPicture || track.result.lastDuration == facts.lastDuration else {
                throw BoxReader.damaged("its last picture is not shown as long as the record says")
            }
        }
        return ScannedObject(
            tracks: try tracks.map { try $0.finish() }, size: consumed, padding: padding)
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
            // The only box that may be so long, and only where it must be.
            guard type == "free" else { throw BoxReader.damaged("the size of box “\(type)” has 64 bits") }
            if expected == 8 {
                state = .header(expected: 16)
                return used
            }
            size = try reader.integer(UInt64.self)
            guard size > UInt64(UInt32.max) else {
                throw BoxReader.damaged("the size of box “\(type)” has 64 bits")
            }
        }
        guard size >= UInt64(expected) else { throw BoxReader.damaged("box “\(type)” has no size") }
        try begin(type, content: size - UInt64(expected), header: expected)
        return used
    }

    private func begin(_ type: BoxType, content: UInt64, header: Int) throws {
        buffer.removeAll(keepingCapacity: true)
        let limit: Int
        switch (type, last) {
        case ("ftyp", .nothing): limit = 1 << 10
        case ("moov", .fileType): limit = 1 << 20
        case ("moof", .movie), ("moof", .samples):
            limit = FragmentHeader.size(samples: FragmentHeader.maximumSamples, tracks: form.tracks.count)
        case ("mdat", .fragment):
            guard content == expectedData else {
                throw BoxReader.damaged(
                    "a fragment stores \(content) bytes where its samples have \(expectedData)")
            }
            last = .samples
            try lending.begin()
            state = content == 0 ? .header(expected: 8) : .samples(left: content)
            return
        case ("free", .samples):
            last = .padding
            padding = content + UInt64(header)
            state = content == 0 ? .header(expected: 8) : .zeros(left: content)
            return
        default:
            throw BoxReader.damaged("a box “\(type)” stands where none may stand")
        }
        guard content <= UInt64(limit) else { throw BoxReader.damaged("box “\(type)” is too large") }
        state = .gather(type: type, size: Int(content))
        if content == 0 { try understand(type) }
    }

    private func gatherBox(_ bytes: UnsafeRawBufferPointer, type: BoxType, size: Int) throws -> Int {
        let used = min(size - buffer.count, bytes.count)
        buffer += bytes[..<used]
        if buffer.count == size { try understand(type) }
        return used
    }

    private func understand(_ type: BoxType) throws {
        switch type {
        case "ftyp":
            try compare(MovieHeader.fileType(form), in: type)
            last = .fileType
        case "moov":
            try compare(MovieHeader.movie(form), in: type)
            last = .movie
        default:
            try understandFragment()
            last = .fragment
        }
        buffer.removeAll(keepingCapacity: true)
        state = .header(expected: 8)
    }

    private func compare(_ expected: [UInt8], in type: BoxType) throws(FootageError) {
        if let flaw = BoxDifference.flaw(expected, buffer, in: type) { throw flaw }
    }

    // MARK: - Fragments

    private func understandFragment() throws {
        let runs = try FragmentHeader.read(BoxReader(buffer), tracks: tracks.count)
        guard zip(runs, runs.dropFirst()).allSatisfy({ $0.track < $1.track }) else {
            throw BoxReader.damaged("the tracks of a fragment are out of order")
        }
        fragments += 1
        try compare(FragmentHeader.content(number: fragments, runs), in: "moof")
        try checkOrder(runs)
        pending = runs.compactMap(\.samples.last)
        expectedData = 0
        for sample in runs.lazy.flatMap(\.samples) {
            expectedData += sample.size
            try tracks[sample.track - 1].count(sample)
            try inspect(sample)
            lending.expect(sample)
        }
    }

    /// Puts the samples of a fragment into the order of all samples, and sees that this is where fragments end.
    private func checkOrder(_ runs: [FragmentHeader.Run]) throws {
        var places = Array(repeating: 0, count: runs.count)
        let timescales = runs.map { Int128(form.tracks[$0.track - 1].timescale) }
        var isFirst = true
        while true {
            var best: Int?
            for index in runs.indices where places[index] < runs[index].samples.count {
                guard let other = best else {
                    best = index
                    continue
                }
                let isBefore = FragmentRule.precedes(
                    runs[index].samples[places[index]], runs[other].samples[places[other]],
                    timescales: (timescales[index], timescales[other]))
                if isBefore { best = index }
            }
            guard let best else { return }
            let sample = runs[best].samples[places[best]]
            places[best] += 1
            let opens: Bool
            do {
                opens = try rule.take(sample, isPicture: form.tracks[sample.track - 1].isPicture)
            } catch {
                throw BoxReader.damaged("its samples are not in the order of their decoding times")
            }
            guard opens == isFirst else {
                throw BoxReader.damaged("a fragment does not end where the rule for fragments ends it")
            }
            if isFirst { try checkDurations(next: sample) }
            isFirst = false
        }
    }

    /// Sees that the last samples of the fragment before last as long as they must.
    private func checkDurations(next: StoredSample?) throws(FootageError) {
        for sample in pending {
            let place = sample.track - 1
            let ruled = SampleDuration.last(
                sample, next: next, ownLength: tracks[place].lastLength, form: form)
            tracks[place].setLastDurationTold(ruled == nil)
            guard sample.duration == ruled ?? form.tracks[place].lastDuration else {
                throw BoxReader.damaged(
                    "the last sample of track \(sample.track) in a fragment does not last as long as it must")
            }
        }
        pending = []
    }
}
