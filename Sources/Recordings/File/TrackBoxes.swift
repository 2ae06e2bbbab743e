import Objects

/// Refuses ISO base media files in which a track has no number, a false codec header, or samples in another file, before
/// the media library opens them.
///
/// Where such a file is fragmented, libavformat 5.1 takes an error code of its own for a place in a list
/// (`update_frag_index` in mov.c) and counts a thousand million places from there, once for each run of samples:
/// seconds each, during which nothing can stop it. Found by fuzzing. A track without `tkhd` is no track by
/// ISO/IEC 14496-12 §8.3.2 anyway.
enum TrackBoxes {
    /// - Throws: ``FootageError/notARecording(path:cause:)`` and ``FootageError/notReadable(path:cause:)``.
    static func check(_ file: SourceBytes) throws(FootageError) {
        guard let movie = try FileBox.first(FileBox.movie, in: 0..<file.size, of: file) else { return }
        var rest = movie.content..<movie.end
        while let track = try FileBox.first(FileBox.track, in: rest, of: file) {
            guard let header = try track.first(FileBox.trackHeader, in: file),
                try isNumbered(header, in: file)
            else { throw .notARecording(path: file.path, cause: "a track of it has no number") }
            if let information = try track.first(FileBox.media, in: file)?.first(
                FileBox.mediaInformation, in: file)
            {
                try DecoderConfiguration.check(information, in: file)
                try DataReferences.check(information, in: file)
            }
            rest = track.end..<movie.end
        }
    }

    /// Whether the `track_ID` of a `tkhd` is one: the library has no place for those of 2³¹ and more.
    private static func isNumbered(_ header: FileBox, in file: SourceBytes) throws(FootageError) -> Bool {
        let bytes = try header.read(at: 0, count: 24, in: file)
        let place = bytes.first == 1 ? 20 : 12
        return bytes.count > place && bytes[place] < 0x80
    }
}
