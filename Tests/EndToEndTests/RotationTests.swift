import Foundation
import Peers
import Testing

@Suite("keys are replaced and revoked, and what they signed is told apart")
struct RotationTests {
    private static func check(_ run: CommandRun, _ name: String) throws -> (result: String?, reason: String) {
        let checks = try #require(try run.json()["checks"] as? [[String: Any]])
        let check = try #require(checks.first { $0["name"] as? String == name })
        return (check["result"] as? String, check["reason"] as? String ?? "")
    }

    private static let trust = ["--trust", "trust"]
    private static let signer = "signer is known"

    private static func now(_ seconds: TimeInterval = 0) -> String {
        Date(timeIntervalSinceNow: seconds).formatted(.iso8601)
    }

    @Test("who trusts a card knows the one that replaces it without a call, and old bundles stay good")
    func rotate() async throws {
        let road = try Road()
        let folder = road.folder
        try CommandRun.done(["trust", "add", "--not-compared", "owner.card"] + Self.trust, in: folder)
        try await Task.sleep(for: .seconds(1.1))
        let rotated = try CommandRun.done(
            ["identity", "rotate", "owner.id", "--no-passphrase", "--out", "new.id"], in: folder)
        #expect(rotated.text.contains("Replaces"))
        try CommandRun.done(["identity", "card", "new.id", "--out", "new.card"], in: folder)
        let added = try CommandRun.done(
            ["trust", "add", "--not-compared", "new.card"] + Self.trust, in: folder)
        #expect(added.text.replacing("\n", with: " ").contains("no call is needed"))
        #expect(added.text.contains("Fingerprint"))
        #expect(!added.stderr.contains("another card in the name"))
        let old = try CommandRun.done(["verify", "bundle.tar", "--json"] + Self.trust, in: folder)
        #expect(try Self.check(old, Self.signer).result == "ok")

        // The old key goes on signing.
        try await Task.sleep(for: .seconds(1.1))
        let signed = try CommandRun.done(Road.seal(out: "late.tar") + Self.trust, in: folder)
        #expect(signed.stderr.contains("will not rely on your signature"))
        let late = try CommandRun.proffer(["verify", "late.tar", "--json"] + Self.trust, in: folder)
        #expect(late.status == 77)
        #expect(late.stderr.contains("that was replaced on"))
        let named = try Self.check(late, Self.signer)
        #expect(named.result == "not_checked" && named.reason.contains("that was replaced on"))
        let list = try CommandRun.done(["trust", "list"] + Self.trust, in: folder)
        #expect(list.text.contains("Replaced"))
        // What was encrypted to the old keys opens with them only.
        #expect(
            try CommandRun.proffer(["verify", "bundle.tar", "--identity", "new.id"], in: folder).status == 77)
    }

    @Test("without the card before, or with it revoked, a replacing card has to be compared")
    func compare() throws {
        let folder = try Story().folder
        try CommandRun.done(
            ["identity", "rotate", "owner.id", "--no-passphrase", "--out", "new.id"], in: folder)
        try CommandRun.done(["identity", "card", "new.id", "--out", "new.card"], in: folder)
        let alone = try CommandRun.done(
            ["trust", "add", "--not-compared", "new.card"] + Self.trust, in: folder)
        #expect(
            alone.text.contains("That is not shown here") && alone.text.contains("Compare the fingerprint"))
        try CommandRun.done(
            ["identity", "revoke", "owner.id", "--reason", "stolen", "--out", "revoked.json"], in: folder)
        for file in ["owner.card", "revoked.json"] {
            try CommandRun.done(["trust", "add", "--not-compared", file, "--trust", "other"], in: folder)
        }
        let json = try CommandRun.done(
            ["trust", "add", "--not-compared", "new.card", "--trust", "other", "--json"], in: folder)
        #expect(try json.json()["replaces"] == nil)
    }

    @Test("when a card is revoked, those that replaced it are to be compared: a thief may have made them")
    func successorOfRevoked() throws {
        let folder = try Story().folder
        try CommandRun.done(
            ["identity", "rotate", "owner.id", "--no-passphrase", "--out", "new.id"], in: folder)
        try CommandRun.done(["identity", "card", "new.id", "--out", "new.card"], in: folder)
        for card in ["owner.card", "new.card"] {
            try CommandRun.done(["trust", "add", "--not-compared", card] + Self.trust, in: folder)
        }
        try CommandRun.done(
            ["identity", "revoke", "owner.id", "--reason", "stolen", "--out", "revoked.json"], in: folder)
        let kept = try CommandRun.done(
            ["trust", "add", "--not-compared", "revoked.json"] + Self.trust, in: folder
        ).text
        #expect(kept.contains("You also trust a card that replaced it"))
        let json = try CommandRun.done(
            ["trust", "add", "--not-compared", "revoked.json", "--json"] + Self.trust, in: folder)
        #expect((try json.json()["successors"] as? [String])?.count == 1)
    }

    @Test(
        "a bundle by a revoked key fails after, is named before, and is good where a timestamp shows it is older"
    )
    func revoke() async throws {
        let authority = try TimestampAuthority()
        let road = try Road()
        let folder = road.folder
        try TimestampServer.asked(of: authority) { url in
            _ = try CommandRun.done(Road.seal(out: "stamped.tar") + ["--timestamp", url], in: folder)
        }
        try CommandRun.done(["trust", "add", "--not-compared", "owner.card"] + Self.trust, in: folder)
        // The authority's clock may be off by one and a half seconds, the end of that is taken up to the next whole second,
        // and the revocation's time down to one.
        try await Task.sleep(for: .seconds(4.1))
        let revoked = try CommandRun.done(
            ["identity", "revoke", "owner.id", "--reason", "stolen", "--out", "revoked.json"], in: folder)
        #expect(revoked.text.contains("proffer trust add revoked.json"))
        try await Task.sleep(for: .seconds(1.1))
        try CommandRun.done(Road.seal(out: "late.tar"), in: folder)
        try CommandRun.done(["trust", "add", "--not-compared", "revoked.json"] + Self.trust, in: folder)
        #expect(try CommandRun.done(["trust", "list"] + Self.trust, in: folder).text.contains("REVOKED"))
        func verify(_ bundle: String, _ more: [String] = []) throws -> CommandRun {
            try CommandRun.proffer(["verify", bundle, "--json"] + Self.trust + more, in: folder)
        }
        let late = try verify("late.tar")
        #expect(late.status == 1)
        #expect(try Self.check(late, Self.signer).result == "failed")
        let before = try verify("bundle.tar")
        #expect(before.status == 77)
        let named = try Self.check(before, Self.signer)
        #expect(named.result == "not_checked" && named.reason.contains("is the word of whoever has the key"))
        // A token counts only by an authority that is trusted.
        #expect(try verify("stamped.tar").status == 77)
        let proven = try verify("stamped.tar", ["--tsa-roots", authority.root])
        #expect(proven.status == 0, "\(proven.text)")
        let sentences = try proven.sentences(of: "sealed_before_revocation", in: "proven")
        #expect(sentences.contains { $0.contains("was revoked as of") && $0.contains("sealed before") })
    }

    @Test("a request by a revoked or replaced key is not to be relied on, wherever it is read")
    func request() async throws {
        let folder = try Story().folder
        try CommandRun.done(["trust", "add", "--not-compared", "agency.card"] + Self.trust, in: folder)
        try await Task.sleep(for: .seconds(1.1))
        try CommandRun.done(
            ["identity", "revoke", "agency.id", "--reason", "lost", "--since", Self.now(-3600)]
                + ["--out", "revoked.json"], in: folder)
        try CommandRun.done(["trust", "add", "--not-compared", "revoked.json"] + Self.trust, in: folder)
        let show = try CommandRun.proffer(["request", "show", "request.json"] + Self.trust, in: folder)
        #expect(show.status == 77)
        #expect(show.text.replacing(#/\s+/#, with: " ").contains("valid, but not to be relied on"))
        let grant = try CommandRun.proffer(Story.grant() + Self.trust, in: folder)
        #expect(grant.status == 77 && grant.stderr.contains("revoked as of"), "\(grant.stderr)")
    }

    @Test("a lost key is revoked by the one that replaced it, and by no other (64, 65)")
    func lostKey() throws {
        let folder = try Story().folder
        try CommandRun.done(
            ["identity", "rotate", "owner.id", "--no-passphrase", "--out", "new.id"], in: folder)
        let revoke = ["identity", "revoke", "new.id", "--reason", "lost", "--card"]
        try CommandRun.done(revoke + ["owner.card", "--out", "revoked.json"], in: folder)
        let kept = try CommandRun.done(
            ["trust", "add", "--not-compared", "revoked.json", "--json"] + Self.trust, in: folder)
        #expect(try kept.json()["trusted"] as? Bool == false)
        let foreign = try CommandRun.proffer(revoke + ["agency.card", "--out", "x"], in: folder)
        #expect(foreign.status == 64 && foreign.stderr.contains("does not replace"))
        let late = try CommandRun.proffer(
            ["identity", "revoke", "owner.id", "--reason", "r", "--since", Self.now(3600), "--out", "x"],
            in: folder)
        #expect(late.status == 64)
        try road65(folder)
    }

    private func road65(_ folder: ScratchFolder) throws {
        let text = String(decoding: try folder.read("revoked.json"), as: UTF8.self)
        try folder.write(text.replacing(#/"sig":"../#, with: #""sig":"AA"#), as: "forged.json")
        let run = try CommandRun.proffer(
            ["trust", "add", "--not-compared", "forged.json"] + Self.trust, in: folder)
        #expect(run.status == 65, "\(run.stderr)")
    }
}
