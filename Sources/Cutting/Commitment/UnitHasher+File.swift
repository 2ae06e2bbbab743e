import Objects
import Recordings
import Records
import Sealing

extension UnitHasher {
    /// What leaves have of every access unit of a file's track, without salts, in order, in memory.
    package static func parts(of path: String, track: Int) throws -> [UnitHasher.Parts] {
        let input = try MediaInput(path: path)
        let source = try Recording.describe(input)[track]
        let hasher = try UnitHasher(
            CanonicalBytes(try input.parameters(track)), codec: source.codec,
            sets: ParameterSets(try MediaInput(path: path).description(of: source)))
        try input.select([track])
        let packet = try Packet()
        var parts: [UnitHasher.Parts] = []
        while try input.read(into: packet) { parts.append(try hasher.parts(of: packet.bytes, under: nil)) }
        return parts
    }
}
