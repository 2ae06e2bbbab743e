import Objects
import CFFmpeg

/// Tells recordings whose samples are encrypted: what would be handed over of them nobody could decode.
enum EncryptedSamples {
    /// Sample entries that stand for others (ISO/IEC 14496-12 §8.12), and those of shops.
    private static let entries: Set<String> = [
        "encv", "enca", "encs", "enct", "enc3", "resv", "drmi", "drms",
    ]

    /// Why the file cannot be cut; nil where nothing is encrypted.
    ///
    /// - Throws: ``FootageError/notReadable(path:cause:)``.
    static func found(in input: MediaInput, _ file: SourceBytes) throws(FootageError) -> String? {
        let words =
            "its samples are encrypted, and nobody could open what was handed over; export it from the camera's app "
            + "without encryption"
        for index in 0..<input.trackCount {
            let metadata = try input.track(index).pointee.metadata
            if av_dict_get(metadata, "enc_key_id", nil, 0) != nil { return words }
        }
        guard input.isISOBaseMedia,
            let movie = try FileBox.first(FileBox.movie, in: 0..<file.size, of: file)
        else { return nil }
        var rest = movie.content..<movie.end
        while let track = try FileBox.first(FileBox.track, in: rest, of: file) {
            rest = track.end..<movie.end
            guard
                let box = try track.first(FileBox.media, in: file)?.first(FileBox.mediaInformation, in: file)?
                    .first(FileBox.sampleTable, in: file)?.first(FileBox.sampleDescriptions, in: file)
            else { continue }
            let entry = try box.read(at: 12, count: 4, in: file)
            if entries.contains(String(decoding: entry, as: UTF8.self)) { return words }
        }
        return nil
    }
}
