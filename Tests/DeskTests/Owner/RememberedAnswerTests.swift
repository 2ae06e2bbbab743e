import CustodyDesk
import Desk
import Foundation
import Outcomes
import Peers
import Records
import Statements
import Testing

@Suite("What an owner answers once, the next commands go by, until it is taken back")
struct RememberedAnswerTests {
    private static let open = "gate_04-07-2026_21-38-00.mp4"

    /// An owner with one recording whose date can be read in two orders, and a place for answers.
    private func owner() throws -> (owner: AgreedOwner, cams: String, answers: OwnersAnswers) {
        var owner = try AgreedOwner()
        let (cams, file) = try owner.cams("\(AgreedOwner.recording)")
        // A container that says when it was made would settle what the name leaves open.
        let made = try Peer.run(
            try Peer.program("ffmpeg"),
            [
                "-nostdin", "-v", "error", "-i", file, "-map", "0", "-c", "copy", "-map_metadata", "-1",
                "-fflags", "+bitexact", "\(cams)/\(Self.open)",
            ], in: owner.folder)
        try #require(made.status == 0, "\(made.errors)")
        try FileManager.default.removeItem(atPath: file)
        let answers = OwnersAnswers(at: owner.folder.path("home/answers.json"))
        owner.footage = OwnersFootage(
            paths: [cams], zones: ["Europe/Berlin"], answers: answers)
        return (owner, cams, answers)
    }

    private func listed(_ footage: OwnersFootage, _ owner: AgreedOwner) throws -> [RecordingListing] {
        guard case .opened(let facts) = try footage.list(noting: owner.asked.note) else { return [] }
        return facts.recordings
    }

    private func terms() throws -> GrantTerms {
        var terms = try AgreedOwner.terms()
        terms.cameras = ["gate"]
        return terms
    }

    @Test("a list asks, and after one answer list, match, preview and seal say the same, each that it does")
    func remembered() throws {
        let (owner, cams, answers) = try owner()
        #expect(try listed(owner.footage, owner).first?.doubts.isEmpty == false)
        var answering = owner.footage
        answering.starts = ["\(cams)=day-first"]
        _ = try listed(answering, owner)
        #expect(owner.asked.notes.last == .footage(.answersKept(path: answers.path)))

        let time = try WallTime(rfc3339: "2026-07-04T21:38:00+02:00")
        func uses() -> Int {
            owner.asked.notes.filter { if case .footage(.answerUsed) = $0 { true } else { false } }.count
        }
        #expect(try listed(owner.footage, owner).map(\.start.time) == [time])
        #expect(uses() == 1)
        let match = try MatchedFootage.of(
            owner.footage, requestedBy: owner.request, journal: owner.asked.looked, trust: Trust([]),
            noting: owner.asked.note)
        #expect(match.facts.cameras.first?.recordings.map(\.start.time) == [time])
        #expect(uses() == 2)
        #expect(try !owner.preview(terms()).facts.objects.isEmpty)
        #expect(uses() == 3)
        let sealed = try owner.seal(try owner.agree(terms()))
        #expect(uses() == 4)
        let start = try #require(sealed.record.recordings.first?.start)
        #expect(start.time == time)
        #expect(start.detail.hasSuffix("; the day first, by its owner's word"))
        // It lies with the owner's things, for the owner only, and not beside the footage.
        #expect(try FileManager.default.contentsOfDirectory(atPath: cams) == [Self.open])
        let mode = try FileManager.default.attributesOfItem(atPath: answers.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("it is shown, taken back by camera or folder, and then asked about again")
    func takenBack() throws {
        let (owner, cams, answers) = try owner()
        var answering = owner.footage
        answering.starts = ["\(cams)=month-first"]
        _ = try listed(answering, owner)
        let shown = try answers.show().answers
        #expect(shown.map(\.camera) == ["gate"] && shown.map(\.answer) == ["month-first"])
        #expect(refusal { try answers.forget(["yard"]) }?.kind == .missing)
        #expect(try answers.show().answers == shown)
        #expect(try answers.forget([cams]).answers == shown)
        #expect(try answers.show().answers.isEmpty)
        #expect(try listed(owner.footage, owner).first?.doubts.isEmpty == false)
    }

    @Test("a date of that camera that does not fit has the answer count for nothing, and says so")
    func misfit() throws {
        let (owner, cams, _) = try owner()
        var answering = owner.footage
        answering.starts = ["\(cams)=day-first"]
        _ = try listed(answering, owner)
        let misfit = "\(cams)/gate_07-25-2026_21-38-00.mp4"
        try FileManager.default.copyItem(atPath: "\(cams)/\(Self.open)", toPath: misfit)
        let listed = try listed(owner.footage, owner)
        #expect(listed.first { $0.file.hasSuffix(Self.open) }?.doubts.isEmpty == false)
        #expect(
            owner.asked.notes.contains {
                if case .footage(.answerDoesNotFit(_, let file)) = $0 { file == misfit } else { false }
            })
    }

    @Test("a file of answers that is damaged is said, counts for nothing, and is left as it is")
    func damaged() throws {
        let (owner, cams, answers) = try owner()
        try FileManager.default.createDirectory(
            atPath: owner.folder.path("home"), withIntermediateDirectories: true)
        try Data("{".utf8).write(to: URL(fileURLWithPath: answers.path))
        var answering = owner.footage
        answering.starts = ["\(cams)=day-first"]
        #expect(try listed(answering, owner).first?.doubts.isEmpty == true)
        #expect(
            owner.asked.notes.contains {
                if case .footage(.answersNotKept) = $0 { true } else { false }
            })
        #expect(try String(contentsOfFile: answers.path, encoding: .utf8) == "{")
        #expect(refusal { try answers.show() }?.kind == .notUnderstood)
    }

    @Test("a seal waits for an answer where a container contradicts a name, and the record, verified, has it")
    func contradicted() throws {
        var owner = try AgreedOwner()
        // The samples' containers were made when they were recorded; this name says another day.
        let (cams, file) = try owner.cams("gate_2026-07-04T21-38-00+0200.mp4")
        let other = "\(cams)/gate_2026-07-05T21-38-00+0200.mp4"
        let made = try Peer.run(
            try Peer.program("ffmpeg"),
            [
                "-nostdin", "-v", "error", "-i", file, "-map", "0", "-c", "copy", "-metadata",
                "creation_time=2026-07-03T10:00:00Z", other,
            ], in: owner.folder)
        try #require(made.status == 0, "\(made.errors)")
        try FileManager.default.removeItem(atPath: file)
        try FileManager.default.moveItem(atPath: other, toPath: file)
        owner.footage = OwnersFootage(paths: [cams], usesIndex: false)
        let consent = try owner.agree(terms())
        let refused = refusal { try owner.seal(consent) }
        #expect(refused?.kind == .usage)
        #expect(refused?.remedy == .sayStart(answers: ["by-name", "container-begins", "container-ends"]))
        #expect(!owner.asked.exists("bundle.tar"))
        owner.footage.starts = ["\(cams)=by-name"]
        let sealed = try owner.seal(consent)
        #expect(sealed.record.recordings[0].start.detail.hasSuffix("; as its name says, by its owner's word"))
        #expect(sealed.record.recordings[0].conflicts.count == 1)
        #expect(
            owner.asked.notes.contains {
                if case .footage(.doubt(let doubt)) = $0 {
                    doubt.sentence.contains("the owner said which is right")
                } else {
                    false
                }
            })
    }
}
