import Peers
import Statements

extension Consented {
    /// Windows over, in, around and beside a recording of a second that starts at 20:00:00.
    static func windows() throws -> [GrantedWindow] {
        try [
            ("20:00:00", "20:00:01", true), ("20:00:00.34", "20:00:00.7", true),
            ("20:00:00.32", "20:00:00.99", false), ("19:00:00", "23:00:00", true),
            ("20:00:00.1", "20:00:00.6", true), ("20:00:00.5", "20:00:00.55", false),
            ("20:00:09", "20:10:00", true),
        ].map { from, to, audio in
            try grant(from: "2026-07-04T\(from)Z", to: "2026-07-04T\(to)Z", audio: audio)
        }
    }
}
