import Foundation
import Peers
import Testing

@Suite("seal --timestamp")
struct SealTimestampTests {
    private static func verdict(_ run: CommandRun, _ name: String) throws -> (result: String?, reason: String)
    {
        let checks = try #require(try run.json()["checks"] as? [[String: Any]])
        let check = try #require(checks.first { $0["name"] as? String == name })
        return (check["result"] as? String, check["reason"] as? String ?? "")
    }

    @Test("has the seal stamped, and verify --tsa-roots proves it without a key, with one, and open goes on")
    func road() throws {
        let authority = try TimestampAuthority()
        let road = try Road(sealed: false)
        let folder = road.folder
        let sealed = try TimestampServer.asked(of: authority) { url in
            try CommandRun.done(Road.seal() + ["--timestamp", url, "--json"], in: folder)
        }
        let said = try #require(try sealed.json()["timestamp"] as? [String: Any])
        #expect(said["authority"] as? String == "CN=Clock of the tests")
        let roots = ["--tsa-roots", authority.root]
        let keyless = try CommandRun.done(["verify", "bundle.tar", "--json"] + roots, in: folder)
        #expect(try Self.verdict(keyless, "timestamp").result == "ok")
        #expect(try keyless.sentences(of: "sealed_no_later_than").count == 1)
        let text = try CommandRun.done(["verify", "bundle.tar"] + roots, in: folder).text
        #expect(text.replacing("\n", with: " ").contains("by the word of CN=Clock of the tests"))
        let keyed = try CommandRun.done(Road.verifyWithKey + ["--json"] + roots, in: folder)
        #expect(try Self.verdict(keyed, "consent held at the time of the timestamp").result == "ok")
        try CommandRun.done(Road.open, in: folder)
    }

    @Test("a timestamp from after the consent expired is named: only the owner says it was sealed in time")
    func expired() throws {
        let authority = try TimestampAuthority(days: 90, clock: "+40d")
        let road = try Road(sealed: false)
        try TimestampServer.asked(of: authority) { url in
            _ = try CommandRun.done(Road.seal() + ["--timestamp", url], in: road.folder)
        }
        let later = try CommandRun.run(
            try Peer.program("faketime"),
            ["-f", "+41d", try CommandRun.binary().path] + Road.verifyWithKey + ["--json"]
                + ["--tsa-roots", authority.root], in: road.folder)
        #expect(try Self.verdict(later, "timestamp").result == "ok")
        let consent = try Self.verdict(later, "consent held at the time of the timestamp")
        #expect(consent.result == "not_checked")
        #expect(consent.reason.contains("expired on"))
    }

    @Test(
        "where the authority does not answer, or badly, nothing is written (74), and it is said what else can be done"
    )
    func noAnswer() throws {
        let road = try Road(sealed: false)
        // Foundation makes empty folders for its caches in the home, which here is the same folder.
        // Beside the identity lies how far its journal went, as that a seal was begun is noted.
        func names() throws -> Set<String> {
            try road.folder.names().filter { !$0.hasPrefix(".") && !$0.hasSuffix(".head") }
        }
        let before = try names()
        let authority = try TimestampAuthority()
        try TimestampServer.asked(of: authority) { url in
            for address in ["http://127.0.0.1:9/", url + "broken"] {
                let run = try CommandRun.proffer(
                    Road.seal() + ["--timestamp", address], in: road.folder)
                #expect(run.status == 74, "\(run.stderr)")
                #expect(run.stderr.contains("hint: nothing was written; without --timestamp"))
            }
        }
        #expect(try names() == before)
        let address = try CommandRun.proffer(Road.seal() + ["--timestamp", "file:///x"], in: road.folder)
        #expect(address.status == 64)
    }

    @Test("what the authority's address says of a user or a key is in no message")
    func secrets() throws {
        let road = try Road(sealed: false)
        let run = try CommandRun.proffer(
            Road.seal() + ["--timestamp", "http://127.0.0.1:9/tsa?key=hunter3"], in: road.folder)
        #expect(run.status == 74)
        #expect(!run.stderr.contains("hunter"), "\(run.stderr)")
        // A name or password would be sent to nobody, and every user of the machine has seen it.
        let named = try CommandRun.proffer(
            Road.seal() + ["--timestamp", "http://dana:hunter2@127.0.0.1:9/"], in: road.folder)
        #expect(named.status == 64)
        #expect(!named.stderr.contains("hunter"), "\(named.stderr)")
    }
}
