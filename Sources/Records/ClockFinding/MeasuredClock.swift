import Sealing
import Statements

/// A clock that was measured after the bundle was sealed, with the custody entry that says so.
package struct MeasuredClock: Sendable, Hashable, Codable {
    /// What was found.
    package let finding: ClockFinding
    /// Who signed the entry: it is their word.
    package let actor: Card
    /// The entry's number.
    package let entry: UInt64
    /// When they signed, by their clock.
    package let time: WallTime
    /// Whether whoever reads knows by the actor's card who they are. Otherwise its name is what the card says, and no more.
    package let isKnown: Bool

    /// A clock from its parts.
    package init(finding: ClockFinding, actor: Card, entry: UInt64, time: WallTime, isKnown: Bool) {
        self.finding = finding
        self.actor = actor
        self.entry = entry
        self.time = time
        self.isKnown = isKnown
    }

    /// Whose word it is.
    private var who: String {
        isKnown
            ? actor.quotedName
            : "somebody unknown here, whose card says \(actor.quotedName), fingerprint \(actor.fingerprint.grouped)"
    }

    /// When it was measured, by whoever says so: the last moment of it.
    package var moment: WallTime? { finding.codes?.shown.to ?? finding.photograph?.trueTime }

    /// That what is said of when it was measured cannot be; empty where it can.
    private var doubt: String {
        guard let moment, moment > time else { return "" }
        return ", of a moment that lies after the entry itself: a clock was wrong, or it is not so"
    }

    /// How far it was off, as a record would say it.
    private var error: ClockError {
        ClockError(
            errorNanoseconds: finding.errorNanoseconds,
            uncertaintyNanoseconds: finding.uncertaintyNanoseconds, how: .given)
    }

    /// What was measured, from what, by whose word, without a full stop.
    package var inWords: String {
        let how: String =
            if let codes = finding.codes {
                "from codes in \(listInWords(codes.clips.map(\.name.quoted))), shown from \(codes.shown.from) to \(codes.shown.to)"
            } else if let photograph = finding.photograph {
                "from two times that were read: the camera showed \(photograph.cameraTime) at \(photograph.trueTime)"
                    + (photograph.name.map { ", in the photograph \($0.quoted)" } ?? "")
            } else {
                "from nothing that is said"
            }
        return "\(error.inWords), \(how)"
            + (finding.measuredBy.map { ", measured by \($0.quoted)" } ?? "")
            + doubt
            + ", by the word of \(who) (entry \(entry) of the custody chain, signed \(time.toTheSecond))"
    }

    /// The same in a line of so many letters, for a picture.
    ///
    /// - Parameter recording: from which on it is told how much later it was measured.
    package func caption(columns: Int, beside recording: RecordingFacts) -> String {
        let length = error.lengthInWords
        let word = isKnown ? actor.name.harmless : "somebody unknown"
        let when = moment.map { "measured \(MeasuredApart($0, from: recording).caption)" } ?? "noted later"
        let lines = [
            "\(when): \(length) (word of \(word))", "\(when): \(length) (unknown: see report)",
            "\(when): \(length)",
        ].filter { isKnown ? !$0.contains("(unknown") : true }
        return lines.first { $0.count <= columns } ?? String((lines.last ?? "").prefix(columns))
    }

    /// How it goes together with what the owner said of the clock of a recording, and whether its times would be others by it.
    package func beside(_ recording: RecordingFacts) -> String { beside([recording]) }

    /// The same of recordings of one camera, of whose clock the owner said one thing.
    ///
    /// An error is of the moment it was measured. What it says of the footage is said with the condition that it was the same then.
    package func beside(_ recordings: [RecordingFacts]) -> String {
        let said = recordings.first?.clockError
        let apart = moment.flatMap { moment in
            MeasuredApart.inWords(recordings.map { MeasuredApart(moment, from: $0) })
        }
        let measured = "it was measured \(apart ?? "at a time that is not said")"
        let same = "\(measured): only if the clock was off by as much at the recording"
        guard let said else {
            return finding.errorNanoseconds == 0
                ? "the owner gave no error; \(same), there was none"
                : "the owner gave no error, and no time here is corrected; \(same), each is "
                    + Self.shift(finding.errorNanoseconds)
        }
        let difference = finding.errorNanoseconds - said.errorNanoseconds
        let length = durationInWords(nanoseconds: abs(difference))
        guard let open = said.uncertaintyNanoseconds else {
            return difference == 0
                ? "it is what the owner gave, without an uncertainty; \(measured)"
                : "it is \(length) from what the owner gave, without an uncertainty; \(same), each time here is "
                    + Self.shift(difference)
        }
        return abs(difference) > open.addingClamped(finding.uncertaintyNanoseconds)
            ? "it CONTRADICTS what the owner gave, unless the clock changed between: they are \(length) apart, more than both leave "
                + "open; \(same), each time here is \(Self.shift(difference))"
            : "it agrees with what the owner gave, as far as both are certain; \(measured)"
    }

    /// Whether it contradicts what the owner said, beyond what both leave open.
    package func contradicts(_ said: ClockError?) -> Bool {
        guard let said, let open = said.uncertaintyNanoseconds else { return false }
        return abs(finding.errorNanoseconds - said.errorNanoseconds)
            > open.addingClamped(finding.uncertaintyNanoseconds)
    }

    /// Which measurements of one clock disagree, beyond what both leave open: a sentence for each two of them in their order, without
    /// a full stop. Neither is preferred to the other.
    package static func disagreements(among clocks: [MeasuredClock]) -> [String] {
        var found: [String] = []
        for (place, one) in clocks.enumerated() {
            for other in clocks[(place + 1)...] where other.finding.camera == one.finding.camera {
                guard found.count < mostDisagreements else { return found + ["others disagree as well"] }
                if let words = one.disagreement(with: other) { found.append(words) }
            }
        }
        return found
    }

    /// How many are named one by one.
    private static let mostDisagreements = 16

    /// That two measurements of one clock cannot both be so, unless it changed; nil where they can.
    private func disagreement(with other: MeasuredClock) -> String? {
        let (mine, theirs) = (finding, other.finding)
        let difference = Int128(mine.errorNanoseconds) - Int128(theirs.errorNanoseconds)
        let open = mine.uncertaintyNanoseconds.addingClamped(theirs.uncertaintyNanoseconds)
        guard difference.magnitude > open.magnitude else { return nil }
        let length = durationInWords(nanoseconds: Int64(clamping: difference.magnitude))
        let between = moment.flatMap { own in
            other.moment.map { theirs in
                ", and they were made "
                    + durationInWords(nanoseconds: Int64(clamping: theirs.nanoseconds(since: own).magnitude))
                    + " apart"
            }
        }
        return
            "the measurements of entry \(entry), \(error.lengthInWords), and of entry \(other.entry), \(other.error.lengthInWords), "
            + "DISAGREE, unless the clock changed between: they are \(length) apart, more than both leave open"
            + (between ?? "")
    }

    private static func shift(_ apart: Int64) -> String {
        "\(durationInWords(nanoseconds: abs(apart))) too \(apart > 0 ? "late" : "early")"
    }
}

/// The clocks that a custody chain says were measured, for who can read that.
package struct MeasuredClocks: Sendable, Hashable, Codable {
    /// What was read, in the order of the entries.
    package var clocks: [MeasuredClock] = []
    /// Of which entries nothing could be read, and why, a sentence each without a full stop.
    package var notRead: [String] = []

    /// None.
    package init() {}

    /// Reads those of a chain.
    ///
    /// Of a chain that does not hold nothing is repeated: an entry in it may be anybody's.
    ///
    /// - Parameters:
    ///   - record: the bundle's.
    ///   - identity: of a recipient or the owner.
    ///   - trust: whose word is somebody's who is known.
    package init(in chain: CustodyChain, of record: Record, with identity: Identity, trust: Trust) {
        let known = Set(
            chain.people.filter { trust.standing(of: $0).card != nil }.map(\.card.fingerprint))
        for link in chain.links {
            guard case .clockMeasured(let measured) = link.entry.action else { continue }
            let entry = "entry \(link.entry.sequence) of the custody chain, on a camera's clock,"
            guard chain.flaws.isEmpty else {
                notRead.append("\(entry) is not repeated, as the chain does not hold")
                continue
            }
            if let correction = chain.correction(of: link) {
                notRead.append(
                    "\(entry) was taken back by entry \(correction.by): \(correction.why.quoted)")
                continue
            }
            do {
                clocks.append(
                    MeasuredClock(
                        finding: try ClockFinding(opening: measured, of: record, with: identity),
                        actor: link.entry.actor, entry: link.entry.sequence, time: link.entry.time,
                        isKnown: known.contains(link.entry.actor.fingerprint)))
            } catch {
                notRead.append("\(entry) cannot be read: \(error)")
            }
        }
    }

    /// Who of those who measured is not known to whoever reads, in words; nil where all are.
    package var unknownInWords: String? {
        clocks.first { !$0.isKnown }.map {
            "a camera's clock was measured by the word of somebody whose card says \($0.actor.quotedName), fingerprint "
                + "\($0.actor.fingerprint.grouped)"
        }
    }

    /// Those of one camera.
    package func of(camera: String) -> [MeasuredClock] { clocks.filter { $0.finding.camera == camera } }

    /// Which measurements of one camera's clock disagree with each other, a sentence each, without a full stop.
    package func disagreements(of camera: String) -> [String] {
        MeasuredClock.disagreements(among: of(camera: camera))
    }

    /// What was measured of the clocks of recordings, beside what their owner said: a sentence for each measurement and each
    /// thing the owner said, and for each two measurements that disagree, without a full stop.
    package func inWords(beside recordings: [RecordingFacts]) -> [String] {
        let cameras = Set(recordings.map(\.camera)).sorted()
        return clocks.flatMap { clock -> [String] in
            var said: [ClockError?] = []
            var groups: [[RecordingFacts]] = []
            for recording in recordings where recording.camera == clock.finding.camera {
                if let group = said.firstIndex(of: recording.clockError) {
                    groups[group].append(recording)
                } else {
                    said.append(recording.clockError)
                    groups.append([recording])
                }
            }
            return groups.map {
                "after the bundle was sealed it was written down how far the clock of camera \(clock.finding.camera.quoted) was off when it "
                    + "was measured: \(clock.inWords); \(clock.beside($0))"
            }
        }
            + cameras.flatMap { camera in
                disagreements(of: camera).map { "of the clock of camera \(camera.quoted) \($0)" }
            } + notRead
    }
}
