import CustodyDesk
import Desk
import Foundation
import Outcomes
import Peers
import Records
import Sealing
import Statements
import Testing
import Viewing

/// What a page shows of a draft is made by the plan of a seal, so these compare it with what a seal makes.
@Suite("What is looked at before it is signed is what a seal would hold")
struct DraftedHandoverTests {
    private static let from = "2026-07-04T21:40:31+02:00"
    private static let to = "2026-07-04T21:40:48+02:00"

    /// The same seventeen seconds that ``AgreedOwner/terms()`` grants, as a page keeps them.
    private static func draft(_ owner: AgreedOwner, _ cameras: [String] = [AgreedOwner.camera]) throws
        -> OwnersDraft
    {
        var draft = OwnersDraft()
        draft.footage = owner.footage.paths
        draft.cameras = cameras
        draft.from = try WallTime(rfc3339: from)
        draft.to = try WallTime(rfc3339: to)
        return draft
    }

    private static func handover(
        _ owner: AgreedOwner, _ draft: OwnersDraft, _ choices: HandoverChoices? = nil
    ) throws -> DraftedHandover {
        try DraftedHandover(
            draft, answering: owner.request, choices ?? owner.choices, program: AgreedOwner.program,
            noting: owner.asked.note)
    }

    /// All bytes, read in pieces of a size.
    private static func all(_ bytes: RemadeBytes, pieces: Int = 100_000) throws -> [UInt8] {
        var all: [UInt8] = []
        while true {
            let piece = try bytes.bytes(at: UInt64(all.count), atMost: pieces)
            if piece.isEmpty { return all }
            all += piece
        }
    }

    @Test(
        "each part that is played is, to the last byte, the object that is sealed; nothing of it lies on the disk"
    )
    func played() throws {
        let owner = try AgreedOwner()
        let before = try owner.folder.names()
        let handover = try Self.handover(owner, try Self.draft(owner))
        let played = try handover.parts.map { part -> SHA256Digest in
            let bytes = try Self.all(handover.bytes(of: part))
            return try SHA256Digest.of(bytes)
        }
        #expect(try owner.folder.names() == before)
        let sealed = try owner.seal(try owner.agree())
        #expect(handover.parts.map(\.role) == sealed.record.objects.map(\.role))
        #expect(handover.parts.contains { $0.role == .leadIn })
        #expect(played == sealed.record.objects.map(\.sha256))
    }

    @Test("a player is given an index of the fragments, and around it the object to the last byte")
    func playedWithIndex() throws {
        let owner = try AgreedOwner()
        let handover = try Self.handover(owner, try Self.draft(owner))
        let part = try #require(handover.parts.first { $0.role == .master })
        let size = try #require(try handover.playedSize(of: part))
        let played = try Self.all(handover.played(part, from: 0))
        #expect(size == UInt64(played.count))
        let object = try Self.all(handover.bytes(of: part))
        let index = try #require(try SegmentIndex { sink in try object.withUnsafeBytes(sink) })
        let place = Int(index.place)
        #expect(Array(played[place..<place + index.bytes.count]) == index.bytes)
        #expect(Array(played[..<place]) + played[(place + index.bytes.count)...] == object)
    }

    @Test("of what is encoded anew nobody knows the size before it is made")
    func unknownSize() throws {
        let owner = try AgreedOwner()
        let handover = try Self.handover(owner, try Self.draft(owner))
        let part = try #require(handover.parts.first { $0.role == .leadIn })
        #expect(try handover.playedSize(of: part) == nil)
        handover.learnt(1234, of: part)
        #expect(try handover.playedSize(of: part) == 1234)
    }

    @Test("a start is the one that was committed to, as in the seal")
    func committed() throws {
        let owner = try AgreedOwner()
        let (cams, file) = try owner.cams()
        var footage = owner.footage
        footage.paths = [cams]
        let store = CommitmentPlace.folder(owner.folder.path("store"))
        guard case .done = try footage.commit(into: store, quietNanoseconds: 0, noting: owner.asked.note)
        else { throw DeskError(.busy, "somebody else commits") }
        try FileManager.default.moveItem(atPath: file, toPath: file.replacing("21-38-00", with: "21-38-10"))
        let choices = HandoverChoices(footage, commitments: store)
        let handover = try Self.handover(owner, try Self.draft(owner), choices)
        let sealed = try owner.seal(try owner.agree(), choices)
        #expect(handover.parts.map(\.window) == sealed.record.objects.map(\.window))
    }

    @Test("a part can be read from any place on, and back")
    func anywhere() throws {
        let owner = try AgreedOwner()
        let handover = try Self.handover(owner, try Self.draft(owner))
        let part = try #require(handover.parts.first { $0.role == .master })
        let bytes = handover.bytes(of: part)
        let all = try Self.all(bytes)
        for place in [all.count / 2, 10, all.count - 5, 0] {
            let piece = try bytes.bytes(at: UInt64(place), atMost: 40)
            #expect(piece == Array(all[place..<min(place + piece.count, all.count)]))
            #expect(!piece.isEmpty)
        }
        #expect(try bytes.bytes(at: UInt64(all.count), atMost: 1).isEmpty)
    }

    @Test("a reading that was stopped goes on for who reads behind it; later it is let go of")
    func readOn() throws {
        let owner = try AgreedOwner()
        let handover = try Self.handover(owner, try Self.draft(owner))
        let part = try #require(handover.parts.first { $0.role == .master })
        let whole = try Self.all(handover.bytes(of: part))
        let first = handover.played(part, from: 0)
        let begin = try first.bytes(at: 0, atMost: 1000)
        #expect(!begin.isEmpty && whole.starts(with: begin))
        handover.stops(first, of: part)
        #expect(handover.played(part, from: 0) !== first)
        let other = try #require(handover.parts.first { $0.number != part.number })
        #expect(handover.played(other, from: 5000) !== first)
        let next = handover.played(part, from: 5000)
        #expect(next === first)
        let piece = try next.bytes(at: 5000, atMost: 1000)
        #expect(!piece.isEmpty && whole[5000...].starts(with: piece))
        #expect(handover.played(part, from: 9000) !== first, "two do not read the same")
        handover.stops(next, of: part)
        handover.endStopped(after: .zero)
        #expect(handover.played(part, from: 9000) !== first)
    }

    @Test("a part that is left in the middle stops being made")
    func left() throws {
        let owner = try AgreedOwner()
        let handover = try Self.handover(owner, try Self.draft(owner))
        // It ends only when the thread that makes it has.
        for part in handover.parts { _ = try handover.bytes(of: part).bytes(at: 0, atMost: 10) }
        let part = try #require(handover.parts.first)
        let shown = handover.shown(part)
        _ = try shown.bytes(at: 0, atMost: 10)
        shown.end()
    }

    @Test("messages inside the pictures are those that a preview counts")
    func messages() throws {
        let owner = try AgreedOwner()
        let handover = try Self.handover(owner, try Self.draft(owner))
        let counted = try handover.messages().flatMap(\.rows).reduce(into: [:]) {
            $0[$1.kind, default: 0] += $1.bytes
        }
        let other = try owner.preview().facts.objects.flatMap { $0.other ?? [] }
        #expect(counted == other.reduce(into: [:]) { $0[$1.kind, default: 0] += $1.bytes })
    }

    @Test("what is kept, what is missing and how much it is are those of a consent of the same terms")
    func sums() throws {
        let owner = try AgreedOwner()
        var draft = try Self.draft(owner)
        draft.keepsSound = true
        let handover = try Self.handover(owner, draft)
        #expect(handover.kept.sound)
        #expect(handover.kept.before?.to == draft.from)
        #expect(handover.kept.after?.from == draft.to)
        #expect(!handover.sum.hasSound)
        #expect(handover.sum.cameras == 1)
        #expect(handover.sum.nanoseconds == 17 * WallTime.nanosecondsPerSecond)
        let preview = try owner.preview(draft.terms)
        #expect(handover.gaps.map(\.window) == preview.facts.gaps.map(\.value.window))
        #expect(handover.sum.pictures == preview.facts.objects.reduce(0) { $0 + ($1.pictures ?? 0) })
        #expect(handover.sum.isBound)
        #expect(handover.sum.bytes == preview.facts.objects.compactMap(\.maximumSize).reduce(0, +))
    }

    @Test("what no browser plays is encoded anew to be looked at, with its times and its sound")
    func shown() throws {
        let owner = try AgreedOwner()
        try owner.made(
            "garage_2026-07-04T21-40-30+0200.mov",
            ["-c:v", "mpeg4", "-c:a", "pcm_mulaw"],
            input: ["-f", "lavfi", "-i", "sine=frequency=440:duration=20"])
        var footage = owner.footage
        footage.paths = [owner.folder.path("garage_2026-07-04T21-40-30+0200.mov")]
        let handover = try Self.handover(
            owner, try Self.draft(owner, ["garage"]), HandoverChoices(footage, commitments: .none))
        let part = try #require(handover.parts.first { $0.role == .master })
        #expect(!part.playsInBrowsers)
        #expect(part.codecs == ["mpeg4", "pcm_mulaw"])
        for (start, length) in [(Int64(0), 17.0), (10 * WallTime.nanosecondsPerSecond, 7.0)] {
            try owner.folder.write(try Self.all(handover.shown(part, from: start)), as: "shown.mp4")
            let probe = try Peer.run(
                try Peer.program("ffprobe"),
                [
                    "-v", "error", "-show_entries", "stream=codec_name:format=duration", "-of",
                    "default=nokey=1:noprint_wrappers=1", "shown.mp4",
                ], in: owner.folder)
            let lines = probe.text.split(separator: "\n").map(String.init)
            #expect(lines.prefix(2) == ["h264", "aac"], "\(probe.errors)")
            #expect(abs((lines.last.flatMap(Double.init) ?? 0) - length) < 1.5)
        }
    }

    @Test("a time beyond what is asked for is refused, and so is an end that is not behind the start")
    func narrowed() throws {
        let owner = try AgreedOwner()
        guard case .request(let read) = try owner.asked.scrutiny().show(owner.request) else { return }
        var draft = OwnersDraft()
        for (from, to) in [("21:39:59", nil), (nil, "21:43:01"), ("21:41", "21:41"), ("21:42", "21:41")] {
            let error = refusal {
                try draft.narrow(
                    from: from.map { try MomentInWindow("2026-07-04T\($0)") },
                    to: to.map { try MomentInWindow("2026-07-04T\($0)") }, of: read.request)
            }
            #expect(error?.kind == .usage, "\(from ?? "-") \(to ?? "-")")
            #expect(draft == OwnersDraft())
        }
        try draft.narrow(
            from: try MomentInWindow("21:40:00"), to: try MomentInWindow("21:41"), of: read.request)
        #expect(draft.from == nil)
        #expect(draft.to == (try WallTime(rfc3339: "2026-07-04T21:41:00+02:00")))
    }
}

@Suite("Pictures of recordings before anything is agreed to")
struct FootageTimelineTests {
    private static func asked() throws -> Window {
        try Window(from: WallTime(rfc3339: AskedOwner.from), to: WallTime(rfc3339: AskedOwner.to))
    }

    @Test("the timeline has a lane for each camera with something of the time, and for those that were named")
    func lanes() throws {
        let owner = try AgreedOwner()
        let asked = try Self.asked()
        let timeline = try owner.footage.timeline(of: asked, naming: ["attic"], noting: owner.asked.note)
        #expect(timeline.lanes.map(\.camera) == ["attic", "driveway", "front-door", "garden"])
        #expect(timeline.lanes[0].parts.isEmpty)
        for lane in timeline.lanes.dropFirst() {
            #expect(!lane.parts.isEmpty)
            #expect(lane.parts.allSatisfy { asked.from <= $0.from && $0.to <= asked.to })
        }
    }

    @Test("the first and the last picture are of the time that is asked for, and small")
    func ends() throws {
        let owner = try AgreedOwner()
        let asked = try Self.asked()
        let moment = try WallTime(rfc3339: "2026-07-04T21:40:31+02:00")
        let first = try #require(
            try owner.footage.picture(of: AgreedOwner.camera, at: moment, isLast: false, asked: asked))
        let last = try #require(
            try owner.footage.picture(of: AgreedOwner.camera, at: moment, isLast: true, asked: asked))
        #expect(last.time < moment)
        #expect(first.time >= moment)
        #expect(first.time.nanoseconds(since: moment) < WallTime.nanosecondsPerSecond)
        #expect(first.width == RecordingPicture.usualWidth)
        #expect(first.jpeg.starts(with: [0xFF, 0xD8]))
        let outside = asked.to.adding(nanoseconds: 1)
        #expect(
            try owner.footage.picture(of: AgreedOwner.camera, at: outside, isLast: true, asked: asked) == nil)
        #expect(try owner.footage.picture(of: "attic", at: moment, isLast: false, asked: asked) == nil)
    }

    @Test("a camera is known by a picture from the middle of a recording")
    func middle() throws {
        let path = "\(AgreedOwner.samples)/\(AgreedOwner.recording)"
        #expect(try OwnersFootage.picture(inMiddleOf: path)?.jpeg.starts(with: [0xFF, 0xD8]) == true)
    }
}
