import Desk
import Foundation
import Outcomes

/// What the page says would leave, with what its player plays, and what stays.
struct LeavingValues {
    private(set) var values: [String: Any] = [:]

    /// How many parts are shown with a player of their own where there is no script.
    private static let mostPlayers = 12
    /// How many missing times are told of one by one.
    private static let mostGaps = 12
    /// How many questions are told of one by one.
    private static let mostQuestions = 8

    init(
        _ found: OwnersCase, _ draft: OwnersDraft, _ asked: AskedCase, _ timeline: FootageTimeline,
        _ handover: DraftedHandover, _ visit: Visit
    ) {
        let words = visit.words
        let (clock, times) = (asked.clock, asked.times(words))
        values = [
            "hasParts": !handover.parts.isEmpty, "digest": handover.digest,
            "sums": Self.sums(draft, asked, handover, times, words),
            "stays": Self.stays(draft, asked, timeline, handover, times, words),
            "zone": times.zoneName(
                from: clock.shown(handover.window.from), to: clock.shown(handover.window.to)),
            "offset": "\(clock.shown(handover.window.from).utcOffsetSeconds)",
            "locale": words.locale.identifier.replacing("_", with: "-"),
            "isSeen": handover.parts.contains { !$0.playsInBrowsers },
        ]
        if !handover.questions.isEmpty {
            let names = FileNames(draft)
            values["questions"] = [
                "lines": handover.questions.prefix(Self.mostQuestions).map {
                    FailureWords($0, words, naming: names.shown).values()
                }
            ]
        }
        if let change = clock.change(in: handover.window) {
            let later = clock.shown(handover.window.to)
            values["change"] = [
                "time": "\(change)", "later": "\(later.utcOffsetSeconds)",
                "offsetName": PortalTimes.offset(at: clock.shown(handover.window.from)),
                "laterName": PortalTimes.offset(at: later),
            ]
        }
        values["parts"] = handover.parts.byCamera(\.camera, \.window.from).enumerated().map { place, part in
            let address = "/case/\(found.name)/play/\(part.number)?of=\(handover.digest)"
            let (from, to) = (clock.shown(part.window.from), clock.shown(part.window.to))
            let isPlain = part.playsInBrowsers
            return [
                "camera": part.camera, "name": part.camera.harmlessOnPage, "span": times.span(from, to),
                "kind": words["play.\(part.role.rawValue)"], "file": part.recording.harmlessOnPage,
                "from": "\(part.window.from.nanoseconds / 1_000_000)",
                "to": "\(part.window.to.nanoseconds / 1_000_000)",
                "src": address, "seen": "\(address)&as=seen",
                "plain": isPlain ? address : "\(address)&as=seen",
                "isPlain": isPlain, "type": part.type, "isAnew": part.role.isDerivative,
                "hasPictures": part.hasPictures, "hasSound": part.hasSound,
                "isFew": place < Self.mostPlayers,
            ] as [String: Any]
        }
    }

    // MARK: - What leaves

    private static func sums(
        _ draft: OwnersDraft, _ asked: AskedCase, _ handover: DraftedHandover, _ times: PortalTimes,
        _ words: PortalWords
    ) -> [[String: String]] {
        let (sum, clock) = (handover.sum, asked.clock)
        let mayHaveSound = asked.shown.request.wanted.audio && !draft.keepsSound
        let sound = sum.hasSound ? "yes" : mayHaveSound ? "none" : "no"
        let (from, to) = (clock.shown(handover.window.from), clock.shown(handover.window.to))
        let bytes = Int64(clamping: sum.bytes).formatted(.byteCount(style: .file).locale(words.locale))
        var rows = [
            ("when", "\(times.spanAlone(from, to)) · \(times.zoneName(from: from, to: to))"),
            ("cameras", sum.cameras.formatted(.number.locale(words.locale))),
            ("length", times.length(nanoseconds: sum.nanoseconds)),
            ("sound", words["sum.sound-\(sound)"]),
            ("size", words(sum.isBound ? "sum.at-most" : "sum.about", ["size": bytes])),
        ]
        if sum.pictures > 0 {
            rows.append(
                (
                    "anew",
                    words("sum.pictures", ["count": sum.pictures.formatted(.number.locale(words.locale))])
                ))
        }
        return rows.map { ["label": words["sum.\($0.0)"], "text": $0.1] }
    }

    // MARK: - What stays

    private static func stays(
        _ draft: OwnersDraft, _ asked: AskedCase, _ timeline: FootageTimeline, _ handover: DraftedHandover,
        _ times: PortalTimes, _ words: PortalWords
    ) -> [String] {
        let (clock, kept) = (asked.clock, handover.kept)
        func span(_ window: GivenSpan) -> String {
            times.span(clock.shown(window.from), clock.shown(window.to))
        }
        var lines: [String] = []
        if let before = kept.before { lines.append(words("stays.before", ["span": span(before)])) }
        if let after = kept.after { lines.append(words("stays.after", ["span": span(after)])) }
        let ticked = Set(draft.cameras ?? [])
        let others = timeline.lanes.map(\.camera).filter { !ticked.contains($0) }
        if !others.isEmpty {
            let names = others.map(\.harmlessOnPage)
            lines.append(
                words("stays.cameras", ["names": names.formatted(.list(type: .and).locale(words.locale))]))
        }
        if kept.sound { lines.append(words["stays.sound"]) }
        if kept.stills { lines.append(words["stays.stills"]) }
        for gap in handover.gaps.prefix(mostGaps) {
            lines.append(
                words(
                    gap.camera == nil ? "stays.gap" : "stays.gap-of",
                    ["name": gap.camera?.harmlessOnPage ?? "", "span": span(gap.window)]))
        }
        if handover.gaps.count > mostGaps {
            lines.append(words("stays.gaps-more", ["count": "\(handover.gaps.count - mostGaps)"]))
        }
        lines.append(words["stays.rest"])
        return lines
    }
}

extension Array {
    /// In the order in which every page names cameras, and of each camera by time.
    func byCamera(_ camera: (Element) -> String, _ time: (Element) -> GivenTime) -> [Element] {
        enumerated().sorted {
            (camera($0.element), time($0.element).nanoseconds, $0.offset)
                < (camera($1.element), time($1.element).nanoseconds, $1.offset)
        }.map(\.element)
    }
}

extension DraftedPart {
    /// What a browser is asked whether it plays (RFC 6381); nothing for what none names.
    fileprivate var type: String {
        let names = codecs.map { codec in
            switch codec {
            case "h264": "avc1.64002A"
            case "hevc": "hvc1.1.6.L123.B0"
            case "aac": "mp4a.40.2"
            case "mp3": "mp4a.6B"
            case "mpeg4": "mp4v.20.9"
            case "vp9": "vp09.00.40.08"
            case "av1": "av01.0.08M.08"
            case "opus": "opus"
            case "flac": "flac"
            default: ""
            }
        }
        return names.contains("") ? "" : "video/mp4; codecs=\"\(names.joined(separator: ", "))\""
    }
}

/// What the camera wrote into its pictures, in the words of the page's table; the desk's own words for each kind behind it.
package enum InsideValues {
    /// Kinds that only tell how pictures are coded and when they are shown.
    private static let technical: Set<String> = [
        "sei:0", "sei:1", "sei:6", "sei:132", "sei:136", "sei:137", "sei:144", "zeros", "delimiter", "filler",
        "sets", "padding", "unseen",
    ]

    package static func of(_ messages: [DraftedMessages], _ words: PortalWords) -> [String: Any] {
        let lines = messages.flatMap { camera in
            let (sound, pictures) = (
                camera.rows.filter { $0.kind.hasPrefix("element:") },
                camera.rows.filter { !$0.kind.hasPrefix("element:") }
            )
            return [("notes", pictures), ("sound", sound)].filter { !$0.1.isEmpty }.map {
                line($0.0, $0.1, of: camera.camera, words)
            }
        }
        return ["lines": lines, "isEmpty": lines.isEmpty]
    }

    /// - Parameters:
    ///   - key: of the words for what nobody can tell the content of.
    private static func line(
        _ key: String, _ rows: [DraftedMessages.Row], of camera: String, _ words: PortalWords
    ) -> [String: Any] {
        func size(_ bytes: UInt64) -> String {
            Int64(clamping: bytes).formatted(.byteCount(style: .file).locale(words.locale))
        }
        func number(_ count: UInt64) -> String { count.formatted(.number.locale(words.locale)) }
        func sum(_ numbers: [UInt64]) -> UInt64 {
            numbers.reduce(0) { $0.addingReportingOverflow($1).partialValue }
        }
        let notes = rows.filter { !technical.contains($0.kind) }
        let places = [
            "name": camera.harmlessOnPage, "size": size(sum(notes.map(\.bytes))),
            "count": number(sum(notes.map(\.count))),
        ]
        return [
            "text": words(notes.isEmpty ? "inside.technical" : "inside.\(key)", places),
            "rows": rows.map { row in
                words(
                    "inside.row",
                    ["kind": kind(row.kind, words), "count": number(row.count), "size": size(row.bytes)])
            },
        ]
    }

    /// What a kind is, in words.
    package static func kind(_ kind: String, _ words: PortalWords) -> String {
        let parts = kind.split(separator: ":", maxSplits: 1).map(String.init)
        let whole = "kind.\(kind.replacing(":", with: "-"))"
        let key = [whole, "kind.\(parts.first ?? "")"].first { PortalWords.table[$0] != nil } ?? "kind.other"
        return words(key, ["number": parts.count > 1 ? parts[1].harmlessOnPage : ""])
    }
}
