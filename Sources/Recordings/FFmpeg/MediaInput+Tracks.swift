import Objects
import Records
import CFFmpeg

extension MediaInput {
    /// The first track of a kind; nil where there is none.
    package func first(_ kind: AVMediaType) throws(FootageError) -> Int? {
        for index in 0..<trackCount where try parameters(index).pointee.codec_type == kind { return index }
        return nil
    }

    /// What a viewing of a track depends on; nil where no object can hold it, which then binds nobody.
    package func description(of source: SourceTrack) -> TrackDescription? {
        try? trackDescription(of: source.index)
    }
}
