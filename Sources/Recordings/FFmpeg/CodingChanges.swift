import Objects
import CFFmpeg

/// Which packets of a file are coded otherwise than their track announces: behind a second codec header, under another sample
/// description, in another size (docs/spec/cutting.md, Changes).
///
/// The library tells of most of these only where it reads across the change. What is found here is known wherever reading
/// begins.
struct CodingChanges {
    /// Places in the file, in bytes, by track.
    private var places: [Int: [Range<Int64>]] = [:]
    /// Decoding times, by track.
    private var times: [Int: [Range<Int64>]] = [:]
    /// How large the first picture of a track is, where each says it for itself.
    private var sizes: [Int: JPEGImage.Size] = [:]

    init() {}

    /// Looks for them.
    ///
    /// - Throws: ``FootageError/notReadable(path:cause:)``.
    init(of input: MediaInput, _ file: SourceBytes) throws(FootageError) {
        switch input.form {
        case .flashVideo: places = try FlashCodings.changes(of: input, in: file)
        case .isoBaseMedia: times = try SampleDescriptions.changes(of: input, in: file)
        default: break
        }
        for index in 0..<input.trackCount
        where Codec(try input.parameters(index))?.randomAccess == .wholePictures {
            sizes[index] = try input.firstFrame(of: index, read: JPEGImage.size)
        }
    }

    /// Whether a packet is coded otherwise than its track announces.
    func isBehind(_ packet: Packet) -> Bool {
        if let places = places[packet.track], places.contains(where: { $0.contains(packet.position) }) {
            return true
        }
        if let times = times[packet.track], let dts = packet.dts, times.contains(where: { $0.contains(dts) })
        {
            return true
        }
        guard let size = sizes[packet.track], let own = JPEGImage.size(packet.bytes) else { return false }
        return own != size
    }
}

/// The codec headers in an FLV file: a tag of its own, which comes again where a camera begins anew (Adobe Flash Video File
/// Format, Annex E.4).
private enum FlashCodings {
    /// More tags than ten days of pictures and sound have.
    private static let tagLimit = 1 << 26
    private static let headerLimit = 1 << 16

    static func changes(of input: MediaInput, in file: SourceBytes) throws(FootageError) -> [Int: [Range<
        Int64
    >]] {
        var changes: [Int: [Range<Int64>]] = [:]
        let tracks = [
            9: try input.first(AVMEDIA_TYPE_VIDEO), 8: try input.first(AVMEDIA_TYPE_AUDIO),
        ]
        var first: [Int: [UInt8]] = [:]
        let header = try file.read(at: 0, count: 9)
        guard header.count == 9 else { return [:] }
        var position = header[5..<9].reduce(0) { $0 << 8 | UInt64($1) } + 4
        var open: [Int: Int64] = [:]
        for _ in 0..<tagLimit {
            let tag = try file.read(at: position, count: 16)
            guard tag.count == 16 else { break }
            let kind = Int(tag[0] & 0x1F)
            let size = tag[1..<4].reduce(0) { $0 << 8 | UInt64($1) }
            if let track = tracks[kind] ?? nil,
                let coding = try coding(kind, tag, size, at: position, in: file)
            {
                if let known = first[track] {
                    if known == coding, let start = open.removeValue(forKey: track) {
                        changes[track, default: []].append(start..<Int64(clamping: position))
                    } else if known != coding, open[track] == nil {
                        open[track] = Int64(clamping: position)
                    }
                } else {
                    first[track] = coding
                }
            }
            position += 11 + size + 4
        }
        for (track, start) in open { changes[track, default: []].append(start..<Int64.max) }
        return changes
    }

    /// What a tag says of how what follows is coded; nil where it says nothing new.
    private static func coding(
        _ kind: Int, _ tag: [UInt8], _ size: UInt64, at position: UInt64, in file: SourceBytes
    ) throws(FootageError) -> [UInt8]? {
        let first = tag[11]
        let (hasHeader, start): (Bool, UInt64) =
            kind == 9 ? ([7, 12].contains(first & 0xF), 5) : (first >> 4 == 10, 2)
        guard hasHeader else { return size > 0 ? [kind == 9 ? first & 0xF : first] : nil }
        guard tag[12] == 0, size > start else { return nil }
        return try file.read(at: position + 11 + start, count: Int(min(size - start, UInt64(headerLimit))))
    }
}

/// The sample descriptions of an ISO base media file's tracks: a track may change from one to another
/// (ISO/IEC 14496-12 §8.5.2, §8.7.4).
private enum SampleDescriptions {
    private static let sampleToChunk: UInt32 = 0x7374_7363  // stsc
    private static let entryLimit: UInt64 = 1 << 20
    private static let bytesLimit: UInt64 = 1 << 20

    static func changes(of input: MediaInput, in file: SourceBytes) throws(FootageError) -> [Int: [Range<
        Int64
    >]] {
        guard let movie = try FileBox.first(FileBox.movie, in: 0..<file.size, of: file) else { return [:] }
        var changes: [Int: [Range<Int64>]] = [:]
        var rest = movie.content..<movie.end
        var index = 0
        while let track = try FileBox.first(FileBox.track, in: rest, of: file) {
            rest = track.end..<movie.end
            defer { index += 1 }
            guard index < input.trackCount,
                let table = try track.first(FileBox.media, in: file)?.first(
                    FileBox.mediaInformation, in: file)?
                    .first(FileBox.sampleTable, in: file),
                let others = try others(table, in: file), !others.isEmpty
            else { continue }
            let ranges = try samples(of: others, table, in: file)
            let count = try input.indexCount(track: index)
            for range in ranges where range.lowerBound < count {
                let from = try input.indexEntry(track: index, range.lowerBound).dts
                let to =
                    range.upperBound < count
                    ? try input.indexEntry(track: index, range.upperBound).dts : Int64.max
                if from < to { changes[index, default: []].append(from..<to) }
            }
        }
        return changes
    }

    /// The numbers, from 1, of descriptions that say something else than the first; nil where there is one only.
    private static func others(_ table: FileBox, in file: SourceBytes) throws(FootageError) -> Set<UInt64>? {
        guard let box = try table.first(FileBox.sampleDescriptions, in: file) else { return nil }
        let bytes = try box.read(at: 0, count: Int(min(bytesLimit, box.end - box.content)), in: file)
        guard bytes.count >= 8, number(bytes[4..<8]) > 1 else { return nil }
        var entries: [ArraySlice<UInt8>] = []
        var place = 8
        while place + 8 <= bytes.count {
            let size = Int(number(bytes[place..<place + 4]))
            guard size >= 8, place + size <= bytes.count else { break }
            entries.append(bytes[place..<place + size])
            place += size
        }
        guard let first = entries.first else { return nil }
        return Set(entries.indices.filter { !entries[$0].elementsEqual(first) }.map { UInt64($0 + 1) })
    }

    /// The numbers of the samples that have one of some descriptions.
    private static func samples(
        of descriptions: Set<UInt64>, _ table: FileBox, in file: SourceBytes
    ) throws(FootageError) -> [Range<Int>] {
        guard let box = try table.first(sampleToChunk, in: file) else { return [] }
        let head = try box.read(at: 4, count: 4, in: file)
        let count = min(number(head), entryLimit)
        let bytes = try box.read(at: 8, count: Int(count) * 12, in: file)
        var ranges: [Range<Int>] = []
        var (sample, chunk, each, isOther): (UInt64, UInt64, UInt64, Bool) = (0, 1, 0, false)
        var start: UInt64?
        for place in stride(from: 0, to: bytes.count - 11, by: 12) {
            let first = number(bytes[place..<place + 4])
            guard first >= chunk else { return ranges }
            let (length, overflow) = (first - chunk).multipliedReportingOverflow(by: each)
            guard !overflow, length < 1 << 40 else { return ranges }
            sample += length
            (chunk, each) = (first, number(bytes[place + 4..<place + 8]))
            isOther = descriptions.contains(number(bytes[place + 8..<place + 12]))
            if isOther, start == nil { start = sample }
            if !isOther, let from = start {
                ranges.append(Int(from)..<Int(sample))
                start = nil
            }
        }
        if let start { ranges.append(Int(start)..<Int.max) }
        return ranges
    }

    private static func number(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
