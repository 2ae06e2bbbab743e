import Records
import Sealing
import Statements
import Testing

@Suite("The signed list of an opened folder")
struct OpenedListTests {
    private let opener: Identity
    private let facts: VerificationFacts
    private let report = VerificationReport(checks: [
        Check(.sealSignature, .ok), Check(.timestamp, .notChecked(reason: "there is none")),
    ])

    init() throws {
        opener = try Identity.generate(name: "Tom Okafor", role: .investigator)
        facts = try Self.facts(opener, report)
    }

    private static func facts(_ signer: Identity, _ report: VerificationReport) throws -> VerificationFacts {
        VerificationFacts(
            time: try WallTime(rfc3339: "2026-08-01T10:00:00+02:00"), bundle: "8f3c",
            seal: try SHA256Digest.of([1]), archive: ArchiveFacts(sha256: try SHA256Digest.of([2]), size: 1),
            signer: SealerFacts(signer.card.fingerprint, .trusted(signer.card)),
            tool: ToolFacts(name: "test", version: "1", operatingSystem: "none", libraries: [:]),
            codes: CheckCodes(report))
    }

    private static func file(_ name: String, _ kind: ListedFile.Kind = .master) throws -> ListedFile {
        ListedFile(name: name, kind: kind, sums: try FileSums.of(Array(name.utf8)))
    }

    private func list(
        _ files: [ListedFile], facts: VerificationFacts? = nil, report: VerificationReport? = nil
    ) -> OpenedList {
        OpenedList(facts ?? self.facts, by: opener.card, report: report ?? self.report, files: files)
    }

    @Test("reads as it was signed, and says what was verified, when, by whom and with what")
    func reads() throws {
        let signed = list([try Self.file("0001-gate-master.mp4"), try Self.file("record.json", .record)])
        let read = try OpenedList(verifying: try signed.signed(by: opener))
        #expect(read == signed)
        #expect(read.facts.time.rfc3339.hasSuffix("Z"))
        #expect(read.facts.codes.held == ["seal_signature"] && read.facts.codes.notMade == ["timestamp"])
        #expect(read.facts.signer?.name == "Tom Okafor")
    }

    @Test(
        "names no file twice, none that leads elsewhere, and none that is made from it",
        arguments: [
            ["a.mp4", "a.mp4"], ["../a.mp4"], [".a.mp4"], ["-a.mp4"], ["a b.mp4"], ["a/b.mp4"], ["é.mp4"],
            ["SHA256SUMS"], ["verification.json"], [],
        ])
    func names(names: [String]) throws {
        let list = list(try names.map { try Self.file($0) })
        #expect(throws: StatementError.self) { try list.signed(by: opener) }
    }

    @Test("does not contradict itself: by it every check holds, and its codes are those of its report")
    func contradicts() throws {
        let failed = VerificationReport(checks: [Check(.sealSignature, .failed(reason: "it is not"))])
        let file = try Self.file("a.mp4")
        for list in [
            list([file], facts: try Self.facts(opener, failed), report: failed),
            list([file], facts: try Self.facts(opener, failed)),
        ] { #expect(throws: StatementError.self) { try list.signed(by: opener) } }
    }

    @Test("says of sums of pictures of which listed clip they are")
    func frames() throws {
        var frames = try Self.file("a.framemd5", .frameSums)
        #expect(throws: StatementError.self) { try list([frames]).signed(by: opener) }
        frames.frames = try StrictJSON.decode(
            FrameSumsFacts.self,
            from: Array(
                """
                {"damaged":0,"decoder":"h264","object":"a.mp4","object_sha256":"\(try SHA256Digest.of([]).hex)","pictures":1}
                """.utf8), maximumBytes: 1 << 12)
        #expect(throws: StatementError.self) {
            try list([try Self.file("a.mp4"), frames]).signed(by: opener)
        }
        frames.frames?.objectSHA256 = try SHA256Digest.of(Array("a.mp4".utf8))
        _ = try OpenedList(verifying: try list([try Self.file("a.mp4"), frames]).signed(by: opener))
    }

    @Test("that was changed, or is signed by another than it names, is refused")
    func changed() throws {
        let envelope = try list([try Self.file("a.mp4")]).signed(by: opener)
        let text = String(decoding: envelope.payload, as: UTF8.self).replacing("a.mp4", with: "b.mp4")
        let changed = try DSSEEnvelope(
            payload: Array(text.utf8), payloadType: envelope.payloadType, signatures: envelope.signatures)
        #expect(throws: StatementError.self) { try OpenedList(verifying: changed) }
        let other = try Identity.generate(name: "Somebody", role: .investigator)
        #expect(throws: StatementError.self) { try list([try Self.file("a.mp4")]).signed(by: other) }
    }

    @Test("the files of sums have one text: sorted by name, the sum, two spaces, the name")
    func sums() throws {
        let files = try ["b", "a"].map { ($0, try FileSums.of(Array($0.utf8))) }
        #expect(
            String(decoding: SumsFile.md5.text(files), as: UTF8.self)
                == "0cc175b9c0f1b6a831c399e269772661  a\n92eb5ffee6ae2fec3ad71c777531578f  b\n")
        #expect(
            String(decoding: SumsFile.sha1.text(files), as: UTF8.self).hasPrefix(
                "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8  a\n"))
    }
}
