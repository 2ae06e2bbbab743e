import Originals
import Bundle
import Handover
import Records
import Statements
import Viewing
import Foundation
import Report
import Sealing
import Testing

@Suite("Spoiled bundles are verified without harm, whoever spoiled them")
struct BundleFuzz {
    /// What became of a bundle: how many checks of it do not hold, or why it is none.
    private func verify(_ clip: SealedClip, _ sources: [String] = []) throws -> (String, Verification) {
        let found = try Verification.of(
            clip.path, identity: clip.reader, trust: Trust([clip.owner.card]), sources: sources,
            media: LibraryChecks())
        for check in found.report.checks {
            if case .failed(let reason) = check.verdict, reason.harmless.count > 4000 {
                throw TooLong(
                    description: "“\(check.name)” fails for \(reason.count) characters: \(reason.prefix(200))"
                )
            }
        }
        let outcome = found.report.failures.isEmpty ? "holds" : "does not hold"
        return (found.record == nil ? "\(outcome), record not read" : outcome, found)
    }

    struct TooLong: Error, CustomStringConvertible { var description: String }

    @Test("archives spoiled anywhere: a check does not hold, or it is no bundle")
    func archives() throws {
        let settings = FuzzSettings(share: 10, slice: 300)
        let clip = try SealedClip()
        let headers = Array(stride(from: 0, to: clip.bytes.count, by: TarBlocks.size)).filter {
            TarBlocks.isHeader(clip.bytes, at: $0)
        }
        // Sizes in a tar stand at byte 124 of a header, checksums at 148.
        let mutation = Mutation(headers: headers + headers.map { $0 + 120 }, others: [clip.bytes])
        let watch = Watch("archives", settings)
        var outcomes: [String: Int] = [:]
        for run in settings.runs {
            var dice = Dice(seed: settings.seed ^ 0xB0D1_E500, run: run)
            var bytes = dice.oneIn(40) ? clip.bytes : mutation.apply(to: clip.bytes, &dice)
            if dice.oneIn(2) { TarBlocks.sum(&bytes, headers: headers) }
            try clip.write(bytes)
            watch.begin(run)
            let outcome = attempt(run, settings) { try verify(clip).0 }
            outcomes[outcome, default: 0] += 1
        }
        _ = watch.finish()
        Report.table("archives", settings, outcomes)
        if settings.runs.count > 200 {
            #expect(outcomes["holds", default: 0] > 0)
            #expect(outcomes.filter { $0.key.hasPrefix("does not hold") }.values.reduce(0, +) > 20)
        }
    }

    @Test(
        "records and objects spoiled and sealed again by the owner: each check says so, and what is told of them can be told"
    )
    func resealed() throws {
        let settings = FuzzSettings(share: 10, slice: 250)
        let clip = try SealedClip()
        let mutations = clip.objects.map { Mutation(headers: Mutation.headers(in: $0), others: clip.objects) }
        let sealed = try StrictJSON.decode(Record.self, from: clip.record, maximumBytes: 1 << 26).sealed
        let watch = Watch("resealed bundles", settings)
        var outcomes: [String: Int] = [:]
        for run in settings.runs {
            var dice = Dice(seed: settings.seed ^ 0x5EA1_ED00, run: run)
            // What is spoiled in one place alone gets further: the two must agree, and have one form.
            let record = dice.oneIn(3) ? Self.spoiled(clip.record, &dice) : clip.record
            let facts = clip.facts.map { dice.oneIn(3) ? Self.spoiled($0, &dice) : $0 }
            let objects = clip.objects.enumerated().map { number, object in
                dice.oneIn(8) ? mutations[number].apply(to: object, &dice) : object
            }
            let moment = dice.oneIn(5) ? dice.one(of: [WallTime.earliest, .latest, .now()]) : sealed
            try clip.seal(record: record, facts: facts, objects: objects, at: moment)
            watch.begin(run)
            let outcome = attempt(run, settings) {
                let (outcome, found) = try verify(clip, dice.oneIn(10) ? [clip.recording] : [])
                if let record = found.record { try tell(record, clip, &dice) }
                return outcome
            }
            outcomes[outcome, default: 0] += 1
            if settings.shows(outcome) {
                Report.line("run \(run): \(outcome)\n\(String(decoding: record, as: UTF8.self))")
            }
        }
        _ = watch.finish()
        Report.table("resealed bundles", settings, outcomes)
        if settings.runs.count > 200 {
            #expect(outcomes["holds", default: 0] > 0)
            #expect(outcomes["does not hold", default: 0] > 20)
        }
    }

    /// A text with a change in it, most often in the one form a text must have.
    private static func spoiled(_ json: [UInt8], _ dice: inout Dice) -> [UInt8] {
        let changed = JSONMutation.apply(to: json, &dice)
        guard !dice.oneIn(4),
            let value = try? JSONSerialization.jsonObject(with: Data(changed)),
            let text = try? JSONSerialization.data(
                withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes])
        else { return changed }
        return [UInt8](text)
    }

    /// Says everything of a record that is said anywhere.
    private func tell(_ record: Record, _ clip: SealedClip, _ dice: inout Dice) throws {
        for camera in Set(record.recordings.map(\.camera)) {
            _ = try? ViewingCopyPlan(camera: camera, of: record)?.cards
        }
        for recording in record.recordings {
            _ = recording.clockError.map { "\($0.errorNanoseconds) \($0.uncertaintyNanoseconds ?? 0)" }
            _ = recording.start.time.inWords
        }
        guard dice.oneIn(4) else { return }
        do {
            let facts = try ReportFacts.examine(
                clip.path, identity: clip.reader, trust: Trust([clip.owner.card]), tool: SealedClip.tool
            ).facts
            let formats: [ReportFormat] = dice.oneIn(4) ? [.html, .jsonld, .pdf] : [.html, .jsonld]
            for format in formats { _ = try facts.report(as: format, path: "report") }
        } catch is ReportError {}
        guard dice.oneIn(6) else { return }
        let folder = clip.folder.path("opened")
        try? FileManager.default.removeItem(atPath: folder)
        var choices = OpeningChoices()
        choices.makesViewingCopies = true
        choices.sumsPictures = true
        _ = try Opener.open(
            clip.path, identity: clip.reader, trust: Trust([clip.owner.card]), into: folder,
            choices: choices, tool: SealedClip.tool)
    }

    /// What became of a run; an issue where it is no clear refusal.
    private func attempt(_ run: Int, _ settings: FuzzSettings, _ body: () throws -> String) -> String {
        do { return try body() } catch {
            if let flaw = refusalFlaw(of: error) {
                Issue.record("run \(run): \(flaw); \(settings.replay(run))")
            }
            return refusalKind(of: error)
        }
    }
}

/// The headers of a tar (POSIX ustar).
enum TarBlocks {
    static let size = 512

    static func isHeader(_ bytes: [UInt8], at place: Int) -> Bool {
        place + size <= bytes.count && bytes[place + 257..<place + 262].elementsEqual("ustar".utf8)
    }

    /// Makes the checksums right again, so that what was spoiled in a header is read.
    static func sum(_ bytes: inout [UInt8], headers: [Int]) {
        for place in headers where place + size <= bytes.count {
            for offset in 148..<156 { bytes[place + offset] = 0x20 }
            let sum = bytes[place..<place + size].reduce(0) { $0 + Int($1) }
            let digits = String(sum, radix: 8)
            let text = String(repeating: "0", count: max(0, 6 - digits.count)) + digits + "\0 "
            for (offset, byte) in text.utf8.prefix(8).enumerated() { bytes[place + 148 + offset] = byte }
        }
    }
}
