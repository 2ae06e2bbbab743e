import Objects
import Records
import Foundation
import Sealing
import Testing

/// The worked example of docs/spec/objects.md. It was made by another program than ours, from the page alone.
@Suite("Example in docs/spec/objects.md")
struct ObjectPageTests {
    private struct Page: Decodable { var descriptions: [TrackDescription] }

    private static func block(_ language: String) throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/spec/objects.md"), encoding: .utf8)
        let example = try #require(text.range(of: "## Example")).upperBound
        let start = try #require(text.range(of: "```\(language)\n", range: example..<text.endIndex))
            .upperBound
        let end = try #require(text.range(of: "\n```", range: start..<text.endIndex)).lowerBound
        return String(text[start..<end])
    }

    @Test("the printed object is what the printed facts and samples make, and is read as that")
    func example() throws {
        let page = try StrictJSON.decode(
            Page.self, from: Array(try Self.block("json").utf8), maximumBytes: 1 << 16)
        let samples = try Self.block("text").split(separator: "\n").dropFirst().map { row in
            let columns = row.split(separator: " ").map(String.init)
            return MadeObject.Sample(
                track: try #require(Int(columns[0])), dts: try #require(Int64(columns[1])),
                pts: try #require(Int64(columns[2])), isKey: columns[3] == "yes",
                bytes: Self.bytes(columns[4]))
        }
        let form = try MadeObject.form(.mp4, page.descriptions)
        let printed = Self.bytes(try Self.block("hex").filter { !$0.isWhitespace })
        #expect(try MadeObject.bytes(form, samples, padding: 8) == printed)
        #expect(try MadeObject.scan(printed, form).tracks.map(\.accessUnits) == [2, 2])
    }

    private static func bytes(_ hex: String) -> [UInt8] {
        stride(from: 0, to: hex.count, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
    }
}
