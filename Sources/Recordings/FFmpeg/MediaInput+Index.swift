import Objects
import CFFmpeg

/// The demuxer's index of samples.
extension MediaInput {
    /// Sees to it that the index lists all packets of a track that are decoded in a range.
    package func needIndex(track: Int, _ range: Range<Int64>) throws(FootageError) {
        if let listed, !listed.lists(range, of: track) { try openWhole() }
    }

    /// How many packets of a track the demuxer's index lists.
    package func indexCount(track index: Int) throws(FootageError) -> Int {
        Int(avformat_index_get_entries_count(try track(index)))
    }

    /// One packet as the index has it: its decoding time and size.
    package func indexEntry(track index: Int, _ number: Int) throws(FootageError) -> (dts: Int64, size: Int) {
        guard let entry = avformat_index_get_entry(try track(index), Int32(number)) else {
            throw .library(
                operation: "reading the index of track \(index)", cause: "no entry \(number)", path: path)
        }
        return (entry.pointee.timestamp, Int(entry.pointee.size))
    }

    /// Where one packet lies in the file, as the index has it.
    func indexPosition(track index: Int, _ number: Int) throws(FootageError) -> Int64 {
        guard let entry = avformat_index_get_entry(try track(index), Int32(number)) else { return -1 }
        return entry.pointee.pos
    }

    /// Whether a packet is the last that the index promises of a track, or lies behind it.
    ///
    /// The demuxer of AVI counts sound in bytes in its index and in blocks elsewhere, so there the place in the file tells.
    ///
    /// - Parameters:
    ///   - dts: the packet's decoding time.
    ///   - position: where it lies in the file.
    package func isLastPromised(track index: Int, dts: Int64, position: Int64) throws(FootageError) -> Bool {
        let last = try indexCount(track: index) - 1
        if isAVI, try parameters(index).pointee.codec_type == AVMEDIA_TYPE_AUDIO, position >= 0 {
            return try indexPosition(track: index, last) <= position
        }
        return try indexEntry(track: index, last).dts <= dts
    }

    /// Whether the first packet of a track that the index lists has a time that can be calculated with; true where it
    /// lists none.
    package func startsInTime(track index: Int) throws(FootageError) -> Bool {
        guard try indexCount(track: index) > 0 else { return true }
        return try indexEntry(track: index, 0).dts.magnitude < MediaTicks.limit
    }

    /// Whether the index lists every packet of a track: it does unless the file is fragmented, where it grows
    /// while reading. The container's own frame count tells the two apart. A thinned index counts as whole: what it
    /// does not list is in the file, and its last entries are the file's.
    package func indexIsWhole(track index: Int) throws(FootageError) -> Bool {
        let promised = try track(index).pointee.nb_frames
        let listed = try indexCount(track: index)
        return promised > 0 && Int64(listed) == promised
    }
}
