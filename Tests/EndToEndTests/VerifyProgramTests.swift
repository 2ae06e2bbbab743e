import Foundation
import Peers
import Testing

@Suite("proffer-verify")
struct VerifyProgramTests {
    /// Libraries that decode or draw what strangers send, by how their files begin.
    private static let forbidden = [
        "libav", "libswscale", "libswresample", "libpostproc", "libcairo", "libpango", "libzbar",
        "libqrencode",
    ]

    /// The program beside the command under test.
    private static func binary() throws -> URL {
        let url = try CommandRun.binary().deletingLastPathComponent().appending(path: "proffer-verify")
        try #require(FileManager.default.isExecutableFile(atPath: url.path), "\(url.path) is not built")
        return url
    }

    private static func libraries(_ program: URL, in folder: ScratchFolder) throws -> [String] {
        let run = try Peer.run("ldd", [program.path], in: folder)
        try #require(run.status == 0, "ldd said: \(run.stderr)")
        return run.text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { line in forbidden.contains(where: line.hasPrefix) }
    }

    /// The checks of a report, by name.
    private static func checks(_ run: CommandRun) throws -> [String: [String: String]] {
        let checks = try #require(try run.json()["checks"] as? [[String: Any]])
        return Dictionary(
            uniqueKeysWithValues: try checks.map { check in
                (
                    try #require(check["name"] as? String),
                    check.compactMapValues { $0 as? String }
                )
            })
    }

    @Test("links no library that reads media, draws or lays out text; proffer does")
    func libraries() throws {
        let folder = try ScratchFolder()
        #expect(try Self.libraries(try Self.binary(), in: folder) == [])
        // Otherwise the names looked for may be wrong.
        #expect(try Self.libraries(try CommandRun.binary(), in: folder).count >= 4)
    }

    @Test(
        "says of a bundle what proffer says, but for the checks that need a media library, which are not checked",
        arguments: [false, true])
    func sameReport(isLossless: Bool) throws {
        let road = try Road(sealed: false)
        try CommandRun.done(Road.seal() + (isLossless ? ["--lossless"] : []), in: road.folder)
        let arguments = Road.verifyWithKey + ["--json"]
        let theirs = try Self.checks(try CommandRun.done(arguments, in: road.folder))
        let run = try CommandRun.run(try Self.binary(), arguments, in: road.folder)
        try #require(run.status == 0, "\(run.stderr)")
        let ours = try Self.checks(run)
        #expect(Set(ours.keys) == Set(theirs.keys))
        var notMade: [String] = []
        for (name, check) in ours where check != theirs[name] {
            #expect(check["result"] == "not_checked", "\(name)")
            #expect(check["reason"]?.contains("this program") == true, "\(name)")
            notMade.append(name)
        }
        let packing = "pictures encoded anew are packed so that nothing else fits in"
        #expect(notMade.contains("originals are in the recordings given, unit for unit"))
        #expect(notMade.contains(packing) == isLossless)
        let made = theirs.filter { $0.value["result"] == "ok" }.keys.filter { !notMade.contains($0) }
        #expect(made.allSatisfy { ours[$0]?["result"] == "ok" } && made.count > 10)
    }

    @Test("finds a byte that was changed (1), and has no --source (64)")
    func refuses() throws {
        let road = try Road()
        var bytes = try road.folder.read("bundle.tar")
        bytes[bytes.count / 2] ^= 1
        try road.folder.write(bytes, as: "changed.tar")
        #expect(
            try CommandRun.run(try Self.binary(), ["verify", "changed.tar"], in: road.folder).status == 1)
        let source = Road.verifyWithKey + ["--source", Road.samples]
        #expect(try CommandRun.run(try Self.binary(), source, in: road.folder).status == 64)
    }

    @Test("what is written into the custody chain and receipted with it, proffer reads")
    func accounts() throws {
        let road = try Road()
        for arguments in [
            [
                "custody", "add", "bundle.tar", "--action", "received", "--identity", "reader.id", "--how",
                "by hand",
            ],
            ["custody", "add", "bundle.tar", "--action", "verified", "--identity", "reader.id"],
            ["receipt", "new", "bundle.tar", "--identity", "reader.id", "--out", "receipt.json"],
        ] {
            let run = try CommandRun.run(try Self.binary(), arguments, in: road.folder)
            try #require(run.status == 0, "\(arguments): \(run.stderr)")
        }
        let chain = try CommandRun.done(["custody", "show", "bundle.tar", "--json"], in: road.folder).json()
        #expect((chain["entries"] as? [Any])?.count == 2)
        try CommandRun.done(["receipt", "show", "receipt.json", "--bundle", "bundle.tar"], in: road.folder)
    }
}

extension VerifyProgramTests {
    /// Every command of the program, as its help pages list them.
    private func commands(under path: [String] = [], in folder: ScratchFolder) throws -> [[String]] {
        let help = try CommandRun.run(try Self.binary(), path + ["--help"], in: folder).text
        guard let list = help.range(of: "SUBCOMMANDS:\n") else { return [path] }
        var found = [path]
        for line in help[list.upperBound...].split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("  "), let first = line.dropFirst(2).first else { break }
            guard first != " " else { continue }
            found += try commands(under: path + [String(line.split(separator: " ")[0])], in: folder)
        }
        return found
    }

    @Test("--help of every command of it shows an example of itself, and names no command of another program")
    func examples() throws {
        let folder = try ScratchFolder()
        let commands = try commands(in: folder)
        #expect(commands.count >= 25, "\(commands)")
        for command in commands {
            let help = try CommandRun.run(try Self.binary(), command + ["--help"], in: folder).text
            let example = help.components(separatedBy: "EXAMPLE\n").dropFirst().first ?? ""
            // The page of a whole program may begin with another of its commands.
            #expect(
                example.hasPrefix((["  proffer-verify"] + command).joined(separator: " ")),
                "\(command): \(help)")
            #expect(
                help.ranges(of: try Regex(#"\bproffer (identity|trust|verify|custody|receipt|ledger)\b"#))
                    .isEmpty,
                "\(command): \(help)")
        }
    }

    @Test("keeps keys and trust itself: what its hints name is a command that it has")
    func trust() throws {
        let road = try Road()
        func run(_ arguments: [String]) throws -> CommandRun {
            try CommandRun.run(try Self.binary(), arguments, in: road.folder)
        }
        let missing = try run(["verify", "bundle.tar", "--trust", "mine"])
        #expect(missing.status == 66)
        #expect(missing.stderr.contains("proffer-verify trust add CARD --trust mine"))
        try #require(
            try run([
                "identity", "new", "--name", "Lee", "--role", "custodian", "--no-passphrase", "--out",
                "lee.id",
            ]).status == 0)
        try #require(try run(["identity", "card", "lee.id", "--out", "lee.card"]).status == 0)
        let added = try run(["trust", "add", "--not-compared", "lee.card", "--trust", "mine"])
        try #require(added.status == 0, "\(added.stderr)")
        #expect(added.text.contains("proffer-verify trust remove"))
        let stranger = try run(["verify", "bundle.tar", "--trust", "mine"])
        #expect(stranger.status == 77)
        #expect(stranger.stderr.contains("then: proffer-verify trust add CARD"))
    }
}
