import Foundation
import Testing

/// A QuickTime or MP4 file whose `moov` stands behind its samples, so that a box of it can be given another content and none of
/// the samples moves.
enum MovieBoxes {
    /// Numbers of four bytes, big-endian.
    static func numbers(_ values: Int...) -> [UInt8] { values.flatMap { number($0) } }

    static func number(_ value: Int) -> [UInt8] {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: value).bigEndian) { Array($0) }
    }

    /// Changes the content of a box.
    ///
    /// - Parameters:
    ///   - path: the names of the boxes around it and its own, from `moov` on.
    ///   - track: which `trak` is meant, counted from 0.
    static func change(
        _ path: [String], ofTrack track: Int, in file: String, _ change: ([UInt8]) -> [UInt8]
    ) throws {
        let url = URL(fileURLWithPath: file)
        let bytes = [UInt8](try Data(contentsOf: url))
        var found = false
        let changed = walk(bytes, path[...], track) { content in
            found = true
            return change(content)
        }
        try #require(found, "\(path) of track \(track)")
        try Data(changed).write(to: url)
    }

    /// The content of a box.
    static func content(_ path: [String], ofTrack track: Int, in file: String) throws -> [UInt8] {
        var content: [UInt8]?
        _ = walk([UInt8](try Data(contentsOf: URL(fileURLWithPath: file))), path[...], track) {
            content = $0
            return $0
        }
        return try #require(content)
    }

    /// The boxes of a file, as ranges with their headers.
    static func top(_ bytes: [UInt8]) -> [(name: String, range: Range<Int>)] {
        var boxes: [(String, Range<Int>)] = []
        var place = 0
        while place + 8 <= bytes.count {
            let size = Int(bytes[place..<place + 4].reduce(0) { $0 << 8 | UInt32($1) })
            guard size >= 8 else { break }
            let end = min(bytes.count, place + size)
            boxes.append((String(decoding: bytes[place + 4..<place + 8], as: UTF8.self), place..<end))
            place += size
        }
        return boxes
    }

    private static func walk(
        _ bytes: [UInt8], _ path: ArraySlice<String>, _ track: Int, _ change: ([UInt8]) -> [UInt8]
    ) -> [UInt8] {
        guard let name = path.first else { return change(bytes) }
        var result: [UInt8] = []
        var tracks = 0
        for box in top(bytes) {
            let content = Array(bytes[box.range.dropFirst(8)])
            guard box.name == name, name != "trak" || tracks == track else {
                if box.name == "trak" { tracks += 1 }
                result += bytes[box.range]
                continue
            }
            if name == "trak" { tracks += 1 }
            let changed = walk(content, path.dropFirst(), track, change)
            result += number(changed.count + 8) + Array(name.utf8) + changed
        }
        return result
    }

    /// The path of a box in a track's sample table.
    static func table(_ name: String) -> [String] { ["moov", "trak", "mdia", "minf", "stbl", name] }

    /// `stts`: how many samples last how long.
    static func durations(_ runs: [(count: Int, ticks: Int)]) -> [UInt8] {
        numbers(0, runs.count) + runs.flatMap { numbers($0.count, $0.ticks) }
    }
}
