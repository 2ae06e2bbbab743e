import Foundation
import Peers
import Testing

@Suite("A process ends in one way, and what dies leaves nothing", .serialized)
struct ProcessEndTests {
    /// Runs the command many times, several at once, each with its own limit on the size of files, which stands for a
    /// disk that is full at one place or another of the seal; says how each ended.
    private static let refuse = """
        import json, os, random, resource, signal, subprocess, sys, threading
        count, arguments = int(sys.argv[1]), json.loads(sys.argv[2])
        whole = os.path.getsize("warm.tar")
        numbers, ends, lock = iter(range(count)), {}, threading.Lock()
        def limit(size):
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        def work():
            while True:
                with lock: number = next(numbers, None)
                if number is None: return
                # From the first bytes of the bundle nearly to its end.
                size = int(whole * (0.002, 0.1, 0.5, 0.9)[number % 4])
                try:
                    run = subprocess.run([os.environ["PROFFER"]] + arguments, capture_output=True, timeout=60,
                        preexec_fn=lambda: limit(size), stdin=subprocess.DEVNULL)
                    end = (run.returncode, run.stderr.decode().count("\\n"), "no file there may be that large" in run.stderr.decode())
                except subprocess.TimeoutExpired: end = ("hangs", 0, False)
                with lock: ends[end] = ends.get(end, 0) + 1
        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print(json.dumps(sorted([list(end) + [number] for end, number in ends.items()], key=str)))
        """

    @Test("500 refused seals, eight at once, all end with their code and one line, and leave nothing")
    func refusals() throws {
        let road = try Road(sealed: false)
        // A debug build takes four times as long; it is not what people run.
        let count = try CommandRun.binary().path.contains("/debug/") ? 100 : 500
        try CommandRun.done(Road.seal(out: "warm.tar"), in: road.folder)
        let before = try road.folder.names()
        // The limit is to meet the bundle, not the journal or the index of footage.
        let arguments = try JSONEncoder().encode(Road.seal() + ["--no-journal", "--no-index"])
        let run = try Peer.pythonScript(
            Self.refuse, ["\(count)", String(decoding: arguments, as: UTF8.self)], in: road.folder)
        #expect(run.text == "[[74, 1, true, \(count)]]\n")
        #expect(try road.folder.names() == before)
    }

    /// Runs the command once to its end, then kills it at ten moments of that time, and runs it again; says whether it was
    /// killed often enough, which names a kill left that are no folder only its owner can enter, and which at the end.
    private static let kill = """
        import json, os, shutil, signal, subprocess, sys, time
        number, out, arguments = int(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
        before, left, killed = set(os.listdir(".")), set(), 0
        def new(): return {name for name in set(os.listdir(".")) - before if name != out}
        def begin():
            # Threads of the tests have signals blocked, and whoever runs them in the background has some ignored.
            signal.pthread_sigmask(signal.SIG_SETMASK, set())
            if number != signal.SIGKILL: signal.signal(number, signal.SIG_DFL)
        def run(seconds):
            run = subprocess.Popen([os.environ["PROFFER"]] + arguments, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=begin)
            try: return run.wait(seconds)
            except subprocess.TimeoutExpired:
                run.send_signal(number)
                return run.wait()
        def clear():
            if os.path.isdir(out): shutil.rmtree(out)
            elif os.path.exists(out): os.unlink(out)
        start = time.monotonic()
        if run(60) != 0: sys.exit("it does not run")
        whole = time.monotonic() - start
        for moment in range(10):
            clear()
            status = run(whole * (moment + 0.5) / 10)
            if status == 0: continue
            # Who stops it is told, but for SIGKILL and for the first moment, when it has done nothing yet.
            if status not in (-number, -number if number == signal.SIGKILL else 128 + number):
                sys.exit(f"it ended with {status}")
            killed += 1
            left |= {name for name in new() if os.lstat(name).st_mode != 0o40700}
        clear()
        if run(60) != 0: sys.exit("it does not run any more")
        print(killed > 2, sorted(left), sorted(new()))
        """

    @Test(
        "a seal that is interrupted, ended or killed leaves neither a half-written bundle nor anything readable",
        arguments: [SIGINT, SIGTERM, SIGKILL])
    func killedSeal(signal: Int32) throws {
        let road = try Road(sealed: false)
        let arguments = try JSONEncoder().encode(Road.seal() + ["--no-journal"])
        let run = try Peer.pythonScript(
            Self.kill, ["\(signal)", "bundle.tar", String(decoding: arguments, as: UTF8.self)],
            in: road.folder)
        #expect(run.text == "True [] []\n")
    }

    @Test(
        "an opening that is killed leaves nothing that others can enter, and nothing once the next one has run",
        arguments: [[], ["--viewing-copy"]])
    func killedOpening(more: [String]) throws {
        let road = try Road()
        let arguments = try JSONEncoder().encode(Road.open + more)
        let run = try Peer.pythonScript(
            Self.kill,
            [
                "\(SIGKILL)", "opened",
                String(decoding: arguments, as: UTF8.self),
            ],
            in: road.folder)
        #expect(run.text == "True [] []\n")
    }
}
