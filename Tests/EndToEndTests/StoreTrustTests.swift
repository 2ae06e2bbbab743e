import Foundation
import Peers
import Testing

@Suite("What this machine remembers is used only where nobody else can have changed it")
struct StoreTrustTests {
    /// A journal, a store and a ledger, each in a folder of its own below `kept`.
    private func kept() throws -> Road {
        let road = try Road(sealed: false)
        for name in ["kept/journal", "kept/store", "kept/ledger", "cams"] {
            try FileManager.default.createDirectory(
                atPath: road.folder.path(name), withIntermediateDirectories: true)
        }
        try CommandRun.done(Road.seal() + ["--journal", "kept/journal/j.sqlite"], in: road.folder)
        try CommandRun.done(["commit", "cams", "--store", "kept/store"], in: road.folder)
        try CommandRun.done(
            ["ledger", "new", "kept/ledger/l.sqlite", "--identity", "agency.id"], in: road.folder)
        return road
    }

    private static let uses: [(database: String, status: Int32, arguments: [String])] = [
        ("journal/j.sqlite", 73, ["journal", "show", "--journal", "kept/journal/j.sqlite"]),
        ("journal/j.sqlite", 73, Road.seal(out: "other.tar") + ["--journal", "kept/journal/j.sqlite"]),
        ("store/commitments.sqlite", 73, ["commit", "cams", "--store", "kept/store"]),
        ("store/commitments.sqlite", 73, Road.seal(out: "other.tar") + ["--store", "kept/store"]),
        ("ledger/l.sqlite", 65, ["ledger", "verify", "kept/ledger/l.sqlite", "--card", "agency.card"]),
        (
            "ledger/l.sqlite", 65,
            ["ledger", "append", "kept/ledger/l.sqlite", "request.json", "--identity", "agency.id"]
        ),
    ]

    @Test(
        "a folder others may write to, a planted file, a database others may read: refused in one line that says which"
    )
    func places() throws {
        let road = try kept()
        for (database, status, arguments) in Self.uses {
            let path = road.folder.path("kept/\(database)")
            let folder = (path as NSString).deletingLastPathComponent
            for (name, make, undo) in [
                ("the folder \(folder)", "chmod 0777 '\(folder)'", "chmod 0755 '\(folder)'"),
                ("the folder \(folder)", "chmod 01777 '\(folder)'", "chmod 0755 '\(folder)'"),
                ("\(path)-wal", "umask 0; echo planted > '\(path)-wal'", "rm '\(path)-wal'"),
                ("\(path)-journal", "ln -s /nowhere '\(path)-journal'", "rm '\(path)-journal'"),
                ("\(path)-shm", "mkfifo '\(path)-shm'", "rm '\(path)-shm'"),
                (path, "chmod 0644 '\(path)'", "chmod 0600 '\(path)'"),
            ] {
                #expect(try Peer.run("bash", ["-c", make], in: road.folder).status == 0)
                let run = try CommandRun.proffer(arguments, in: road.folder)
                #expect(run.status == status, "\(arguments) \(make): \(run.stderr)")
                #expect(run.stderr.contains(name), "\(run.stderr)")
                #expect(run.stderr.split(separator: "\n").count <= 2, "\(run.stderr)")
                #expect(try Peer.run("bash", ["-c", undo], in: road.folder).status == 0)
            }
        }
        #expect(try !road.folder.names().contains("other.tar"))
        // And with everything as it was they are used again.
        try CommandRun.done(["journal", "show", "--journal", "kept/journal/j.sqlite"], in: road.folder)
        try CommandRun.done(Self.uses[4].arguments, in: road.folder)
    }

    @Test("another user's file beside a database is refused; nothing is written into it")
    func anotherUser() throws {
        // Only root can make a file somebody else's; elsewhere DatabasePlaceTests hold the rule.
        guard geteuid() == 0 else { return }
        let road = try kept()
        for (database, status, arguments) in Self.uses {
            let planted = road.folder.path("kept/\(database)-wal")
            try? FileManager.default.removeItem(atPath: planted)
            #expect(FileManager.default.createFile(atPath: planted, contents: Data()))
            chmod(planted, 0o600)
            #expect(chown(planted, 65534, 65534) == 0)
            let run = try CommandRun.proffer(arguments, in: road.folder)
            #expect(run.status == status, "\(run.stderr)")
            #expect(run.stderr.contains("belongs to user 65534, not to you"), "\(run.stderr)")
            #expect(try Data(contentsOf: URL(fileURLWithPath: planted)).isEmpty)
            try FileManager.default.removeItem(atPath: planted)
        }
    }

    @Test("a request that cannot be noted for that reason is shown, and the reason is said")
    func noted() throws {
        let road = try kept()
        chmod(road.folder.path("kept/journal"), 0o777)
        let run = try CommandRun.done(
            ["request", "show", "request.json", "--journal", "kept/journal/j.sqlite"], in: road.folder)
        #expect(
            run.stderr.contains("this is not in your journal") && run.stderr.contains("other users may write")
        )
    }

    @Test("a lock that cannot be taken is not a commit at work: the cause is told, with its path")
    func lock() throws {
        let folder = try ScratchFolder()
        try CommandRun.done(["commit", "cams", "--store", "store"], in: try Self.empty(folder, "cams"))
        for (make, words) in [
            ("rm -f store/lock; mkdir store/lock", "it is a folder"),
            ("rmdir store/lock; ln -s /nowhere store/lock", "it is a link"),
            ("rm store/lock; mkfifo store/lock; true", ""),
        ] {
            #expect(try Peer.run("bash", ["-c", make], in: folder).status == 0)
            let run = try CommandRun.proffer(["commit", "cams", "--store", "store"], in: folder)
            guard !words.isEmpty else { continue }
            #expect(run.status == 73, "\(make): \(run.stderr)")
            #expect(run.stderr.contains("store/lock") && run.stderr.contains(words), "\(run.stderr)")
            #expect(!run.stderr.contains("another commit"))
        }
        #expect(try Peer.run("bash", ["-c", "rm store/lock; touch store/lock"], in: folder).status == 0)
        let busy = try Peer.run(
            "bash",
            ["-c", "exec 9<store/lock; flock 9; \"$@\" 9<&-", "bash", try CommandRun.binary().path]
                + ["commit", "cams", "--store", "store"], in: folder)
        #expect(busy.status == 0)
        #expect(busy.stderr.contains("another commit into this store is at work"), "\(busy.stderr)")
    }

    private static func empty(_ folder: ScratchFolder, _ name: String) throws -> ScratchFolder {
        try FileManager.default.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
        return folder
    }

    @Test(
        "a recorder that writes through a mapping leaves size and times as they were, and no SHA-256 of what is gone"
    )
    func mapped() throws {
        let story = try Story()
        let folder = story.folder
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: Road.samples).first {
                $0.hasPrefix("front-door_") && $0.hasSuffix(".mp4")
            })
        try CommandRun.done(Story.grant(["--camera", "front-door"]), in: folder)
        // In memory nothing is written back to a disk, at which the kernel would set the file's times.
        let recorder = try ScratchFolder(inMemory: true)
        let said = try Peer.pythonScript(
            """
            import mmap, os, subprocess, sys, time
            recorder, source, name, *seal = sys.argv[1:]
            data = open(source, "rb").read()
            # Outside the window: one byte near the end, some near the beginning, and a piece of the end.
            changes = [(len(data) - 1000, 1), (len(data) // 10, 4), (len(data) - 1200, 200)]
            mapped = []
            for number, _ in enumerate(changes):
                os.makedirs(f"{recorder}/cams-{number}")
                descriptor = os.open(f"{recorder}/cams-{number}/{name}", os.O_RDWR | os.O_CREAT)
                os.ftruncate(descriptor, len(data))
                memory = mmap.mmap(descriptor, len(data))
                memory[:] = data
                mapped.append(memory)
            time.sleep(5.2)
            for number, (start, length) in enumerate(changes):
                cams, store = f"{recorder}/cams-{number}", f"store-{number}"
                subprocess.run([os.environ["PROFFER"], "commit", cams, "--store", store], check=True,
                    stdout=subprocess.DEVNULL)
                look = lambda: (lambda s: (s.st_size, s.st_mtime_ns, s.st_ctime_ns, s.st_ino))(os.stat(f"{cams}/{name}"))
                before = look()
                memory = mapped[number]
                memory[start:start + length] = bytes(255 - byte for byte in data[start:start + length])
                # Where the kernel happened to write the pages back in between, it notices the change.
                if look() != before: continue
                run = subprocess.run([os.environ["PROFFER"], *seal, "--footage", cams, "--store", store],
                    capture_output=True, text=True)
                assert run.returncode == 65, (run.returncode, run.stderr)
                assert "does not agree with the commitment" in run.stderr, run.stderr
                assert not os.path.exists("bundle.tar")
                print("refused")
            """,
            [recorder.url.path, "\(Road.samples)/\(name)", name, "seal"]
                + [
                    "--request", "request.json", "--consent", "consent.json", "--identity", "owner.id",
                    "--accept-unknown-signer", "--out", "bundle.tar",
                ],
            in: folder)
        #expect(said.text.contains("refused"), "the kernel noticed each change")
    }
}
