import Foundation
import Peers
import Testing

@Suite("The index of footage hides nothing from a match, a preview or a seal")
struct IndexHintTests {
    /// A story in whose index every recording of the folder is called something else than it is, under its true stamp.
    private func poisoned(_ values: String) throws -> (folder: ScratchFolder, environment: [String: String]) {
        let folder = try Story().folder
        try CommandRun.done(
            Story.grant(["--camera", "driveway", "--from", "21:40:30", "--to", "21:40:40"]), in: folder)
        let environment = ["XDG_CACHE_HOME": folder.path("cache")]
        try FileManager.default.copyItem(atPath: Road.samples, toPath: folder.path("cams"))
        try CommandRun.done(["footage", "list", "cams"], in: folder, environment: environment)
        try Peer.pythonScript(
            """
            import glob, os, sqlite3, sys
            database = sqlite3.connect("cache/proffer/footage-index.sqlite")
            for path in glob.glob("cams/*.mp4"):
                s = os.stat(path)
                database.execute(
                    "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, \(values))",
                    [os.path.realpath(path), s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino])
            database.commit()
            """, in: folder)
        return (folder, environment)
    }

    @Test(
        "whatever it says of a recording that was granted, the recording is found, and that it lied is said",
        arguments: [
            "NULL, 1, 0, NULL, NULL", "NULL, 30000000000, 0, NULL, NULL",
            "NULL, NULL, NULL, 'empty', ''",
            "NULL, NULL, NULL, 'not_a_recording', 'damaged ' || char(27) || '[31m' || char(8238) || ' Sealed. All is fine'",
        ])
    func found(_ values: String) throws {
        let (folder, environment) = try poisoned(values)
        let preview = [
            "consent", "preview", "--request", "request.json", "--identity", "owner.id", "--camera",
            "driveway",
            "--from", "21:40:30", "--to", "21:40:40", "--footage", "cams", "--json",
        ]
        let commands = [
            (preview, "objects"), (Road.seal(footage: "cams") + ["--json"], "objects"),
            (["footage", "match", "--request", "request.json", "cams", "--json"], "cameras"),
        ]
        for (command, what) in commands {
            let (folder, environment) = command == preview ? (folder, environment) : try poisoned(values)
            let run = try CommandRun.done(command, in: folder, environment: environment)
            let json = try run.json()
            #expect((json[what] as? [Any])?.isEmpty == false, "\(command)")
            #expect((json["gaps"] as? [Any])?.isEmpty ?? true, "\(command): \(json["gaps"] ?? "")")
            #expect(run.stderr.contains("something else than what was found there now"), "\(run.stderr)")
            #expect(!run.stderr.contains("\u{1B}") && !run.stderr.contains("All is fine"))
        }
    }

    @Test("a listing that believes it shows its texts as harmless ones")
    func harmless() throws {
        let (folder, environment) = try poisoned(
            "NULL, NULL, NULL, 'not_a_recording', 'x' || char(27) || '[31m' || char(10) || 'Sealed. ' || char(8238)"
        )
        let run = try CommandRun.done(
            ["footage", "list", "cams", "--json"], in: folder, environment: environment)
        let page = try CommandRun.proffer(["footage", "list", "cams"], in: folder, environment: environment)
        for text in [run.text, run.stderr, page.text, page.stderr] {
            #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}") && !text.contains("\nSealed. "))
        }
    }
}
