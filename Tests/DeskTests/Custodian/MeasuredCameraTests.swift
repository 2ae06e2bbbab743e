import Bundle
import CustodyDesk
import Desk
import Foundation
import Outcomes
import Peers
import Presentation
import Records
import Sealing
import Statements
import Testing

@Suite("A clock that is measured after the seal")
struct MeasuredCameraTests {
    private static let photograph = MeasuredCamera.Evidence.photograph(
        cameraTime: "2026-08-05T11:30:03.5+02:00", trueTime: "2026-08-05T11:30:00+02:00", within: "1",
        file: nil)

    @discardableResult
    private static func measure(
        _ room: CourtRoom, _ evidence: MeasuredCamera.Evidence = photograph, camera: String? = nil,
        by signer: Identity? = nil
    ) throws -> MeasuredCameraWritten {
        try MeasuredCamera(
            of: room.bundle, camera: camera, evidence, measuredBy: "Sgt. Ohm", custody: CustodyPlace(nil)
        ).write(by: room.atHand(signer ?? room.agency), trust: Trust(), media: nil)
    }

    private static func opened(_ room: CourtRoom, films: Bool = false) throws -> OpenedBundle {
        let outcome = try OpenedBundle.open(
            room.bundle, by: room.atHand(room.agency), trust: Trust(), into: room.folder.path("opened"),
            choices: .films(films), program: AgreedOwner.program)
        guard case .opened(let opened) = outcome else {
            throw Peer.Missing(description: "a bundle that opens")
        }
        return opened
    }

    private static func report(
        _ room: CourtRoom, _ name: String, _ certification: CertificationRule? = nil
    ) throws -> String {
        _ = try ReportOrder(bundle: room.bundle, certification: certification).write(
            into: OutputFile(room.folder.path(name), replaces: false), by: room.atHand(room.agency),
            trust: Trust(), program: AgreedOwner.program)
        return String(decoding: try room.folder.read(name), as: UTF8.self).split(
            whereSeparator: \.isWhitespace
        ).joined(separator: " ").replacing("&#39;", with: "'")
    }

    @Test("the entry names no camera and no time to who cannot open the bundle; recipients and owner read it")
    func readers() throws {
        let room = try CourtRoom()
        let written = try Self.measure(room)
        let chain = String(decoding: try room.folder.read("bundle.tar.custody.jsonl"), as: UTF8.self)
        let payloads = try chain.split(separator: "\n").map {
            try DSSEEnvelope(json: Array($0.utf8)).payload
        }.map { String(decoding: $0, as: UTF8.self) }
        for secret in ["front-door", "2026-08-05", "Sgt. Ohm", "error_ns"] {
            #expect(!payloads.contains { $0.contains(secret) }, "\(secret)")
        }
        let record = try Self.opened(room).record
        for reader in [room.agency, room.dana] {
            let read = MeasuredClocks(
                in: written.chain, of: record, with: reader, trust: Trust([room.agency.card]))
            #expect(read.clocks.map(\.finding.errorNanoseconds) == [3_500_000_000])
            #expect(read.of(camera: AgreedOwner.camera).count == 1)
        }
        let stranger = MeasuredClocks(
            in: written.chain, of: record, with: room.defence, trust: Trust())
        #expect(stranger.clocks.isEmpty && stranger.notRead.count == 1)
    }

    @Test(
        "opening, report, sworn draft, graph and film have it beside the owner's word, with whose word each is"
    )
    func documents() throws {
        let room = try CourtRoom()
        try Self.measure(room)
        let opened = try Self.opened(room, films: true)
        let film = try #require(opened.facts.viewingCopies?.copies.first?.madeFrom.first)
        let documents = [
            "opening": opened.record.measuredInWords(opened.measured).joined(),
            "film": film.measuredLater.joined(),
            "report": try Self.report(room, "report.html"),
            "draft": try Self.report(room, "draft.txt", .copy),
            "graph": try Self.report(room, "case.jsonld"),
        ]
        let signer = room.agency.card.quotedName
        for (document, text) in documents {
            for words in [
                "3.5 s fast, give or take 1 s, from two times that were read", "measured by “Sgt. Ohm”",
                "by the word of \(signer) (entry 2 of the custody chain",
                "the owner gave no error, and no time here is corrected; it was measured about 31 d 13 h after the recording began: "
                    + "only if the clock was off by as much at the recording, each is 3.5 s too late",
            ] { #expect(text.contains(words), "\(document): \(words)") }
        }
        #expect(film.clock.hasSuffix("how far it was off is not known"))
        #expect(documents["report"]?.contains("not known: the record has none") == true)
        // A code of the format is no word.
        #expect(documents["report"]?.contains("clock measured") == true)
        #expect(documents["report"]?.contains("clock_measured") == false)
    }

    @Test(
        "two measurements that are apart by more than both leave open are said to disagree, wherever they stand"
    )
    func disagree() throws {
        let room = try CourtRoom()
        try Self.measure(room)
        try Self.measure(
            room,
            .photograph(
                cameraTime: "2026-08-05T11:36:11.5+02:00", trueTime: "2026-08-05T11:33:00+02:00", within: "1",
                file: nil))
        let opened = try Self.opened(room, films: true)
        let words =
            "the measurements of entry 2, 3.5 s fast, and of entry 3, 3 min 11.5 s fast, DISAGREE, unless the clock changed between: "
            + "they are 3 min 8 s apart, more than both leave open, and they were made 3 min apart"
        for (document, text) in [
            "opening": opened.record.measuredInWords(opened.measured).joined(),
            "report": try Self.report(room, "report.html"),
            "draft": try Self.report(room, "draft.txt", .copy),
            "graph": try Self.report(room, "case.jsonld"),
        ] { #expect(text.contains(words), "\(document)") }
    }

    @Test("measurements that are as near as both are certain are not said to disagree")
    func agree() throws {
        let room = try CourtRoom()
        try Self.measure(room)
        try Self.measure(
            room,
            .photograph(
                cameraTime: "2026-08-05T11:33:05+02:00", trueTime: "2026-08-05T11:33:00+02:00", within: "1",
                file: nil))
        #expect(try !Self.report(room, "report.html").contains("DISAGREE"))
    }

    /// What the owner said, what is said of both, and whether they contradict each other.
    private static let said: [(error: Int64, uncertainty: Int64?, words: String, contradicts: Bool)] = [
        (3_200_000_000, 500_000_000, "agrees with what the owner gave", false),
        (
            0, 400_000_000,
            "CONTRADICTS what the owner gave, unless the clock changed between: they are 3.5 s apart", true
        ),
        (0, nil, "3.5 s from what the owner gave, without an uncertainty", false),
        (-3_500_000_000, 1_000_000_000, "each time here is 7 s too late", true),
    ]

    @Test("what contradicts the owner's word is said, and what agrees with it as far as both are certain")
    func beside() throws {
        let room = try CourtRoom()
        let written = try Self.measure(room)
        let record = try Self.opened(room).record
        let clock = try #require(
            MeasuredClocks(in: written.chain, of: record, with: room.dana, trust: Trust()).clocks.first)
        for (error, uncertainty, words, contradicts) in Self.said {
            let said = ClockError(errorNanoseconds: error, uncertaintyNanoseconds: uncertainty, how: .given)
            var recording = try #require(record.recordings.first)
            recording.clockError = said
            let told = clock.beside(recording)
            #expect(told.contains(words) && told.contains("after the recording began"), "\(told)")
            #expect(clock.contradicts(said) == contradicts)
        }
    }

    @Test("a chain with it holds, and a measurement of codes is taken as it was written")
    func codes() throws {
        let room = try CourtRoom()
        let measurement = ClockError(
            errorNanoseconds: -12_000_000_000, uncertaintyNanoseconds: 600_000_000, how: .measured,
            measurement: ClockMeasurement(
                camera: AgreedOwner.camera,
                clips: [.init(name: "codes.mp4", sha256: try SHA256Digest.of([1]), codes: 9)],
                shown: try Window(
                    from: WallTime(rfc3339: "2026-08-05T09:30:00Z"),
                    to: WallTime(rfc3339: "2026-08-05T09:30:05Z")),
                referenceUncertaintyNanoseconds: 500_000_000))
        try room.folder.write(try StrictJSON.encodePretty(measurement), as: "clock.json")
        let written = try Self.measure(room, .codes(file: room.folder.path("clock.json")))
        #expect(
            written.sentences.first?.contains("12 s slow, give or take 600 ms, from codes in “codes.mp4”")
                == true)
        let verified = try BundleToVerify(room.bundle).verify(
            with: room.atHand(room.dana), trust: Trust(), media: nil)
        #expect(verified.report.word(.custodyEntriesAsSigned) == "ok")
        #expect(verified.report.word(.custodyEntriesByHolder) == "ok")
    }

    @Test("a camera that is not in the bundle, who does not hold it, and who cannot open it write nothing")
    func refused() throws {
        let room = try CourtRoom()
        let before = try room.folder.read("bundle.tar.custody.jsonl")
        #expect(
            refusal { try Self.measure(room, camera: "front-dor") }?.remedy
                == .nameCameraMeasured(cameras: []))
        let camera = try #require(refusal { try Self.measure(room, camera: "front-dor") })
        #expect(!camera.message.contains(AgreedOwner.camera), "\(camera.message)")
        #expect(refusal { try Self.measure(room, by: room.dana) }?.kind == .notPermitted)
        #expect(refusal { try Self.measure(room, by: room.prosecutor) }?.kind == .notPermitted)
        for (camera, truth, within) in [
            ("11:30:03", "2026-08-05T11:30:00+02:00", "1"), ("2026-08-05T11:30:03+02:00", "soon", "1"),
            ("2026-08-05T11:30:03+02:00", "2026-08-05T11:30:00+02:00", "a bit"),
            ("2126-08-05T11:30:03+02:00", "2126-08-05T11:30:00+02:00", "1"),
        ] {
            let evidence = MeasuredCamera.Evidence.photograph(
                cameraTime: camera, trueTime: truth, within: within, file: nil)
            #expect(refusal { try Self.measure(room, evidence) }?.kind == .usage)
        }
        #expect(try room.folder.read("bundle.tar.custody.jsonl") == before)
    }

    @Test(
        "of somebody unknown the name is what their card says, in words, in pictures, and where trust is asked for"
    )
    func unknown() throws {
        let room = try CourtRoom()
        let written = try Self.measure(room)
        let record = try Self.opened(room).record
        func read(_ trust: Trust) -> MeasuredClocks {
            MeasuredClocks(in: written.chain, of: record, with: room.dana, trust: trust)
        }
        let unknown = try #require(read(Trust()).clocks.first)
        #expect(unknown.inWords.contains("by the word of somebody unknown here, whose card says"))
        let caption = unknown.caption(columns: 60, beside: try #require(record.recordings.first))
        #expect(caption.hasPrefix("measured 31 d after: 3.5 s fast") && caption.contains("somebody unknown"))
        #expect(!caption.contains(room.agency.card.name))
        var asked = Trust()
        asked.isAskedFor = true
        guard case .refused = Reliance.holds.showing(read(asked), trust: asked) else {
            Issue.record("a stranger's measurement passes for a success")
            return
        }
        let known = Trust([room.agency.card])
        #expect(read(known).clocks.first?.inWords.contains("somebody unknown") == false)
        #expect(read(known).unknownInWords == nil)
    }

    @Test(
        "what a holder makes up of a camera that is not in the bundle is not repeated, and said to be unreadable"
    )
    func lie() throws {
        let room = try CourtRoom()
        let record = try Self.opened(room).record
        let finding = try ClockFinding(
            of: "back-door", in: record,
            .photograph(
                .init(
                    cameraTime: WallTime(rfc3339: "2026-08-05T09:30:00Z"),
                    trueTime: WallTime(rfc3339: "2026-08-05T09:30:00Z"), file: nil), uncertaintyNanoseconds: 0
            ),
            measuredBy: nil)
        let held = try HeldBundle(room.bundle, identity: room.agency, trust: Trust(), media: nil)
        let chain = try held.add(.clockMeasured(try finding.sealed()))
        let read = MeasuredClocks(in: chain, of: record, with: room.dana, trust: Trust())
        #expect(read.clocks.isEmpty)
        #expect(read.notRead.first?.contains("no recording in the bundle is of the camera") == true)
        #expect(try Self.report(room, "report.html").contains("on a camera's clock, cannot be read"))
    }
}
