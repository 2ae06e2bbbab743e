import Objects

/// The boxes of a `moov` whose sample tables can be replaced by shorter ones, and where those tables lie
/// (ISO/IEC 14496-12 §8.2 to §8.7).
///
/// Only files of the plainest kind have one. Whatever is not expected where it stands, and whatever libavformat
/// would take from the tables beyond what is replaced here, makes the file one that is read as it is.
struct MovieLayout: Sendable {
    /// A piece of the `moov`.
    indirect enum Part: Sendable {
        /// Kept byte for byte.
        case kept([UInt8])
        /// A box with parts, whose size follows from them.
        case box(String, [Part])
        /// Where the tables of a track belong.
        case tables(track: Int)
    }

    /// What a track says besides its samples.
    struct Track: Sendable {
        var number: UInt32 = 0
        var timescale: Int64 = 0
        var handler = ""
        /// Its edit list: how long in units of the movie, from when in units of the track; −1 for nothing.
        var edits: [(duration: Int64, time: Int64)] = []
        /// Its sample tables as they are.
        var tables: [String: FileBox] = [:]
    }

    /// The `moov` as it is.
    let movie: FileBox
    /// Its own header.
    let header: [UInt8]
    let parts: [Part]
    let tracks: [Track]
    /// Units of a second in edit lists.
    let timescale: Int64

    private static let boxLimit = 1 << 12
    /// A `moov` with more than that claims more samples than a recording has.
    private static let movieLimit: UInt64 = 256 << 20

    /// - Parameter smallest: a `moov` with fewer bytes is no matter.
    /// - Returns: nil for a file that is read as it is.
    /// - Throws: ``FootageError`` where the file cannot be read.
    init?(of file: SourceBytes, smallest: UInt64) throws(FootageError) {
        guard let movie = try Self.movie(of: file),
            movie.end - movie.start >= smallest, movie.end - movie.start <= Self.movieLimit
        else { return nil }
        self.movie = movie
        header = try file.read(at: movie.start, count: Int(movie.content - movie.start))
        var walk = MovieWalk(file: file)
        do throws(MovieWalk.Ended) {
            parts = try walk.movie(movie)
        } catch {
            guard case .reading(let cause) = error else { return nil }
            throw cause
        }
        tracks = walk.tracks
        timescale = walk.timescale
    }

    /// The only `moov`, in a file without fragments.
    private static func movie(of file: SourceBytes) throws(FootageError) -> FileBox? {
        var position: UInt64 = 0
        var movie: FileBox?
        for _ in 0..<boxLimit where position < file.size {
            guard let box = try FileBox(at: position, limit: file.size, in: file) else { break }
            switch box.name {
            case "moov" where movie == nil: movie = box
            case "moov", "moof", "styp", "sidx", "mfra": return nil
            default: break
            }
            position = box.end
        }
        return movie
    }
}

extension FileBox {
    /// Its four-character code as text.
    var name: String {
        String(
            decoding: (0..<4).map { UInt8(truncatingIfNeeded: type >> (24 - 8 * UInt32($0))) }, as: UTF8.self)
    }
}
