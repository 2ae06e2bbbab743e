import CustodianCommands
import Handover
import Objects
import Recordings
import Records
import StatementFiles
import Statements
import ArgumentParser
import Catalog
import Foundation
import Sealing
import Transfer

/// `proffer seal`.
struct SealCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal",
        abstract: "Cut what you consented to out of your recordings, and seal it for the recipients.",
        discussion: """
            Nothing outside the consent leaves: no picture, no sound, no file name. What leaves is encrypted for
            the recipients of the request and for you. Your recordings are only read. Without a valid consent
            of yours this ends with code 77 and writes nothing.

            EXAMPLE
              proffer seal --request request.json --consent consent.json --identity dana.identity \\
                --footage samples --out bundle.tar
            """)

    @Option(help: ArgumentHelp("The request you consented to.", valueName: "request"), completion: .file())
    var request: String

    @Option(help: ArgumentHelp("Your consent.", valueName: "consent"), completion: .file())
    var consent: String

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Revocations at hand; one of this consent stops the seal.", valueName: "file"),
        completion: .file())
    var revocation: [String] = []

    @OptionGroup var identity: IdentityOptions

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Files and folders with your recordings.", valueName: "path"), completion: .file())
    var footage: [String]

    @OptionGroup var reading: FootageOptions

    @Flag(help: "Hand over original packets only; pictures that would have to be encoded anew are left out.")
    var insideOnly = false

    @Flag(
        help:
            "Encode anew without any loss: larger by far, and each picture is the recording's to the last bit."
    )
    var lossless = false

    @OptionGroup var stills: StillOptions

    @Flag(help: "Do not pad sizes. The bundle is smaller, and its size tells more.")
    var noPad = false

    @Option(
        help: ArgumentHelp(
            "A time-stamping authority (RFC 3161) that says when the bundle was sealed. It gets one number that tells "
                + "nothing.", valueName: "url"))
    var timestamp: String?

    @OptionGroup var store: StoreOptions
    @OptionGroup var trust: SignerOptions
    @OptionGroup var journal: JournalOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var result: ResultOptions

    func run() throws {
        try output.check()
        guard !footage.isEmpty else { throw Failure(.usage, "--footage names no file or folder") }
        guard !insideOnly || !lossless else { throw Failure.bothInsideOnlyAndLossless }
        try stills.check(insideOnly: insideOnly)
        let client = try timestamp.map { address throws(TransferError) in try TimestampClient(address) }
        let request = try StatementInput<Request>(request)
        let requester = try trust.requester(of: request.statement)
        let consent = try StatementInput<Consent>(consent)
        let revocations =
            try revocation.map { try StatementInput<Revocation>($0).envelope } + revocationsBeside(consent)
        let identity = try identity.load()
        var sealer = try Sealer(
            request: request.envelope, consent: consent.envelope, revocations: revocations,
            identity: identity,
            tool: .current)
        sealer.insideOnly = insideOnly
        sealer.lossless = lossless
        sealer.stills = try stills.moments(in: request.statement.window)
        let doubt = try trust.doubt(ofOwn: identity.card)
        sealer.padsSizes = !noPad
        if let client { sealer.timestamp = { try client.response(to: $0) } }
        let found = try reading.search(footage, for: sealer.authorization.grants)
        var plan = try sealer.plan(found.recordings, cameras: found.cameras)
        sealer.precommitments = try store.precommitments(to: plan.recordings.map(\.path))
        if let recordings = try sealer.placedAsCommitted(found.recordings) {
            plan = try sealer.plan(recordings, cameras: found.cameras)
        }
        for copy in plan.copies { Output.notes(copy.note) }
        try plan.requireAnswers()
        guard !plan.cuts.isEmpty else {
            let windows = sealer.authorization.grants
                .map { "\($0.camera ?? "any camera") \($0.window)" }.joined(separator: "; ")
            let cameras = found.cameras
            throw Failure(
                .inputMissing,
                "no recording has anything of what was granted: \(windows); the cameras here are "
                    + listInWords(Array(cameras.prefix(8)) + (cameras.count > 8 ? ["others"] : [])),
                hint:
                    "proffer footage list \(footage.map(\.shellQuoted).joined(separator: " ")) shows what there is"
            )
        }
        let shows = Terminal.showsProgress
        defer { if shows { Output.status("") } }
        let journaled = try journal.beginSealing(
            request: request.envelope, consent: consent.envelope, file: output.out, by: identity,
            keptBy: JournalKeeper(identity, at: self.identity.identity))
        var seal: DSSEEnvelope?
        let sealed: SealedBundle
        do {
            sealed = try sealer.seal(plan, to: output.out, replaceExisting: output.force) { progress in
                if shows { Output.status(progress.inWords) }
            } noting: {
                seal = $0
            }
        } catch {
            journaled?.abandon()
            guard let error = error as? TransferError else { throw error }
            var failure = Failure(error)
            failure.hint =
                "nothing was written; without --timestamp it is sealed with your own clock's word for the time"
            throw failure
        }
        let record = sealed.record
        let size = try? FileManager.default.attributesOfItem(atPath: output.out)[.size] as? UInt64
        journaled?.end(record, size: size, timestamp: sealed.timestampDigest, seal: seal)
        for gap in record.gaps {
            // What was left out on request is listed with what is not handed over.
            if case .originalsOnly = gap.reason { continue }
            Output.notes("note: \(gap.inWords)")
        }
        let fileNames = record.recordings.fileNames
        for overlap in record.overlaps { Output.notes("note: \(overlap.inWords(fileNames))") }
        requester.note(self.request)
        if let note = sealer.authorization.readers.note { Output.notes("note: the bundle is \(note)") }
        if let doubt { Output.notes(doubt) }
        if let token = sealed.timestamp {
            noteClocks(record.sealed, WallTime(nanoseconds: token.unixNanoseconds))
        }
        try show(
            record, size: size ?? 0, sealed.timestamp.map(TimestampFacts.init), requester.facts,
            LinksFacts(found.links), reached: plan.recordings.compactMap { found.reached[$0.path] })
    }

    /// The revocations that lie beside the consent. One that is damaged stops the seal: somebody meant to take a consent
    /// back there. A file that cannot be read is named.
    private func revocationsBeside(_ consent: StatementInput<Consent>) throws -> [DSSEEnvelope] {
        let beside = RevocationsBeside(of: consent.envelope, at: self.consent)
        if let damaged = beside.damaged.first {
            throw Failure(
                .notPermitted,
                "refused: \(damaged.path) is a revocation, perhaps of this consent, and is damaged: \(damaged.reason)",
                hint: "if the consent still stands, move that file away; if not, nothing needs to be done")
        }
        for file in beside.unreadable.prefix(8) {
            Output.notes(
                "note: if \(file.path) is a revocation, it is not regarded, as it cannot be read: \(file.reason)"
            )
        }
        return beside.revocations
    }

    /// Says that this machine's clock and the authority's differ, where they do so by more than asking takes.
    private func noteClocks(_ own: WallTime, _ authority: WallTime) {
        let difference = own.nanoseconds(since: authority)
        guard abs(difference) > 60 * WallTime.nanosecondsPerSecond else { return }
        Output.notes(
            "note: by the authority's clock this machine's is \(durationInWords(nanoseconds: abs(difference))) "
                + "\(difference > 0 ? "ahead" : "behind"); whoever verifies the bundle is told, and it may make footage be "
                + "looked for at the wrong time")
    }

    private func show(
        _ record: Record, size: UInt64, _ timestamp: TimestampFacts?, _ requester: TrustedCardFacts,
        _ links: LinksFacts?, reached: [FollowedLink]
    ) throws {
        let facts = SealResultFacts(
            file: output.out, size: size, bundle: record.bundle, sealed: record.sealed,
            objects: record.objects, gaps: record.gaps.map { Worded($0) }, overlaps: record.overlaps,
            leftOut: record.recordings.flatMap(LeftOutFacts.all), timestamp: timestamp, requester: requester,
            links: links)
        try result.show(json: facts) { page in
            page.paragraph("Sealed. \(output.out) holds, encrypted:")
            page.gap()
            let index = RecordIndex(record)
            for object in record.objects { page.facts(object.facts(in: index, by: .this)) }
            page.links(reached)
            if !facts.leftOut.isEmpty {
                page.gap()
                page.paragraph("Not handed over:")
                for part in facts.leftOut { page.paragraph("- " + part.inWords) }
            }
            page.provenance(of: record.recordings, by: .this)
            page.other(of: record)
            if let timestamp {
                page.gap()
                page.paragraph("\(timestamp.authority) says that it was sealed by \(timestamp.time.inWords).")
            }
            page.gap()
            page.paragraph(
                "Give \(output.out) to whoever asked. Nobody on the way can read it, and what is in it can be "
                    + "checked with:")
            page.command(["proffer", "verify", output.out])
        }
    }
}

/// What a time-stamping authority said of a seal.
private struct TimestampFacts: Encodable {
    var authority: String
    var time: WallTime

    init(_ token: TimeStampToken) {
        authority = token.authority
        time = WallTime(nanoseconds: token.unixNanoseconds)
    }
}

/// What `seal --json` writes.
private struct SealResultFacts: Encodable {
    var file: String
    var size: UInt64
    var bundle: String
    var sealed: WallTime
    var objects: [ObjectFacts]
    var gaps: [Worded<Gap>]
    var overlaps: [Overlap]
    var leftOut: [LeftOutFacts]
    /// Absent where no authority was asked.
    var timestamp: TimestampFacts?
    /// Who asked, and whether that is somebody known here.
    var requester: TrustedCardFacts
    var links: LinksFacts?

    enum CodingKeys: String, CodingKey {
        case file, size, bundle, sealed, objects, gaps, overlaps, timestamp, requester, links
        case leftOut = "left_out"
    }
}

extension Failure {
    /// Original packets only, and how the others are encoded: one of them was not meant.
    static let bothInsideOnlyAndLossless = Failure(
        .usage, "--inside-only leaves out the pictures that --lossless would encode: give one of the two")
}

/// Whose word something is that is shown.
enum Teller {
    /// This run of the command found it out.
    case this
    /// Who sealed the bundle says so.
    case sealer

    /// What to put behind it.
    var inWords: String {
        switch self {
        case .this: ""
        case .sealer: ", by the word of who sealed"
        }
    }
}

extension RecordingCopy {
    /// That a file was given twice.
    var note: String {
        "note: \(copy) is, byte for byte, the same file as \(kept): the two are one recording, named once"
    }
}

extension ObjectFacts {
    /// The object in a line: its name, whose camera it is of where the name does not show it, and what it is.
    ///
    /// - Parameter teller: who found out how close it is to the recording: whoever opens it cannot.
    func facts(in record: RecordIndex, by teller: Teller) -> [Page.Fact?] {
        let camera = record.recording(recording)?.facts.camera
        let whose = camera.flatMap { ObjectFacts.showsLabel($0) ? nil : "of \($0.quoted): " } ?? ""
        if let still = derivative?.still {
            let shown = still.shown.inOffset(seconds: window.from.utcOffsetSeconds)
            return [
                .init(
                    name,
                    "\(whose)1 picture at \(shown.inWords), \(still.width) by \(still.height) pixels, as PNG")
            ]
        }
        let what =
            switch role {
            case .master: "original, untouched"
            case .leadIn, .leadOut, .still:
                "encoded anew, because \(derivative?.reason.inWords ?? "it had to be")"
            }
        let closeness =
            derivative?.lossless == true
            ? "; without loss: every picture equals the recording's\(teller.inWords)"
            : derivative?.psnrDecibels.map {
                "; \(($0 * 10).rounded() / 10) dB close to the original\(teller.inWords)"
            } ?? ""
        return [
            .init(
                name,
                "\(whose)\(window.from.inWords) for \(window.lengthInWords): \(what)\(closeness)\(beginnings(in: record))"
            )
        ]
    }

    /// When the pictures of an original begin, and its sound where it has any, where that is later than the window does.
    private func beginnings(in record: RecordIndex) -> String {
        guard role == .master, let recording = record.recording(self.recording),
            let placement = try? Placement(of: recording.facts)
        else { return "" }
        func beginning(of kind: SourceTrack.Kind) -> WallTime? {
            tracks.lazy.compactMap { track in
                recording.track(track.sourceTrack).flatMap { source in
                    source.kind == kind ? placement.start(of: track, source: source) : nil
                }
            }.first
        }
        func isLate(_ time: WallTime) -> Bool {
            time.adding(nanoseconds: -WallTime.nanosecondsPerSecond / 10) > window.from
        }
        func clock(_ time: WallTime) -> Substring {
            time.inOffset(seconds: window.from.utcOffsetSeconds).inWords.split(separator: " ")[2]
        }
        guard let pictures = beginning(of: .video), isLate(pictures) else { return "" }
        let sound = beginning(of: .audio).map {
            isLate($0) ? "sound from \(clock($0)), " : "sound from the start, "
        }
        return "; \(sound ?? "")pictures from \(clock(pictures))"
    }
}
