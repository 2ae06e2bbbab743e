import Foundation
import Glibc
import Peers
import Testing

@Suite("Pipes, sockets and devices hang nothing, and a pipe somebody hands over is read")
struct OutsideFileCommandTests {
    @Test(
        "an input that is a pipe nobody writes to is refused in one line with its kind",
        .timeLimit(.minutes(1)))
    func pipes() throws {
        let road = try Road()
        let folder = road.folder
        #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
        #expect(symlink("/dev/zero", folder.path("zero")) == 0)
        let commands: [[String]] = [
            ["request", "show", "pipe"], ["request", "show", "zero"], ["verify", "pipe"],
            ["identity", "show", "pipe"],
            ["verify", "bundle.tar", "--identity", "pipe"], ["trust", "add", "--not-compared", "pipe"],
            ["trust", "list", "--trust", "pipe"],
            ["verify", "bundle.tar", "--source", "pipe", "--identity", "reader.id"],
            [
                "identity", "new", "--name", "N", "--role", "owner", "--out", "n.id", "--passphrase-file",
                "pipe",
            ],
            ["custody", "show", "bundle.tar", "--custody", "pipe"], ["footage", "list", "pipe"],
            Road.seal(footage: "pipe", out: "new.tar"), Road.seal(consent: "pipe", out: "new.tar"),
            Road.seal(out: "new.tar") + ["--revocation", "pipe"],
            ["footage", "list", Road.samples, "--clock-error", "pipe.json"],
        ]
        #expect(symlink("pipe", folder.path("pipe.json")) == 0)
        for command in commands {
            let run = try CommandRun.proffer(command, in: folder)
            #expect([1, 64, 65, 66].contains(run.status), "\(command): \(run.status)")
            #expect(
                (run.stderr + run.text).contains(command.contains("zero") ? "a device" : "a pipe"),
                "\(command): \(run.stderr)\(run.text)")
        }
        #expect(try folder.names().isDisjoint(with: ["new.tar", "n.id"]))
    }

    @Test(
        "pipes, sockets and devices among cards, recordings and beside a consent are named and hold nothing up",
        .timeLimit(.minutes(1)))
    func beside() throws {
        let road = try Road()
        let folder = road.folder
        try CommandRun.done(["trust", "add", "--not-compared", "owner.card", "--trust", "trust"], in: folder)
        #expect(mkfifo(folder.path("trust/x.json"), 0o600) == 0)
        let verified = try CommandRun.done(["verify", "bundle.tar", "--trust", "trust"], in: folder)
        #expect(
            verified.stderr.contains("not trusted: trust/x.json: is a pipe, not a file"), "\(verified.stderr)"
        )

        #expect(mkfifo(folder.path("revocation.json"), 0o600) == 0)
        let sealed = try CommandRun.done(Road.seal(out: "again.tar"), in: folder)
        #expect(
            sealed.stderr.contains("revocation.json takes the consent back")
                && sealed.stderr.contains("is a pipe, not a file"),
            "\(sealed.stderr)")

        try FileManager.default.createDirectory(
            atPath: folder.path("cams"), withIntermediateDirectories: true)
        #expect(mkfifo(folder.path("cams/gate_2026-07-04T21-40-00+0200.mp4"), 0o600) == 0)
        #expect(symlink("/dev/zero", folder.path("cams/zero.mp4")) == 0)
        #expect(symlink("gate_2026-07-04T21-40-00+0200.mp4", folder.path("cams/link.mp4")) == 0)
        for more in [[], ["--follow-links"]] {
            let listed = try CommandRun.done(["footage", "list", "cams", "--json"] + more, in: folder)
            let reasons = (try listed.json()["unreadable"] as? [[String: String]])?.compactMap {
                $0["reason"]
            }
            #expect(reasons?.contains { $0.contains("it is a pipe, not a file") } == true)
            #expect(reasons?.contains { $0.contains("it is a device, not a file") } == !more.isEmpty)
        }
    }

    @Test(
        "a statement and a passphrase may come by a pipe that the shell hands over", .timeLimit(.minutes(1)))
    func handedOver() throws {
        let folder = try Story().folder
        let binary = try CommandRun.binary().path
        let script = """
            set -e
            '\(binary)' request lint <(sleep 0.3; cat request.json) > /dev/null
            cat request.json | '\(binary)' request lint /dev/stdin > /dev/null
            '\(binary)' request lint /dev/stdin < request.json > /dev/null
            '\(binary)' trust add --not-compared <(cat agency.card) --trust trust > /dev/null
            '\(binary)' identity new --name N --role owner --out n.id --passphrase-file <(sleep 0.3; printf 'one two') > /dev/null
            '\(binary)' identity card n.id --out n.card --passphrase-file <(printf 'one two') > /dev/null
            exec 7<<<'one two'; '\(binary)' identity show n.id --passphrase-file /dev/fd/7 > /dev/null
            """
        let run = try Peer.run("bash", ["-c", script], in: folder)
        #expect(run.status == 0, "\(run.stderr)")
    }
}
