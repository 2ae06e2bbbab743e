import Foundation
import Peers
import Testing

@Suite("identities are ordinary age files and keys, and nobody else can read them")
struct IdentityTests {
    private static let new = ["identity", "new", "--name", "Zoë", "--role", "owner", "--out", "me"]

    @Test("Debian's age opens a protected identity, and age-keygen knows the key in it")
    func ageOpensIt() throws {
        let folder = try ScratchFolder()
        // One line feed at the end of the file is not part of the passphrase.
        try folder.write("winter rain é\n", as: "secret")
        let facts = try CommandRun.done(Self.new + ["--passphrase-file", "secret", "--json"], in: folder)
            .json()
        #expect(facts["protected"] as? Bool == true)
        _ = try Peer.program("age")
        try Peer.pythonScript(
            """
            import json, pexpect
            child = pexpect.spawn("age", ["-d", "-o", "plain", "me"], timeout=60, encoding="utf-8")
            child.expect("passphrase")
            child.sendline("winter rain é")
            child.expect(pexpect.EOF)
            child.close()
            assert child.exitstatus == 0, child.before
            open("key", "w").write(json.load(open("plain"))["age_identity"] + "\\n")
            """, in: folder)
        let keygen = try Peer.run("age-keygen", ["-y", "key"], in: folder)
        let card = try #require(facts["card"] as? [String: Any])
        #expect(
            keygen.text.trimmingCharacters(in: .newlines) == (card["age_recipients"] as? [String])?.first,
            "\(keygen.stderr)")
    }

    @Test("an identity file is its owner's alone to read, protected or not")
    func permissions() throws {
        let folder = try ScratchFolder()
        try CommandRun.done(Self.new + ["--no-passphrase"], in: folder)
        let attributes = try FileManager.default.attributesOfItem(
            atPath: folder.url.appending(path: "me").path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }

    @Test("a passphrase is typed twice, unseen, and opens the identity again")
    func typed() throws {
        let folder = try ScratchFolder()
        try Peer.pythonScript(
            """
            import os, pexpect
            def run(arguments, answers):
                child = pexpect.spawn(os.environ["PROFFER"], arguments, timeout=60, encoding="utf-8")
                for question, answer in answers:
                    child.expect(question)
                    assert child.waitnoecho(10), "the echo is on"
                    child.sendline(answer)
                child.expect(pexpect.EOF)
                shown = child.before
                child.close()
                assert "winter" not in shown, shown
                return child.exitstatus
            new = ["identity", "new", "--name", "Z", "--role", "owner", "--out", "me"]
            both = [("new identity: ", "winter"), ("again: ", "winter")]
            assert run(new, [both[0], ("again: ", "wynter")]) == 64
            assert not os.path.exists("me")
            assert run(new, both) == 0
            assert run(["identity", "show", "me"], [("Passphrase of me: ", "winter")]) == 0
            assert run(["identity", "show", "me"], [("Passphrase of me: ", "wynter")]) == 77
            """, in: folder)
    }

    @Test("stopped at the prompt, the echo is back, it is said that nothing was written, and nothing is left")
    func interrupted() throws {
        let folder = try ScratchFolder()
        try Peer.pythonScript(
            """
            import os, pexpect, signal
            # Test threads block signals, and who started the tests may ignore some; what is started here
            # would inherit that.
            signal.pthread_sigmask(signal.SIG_SETMASK, [])
            for number in [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT]:
                signal.signal(number, signal.SIG_DFL)
            for number in [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT]:
                child = pexpect.spawn(os.environ["PROFFER"],
                    ["identity", "new", "--name", "Z", "--role", "owner", "--out", "me"], timeout=60)
                # Holding the terminal open keeps its settings when the command is gone.
                terminal = os.open(os.readlink(f"/proc/{child.pid}/fd/0"), os.O_RDWR | os.O_NOCTTY)
                child.expect("new identity: ")
                assert child.waitnoecho(10)
                child.sendintr() if number == signal.SIGINT else child.kill(number)
                if number != signal.SIGQUIT: child.expect("Stopped. Nothing was written.")
                child.expect(pexpect.EOF)
                child.wait()
                ends = (child.exitstatus, child.signalstatus)
                # Who asks for a core gets the end that a core comes of.
                assert ends == ((None, number) if number == signal.SIGQUIT else (128 + number, None)), (number, ends)
                assert child.getecho(), "the echo is off"
                os.close(terminal)
                child.close()
            assert os.listdir(".") == [], os.listdir(".")
            """, in: folder)
    }

    @Test("without a terminal nobody is asked, even if there is a controlling one")
    func neverAsked() throws {
        let folder = try ScratchFolder()
        try Peer.pythonScript(
            """
            import os, pexpect
            child = pexpect.spawn("bash", ["-c", '"$PROFFER" identity new --name Z --role owner --out me </dev/null'],
                timeout=20, encoding="utf-8")
            child.expect(pexpect.EOF)
            child.close()
            assert child.exitstatus == 64, child.before
            assert "nobody is here" in child.before, child.before
            """, in: folder)
    }

    @Test("killed while it writes, no half identity is left")
    func killed() throws {
        let folder = try ScratchFolder()
        try folder.write("secret", as: "secret")
        // The protection takes most of the time, so the kill falls before, into and after the write.
        func new(_ name: String) -> [String] {
            [
                "identity", "new", "--name", "Z", "--role", "owner", "--passphrase-file", "secret", "--out",
                name,
            ]
        }
        let length = try CommandRun.seconds(new("whole"), in: folder)
        var kills = 0
        for part in 0..<8 {
            if try CommandRun.killed(new("me-\(part)"), in: folder, after: length * Double(part) / 6) {
                kills += 1
            }
        }
        #expect(kills > 0, "every run ended before it was killed")
        for name in try folder.names() where name != "secret" {
            let show = ["identity", "show", name, "--passphrase-file", "secret"]
            #expect(try CommandRun.proffer(show, in: folder).status == 0, "\(name)")
        }
    }
}
