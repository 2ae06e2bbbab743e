import CustodianCommands
import Recordings
import Records
import Statements
import Sealing

/// Shows recordings that are too many to be opened, each told of once, so that none has to be held.
protocol ManyRecordings {
    mutating func add(_ file: FoundFile) throws
    consuming func finish(_ unreadable: [UnreadableListing], _ links: LinksFacts?) throws
}

/// One line of JSON each: docs/spec/footage.md.
struct RecordingLines: ManyRecordings {
    private var json = JSONText()
    private var isFirst = true
    private static let writeSize = 256 << 10

    init() { json.raw("{\"recordings\":[\n") }

    mutating func add(_ file: FoundFile) throws {
        if !isFirst { json.raw(",\n") }
        isFirst = false
        json.raw("{\"camera\":")
        json.string(file.camera)
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

    consuming func finish(_ unreadable: [UnreadableListing], _ links: LinksFacts?) throws {
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
        try Output.results(bytes: json.bytes)
        json.bytes.removeAll(keepingCapacity: true)
    }
}

/// By camera: how many, from when to when, how known, and where there are gaps.
struct CameraSummary: ManyRecordings {
    fileprivate struct Camera {
        var runs = Runs(toleranceNanoseconds: WallTime.nanosecondsPerSecond)
        var bytes: UInt64 = 0
        var offset: Int32
        var kinds: [StartEvidence.Kind: Int] = [:]
        var zone: String?
        var doubtful = 0
        var doubt: String?
    }

    private var cameras: [String: Camera] = [:]
    fileprivate static let gapsShown = 5

    mutating func add(_ file: FoundFile) {
        cameras[
            file.camera, default: Camera(offset: file.span.from.utcOffsetSeconds, zone: file.zone)
        ].add(file)
    }

    consuming func finish(_ unreadable: [UnreadableListing], _ links: LinksFacts?) throws {
        var page = Page()
        for (index, (name, camera)) in cameras.sorted(by: { $0.key < $1.key }).enumerated() {
            if index > 0 { page.gap() }
            page.facts([.init("Camera", name)] + camera.facts)
        }
        page.gap()
        page.paragraph(
            "\(cameras.values.reduce(0) { $0 + $1.runs.count }) recordings. --json lists each of them.")
        try Output.results(page)
        for file in unreadable { Output.notes("note: passed over: \(file.reason)") }
    }
}

extension CameraSummary.Camera {
    fileprivate mutating func add(_ file: FoundFile) {
        runs.add(file.span)
        bytes = bytes.addingClamped(file.size)
        kinds[file.start.how, default: 0] += 1
        guard let first = file.doubts.first else { return }
        doubtful += 1
        if doubt == nil { doubt = "\(file.path): \(first.words)" }
    }

    fileprivate var facts: [Page.Fact?] {
        let all = runs.runs
        guard let first = all.first?.window.from, let last = all.last?.window.to else { return [] }
        let gaps = zip(all, all.dropFirst()).compactMap { before, after in
            try? Window(from: before.window.to, to: after.window.from)
        }
        let longest = gaps.sorted { $0.durationNanoseconds > $1.durationNanoseconds }
            .prefix(CameraSummary.gapsShown).sorted { $0.from < $1.from }
        let known = StartEvidence.Kind.allCases.compactMap { kind in
            kinds[kind].map { "\($0) by \(kind.inWords)" }
        }
        return [
            .init("Recordings", "\(runs.count), \(bytesInWords(bytes))"),
            .init("From", first.inOffset(seconds: offset).inWords),
            .init("To", last.inOffset(seconds: offset).inWords),
            .init("Known by", listInWords(known) + (zone.map { ", zone \($0)" } ?? "")),
            .init(
                "But",
                doubt.map { "\(doubtful) of them \(doubtful == 1 ? "is" : "are") in doubt, such as \($0)" }),
            .init("Gaps", gaps.isEmpty ? "none of 1 s or longer" : "\(gaps.count) of 1 s or longer"),
        ]
            + longest.map {
                .init(
                    gaps.count > CameraSummary.gapsShown ? "Long gap" : "Gap",
                    "\($0.from.inOffset(seconds: offset).inWords) for \($0.lengthInWords)")
            }
    }
}
