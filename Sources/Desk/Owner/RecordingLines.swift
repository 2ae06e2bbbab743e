import Outcomes
import Recordings
import Records
import Sealing
import Statements

/// Recordings that are too many to be opened, as JSON: one line each (docs/spec/footage.md), written as they are found.
struct RecordingLines {
    private let sink: ([UInt8]) throws(DeskError) -> Void
    private var json = JSONText()
    private var isFirst = true
    private static let writeSize = 256 << 10

    /// - Parameter sink: takes the text, piece by piece; nothing is written before the first recording.
    init(writing sink: @escaping ([UInt8]) throws(DeskError) -> Void) { self.sink = sink }

    mutating func add(_ file: FoundFile) throws {
        json.raw(isFirst ? "{\"recordings\":[\n" : ",\n")
        isFirst = false
        json.raw("{\"camera\":")
        json.string(file.camera)
        json.raw(",\"recorder\":\"")
        json.raw(file.recorder.rawValue)
        json.raw("\"")
        json.raw(",\"file\":")
        json.string(file.path)
        if let link = file.link {
            json.raw(",\"link\":")
            json.string(link.path)
        }
        json.raw(",\"size\":\(file.size),\"start\":{\"detail\":")
        json.string(file.start.detail)
        json.raw(",\"how\":\"")
        json.raw(file.start.how.rawValue)
        json.raw("\",\"time\":\"")
        json.raw(file.start.time.rfc3339)
        json.raw("\"},\"window\":{\"from\":\"")
        json.raw(file.span.from.rfc3339)
        json.raw("\",\"to\":\"")
        json.raw(file.span.to.rfc3339)
        json.raw("\"}")
        if let zone = file.zone {
            json.raw(",\"zone\":")
            json.string(zone)
        }
        for (index, doubt) in file.doubts.enumerated() {
            json.raw(index == 0 ? ",\"doubts\":[" : ",")
            json.raw(HarmlessJSON.escaping(String(decoding: try StrictJSON.encode(doubt), as: UTF8.self)))
        }
        json.raw(file.doubts.isEmpty ? ",\"doubts\":[]}" : "]}")
        if json.bytes.count >= Self.writeSize { try write() }
    }

    mutating func finish(_ unreadable: [UnreadableListing], _ links: LinksFacts?) throws {
        json.raw("\n],\"unreadable\":[")
        for (index, file) in unreadable.enumerated() {
            json.raw(index == 0 ? "\n{\"path\":" : ",\n{\"path\":")
            json.string(file.path)
            json.raw(",\"reason\":")
            json.string(file.reason)
            json.raw("}")
        }
        json.raw("]")
        if let links {
            json.raw(",\"links\":")
            json.raw(
                HarmlessJSON.escaping(String(decoding: try StrictJSON.encodePretty(links), as: UTF8.self)))
        }
        json.raw("}\n")
        try write()
    }

    private mutating func write() throws {
        try sink(json.bytes)
        json.bytes.removeAll(keepingCapacity: true)
    }
}
