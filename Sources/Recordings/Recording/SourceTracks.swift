import Objects
import Records

extension SourceTrack {
    /// The tracks of a file, in its order, whatever its clock says.
    ///
    /// - Throws: ``FootageError``; a file that is no recording is ``FootageError/notARecording(path:cause:)``.
    package static func all(in file: SourceFile) throws(FootageError) -> [SourceTrack] {
        let tracks = try Recording.describe(try MediaInput(file))
        guard tracks.contains(where: { $0.kind == .video || $0.kind == .audio }) else {
            throw .notARecording(path: file.path, cause: "it has neither pictures nor sound")
        }
        return tracks
    }
}
