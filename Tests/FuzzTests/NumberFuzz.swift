import Originals
import Bundle
import Records
import Statements
import Foundation
import Report
import Sealing
import Testing

@Suite("Numbers of a record at the ends of their ranges end nothing")
struct NumberFuzz {
    private static let extremes = [
        "0", "-1", "1", "2", "255", "256", "65535", "65536", "65537", "1048576", "2147483647", "2147483648",
        "4294967295", "4294967296", "4294967297", "9007199254740992", "1152921504606846975",
        "1152921504606846976", "-1152921504606846975", "-1152921504606846976", "4611686018427387904",
        "9223372036854775807", "-9223372036854775808", "18446744073709551615",
    ]

    /// The facts of an object as far as they are not the record's.
    private struct Described: Decodable { var object: ObjectFacts }

    /// A record and its objects, of which one number, or every one that is the same, is another.
    private struct Lie {
        var record: [UInt8]
        var objects: [[UInt8]]

        init(_ record: [UInt8], _ objects: [[UInt8]], _ dice: inout Dice) {
            (self.record, self.objects) = (record, objects)
            let place = dice.below(objects.count + 1)
            let text = place == 0 ? record : objects[place - 1]
            guard let range = Self.numbers(in: text).randomElement(using: &dice) else { return }
            let (old, new) = (Array(text[range]), Array(dice.one(of: NumberFuzz.extremes).utf8))
            // A rate is a unit of time as well, and a size that of what was encoded anew: what is said twice is held together.
            if dice.oneIn(2) {
                self.record = Self.replacing(old, new, in: record)
                self.objects = objects.map { Self.replacing(old, new, in: $0) }
            } else if place == 0 {
                self.record.replaceSubrange(range, with: new)
            } else {
                self.objects[place - 1].replaceSubrange(range, with: new)
            }
        }

        private static func replacing(_ old: [UInt8], _ new: [UInt8], in text: [UInt8]) -> [UInt8] {
            var text = text
            for range in numbers(in: text).reversed() where text[range].elementsEqual(old) {
                text.replaceSubrange(range, with: new)
            }
            return text
        }

        /// Where numbers stand: behind a colon, a comma or a bracket, outside of texts.
        private static func numbers(in text: [UInt8]) -> [Range<Int>] {
            var ranges: [Range<Int>] = []
            var place = 0
            while place < text.count {
                switch text[place] {
                case UInt8(ascii: "\""):
                    place += 1
                    while place < text.count, text[place] != UInt8(ascii: "\"") {
                        place += text[place] == UInt8(ascii: "\\") ? 2 : 1
                    }
                    place += 1
                case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    let start = place
                    while place < text.count, "-0123456789".utf8.contains(text[place]) { place += 1 }
                    ranges.append(start..<place)
                default: place += 1
                }
            }
            return ranges
        }
    }

    /// The record with every digest made again that its owner can make again: what is committed to is what is said.
    private static func recommitted(_ record: Record) throws -> Record {
        var record = record
        for place in record.recordings.indices {
            guard var commitment = record.recordings[place].commitment else { continue }
            for number in commitment.tracks.indices {
                let track = commitment.tracks[number]
                if let times = track.times { commitment.tracks[number].timesDigest = try times.digest() }
                let source = record.recordings[place].tracks.first { $0.index == track.index }
                guard let salt = track.descriptionSalt, let description = source?.description else {
                    continue
                }
                commitment.tracks[number].descriptionDigest = try SHA256Digest.of(
                    salt.bytes + StrictJSON.encode(description))
            }
            commitment.root = try SourceCommitment.root(of: commitment.tracks, commitment.evidence)
            record.recordings[place].commitment = commitment
        }
        return record
    }

    @Test("any number of a record and of its facts, wherever it is said, committed to anew and sealed again")
    func numbers() throws {
        let settings = FuzzSettings(share: 10, slice: 100)
        let clip = try SealedClip()
        let objects = try clip.facts.map {
            try StrictJSON.encode(StrictJSON.decode(Described.self, from: $0, maximumBytes: 1 << 26).object)
        }
        let watch = Watch("numbers", settings)
        var outcomes: [String: Int] = [:]
        for run in settings.runs {
            var dice = Dice(seed: settings.seed ^ 0x0_EE7_0000, run: run)
            let lie = Lie(clip.record, objects, &dice)
            watch.begin(run)
            do {
                let (record, facts) = try Self.texts(of: lie)
                try clip.seal(record: record, facts: facts, objects: clip.objects, at: WallTime.now())
                let sources = dice.oneIn(4) ? [clip.recording] : []
                let found = try Verification.of(
                    clip.path, identity: clip.reader, trust: Trust([clip.owner.card]), sources: sources,
                    media: LibraryChecks())
                let outcome = found.report.failures.isEmpty ? "holds" : "does not hold"
                outcomes[found.record == nil ? "\(outcome), record not read" : outcome, default: 0] += 1
                if settings.shows(outcome) {
                    Report.line(
                        "run \(run): \(found.report.failures)\n\(String(decoding: lie.record, as: UTF8.self))"
                    )
                }
                if found.record != nil, dice.oneIn(4) {
                    let report = try ReportFacts.examine(
                        clip.path, identity: clip.reader, trust: Trust([clip.owner.card]),
                        tool: SealedClip.tool
                    ).facts
                    _ = try report.report(as: .html, path: "report")
                }
            } catch {
                if let flaw = refusalFlaw(of: error) {
                    Issue.record("run \(run): \(flaw); \(settings.replay(run))")
                }
                outcomes[refusalKind(of: error), default: 0] += 1
            }
        }
        _ = watch.finish()
        Report.table("numbers", settings, outcomes)
        if settings.runs.count > 90 {
            #expect(outcomes["does not hold, record not read", default: 0] > 20)
            #expect(outcomes["does not hold", default: 0] > 20)
        }
    }

    /// The texts of a lie: as consistent as it lets itself be made, and as it is where it is none that could be read.
    private static func texts(of lie: Lie) throws -> (record: [UInt8], facts: [[UInt8]]) {
        func text(_ object: [UInt8], _ recording: [UInt8], _ bundle: String) -> [UInt8] {
            Array(#"{"bundle":"\#(bundle)","object":"#.utf8) + object + Array(#","recording":"#.utf8)
                + recording
                + Array(#","type":"\#(DescribedObject.currentType)"}"#.utf8)
        }
        guard let said = try? StrictJSON.decode(Record.self, from: lie.record, maximumBytes: 1 << 26) else {
            // Facts are not looked at where the record is none.
            return (lie.record, lie.objects)
        }
        let record = try recommitted(said)
        let facts = try lie.objects.map { object -> [UInt8] in
            let recording = record.recordings.first
            return text(object, try recording.map { try StrictJSON.encode($0) } ?? [], record.bundle)
        }
        return (try StrictJSON.encode(record), facts)
    }
}
