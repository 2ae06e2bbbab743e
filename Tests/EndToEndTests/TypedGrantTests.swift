import Foundation
import Peers
import Testing

@Suite("A consent given over recordings, as it is typed")
struct TypedGrantTests {
    private static let window = ["--from", Road.from, "--to", Road.to]

    private static func grant(_ more: [String]) -> [String] {
        Story.grant(window + ["--footage", Road.samples] + more)
    }

    @Test(
        "naming none of several ends with 64 and says what to type, without writing out more than was decided"
    )
    func noneNamed() throws {
        let folder = try Story().folder
        let refused = try CommandRun.proffer(Self.grant([]), in: folder)
        #expect(refused.status == 64)
        #expect(
            refused.stderr.contains("--camera CAMERA") && !refused.stderr.contains("--camera driveway"),
            "\(refused.stderr)")
        #expect(try !folder.names().contains("consent.json"))
        let given = try CommandRun.done(Self.grant(["--camera", "driveway", "front-door"]), in: folder)
        #expect(given.text.contains("--footage \(Road.samples)"), "\(given.text)")
        try CommandRun.done(Road.seal(), in: folder)
    }

    @Test("a slip in a camera's name ends grant, preview, match and seal with 66 and the nearest name")
    func misspelt() throws {
        let folder = try Story().folder
        try CommandRun.done(
            Story.grant(Self.window + ["--camera", "front-door", "drivewy"]), in: folder)
        let identity = ["--identity", "owner.id"]
        for arguments in [
            Story.grant(
                Self.window + ["--camera", "drivewy", "--footage", Road.samples], out: "other.json"),
            [
                "consent", "preview", "--request", "request.json", "--camera", "drivewy", "--footage",
                Road.samples,
            ]
                + identity,
            ["footage", "match", "--request", "request.json", "--consent", "consent.json", Road.samples],
            Road.seal(),
        ] {
            let run = try CommandRun.proffer(arguments, in: folder)
            #expect(run.status == 66, "\(arguments): \(run.stderr)")
            #expect(run.stderr.contains("“drivewy” (nearest: “driveway”)"), "\(run.stderr)")
            #expect(run.stderr.contains("--without drivewy"), "\(run.stderr)")
        }
        let sealed = try CommandRun.done(Road.seal() + ["--without", "drivewy"], in: folder)
        #expect(sealed.stderr.contains("drivewy"), "\(sealed.stderr)")
        try CommandRun.done(Road.verifyWithKey, in: folder)
    }

    @Test("what is said of recordings needs recordings")
    func withoutFootage() throws {
        let folder = try Story().folder
        for more in [["--zone", "Europe/Berlin"], ["--without", "attic"]] {
            #expect(try CommandRun.proffer(Story.grant(more), in: folder).status == 64)
        }
    }

    @Test("a consent that was taken back is neither matched nor previewed; looking anew is said openly")
    func takenBack() throws {
        let road = try Road(sealed: false)
        let preview =
            [
                "consent", "preview", "--request", "request.json", "--identity", "owner.id", "--footage",
                Road.samples,
            ]
        try CommandRun.done(preview + ["--consent", "consent.json"], in: road.folder)
        try CommandRun.done(
            [
                "consent", "revoke", "--consent", "consent.json", "--identity", "owner.id", "--out",
                "Widerruf (1).TXT",
            ], in: road.folder)
        let match = [
            "footage", "match", "--request", "request.json", "--consent", "consent.json", Road.samples,
        ]
        for arguments in [match, preview, preview + ["--consent", "consent.json"]] {
            let run = try CommandRun.proffer(arguments, in: road.folder)
            #expect(run.status == 77, "\(arguments): \(run.stderr)")
        }
        try CommandRun.done(preview + ["--anew"], in: road.folder)
    }
}
