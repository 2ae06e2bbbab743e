import Starts
import Objects
import Recordings
import Records
import Statements
import ClockCode
import Foundation
import Peers
import Testing

@Suite("A camera's clock is measured by codes it saw, and the truth lies within the uncertainty stated")
struct ClockCheckTests {
    /// The camera is fast by this; 3:00:00.230 + 183.2 s is 3:03:03.430.
    static let fast: Int64 = 183_200_000_000
    static let name = "front-door_2026-11-25T03-03-03.430Z.mp4"

    @Test(
        "in clips as poor as cameras make them",
        arguments: [
            ("a plain view", 150, "null", 30),
            (
                "turned by five degrees, noise, few bits", 150, "rotate=5*PI/180:c=gray,noise=alls=25:allf=t",
                36
            ),
            (
                "seen from the side", 170,
                "perspective=x0=40:y0=-30:x1=600:y1=40:x2=20:y2=370:x3=630:y3=330:sense=destination", 33
            ),
            ("small: three pixels a square", 99, "noise=alls=10:allf=t", 30),
            ("out of focus and dim", 160, "gblur=sigma=1.2,eq=brightness=-0.2:contrast=0.5", 32),
            ("upside down", 140, "transpose=1,transpose=1", 32),
        ])
    func poorClips(view: (what: String, side: Int, filter: String, quality: Int)) throws {
        let clip = try ClockClip(
            name: Self.name, side: view.side, filter: view.filter, quality: view.quality)
        let error = try clip.measured()
        let uncertainty = try #require(error.uncertaintyNanoseconds)
        #expect(abs(error.errorNanoseconds - Self.fast) <= uncertainty, "\(view.what): \(error)")
        // Two pictures are 0.1 s apart and screens late by up to 0.1 s either way: ±0.15 s, and milliseconds.
        #expect(uncertainty <= 155_000_000, "\(view.what): \(error)")
        #expect(error.how == .measured)
    }

    @Test("a name that shows whole seconds, cut off or not, makes the result uncertain by one more")
    func wholeSeconds() throws {
        let error = try ClockClip(name: "front-door_2026-11-25T03-03-03Z.mp4").measured()
        let uncertainty = try #require(error.uncertaintyNanoseconds)
        // What the name leaves out, 0.43 s, is not an error of the clock.
        #expect(abs(error.errorNanoseconds - Self.fast) <= uncertainty)
        #expect((1_000_000_000...1_200_000_000).contains(uncertainty))
        let named = Self.fast - 430_000_000
        #expect(abs(error.errorNanoseconds - named) <= 60_000_000, "a time read off a name is \(named) fast")
    }

    @Test("what the page's own clock may be wrong by is added")
    func reference() throws {
        let clip = try ClockClip(name: Self.name)
        let alone = try #require(try clip.measured().uncertaintyNanoseconds)
        let both = try clip.measured(reference: 500_000_000)
        #expect(both.uncertaintyNanoseconds == alone + 500_000_000)
        #expect(both.measurement?.referenceUncertaintyNanoseconds == 500_000_000)
    }

    @Test("the measurement names the clip by its digest, and the codes by their number and times")
    func measurement() throws {
        let clip = try ClockClip(name: Self.name)
        let measurement = try #require(try clip.measured().measurement)
        #expect(measurement.camera == "front-door")
        let outcome = try Peer.run(try Peer.program("sha256sum"), [clip.path], in: clip.folder)
        #expect(outcome.text.hasPrefix(try #require(measurement.clips.first).sha256.hex))
        // Six seconds from 0.23 on: the codes of 0.0, 0.5, … 6.0.
        #expect(measurement.clips.map(\.codes) == [13])
        #expect(measurement.shown.from == (try WallTime(rfc3339: "2026-11-25T03:00:00Z")))
        #expect(measurement.shown.to == (try WallTime(rfc3339: "2026-11-25T03:00:06.5Z")))
    }

    @Test("several clips narrow each other's bounds")
    func several() throws {
        let one = try ClockClip(name: "front-door_2026-11-25T03-03-03Z.mp4")
        let other = try ClockClip(
            name: "front-door_2026-11-25T03-03-12Z.mp4", shownAt: { 8_600 + $0 * 100 })
        let check = try ClockCheck([try one.recording(), try other.recording()], referenceUncertainty: 0)
        guard case .measured(let error) = check.outcome else {
            throw Peer.Missing(description: "\(check.outcome)")
        }
        let uncertainty = try #require(error.uncertaintyNanoseconds)
        #expect(abs(error.errorNanoseconds - Self.fast) <= uncertainty)
        let alone = try #require(try one.measured().uncertaintyNanoseconds)
        #expect(uncertainty <= alone)
    }

    // MARK: - What measures nothing

    private func contradiction(_ recordings: [Recording]) throws -> String {
        guard case .contradictory(let reason) = try ClockCheck(recordings).outcome else {
            throw Peer.Missing(description: "it was measured")
        }
        return reason
    }

    @Test("a clock that jumps gives no number, and the place is named")
    func jump() throws {
        let clip = try ClockClip(name: Self.name, shownAt: { $0 * 100 + ($0 < 30 ? 0 : 4000) })
        let reason = try contradiction([try clip.recording()])
        #expect(reason.contains("jumps by about −4"), "\(reason)")
        #expect(reason.contains("2026-11-25T03:03:06.43Z"), "\(reason)")
    }

    @Test("a clock that drifts gives no number")
    func drift() throws {
        let clip = try ClockClip(name: Self.name, pictures: 100, shownAt: { $0 * 120 })
        #expect(try contradiction([try clip.recording()]).contains("drifts"))
    }

    @Test("two clips between which the clock was set give no number")
    func setBetween() throws {
        let one = try ClockClip(name: Self.name)
        let other = try ClockClip(name: "front-door_2026-11-25T03-04-00.230Z.mp4")
        #expect(
            try contradiction([try one.recording(), try other.recording()]).contains("was set, or drifts"))
    }

    @Test("a printed code, which shows one time for ever, gives no number")
    func printed() throws {
        let clip = try ClockClip(name: Self.name, shownAt: { _ in 0 })
        #expect(try contradiction([try clip.recording()]).contains("a picture of a code"))
    }

    @Test("a clip without a code says what to do, and other codes do not count")
    func noCode() throws {
        let draw: (ShownTime, String) throws -> Void = { _, path in
            let outcome = try Peer.run(
                try Peer.program("qrencode"), ["-o", path, "https://example.org/PROFFER1"],
                in: try ScratchFolder())
            try #require(outcome.status == 0, "\(outcome.errors)")
        }
        let clip = try ClockClip(name: Self.name, pictures: 20, draw: draw)
        let error = try #require(throws: ClockCodeError.self) { try ClockCheck([try clip.recording()]) }
        #expect(error == .noCode(path: clip.path, pictures: 20))
        #expect(error.description.contains("nearer"))
    }

    @Test("a clip whose name tells no zone, or no time at all, is refused")
    func noStart() throws {
        let zoneless = try ClockClip(name: "front-door_2026-11-25T03-03-03.mp4", pictures: 5)
        #expect(throws: FootageError.self) { try ClockCheck([try zoneless.recording()]) }
        let zoned = try zoneless.recording(zone: try RecordingZone("UTC"))
        #expect(throws: Never.self) { try ClockCheck([zoned]) }
        let nameless = try ClockClip(name: "clip.mp4", pictures: 5)
        let error = try #require(throws: ClockCodeError.self) { try ClockCheck([try nameless.recording()]) }
        guard case .startNotFromClock = error else { throw error }
    }

    @Test("an error of nearly whole hours is taken for a wrong zone")
    func zone() throws {
        let clip = try ClockClip(name: "front-door_2026-11-25T04-03-03.430Z.mp4", pictures: 20)
        #expect(try ClockCheck([try clip.recording()]).nearlyWholeZone == 3600 * 1_000_000_000)
        let near = try ClockClip(name: Self.name, pictures: 20)
        #expect(try ClockCheck([try near.recording()]).nearlyWholeZone == nil)
    }
}
