import Foundation
import Peers
import Testing

/// Runs the command several times and stops it at ever later moments; prints, of each run that was stopped, its code, what it
/// said last, and which names are new.
private let stopping = """
    import json, os, shutil, signal, subprocess, sys, time
    number, arguments = int(sys.argv[1]), json.loads(sys.argv[2])
    before = set(os.listdir("."))
    def begin():
        signal.pthread_sigmask(signal.SIG_SETMASK, set())
        signal.signal(number, signal.SIG_DFL)
    def clear():
        for name in set(os.listdir(".")) - before:
            shutil.rmtree(name) if os.path.isdir(name) else os.unlink(name)
    def run(seconds):
        run = subprocess.Popen([os.environ["PROFFER"]] + arguments, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=begin)
        try: _, said = run.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            run.send_signal(number)
            _, said = run.communicate()
        return run.returncode, said.decode()
    start = time.monotonic()
    status, said = run(60)
    if status != 0: sys.exit(f"it does not run: {said}")
    whole = time.monotonic() - start
    stopped = set()
    for moment in range(6):
        clear()
        # A process that has not begun cannot be stopped in our way.
        status, said = run(0.1 + (whole - 0.1) * (moment + 0.5) / 6)
        # Done, or stopped before its first step.
        if status in (0, -number): continue
        stopped.add((status, said.splitlines()[-1], tuple(sorted(set(os.listdir(".")) - before))))
    clear()
    print(json.dumps(sorted(stopped)))
    """

@Suite("Who stops the command is told what of its work stays", .serialized)
struct StoppedTests {
    /// A code, the last line, and what lies there that lay not there before.
    private struct End: Hashable {
        var code: Int
        var said: String
        var left: [String]
    }

    private static func stop(
        _ arguments: [String], by signal: Int32, in folder: ScratchFolder
    ) throws -> Set<End> {
        let run = try Peer.pythonScript(
            stopping,
            ["\(signal)", String(decoding: try JSONEncoder().encode(arguments), as: UTF8.self)], in: folder)
        let ends = try #require(try JSONSerialization.jsonObject(with: Data(run.stdout)) as? [[Any]])
        return Set(
            try ends.map { end in
                End(
                    code: try #require(end[0] as? Int), said: try #require(end[1] as? String),
                    left: try #require(end[2] as? [String]))
            })
    }

    private static let nothing = "Stopped. Nothing was written."

    @Test(
        "a seal that is stopped says so, has a code of its own, and leaves nothing",
        arguments: [SIGINT, SIGTERM, SIGHUP])
    func seal(signal: Int32) throws {
        let road = try Road(sealed: false)
        let ends = try Self.stop(Road.seal() + ["--no-journal", "--no-index"], by: signal, in: road.folder)
        #expect(ends.contains(End(code: 128 + Int(signal), said: Self.nothing, left: [])), "\(ends)")
        for end in ends where !end.left.isEmpty {
            #expect(end.left == ["bundle.tar"] && end.said.contains("bundle.tar was written"), "\(end)")
        }
    }

    @Test("an opening that is stopped leaves nothing, and says so")
    func open() throws {
        let road = try Road()
        let ends = try Self.stop(Road.open + ["--viewing-copy"], by: SIGINT, in: road.folder)
        #expect(ends.contains(End(code: 130, said: Self.nothing, left: [])), "\(ends)")
        for end in ends where !end.left.isEmpty { #expect(end.left == ["opened"], "\(end)") }
    }

    @Test("the journal does not go on saying that a bundle was begun which was stopped")
    func journal() throws {
        let road = try Road(sealed: false)
        let arguments = try JSONEncoder().encode(
            Road.seal() + ["--no-index", "--journal", "j/journal.sqlite"])
        let run = try Peer.pythonScript(
            """
            import json, os, signal, sqlite3, subprocess, sys, time
            def begin():
                signal.pthread_sigmask(signal.SIG_SETMASK, set())
                signal.signal(signal.SIGINT, signal.SIG_DFL)
            def kinds():
                try: return [kind for kind, in sqlite3.connect("j/journal.sqlite").execute("select kind from entry order by rowid")]
                except sqlite3.OperationalError: return []
            run = subprocess.Popen([os.environ["PROFFER"]] + json.loads(sys.argv[1]), stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=begin)
            while run.poll() is None and "begun" not in kinds(): time.sleep(0.005)
            run.send_signal(signal.SIGINT)
            said = run.communicate()[1].decode()
            print(run.returncode, said.splitlines()[-1], kinds()[-2:])
            """, [String(decoding: arguments, as: UTF8.self)], in: road.folder)
        #expect(run.text == "130 \(Self.nothing) ['begun', 'abandoned']\n", "\(run.text)")
    }

    @Test("what was committed to before a stop stays, and is counted")
    func commit() async throws {
        let folder = try ScratchFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path("cams"), withIntermediateDirectories: true)
        let garden = try #require(
            try FileManager.default.contentsOfDirectory(atPath: Road.samples).first {
                $0.hasPrefix("garden_")
            })
        // Written to the store in sixties and four.
        for number in 0..<130 {
            try FileManager.default.copyItem(
                atPath: "\(Road.samples)/\(garden)", toPath: folder.path("cams/copy-\(number).mp4"))
        }
        try await Task.sleep(for: .seconds(5.1))
        let run = try Peer.pythonScript(
            """
            import os, signal, sqlite3, subprocess, time
            def begin():
                signal.pthread_sigmask(signal.SIG_SETMASK, set())
                signal.signal(signal.SIGINT, signal.SIG_DFL)
            def held():
                try: return sqlite3.connect("store/commitments.sqlite").execute("select count(*) from recording").fetchone()[0]
                except sqlite3.OperationalError: return 0
            run = subprocess.Popen([os.environ["PROFFER"], "commit", "cams", "--store", "store"], stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=begin)
            while run.poll() is None and not held(): time.sleep(0.005)
            run.send_signal(signal.SIGINT)
            said = run.communicate()[1].decode()
            print(run.returncode, said.splitlines()[-1].replace(str(held()), "N"))
            """, in: folder)
        #expect(
            run.text
                == "130 Stopped. Before that N entries in store were written, whole, and stay; nothing else was.\n",
            "\(run.text)")
    }
}

@Suite("A disk that is full says what was needed and what is free")
struct FullDiskTests {
    /// Runs the command with a folder `full` of so many bytes, in a file system of its own.
    private static func run(
        _ arguments: [String], bytes: Int, isFilled: Bool = false, in folder: ScratchFolder
    ) throws -> CommandRun {
        try FileManager.default.createDirectory(
            atPath: folder.path("full"), withIntermediateDirectories: true)
        let run = try Peer.run(
            "bash",
            [
                "-c",
                """
                unshare -rm bash -c 'mount -t tmpfs -o size='"$1"' none full || exit 99
                    '"$2"'
                    "${@:3}"; status=$?; ls -A full >&3; exit $status' bash "$@" 3>left
                """, "bash", "\(bytes)",
                isFilled ? "head -c 1M /dev/zero > full/filler 2> /dev/null" : ":",
                try CommandRun.binary().path,
            ] + arguments, in: folder)
        try #require(run.status != 99, "no file system could be mounted: \(run.stderr)")
        return run
    }

    @Test("a seal whose originals alone need more is refused before anything is written")
    func seal() throws {
        let road = try Road(sealed: false)
        let run = try Self.run(
            Road.seal(out: "full/bundle.tar") + ["--no-journal", "--no-index"], bytes: 64 << 10,
            in: road.folder)
        #expect(run.status == 73, "\(run.stderr)")
        #expect(
            run.stderr.firstMatch(
                of:
                    /full\/bundle.tar: the disk is full: at least [0-9.]+ [kM]B are needed there, and [0-9.]+ kB are free; nothing was written/
            ) != nil, "\(run.stderr)")
        #expect(String(decoding: try road.folder.read("left"), as: UTF8.self).isEmpty)
    }

    @Test("one that runs out of room midway says it as well, and leaves nothing")
    func midway() throws {
        let road = try Road()
        let whole = try road.folder.read("bundle.tar").count
        let run = try Self.run(
            Road.seal(out: "full/bundle.tar") + ["--no-journal", "--no-index"], bytes: whole - (16 << 10),
            in: road.folder)
        #expect(run.status == 74, "\(run.stderr)")
        #expect(run.stderr.contains("the disk is full: at least"), "\(run.stderr)")
        #expect(run.stderr.contains("nothing is left under that name"), "\(run.stderr)")
        #expect(run.stderr.split(separator: "\n").count == 1, "\(run.stderr)")
        #expect(String(decoding: try road.folder.read("left"), as: UTF8.self).isEmpty)
    }

    @Test("an opening that needs more is refused before anything is decrypted")
    func open() throws {
        let road = try Road()
        let run = try Self.run(
            ["open", "bundle.tar", "--identity", "reader.id", "--into", "full/opened"], bytes: 64 << 10,
            in: road.folder)
        #expect(run.status == 73, "\(run.stderr)")
        #expect(run.stderr.contains("full/opened: the disk is full: at least"), "\(run.stderr)")
        #expect(String(decoding: try road.folder.read("left"), as: UTF8.self).isEmpty)
    }

    @Test("a small file that finds no room at all says so in one line")
    func statement() throws {
        let story = try Story()
        let run = try Self.run(
            Story.request(out: "full/request.json"), bytes: 16384, isFilled: true, in: story.folder)
        #expect(run.status == 74 || run.status == 73, "\(run.stderr)")
        #expect(run.stderr.contains("full/request.json: the disk is full"), "\(run.stderr)")
    }
}
