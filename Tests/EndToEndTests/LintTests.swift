import Foundation
import Peers
import Testing

@Suite("what one should know of a request is said before one answers")
struct LintTests {
    private static func rules(_ run: CommandRun) throws -> [String] {
        let findings = try #require(try run.json()["findings"] as? [[String: String]])
        for finding in findings {
            #expect(
                Set(finding.keys).subtracting(["step"]) == ["rule", "weight", "reason", "advice", "source"])
            #expect(finding["source"] == "docs/spec/lint.md#\(finding["rule"] ?? "")")
        }
        return findings.compactMap { $0["rule"] }
    }

    @Test("it advises: it ends with 0, and with --strict with 1 where it warns")
    func exitCodes() throws {
        let folder = try Story().folder
        let trust = ["--trust", "t"]
        try CommandRun.done(["trust", "add", "--not-compared", "agency.card"] + trust, in: folder)
        let lint = ["request", "lint", "request.json"]
        let unknown = try CommandRun.done(lint + ["--json"], in: folder)
        #expect(try Self.rules(unknown).first == "signer-unknown")
        #expect(try CommandRun.proffer(lint + ["--strict"], in: folder).status == 1)
        // One person alone could open what it asks for, which is warned of; an office's card is none.
        let alone = try CommandRun.proffer(lint + trust + ["--strict", "--json"], in: folder)
        #expect(alone.status == 1)
        #expect(try Self.rules(alone).first == "only-reader-one-person")
        try CommandRun.done(
            [
                "identity", "new", "--name", "Evidence", "--role", "custodian", "--office", "--no-passphrase",
                "--out", "office.id",
            ], in: folder)
        try CommandRun.done(["identity", "card", "office.id", "--out", "office.card"], in: folder)
        try CommandRun.done(
            Story.request(["--audio", "--recipient", "office.card"], out: "office.json"), in: folder)
        let known = try CommandRun.done(
            ["request", "lint", "office.json"] + trust + ["--strict", "--json"], in: folder)
        #expect(
            try Self.rules(known) == [
                "area-not-stated", "contact-missing", "retention-not-promised", "sharing-not-limited",
            ])
    }

    @Test("a step of the advice that is taken here is a value in JSON, and what to type on the page")
    func steps() throws {
        let folder = try Story().folder
        let lint = ["request", "lint", "request.json"]
        let findings =
            try CommandRun.done(lint + ["--json"], in: folder).json()["findings"] as? [[String: String]]
        let first = try #require(findings?.first)
        #expect(first["step"] == "trust_card")
        #expect(first["advice"]?.contains("proffer") == false)
        #expect(try CommandRun.done(lint, in: folder).text.contains("(proffer trust add CARD)"))
    }

    @Test("a request that was changed after signing is read on, where show refuses it")
    func changed() throws {
        let story = try Story()
        try story.resign(
            "request.json", as: "changed.json", with: "reader.id",
            "payload['purpose'] = 'Find the protesters'")
        #expect(
            try CommandRun.proffer(["request", "show", "changed.json"], in: story.folder).status == 65)
        let lint = ["request", "lint", "changed.json", "--journal", "j.sqlite"]
        let run = try CommandRun.done(lint + ["--json"], in: story.folder)
        #expect(try run.json()["valid"] as? Bool == false)
        #expect(
            try Self.rules(run).prefix(3) == ["signature-not-valid", "signer-unknown", "lawful-activity"])
        // It was asked by nobody, so it is not noted as if it had been.
        #expect(try !story.folder.names().contains("j.sqlite"))
        #expect(try CommandRun.proffer(["request", "lint", "owner.card"], in: story.folder).status == 65)
        #expect(try CommandRun.proffer(["request", "lint", "owner.id"], in: story.folder).status == 65)
    }

    @Test("limits come from a file, and what in it is no limit is named")
    func limits() throws {
        let folder = try Story().folder
        try folder.write(#"{"longest_window_hours": 0.01}"#, as: "limits.json")
        try folder.write(#"{"longest_window_hour": 1}"#, as: "wrong.json")
        let lint = ["request", "lint", "request.json", "--json", "--limits"]
        #expect(
            try Self.rules(CommandRun.done(lint + ["limits.json"], in: folder)).contains("window-too-long"))
        let wrong = try CommandRun.proffer(lint + ["wrong.json"], in: folder)
        #expect(wrong.status == 65)
        #expect(wrong.stderr.contains("longest_window_hour”"), "\(wrong.stderr)")
    }

    @Test("show, grant and preview say it without being asked, and refuse nothing for it")
    func unasked() throws {
        let road = try Road(sealed: false)
        let folder = road.folder
        try CommandRun.done(
            Story.request(purpose: "Who was at the protest, and you must answer", out: "bad.json"), in: folder
        )
        let grant = Story.grant(
            ["--camera", "front-door", "--from", Road.from, "--to", Road.to], request: "bad.json",
            out: "bad-consent.json")
        let preview =
            ["consent", "preview"]
            + grant.dropFirst(2).filter {
                !["--out", "bad-consent.json", "--accept-unknown-signer"].contains($0)
            }
            + ["--footage", Road.samples]
        for command in [["request", "show", "bad.json"], grant, preview] {
            let run = try CommandRun.done(command, in: folder)
            let text = run.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            for words in ["put pressure on you: “you must”", "“protest”", "not compared the card"] {
                #expect(text.contains(words), "\(command): \(text)")
            }
        }
    }
}
