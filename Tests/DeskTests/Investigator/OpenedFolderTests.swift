import CustodyDesk
import Desk
import Foundation
import Outcomes
import Records
import Sealing
import Statements
import Testing

@Suite("The folder a bundle was opened into")
struct OpenedFolderTests {
    /// An investigator's folder, and the bundle it is of.
    private struct Opened {
        let owner: AgreedOwner
        let facts: OpenedFacts
        var folder: String { facts.folder }
        var bundle: String { owner.folder.path("bundle.tar") }
        var opener: Identity { owner.asked.agency }

        init(_ change: (inout OpeningChoices) throws -> Void = { _ in }) throws {
            owner = try AgreedOwner()
            try owner.seal(try owner.agree())
            var choices = OpeningChoices()
            try change(&choices)
            let outcome = try OpenedBundle.open(
                owner.folder.path("bundle.tar"),
                by: owner.asked.identity(owner.asked.agency, "keller.identity"),
                trust: Trust([owner.asked.owner.card]), into: owner.folder.path("opened"), choices: choices,
                program: AgreedOwner.program)
            guard case .opened(let opened) = outcome else {
                throw DeskError(.doesNotHold, "it was not opened")
            }
            facts = opened.facts
        }

        func verified(
            bundle: String? = nil, by identity: Identity? = nil, trusting cards: [Card]? = nil,
            media: BundleToVerify.Media? = nil
        ) throws -> VerifiedFolder {
            var trust = Trust(cards ?? [opener.card])
            trust.isAskedFor = cards != nil
            return try OpenedToVerify(folder, bundle: bundle).verify(
                with: identity.map { owner.asked.identity($0, "x.identity") }, trust: trust, media: media)
        }

        func write(_ text: String, as name: String) throws {
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        }

        func remove(_ name: String) throws {
            try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }

        /// Writes another list, signed by the opener, with files of sums that go with it.
        func lie(_ change: (inout [ListedFile]) throws -> Void) throws {
            let envelope = try DSSEEnvelope(json: try owner.folder.read("opened/verification.json"))
            let list = try OpenedList(verifying: envelope)
            var files = list.files
            try change(&files)
            let lie = OpenedList(list.facts, by: list.opener, report: list.report, files: files)
            let bytes = try lie.signed(by: opener).json()
            try write(String(decoding: bytes, as: UTF8.self), as: "verification.json")
            let sums = files.map { ($0.name, $0.sums) } + [("verification.json", try FileSums.of(bytes))]
            for file in SumsFile.allCases {
                try write(String(decoding: file.text(sums), as: UTF8.self), as: file.rawValue)
            }
        }
    }

    @Test(
        "holds as it was written, by whoever opened it; with bundle and key its clips are those of the bundle"
    )
    func holds() throws {
        let opened = try Opened()
        let alone = try opened.verified()
        #expect(alone.report.result == .ok, "\(alone.report.checks)")
        #expect(alone.report.check(.openedFilesOfRecord)?.verdict.needs == .bundle)
        #expect(
            alone.report.conclusions.map(\.code) == [
                .openedAsWritten, .openedNotCompared, .openedCheckedThen,
            ])
        let keyless = try opened.verified(bundle: opened.bundle)
        #expect(keyless.report.holds(.openedListOfBundle))
        #expect(keyless.report.check(.openedFilesOfRecord)?.verdict.needs == .identity)
        let whole = try opened.verified(bundle: opened.bundle, by: opened.opener)
        #expect(whole.report.omissions.isEmpty && whole.report.failures.isEmpty, "\(whole.report.checks)")
        #expect(
            whole.report.conclusions.map(\.code) == [.openedAsWritten, .openedOfBundle, .openedCheckedThen])
        #expect(whole.facts.opened?.facts == opened.facts.verification)
    }

    @Test("a file that was changed, added or taken away is named, and nothing is said to hold")
    func altered() throws {
        let opened = try Opened()
        try opened.write("{}", as: "record.json")
        try opened.write("x", as: "0009-other-master.mp4")
        try opened.write("x", as: ".hidden")
        try opened.remove("0002-front-door-master.mp4")
        let found = try opened.verified()
        #expect(found.facts.changed == ["record.json"])
        #expect(found.facts.added == [".hidden", "0009-other-master.mp4"])
        #expect(found.facts.missing == ["0002-front-door-master.mp4"])
        #expect(found.report.failures.map(\.id) == [.openedFilesAsListed, .openedFilesExact])
        #expect(found.report.conclusions.map(\.code) == [.openedNotReliedOn])
    }

    @Test("a file of the same size with other bytes is found, and a link in the place of one is not followed")
    func sameSize() throws {
        let opened = try Opened()
        let clip = "\(opened.folder)/0001-front-door-lead-in.mp4"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: clip))
        bytes[bytes.count - 1] ^= 1
        try bytes.write(to: URL(fileURLWithPath: clip))
        try FileManager.default.moveItem(
            atPath: "\(opened.folder)/request.json", toPath: opened.owner.folder.path("elsewhere"))
        try FileManager.default.createSymbolicLink(
            atPath: "\(opened.folder)/request.json",
            withDestinationPath: opened.owner.folder.path("elsewhere"))
        #expect(
            Set(try opened.verified().facts.changed) == ["0001-front-door-lead-in.mp4", "request.json"])
    }

    @Test(
        "files of sums that say something else than was signed, or are not there, do not hold",
        arguments: SumsFile.allCases)
    func sums(file: SumsFile) throws {
        let opened = try Opened()
        let text = String(decoding: try opened.owner.folder.read("opened/\(file.rawValue)"), as: UTF8.self)
        try opened.write(text.replacing("a", with: "b"), as: file.rawValue)
        #expect(try opened.verified().report.failures.map(\.id) == [.openedSumsAsListed])
        try opened.remove(file.rawValue)
        #expect(try opened.verified().report.failures.map(\.id) == [.openedSumsAsListed])
    }

    @Test("without its signed list, or with a changed one, nothing of it is said to hold")
    func list() throws {
        let opened = try Opened()
        let text = String(decoding: try opened.owner.folder.read("opened/verification.json"), as: UTF8.self)
        try opened.write(text.replacing("\"sig\":\"", with: "\"sig\":\"AA"), as: "verification.json")
        for _ in 0..<2 {
            let found = try opened.verified()
            #expect(found.report.failures.map(\.id) == [.openedListSigned])
            #expect(found.report.omissions.count == 8)
            if FileManager.default.fileExists(atPath: "\(opened.folder)/verification.json") {
                try opened.remove("verification.json")
            }
        }
    }

    @Test("whoever opens it can list what they like, and with the bundle it shows")
    func lyingOpener() throws {
        let opened = try Opened()
        try opened.write("another film", as: "0002-front-door-master.mp4")
        try opened.lie { files in
            let place = try #require(files.firstIndex { $0.name == "0002-front-door-master.mp4" })
            files[place] = ListedFile(
                name: files[place].name, kind: .master, sums: try FileSums.of(Array("another film".utf8)))
        }
        #expect(try opened.verified().report.failures.isEmpty)
        let compared = try opened.verified(bundle: opened.bundle, by: opened.opener)
        #expect(compared.report.failures.map(\.id) == [.openedFilesOfRecord])
    }

    @Test(
        "a clip that was changed or taken away after opening is not said to be the bundle's",
        arguments: [true, false])
    func changedClip(isThere: Bool) throws {
        let opened = try Opened()
        let clip = "0002-front-door-master.mp4"
        if isThere { try opened.write("another film", as: clip) } else { try opened.remove(clip) }
        let found = try opened.verified(bundle: opened.bundle, by: opened.opener)
        #expect(
            found.report.failures.map(\.id)
                == [isThere ? .openedFilesAsListed : .openedFilesExact, .openedFilesOfRecord])
        #expect(found.report.check(.openedFilesOfRecord)?.verdict.reason?.contains(clip) == true)
    }

    @Test("what was made when opening and changed since says nothing of the bundle's clips")
    func changedStill() throws {
        let opened = try Opened { $0.stills = [try MomentInWindow("2026-07-04T21:40:40.05+02:00")] }
        try opened.write("another picture", as: "by-recipient-0001-front-door-still.png")
        let found = try opened.verified(bundle: opened.bundle, by: opened.opener)
        #expect(found.report.failures.map(\.id) == [.openedFilesAsListed])
        #expect(found.report.holds(.openedFilesOfRecord))
    }

    @Test("a clip that is listed and is not in the bundle, or the reverse, shows with the bundle")
    func otherClips() throws {
        let opened = try Opened()
        try opened.write("more", as: "0009-front-door-master.mp4")
        try opened.lie { files in
            files.append(
                ListedFile(
                    name: "0009-front-door-master.mp4", kind: .master,
                    sums: try FileSums.of(Array("more".utf8))))
        }
        #expect(
            try opened.verified(bundle: opened.bundle, by: opened.opener).report.failures.map(\.id)
                == [.openedFilesOfRecord])
        try opened.remove("0009-front-door-master.mp4")
        try opened.remove("0001-front-door-lead-in.mp4")
        try opened.lie { files in
            files.removeAll {
                ["0009-front-door-master.mp4", "0001-front-door-lead-in.mp4"].contains($0.name)
            }
        }
        #expect(try opened.verified().report.failures.isEmpty)
        #expect(
            try opened.verified(bundle: opened.bundle, by: opened.opener).report.failures.map(\.id)
                == [.openedFilesOfRecord])
    }

    @Test("whatever was taken out of the folder, it is checked as one, and does not hold")
    func emptied() throws {
        let opened = try Opened()
        let names = try FileManager.default.contentsOfDirectory(atPath: opened.folder)
        for taken in [".facts.json", ".mp4"] {
            for name in names where name.hasSuffix(taken) { try opened.remove(name) }
            #expect(OpenedToVerify.isOpenedFolder(opened.folder), "without \(taken)")
            #expect(try opened.verified().report.failures.map(\.id) == [.openedFilesExact])
        }
        try opened.remove("verification.json")
        #expect(OpenedToVerify.isOpenedFolder(opened.folder))
        // Among others it is told of, and not passed over as files that are no bundles.
        var notes: [Note] = []
        _ = try BundlesToVerify([opened.owner.folder.path(".")]) { notes.append($0) }.verify(
            with: nil, trust: Trust(), media: nil
        ) { _ in }
        #expect(
            notes.contains {
                guard case .custody(.passedOver(let reason)) = $0 else { return false }
                return reason.contains("a bundle was opened into this folder")
            }, "\(notes)")
    }

    @Test("a file is listed as what it is: no clip passes for what was made of one, and nothing for a clip")
    func kinds() throws {
        let opened = try Opened()
        try opened.write("another film", as: "0009-front-door-master.mp4")
        let sums = try FileSums.of(Array("another film".utf8))
        #expect(throws: StatementError.self) {
            try opened.lie {
                $0.append(ListedFile(name: "0009-front-door-master.mp4", kind: .viewingCopy, sums: sums))
            }
        }
        try opened.remove("0009-front-door-master.mp4")
        try opened.lie { files in
            let place = try #require(files.firstIndex { $0.kind == .master })
            files[place] = ListedFile(name: files[place].name, kind: .leadIn, sums: files[place].sums)
        }
        #expect(
            try opened.verified(bundle: opened.bundle, by: opened.opener).report.failures.map(\.id)
                == [.openedFilesOfRecord])
    }

    @Test("a key that does not open the bundle given is no success")
    func otherKey() throws {
        let opened = try Opened()
        let stranger = try Identity.generate(name: "Rae Lind", role: .investigator)
        guard case .refused(let error) = try opened.verified(bundle: opened.bundle, by: stranger).reliance
        else {
            Issue.record("it was not refused")
            return
        }
        #expect(error.kind == .notPermitted)
    }

    @Test("another bundle than the one that was opened is told, and one that does not hold")
    func otherBundle() throws {
        let opened = try Opened()
        let other = try AgreedOwner()
        try other.seal(try other.agree())
        let found = try opened.verified(bundle: other.folder.path("bundle.tar"), by: opened.opener)
        #expect(found.report.failures.map(\.id) == [.openedListOfBundle])
        var bytes = try opened.owner.folder.read("bundle.tar")
        bytes[bytes.count / 2] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: opened.bundle))
        #expect(
            try opened.verified(bundle: opened.bundle, by: opened.opener).report.failures.map(\.id)
                == [.openedListOfBundle])
    }

    @Test(
        "who opened is a stranger where nobody trusts their card: that is refused where trust was asked for")
    func stranger() throws {
        let opened = try Opened()
        let unknown = try opened.verified(trusting: [])
        #expect(unknown.report.result == .openerUnknown)
        guard case .refused(let error) = unknown.reliance else {
            Issue.record("it was not refused")
            return
        }
        #expect(error.kind == .notPermitted)
        #expect(try opened.verified(trusting: [opened.opener.card]).reliance.holds)
    }

    @Test("a still is the recipient's: its own time, what that rests on, and the clip's digest are signed")
    func still() throws {
        let opened = try Opened {
            $0.stills = [try MomentInWindow("2026-07-04T21:40:40.05+02:00")]
            $0.exhibit = ExhibitReference("MK/7")
        }
        let still = try #require(opened.facts.listed.first { $0.kind == .recipientsStill })
        #expect(still.name == "by-recipient-0001-front-door-still.png")
        let facts = try #require(still.still)
        let clip = try #require(opened.facts.listed.first { $0.name == facts.object })
        #expect(clip.sums.sha256 == facts.objectSHA256 && clip.kind == .master)
        #expect(facts.asked.nanoseconds(since: facts.shown) == 50_000_000)
        #expect(facts.start.how == .fileName && facts.camera == "front-door")
        #expect(opened.facts.objects.allSatisfy { $0.role != .still })
        #expect(
            opened.facts.listed.compactMap(\.exhibit?.text) == ["MK/7", "MK/8", "MK/9"])
        #expect(still.exhibit?.text == "MK/9")
        let report = try opened.verified(bundle: opened.bundle, by: opened.opener).report
        #expect(report.failures.isEmpty)
        // Nothing but the opener's word says that it shows what the clip does.
        #expect(
            report.conclusions.first { $0.code == .openedMadeByOpener }?.text
                == "1 file was made by who opened it and NOT compared with the bundle (1 still): that it shows what the clips do is their word."
        )
    }

    private static func withStill() throws -> Opened {
        try Opened { $0.stills = [try MomentInWindow("2026-07-04T21:40:40.05+02:00")] }
    }

    private func check(_ opened: Opened) throws -> Verdict? {
        try opened.verified(bundle: opened.bundle, by: opened.opener, media: MediaAtHand.checks).report
            .check(.openedStillsOfClips)?.verdict
    }

    @Test("with a media library, bundle and key a still by who opened is taken again, and is the same file")
    func stillTakenAgain() throws {
        let opened = try Self.withStill()
        let report = try opened.verified(
            bundle: opened.bundle, by: opened.opener, media: MediaAtHand.checks
        ).report
        #expect(report.failures.isEmpty && report.holds(.openedStillsOfClips), "\(report.checks)")
        let codes = report.conclusions.map(\.code)
        #expect(codes.contains(.openedStillsOfClips) && !codes.contains(.openedMadeByOpener))
        #expect(try opened.verified().report.check(.openedStillsOfClips)?.verdict.needs == .bundle)
        let without = try opened.verified(bundle: opened.bundle, by: opened.opener).report
        #expect(without.check(.openedStillsOfClips)?.verdict.reason?.contains("does not decode") == true)
    }

    @Test("a still that was painted over does not pass, however it is listed and signed")
    func paintedStill() throws {
        let opened = try Self.withStill()
        try opened.lie { files in
            let place = try #require(files.firstIndex { $0.kind == .recipientsStill })
            let was = files[place]
            var bytes = try Data(contentsOf: URL(fileURLWithPath: "\(opened.folder)/\(was.name)"))
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: URL(fileURLWithPath: "\(opened.folder)/\(was.name)"))
            files[place] = ListedFile(
                name: was.name, kind: was.kind, sums: try FileSums.of(Array(bytes)), still: was.still)
        }
        #expect(try check(opened)?.reason?.contains("is not the picture that the clip shows") == true)
        #expect(try opened.verified(bundle: opened.bundle, by: opened.opener).report.failures.isEmpty)
    }

    @Test("nor does one that is listed with another time than its picture has")
    func stillOfAnotherTime() throws {
        let opened = try Self.withStill()
        try opened.lie { files in
            let place = try #require(files.firstIndex { $0.kind == .recipientsStill })
            let shown = try #require(files[place].still?.shown)
            files[place].still?.shown = shown.adding(nanoseconds: -WallTime.nanosecondsPerSecond)
        }
        #expect(try check(opened)?.reason?.contains("is not what the clip gives") == true)
    }

    @Test("one that another decoder made otherwise is not called wrong")
    func stillByAnotherDecoder() throws {
        let opened = try Self.withStill()
        try opened.lie { files in
            let place = try #require(files.firstIndex { $0.kind == .recipientsStill })
            var still = try #require(files[place].still)
            still.decoder = "h264, libavcodec 1.0.0"
            let bytes = Array("another rounding".utf8)
            try opened.write(String(decoding: bytes, as: UTF8.self), as: files[place].name)
            files[place] = ListedFile(
                name: files[place].name, kind: .recipientsStill, sums: try FileSums.of(bytes), still: still)
        }
        #expect(try check(opened)?.word == "not_checked")
        #expect(try check(opened)?.reason?.contains("may round otherwise") == true)
    }

    @Test("a moment of which no clip has a picture is refused before anything is opened")
    func noPicture() throws {
        let error = refusal { try Opened { $0.stills = [try MomentInWindow("21:50:00")] } }
        #expect(error?.kind == .usage && error?.message.contains("no clip has a picture") == true)
    }

    @Test("what was opened by a disclosure is checked the same, with what the disclosure opens")
    func disclosed() throws {
        let room = try CourtRoom()
        try room.disclose([1], to: room.defence)
        guard case .opened(let opened) = try room.open(by: room.defence) else {
            Issue.record("not opened")
            return
        }
        let folder = opened.facts.folder
        #expect(OpenedToVerify.isOpenedFolder(folder))
        #expect(try RecognisedFile(folder).nature == .openedBundle)
        #expect(try RecognisedFile("\(folder)/verification.json").nature == .verification)
        let found = try OpenedToVerify(folder, bundle: room.bundle).verify(
            with: room.atHand(room.defence), trust: Trust())
        #expect(
            found.report.failures.isEmpty && found.report.holds(.openedFilesOfRecord),
            "\(found.report.checks)")
        try Data("{}".utf8).write(to: URL(fileURLWithPath: "\(folder)/terms.json"))
        #expect(
            try OpenedToVerify(folder).verify(with: nil, trust: Trust()).facts.changed == ["terms.json"])
    }
}
