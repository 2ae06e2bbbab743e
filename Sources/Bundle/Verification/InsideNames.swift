import Records
import Statements

/// The names that stand inside a bundle: cameras, files, the case, the place. Whoever checks it without opening it gets verdicts
/// and numbers for them (docs/spec/checks.md, Names).
///
/// What is inside is shown where it is opened, which its custody chain tells of. Verifying is told of nowhere, so it shows nothing
/// of that to anybody but the owner.
package struct InsideNames: Sendable {
    /// What is said for a name, longest names first.
    private let numbered: [(name: String, number: String)]
    /// What may stand nowhere.
    private let secret: [String]
    /// Who signed or was named to read it: whoever checks has to know of whom it is said.
    private let people: Set<String>

    /// The names of a record.
    package init(_ record: Record) {
        var people: [Card] = []
        let measurements = record.recordings.compactMap(\.clockError?.measurement)
        var cameras = record.gaps.compactMap(\.camera) + record.overlaps.map(\.camera)
        cameras += measurements.map(\.camera)
        var secret = measurements.flatMap { $0.clips.map(\.name) }
        if let request = try? Request(verifying: record.request) {
            secret += [request.caseNumber, request.location.text]
            people += [request.agency] + request.recipients
        }
        if let consent = try? Consent(verifying: record.consent) {
            cameras += consent.grants.compactMap(\.camera)
            people.append(consent.owner)
        }
        self.init(
            record.recordings, record.objects.enumerated().map { ($0.offset + 1, $0.element.name) },
            cameras: cameras, secret: secret, people: Set(people.map(\.name)))
    }

    /// The names of footage.
    ///
    /// - Parameters:
    ///   - objects: the number of each object, and its name.
    ///   - further: cameras that are named elsewhere.
    ///   - secret: other names.
    ///   - people: names that may be said.
    init(
        _ recordings: [RecordingFacts], _ objects: [(number: Int, name: String)],
        cameras further: [String] = [], secret: [String] = [], people: Set<String> = []
    ) {
        self.people = people
        var numbered: [(name: String, number: String)] = objects.map { ($0.name, "object \($0.number)") }
        for (index, recording) in recordings.enumerated() {
            numbered.append((recording.name, "recording \(index + 1)"))
        }
        var cameras: Set<String> = []
        for camera in recordings.map(\.camera) + further where cameras.insert(camera).inserted {
            numbered.append((camera, "camera \(cameras.count)"))
        }
        self.secret = Array(Set(numbered.map(\.name) + secret)).filter { !$0.isBlank }
        self.numbered = numbered.filter { !$0.name.isBlank }.sorted {
            ($0.name.count, $0.number) > ($1.name.count, $1.number)
        }
    }

    /// How a note begins that tells of what is inside.
    static let byTheRecord = "by the record, "

    /// What is said where nothing of what is inside could be read.
    static let unread =
        "what is inside cannot be read, or is not what it has to be; the reason quotes it, and is told its owner"

    /// What is said where a reason would tell of what is inside.
    static let elsewhere =
        "what is wrong tells of what is inside: it is said where the bundle is opened or reported on, with an entry of its "
        + "custody chain"

    /// A text with numbers for the names; nil where one is left in it all the same.
    func withNumbers(_ text: String) -> String? {
        var (text, marks) = (text, [(mark: Character, number: String)]())
        for (name, number) in numbered where text.contains(name) && marks.count < Self.mostMarks {
            // A number that was put in is not looked at again: a camera may be called “object”.
            guard let scalar = Unicode.Scalar(Self.firstMark + UInt32(marks.count)) else { return nil }
            let mark = Character(scalar)
            let without = text.replacing("“\(name)”", with: String(mark)).replacingWords(name, with: mark)
            if without != text { marks.append((mark, number)) }
            text = without
        }
        let rest = text.lowercased()
        guard !secret.contains(where: { Self.stands($0.lowercased(), in: rest) }) else { return nil }
        for (mark, number) in marks { text = text.replacing(String(mark), with: number) }
        return text
    }

    /// What is proven with numbers for the names. It says when a timestamp and the request are of, and neither is a time of the
    /// footage; a short name that stands in one of these times takes them along.
    func proven(_ text: String) -> String {
        withNumbers(text) ?? withNumbers(Self.withoutTimes(text)) ?? Self.elsewhere
    }

    /// The same without the times and the foreign words that stand in it.
    ///
    /// - Parameter times: those that anybody knows who has the bundle, or that whoever checks has themselves.
    func withheld(_ text: String, keeping times: Set<String> = []) -> String? {
        guard let text = withNumbers(text) else { return nil }
        return Self.withoutTimes(text, keeping: times).replacing(/“([^”]*)”/) { quoted in
            people.contains(String(quoted.1)) ? String(quoted.0) : "(not named here)"
        }
    }

    /// Whether a name is left in a text. A short one of letters alone stands in many a word, so it is looked for as a word.
    private static func stands(_ name: String, in text: String) -> Bool {
        guard name.count >= shortest else { return false }
        let isWord = name.count < 6 && name.allSatisfy(\.isLetter)
        return isWord ? text.replacingWords(name, with: "\u{E000}") != text : text.contains(name)
    }

    private static let firstMark: UInt32 = 0xE000
    /// As many characters of private use there are; of more names in one text the rest is left to be found.
    private static let mostMarks = 6_400
    /// Shorter names stand in every other word; one of them is replaced where it is a word of its own.
    private static let shortest = 3

    /// A text without the times in it, but for some and for what the clock of who checks showed.
    static func withoutTimes(_ text: String, keeping times: Set<String> = []) -> String {
        // As doubt of a time names it.
        let now = text.matches(of: /this machine's clock \(([^()]*)\)/).map { String($0.1) }
        let kept = times.union(now)
        return text.replacing(
            /\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?( ?(Z|UTC([+-]\d{1,2}(:\d{2})?)?|[+-]\d{2}:\d{2}))?/
        ) { time in
            kept.contains(String(time.0)) ? String(time.0) : "(a time)"
        }
    }
}

extension VerificationReport {
    /// The report as whoever has not opened the bundle gets it: verdicts, and numbers for the names inside.
    ///
    /// - Parameters:
    ///   - names: those that stand inside; nil where nothing of it could be read, and so nobody knows them.
    ///   - times: those that stand inside and are no secret, as sentences have them.
    package func withheld(
        _ names: InsideNames?, keeping times: Set<String> = []
    ) -> VerificationReport {
        func text(_ text: String) -> String {
            guard let names else { return InsideNames.unread }
            return names.withheld(text, keeping: times) ?? InsideNames.elsewhere
        }
        let checks = checks.map { check -> Check in
            guard check.group == .authorised || check.group == .faithful else { return check }
            switch check.verdict {
            case .ok: return check
            case .failed(let reason): return Check(check.id, .failed(reason: text(reason)))
            case .notChecked(let reason, let needs):
                // Where nothing was read, nothing of it is said.
                return names == nil ? check : Check(check.id, .notChecked(reason: text(reason), needs: needs))
            }
        }
        return VerificationReport(
            checks: checks,
            proven: proven.map { Conclusion($0.code, names?.proven($0.text) ?? $0.text) },
            notes: notes.map { note in
                // Other notes are on files that whoever checks gave, and name these alone.
                guard let names, note.hasPrefix(InsideNames.byTheRecord) else { return note }
                return names.withheld(note, keeping: times) ?? InsideNames.elsewhere
            },
            conclusions: conclusions)
    }
}

extension Verification {
    /// The same for whoever checks it with a key and has not opened it: without the names inside. The owner knows them.
    ///
    /// The time of the seal stands outside, and since when a key is revoked whoever checks has in their hands: both are said.
    ///
    /// - Parameter trust: what whoever checks knows of revoked keys.
    package func withheld(from identity: Identity?, knowing trust: Trust = Trust()) -> Verification {
        guard let identity, identity.signingKey.verifyingKey != keyless.seal?.signerPublicKey else {
            return self
        }
        let known = trust.revocations.map(\.since) + [keyless.seal?.sealed].compactMap(\.self)
        let times = Set(known.flatMap { ["\($0)", "\($0.toTheSecond)"] })
        return Verification(self, report: report.withheld(inside, keeping: times))
    }
}

extension Verification {
    /// What of originals is neither picture nor sound: the names of the objects for the owner, their numbers for anybody else.
    package func otherBytes(for reader: Identity?) -> [(of: String, table: [OtherBytes])] {
        let isOwner = reader?.signingKey.verifyingKey == keyless.seal?.signerPublicKey
        return (record?.objects ?? []).enumerated().filter { $0.element.role == .master }.map {
            index, object in
            (isOwner ? object.name : "object \(index + 1)", object.tracks.flatMap { $0.other ?? [] })
        }
    }
}

extension String {
    /// Puts something in the place of a name wherever that is a word of its own.
    fileprivate func replacingWords(_ name: String, with mark: Character) -> String {
        var (result, from) = ("", startIndex)
        while let place = self[from...].firstRange(of: name) {
            let before = place.lowerBound == startIndex ? nil : self[index(before: place.lowerBound)]
            let after = place.upperBound == endIndex ? nil : self[place.upperBound]
            let isWord = [before, after].allSatisfy { !($0?.isLetter ?? false) && !($0?.isNumber ?? false) }
            result += self[from..<place.lowerBound]
            result += isWord ? String(mark) : String(self[place])
            from = place.upperBound
        }
        return result + self[from...]
    }
}
