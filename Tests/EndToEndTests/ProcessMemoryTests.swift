import Foundation
import Peers
import Testing

@Suite("A crash tells nothing")
struct ProcessMemoryTests {
    /// Has a seal wait for an authority that never answers, makes sure that its keys lie in its memory, undoes the limit
    /// on cores, crashes it, and looks for the keys in what comes of it.
    private static let crash = """
        import base64, glob, json, os, re, resource, signal, socket, subprocess, sys, time
        number, arguments = int(sys.argv[1]), json.loads(sys.argv[2])
        identity = json.load(open("owner.id"))
        text = identity["age_identity"].upper().encode()
        secrets = [base64.b64decode(identity["signing_key"]), identity["signing_key"].encode(), text, text.lower()]
        server = socket.create_server(("127.0.0.1", 0))
        os.mkdir("there"); there = os.path.abspath("there")
        def begin():
            # Threads of the tests have signals blocked, and whoever runs them in the background has some ignored.
            signal.pthread_sigmask(signal.SIG_SETMASK, set())
            signal.signal(signal.SIGQUIT, signal.SIG_DFL)
            hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
            try: resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2)
            except (ValueError, OSError): resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
        arguments += ["--timestamp", f"http://127.0.0.1:{server.getsockname()[1]}/"]
        run = subprocess.Popen([os.environ["PROFFER"]] + [a.replace("@", os.getcwd()) for a in arguments], cwd=there,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=begin)
        server.settimeout(60)
        connection, _ = server.accept()
        # Its clock must not run out while we look.
        os.kill(run.pid, signal.SIGSTOP)
        limits = open(f"/proc/{run.pid}/limits").read()
        print("limit", *re.search(r"Max core file size +(\\S+) +(\\S+)", limits).groups())
        print("filter", int(open(f"/proc/{run.pid}/coredump_filter").read(), 16))
        def regions():
            with open(f"/proc/{run.pid}/mem", "rb", 0) as memory:
                for line in open(f"/proc/{run.pid}/maps"):
                    found = re.match(r"(\\w+)-(\\w+) rw", line)
                    if not found: continue
                    start, end = (int(place, 16) for place in found.groups())
                    try:
                        memory.seek(start)
                        yield memory.read(end - start)
                    except OSError: pass
        print("in memory", any(secret in region for region in regions() for secret in secrets))
        # What no attacker can do, and a handler in a pipe does not need: the limit is taken away again.
        try: resource.prlimit(run.pid, resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2)
        except (PermissionError, ValueError): pass
        os.kill(run.pid, number)
        os.kill(run.pid, signal.SIGCONT)
        said = run.communicate()[1]
        print("ends", run.returncode, said)
        cores = glob.glob("there/core*")
        print("in core", any(secret in open(core, "rb").read() for core in cores for secret in secrets))
        for core in cores: print(core, os.stat(core).st_size, file=sys.stderr)
        """

    @Test(
        "a crash prints nothing, and no core has a key in it even where the limit is undone",
        arguments: [SIGABRT, SIGSEGV, SIGTRAP, SIGQUIT])
    func crash(signal: Int32) throws {
        let road = try Road(sealed: false)
        let arguments = try JSONEncoder().encode([
            "seal", "--request", "@/request.json", "--consent", "@/consent.json", "--identity", "@/owner.id",
            "--footage", Road.samples, "--out", "@/bundle.tar", "--no-journal",
            "--accept-unknown-signer",
        ])
        let run = try Peer.pythonScript(
            Self.crash, ["\(signal)", String(decoding: arguments, as: UTF8.self)], in: road.folder)
        let lines = run.text.split(separator: "\n").map(String.init)
        // A limit that is 0 for good cannot be raised to 1, and none comes of it either.
        #expect(["limit 1 1", "limit 0 0"].contains(lines.first), "\(run.text)")
        #expect(
            Array(lines.dropFirst()) == [
                "filter 0", "in memory True", "ends -\(signal) b''", "in core False",
            ])
        #expect(try !road.folder.names().contains("bundle.tar"))
    }
}
