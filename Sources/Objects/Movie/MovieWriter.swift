/// Writes one object as fragmented MP4 or QuickTime into a sink, front to back, without ever seeking
/// (docs/spec/objects.md).
///
/// What it writes is a function of its form and of the samples alone. It holds one fragment.
///
/// Not `Sendable`: one stage writes it.
package final class MovieWriter {
    /// Takes the object's bytes in order.
    package typealias Sink = (UnsafeRawBufferPointer) throws -> Void

    /// Bytes the sink has taken so far.
    package private(set) var bytesWritten: UInt64 = 0

    /// How long the last picture is shown that lies in a fragment which is written; nil where there is none.
    package private(set) var lastPictureDuration: Int64?

    /// Is told where each fragment begins, once it is written.
    package var noting: (FragmentPlace) -> Void = { _ in }

    private let form: MovieForm
    private let sink: Sink
    private var rule: FragmentRule
    private var fragments: UInt32 = 0
    /// What the fragment at hand has of each track.
    private var open: [Track]

    private struct Track {
        let length: SoundLength?
        var samples: [StoredSample] = []
        var bytes: [UInt8] = []
        /// How long the last sample lasts by its bits; nil for pictures.
        var lastLength: Int64?
    }

    /// Begins an object and writes its header.
    ///
    /// - Parameter sink: takes the bytes; what it throws is rethrown by the call that caused it.
    package init(_ form: MovieForm, sink: @escaping Sink) throws {
        self.form = form
        self.sink = sink
        rule = FragmentRule(form)
        open = form.tracks.map { Track(length: $0.isPicture ? nil : SoundLength($0.description)) }
        try put("ftyp", MovieHeader.fileType(form))
        try put("moov", MovieHeader.movie(form))
    }

    /// Writes the next sample, in the order of decoding times across tracks. Its duration is not looked at.
    ///
    /// - Throws: ``FragmentRule/OutOfOrder``, ``FootageError/timesNotUsable(path:reason:)``, and what the sink throws.
    package func write(_ sample: StoredSample, _ bytes: UnsafeRawBufferPointer) throws {
        let place = sample.track - 1
        guard Int32(exactly: sample.pts - sample.dts) != nil, (0..<1 << 60).contains(sample.dts) else {
            throw FootageError.timesNotUsable(
                path: "", reason: "a picture is shown too long after it is decoded")
        }
        guard sample.size <= FragmentHeader.maximumSampleBytes else {
            throw FootageError.notCuttable(
                path: "", reason: "a packet of it has \(sample.size) bytes, more than an object can hold")
        }
        if try rule.take(sample, isPicture: form.tracks[place].isPicture) {
            try closeFragment(next: sample, lastDuration: nil)
        }
        open[place].samples.append(sample)
        open[place].bytes.append(contentsOf: bytes)
        open[place].lastLength = open[place].length?.samples(bytes)
    }

    /// Ends the object, then fills it up to a size with a `free` box (ISO/IEC 14496-12 §8.1.2).
    ///
    /// - Parameters:
    ///   - lastDuration: how long the last picture is shown, in ticks of its track.
    ///   - size: chooses the size of the whole object, at least 8 more than the bytes it is given.
    /// - Returns: how many bytes of padding there are, the box's own header included.
    package func finish(lastDuration: Int64, paddedTo size: (UInt64) throws -> UInt64) throws -> UInt64 {
        try closeFragment(next: nil, lastDuration: max(1, min(lastDuration, SampleDuration.longest)))
        let wanted = try size(bytesWritten)
        guard wanted >= bytesWritten, wanted - bytesWritten >= 8 else {
            throw FootageError.library(
                operation: "filling an object up to its size",
                cause: "\(bytesWritten) bytes do not fit into \(wanted)", path: nil)
        }
        let padding = wanted - bytesWritten
        try writePadding(padding)
        return padding
    }

    private func closeFragment(next: StoredSample?, lastDuration: Int64?) throws {
        var runs: [FragmentHeader.Run] = []
        for place in open.indices where !open[place].samples.isEmpty {
            var samples = open[place].samples
            for number in samples.indices.dropLast() {
                samples[number].duration = samples[number + 1].dts - samples[number].dts
            }
            let last = samples.count - 1
            samples[last].duration =
                SampleDuration.last(
                    samples[last], next: next, ownLength: open[place].lastLength, form: form)
                ?? lastDuration ?? 1
            if form.tracks[place].isPicture { lastPictureDuration = samples[last].duration }
            runs.append(FragmentHeader.Run(track: place + 1, samples: samples))
        }
        guard !runs.isEmpty else { return }
        fragments += 1
        let place = FragmentPlace(
            offset: bytesWritten,
            decodingTimes: Dictionary(
                runs.compactMap { run in
                    guard let first = run.samples.first, let last = run.samples.last else { return nil }
                    return (run.track, first.dts...max(first.dts, last.dts))
                }, uniquingKeysWith: { first, _ in first }))
        try put("moof", FragmentHeader.content(number: fragments, runs))
        var header = BoxWriter()
        let size = runs.reduce(0) { $0 + open[$1.track - 1].bytes.count }
        header.put(UInt32(truncatingIfNeeded: size + 8))
        header.put("mdat" as BoxType)
        try put(header.bytes)
        for run in runs {
            try put(open[run.track - 1].bytes)
            open[run.track - 1].samples.removeAll(keepingCapacity: true)
            open[run.track - 1].bytes.removeAll(keepingCapacity: true)
        }
        noting(place)
    }

    private func writePadding(_ count: UInt64) throws {
        var box = BoxWriter()
        let isLarge = count > UInt64(UInt32.max)
        box.put(isLarge ? 1 : UInt32(count))
        box.put("free" as BoxType)
        if isLarge { box.put(count) }
        try put(box.bytes)
        var rest = count - UInt64(box.bytes.count)
        let zeros = [UInt8](repeating: 0, count: Int(min(rest, 64 << 10)))
        while rest > 0 {
            let part = Int(min(rest, UInt64(zeros.count)))
            try zeros.withUnsafeBytes { try put(UnsafeRawBufferPointer(rebasing: $0[..<part])) }
            rest -= UInt64(part)
        }
    }

    private func put(_ type: BoxType, _ content: [UInt8]) throws {
        var box = BoxWriter()
        box.box(type) { $0.put(content) }
        try put(box.bytes)
    }

    private func put(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try put($0) } }

    private func put(_ bytes: UnsafeRawBufferPointer) throws {
        try sink(bytes)
        bytesWritten += UInt64(bytes.count)
    }
}

extension MovieForm {
    /// The most bytes an object has beside its samples and its padding.
    ///
    /// Of two fragments in a row that were closed by their bytes, the first and what opens the second have more than
    /// ``FragmentRule/bytes`` together.
    package static func overhead(
        samples: UInt64, payloadBytes: UInt64, tracks: Int, codecHeaderBytes: Int, longSteps: UInt64
    ) -> UInt64 {
        let fragments =
            payloadBytes / FragmentRule.bytesBeforeKey + payloadBytes / (FragmentRule.bytes / 2)
            + samples / UInt64(FragmentRule.samples) + longSteps + 2
        return 16 * samples + fragments * UInt64(FragmentHeader.size(samples: 0, tracks: tracks) + 8)
            + UInt64(512 + 1024 * tracks + codecHeaderBytes)
    }
}
