import Foundation

/// A time-stamping authority of OpenSSL's (`openssl ts`), with a root of its own.
package final class TimestampAuthority: Sendable {
    /// Where its files lie.
    package let folder: ScratchFolder
    /// The certificate of its root, in PEM.
    package var root: String { folder.path("root.pem") }

    private static let configuration = """
        [ca]
        basicConstraints = critical,CA:TRUE
        keyUsage = critical,keyCertSign,cRLSign
        [tsa]
        basicConstraints = critical,CA:FALSE
        keyUsage = critical,digitalSignature
        extendedKeyUsage = critical,timeStamping
        [plain]
        basicConstraints = critical,CA:FALSE
        keyUsage = critical,digitalSignature
        [service]
        serial = serial
        signer_cert = tsa.pem
        signer_key = tsa.key
        signer_digest = sha256
        default_policy = 1.3.6.1.4.1.13762.3
        digests = sha256
        accuracy = secs:1, millisecs:500
        clock_precision_digits = 3
        ordering = yes
        tsa_name = yes
        ess_cert_id_alg = sha256
        """

    /// What its clock says, as `faketime` takes it: `-400d`; nil for the right time.
    private let clock: String?
    /// What stands in front of each of its commands.
    fileprivate var command: [String] { clock.map { ["faketime", "-f", $0, "openssl"] } ?? ["openssl"] }

    /// - Parameters:
    ///   - section: which extensions the signing certificate has: `tsa`, or `plain` for one that may not stamp.
    ///   - days: how long it is valid.
    ///   - clock: how far its clock is off, as `faketime -f` takes it: `-400d`. Its certificates begin then.
    package init(section: String = "tsa", days: Int = 30, clock: String? = nil) throws {
        folder = try ScratchFolder()
        self.clock = clock
        try folder.write(Self.configuration + "\n", as: "tsa.cnf")
        try folder.write("01\n", as: "serial")
        try openssl([
            "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "root.key",
        ])
        try openssl(["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "tsa.key"])
        try openssl(
            ["req", "-x509", "-new", "-key", "root.key", "-subj", "/CN=Root of the tests", "-days", "400"]
                + [
                    "-config", "/dev/null", "-addext", "basicConstraints=critical,CA:TRUE", "-out",
                    "root.pem",
                ])
        try openssl(
            ["req", "-new", "-key", "tsa.key", "-subj", "/CN=Clock of the tests", "-config", "/dev/null"]
                + ["-out", "tsa.csr"])
        try openssl(
            ["x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial"]
                + ["-days", String(days), "-extfile", "tsa.cnf", "-extensions", section, "-out", "tsa.pem"])
    }

    /// Its answer to a question about a digest that carries no nonce.
    package func answerWithoutNonce(digest: String) throws -> [UInt8] {
        try openssl(["ts", "-query", "-digest", digest, "-sha256", "-no_nonce", "-cert", "-out", "bare.tsq"])
        return try answer(try folder.read("bare.tsq"))
    }

    /// Its answer to a question.
    package func answer(_ query: [UInt8]) throws -> [UInt8] {
        try folder.write(query, as: "query.tsq")
        try openssl(
            ["ts", "-reply", "-config", "tsa.cnf", "-section", "service", "-queryfile", "query.tsq"]
                + ["-out", "answer.tsr"])
        return try folder.read("answer.tsr")
    }

    /// Whether OpenSSL itself accepts a token over some data.
    package func accepts(token: [UInt8], over data: [UInt8]) throws -> Bool {
        try folder.write(token, as: "token.der")
        try folder.write(data, as: "data.bin")
        return try Peer.run(
            try Peer.program("openssl"),
            ["ts", "-verify", "-data", "data.bin", "-in", "token.der", "-token_in", "-CAfile", "root.pem"],
            in: folder
        ).status == 0
    }

    private func openssl(_ arguments: [String]) throws {
        let words = command + arguments
        let outcome = try Peer.run(try Peer.program(words[0]), Array(words.dropFirst()), in: folder)
        guard outcome.status == 0 else {
            throw Peer.Missing(description: "openssl \(arguments.first ?? "") said: \(outcome.errors)")
        }
    }
}

/// The authority behind an HTTP port on the loopback interface (RFC 3161 §3.4).
package enum TimestampServer {
    private static let program = """
        import http.server, subprocess, sys, time
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.path == "/broken":
                    self.send_error(503); return
                if self.path == "/endless":
                    self.send_response(200); self.end_headers()
                    try:
                        while True: self.wfile.write(bytes(1 << 16))
                    except OSError: return
                if self.path.startswith("/to/"):
                    self.send_response(int(self.path[4:7])); self.send_header("Location", self.path[8:])
                    self.end_headers(); return
                if self.path == "/asked": open("asked", "w").write("asked")
                if self.path == "/slow" or self.path == "/slow-head":
                    self.send_response(200); self.flush_headers()
                    self.wfile.write(b"\\r\\n" if self.path == "/slow" else b"X-Slow: ")
                    try:
                        while True: self.wfile.write(b"0"); self.wfile.flush(); time.sleep(0.1)
                    except OSError: return
                if self.path == "/silent": time.sleep(60); return
                if self.path == "/heads":
                    self.send_response(200); self.flush_headers()
                    try:
                        while True: self.wfile.write(b"X-Filler: " + b"0" * 4000 + b"\\r\\n")
                    except OSError: return
                if self.path == "/gzip":
                    import gzip
                    packed = gzip.compress(bytes(1 << 26))
                    self.send_response(200); self.send_header("Content-Encoding", "gzip")
                    self.send_header("Content-Length", str(len(packed))); self.end_headers()
                    self.wfile.write(packed); return
                if self.path == "/long":
                    self.send_response(200); self.send_header("Content-Length", str(1 << 40)); self.end_headers()
                    time.sleep(60); return
                if self.path == "/cookie":
                    open("cookie", "w").write(str(self.headers["Cookie"]) + str(self.headers["Authorization"]))
                    self.send_response(401); self.send_header("Set-Cookie", "a=b; Max-Age=9999")
                    self.send_header("WWW-Authenticate", "Basic realm=x"); self.end_headers(); return
                if self.headers["Content-Type"] != "application/timestamp-query":
                    self.send_error(415); return
                open("http.tsq", "wb").write(body)
                subprocess.run(sys.argv[1:] + ["ts", "-reply", "-config", "tsa.cnf", "-section", "service",
                    "-queryfile", "http.tsq", "-out", "http.tsr"], check=True, stderr=subprocess.DEVNULL)
                answer = open("http.tsr", "rb").read()
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)
            def log_message(self, *_): pass
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        import os, threading, time
        def watch():
            while os.getppid() == parent: time.sleep(1)
            os._exit(0)
        parent = os.getppid()
        threading.Thread(target=watch, daemon=True).start()
        open("port.part", "w").write(str(server.server_port))
        os.rename("port.part", "port")
        server.serve_forever()
        """

    /// Runs it for as long as something is asked of it.
    package static func asked<Result>(
        of authority: TimestampAuthority, _ body: (_ url: String) throws -> Result
    ) throws -> Result {
        let process = Process()
        process.executableURL = try Peer.python()
        process.arguments = ["-c", Self.program] + authority.command
        process.currentDirectoryURL = authority.folder.url
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try? FileManager.default.removeItem(atPath: authority.folder.path("port"))
        try process.run()
        // A thread of a test may block SIGTERM, and what it starts inherits that.
        defer { kill(process.processIdentifier, SIGKILL) }
        let deadline = Date(timeIntervalSinceNow: 120)
        while !FileManager.default.fileExists(atPath: authority.folder.path("port")) {
            guard Date() < deadline, process.isRunning else {
                throw Peer.Missing(description: "the time-stamping server did not start")
            }
            Thread.sleep(forTimeInterval: 0.02)
        }
        return try body(
            "http://127.0.0.1:" + String(decoding: try authority.folder.read("port"), as: UTF8.self) + "/")
    }
}
