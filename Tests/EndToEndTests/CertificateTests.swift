import Foundation
import Peers
import Testing

@Suite("an agency's card may carry certificates, which count under roots a person chose")
struct CertificateTests {
    /// A story whose agency has certificates for its key, and signed `request.json` with them on its card.
    private struct Certified {
        let story: Story
        let authority: CertificateAuthority
        var folder: ScratchFolder { story.folder }

        init(section: String = "signer", subject: String? = nil, clock: String? = nil, days: Int = 30) throws
        {
            story = try Story()
            authority = try CertificateAuthority(clock: clock)
            let folder = story.folder
            try CommandRun.done(
                ["identity", "request-certificate", "agency.id", "--out", "agency.csr"], in: folder)
            try folder.write(
                try authority.certify(
                    try folder.read("agency.csr"), section: section, days: days, subject: subject),
                as: "chain.pem")
            try CommandRun.done(
                ["identity", "certify", "agency.id", "--certificates", "chain.pem", "--no-passphrase"]
                    + ["--out", "certified.id"], in: folder)
            try FileManager.default.moveItem(
                atPath: folder.path("agency.id"), toPath: folder.path("plain.id"))
            try FileManager.default.moveItem(
                atPath: folder.path("certified.id"), toPath: folder.path("agency.id"))
            try CommandRun.done(Story.request() + ["--force"], in: folder)
        }

        func agency(_ more: [String] = []) throws -> [String: Any] {
            let run = try CommandRun.done(["request", "show", "request.json", "--json"] + more, in: folder)
            return try #require(try run.json()["agency"] as? [String: Any])
        }

        var roots: [String] { ["--x509-roots", authority.root] }
    }

    @Test("who chose its root knows the agency through it, told apart from trust by hand; nobody else does")
    func known() throws {
        let certified = try Certified()
        let folder = certified.folder
        let known = try certified.agency(certified.roots)
        #expect(known["standing"] as? String == "certified")
        #expect(known["trusted"] as? Bool == false)
        #expect(known["root"] as? String == "CN=Root of the state")
        let text = try CommandRun.done(["request", "show", "request.json"] + certified.roots, in: folder).text
            .replacing(#/\s+/#, with: " ")
        #expect(text.contains("known through a certificate of CN=Root of the state, as CN=Maria Keller"))
        #expect(!text.contains("signer trusted") && !text.contains("signer unknown"))
        let grant = try CommandRun.done(Story.grant() + certified.roots, in: folder)
        #expect(!grant.stderr.contains("not relied on here"))

        let without = try certified.agency()
        #expect(without["standing"] as? String == "unknown")
        #expect((without["reason"] as? String)?.contains("comes with the card, and was not checked") == true)
        let other = try CertificateAuthority("Another root")
        let foreign = try certified.agency(["--x509-roots", other.root])
        #expect(foreign["standing"] as? String == "unknown")
        #expect((foreign["reason"] as? String)?.contains("unable to get") == true)
    }

    @Test("the fingerprint stays, and a card trusted by hand stays trusted")
    func fingerprint() throws {
        let certified = try Certified()
        try CommandRun.done(
            ["trust", "add", "--not-compared", "agency.card", "--trust", "trust"], in: certified.folder)
        #expect(try certified.agency(["--trust", "trust"])["standing"] as? String == "trusted")
        try CommandRun.done(
            ["identity", "card", "plain.id", "--certificates", "chain.pem", "--out", "one.card"],
            in: certified.folder)
        try CommandRun.done(["identity", "card", "agency.id", "--out", "two.card"], in: certified.folder)
        #expect(try certified.folder.read("one.card") == certified.folder.read("two.card"))
        let added = try CommandRun.done(
            ["trust", "add", "--not-compared", "one.card", "--trust", "new", "--json"] + certified.roots,
            in: certified.folder)
        #expect(try added.json()["root"] as? String == "CN=Root of the state")
    }

    @Test("a certificate for another name does not vouch for the name on the card")
    func anotherName() throws {
        let certified = try Certified(subject: "/CN=Somebody Else")
        let agency = try certified.agency(certified.roots)
        #expect(agency["standing"] as? String == "unknown")
        #expect((agency["reason"] as? String)?.contains("another name") == true)
    }

    @Test("a certificate that may not sign, or had run out when the request was signed, does not vouch")
    func notUsable() throws {
        let agreement = try Certified(section: "agreement")
        let use = try agreement.agency(agreement.roots)
        #expect((use["reason"] as? String)?.contains("keyUsage") == true)
        let expired = try Certified(clock: "-100d", days: 30)
        let age = try expired.agency(expired.roots)
        #expect((age["reason"] as? String)?.contains("expired") == true, "\(age)")
    }

    @Test("revocation lists are heeded, and one that is missing or has run out is named")
    func lists() throws {
        let certified = try Certified()
        let (folder, authority) = (certified.folder, certified.authority)
        func agency(_ lists: [UInt8]) throws -> (String?, String) {
            try folder.write(lists, as: "lists.pem")
            let agency = try certified.agency(certified.roots + ["--crl", "lists.pem"])
            return (agency["standing"] as? String, agency["reason"] as? String ?? "")
        }
        #expect(try agency(try authority.revocationLists()).0 == "certified")
        #expect(
            try agency(try authority.revocationLists(ofRoot: false)).1.contains(
                "unable to get certificate CRL"))
        try authority.revoke()
        let revoked = try agency(try authority.revocationLists())
        #expect(revoked.0 == "unknown" && revoked.1.contains("revoked"))
    }

    @Test("verify names the root in what is proven of a request")
    func verify() throws {
        let certified = try Certified()
        let folder = certified.folder
        try CommandRun.done(
            Story.grant(["--camera", "front-door", "--from", Road.from, "--to", Road.to]), in: folder)
        try CommandRun.done(Road.seal(), in: folder)
        let run = try CommandRun.done(Road.verifyWithKey + ["--json"] + certified.roots, in: folder)
        let checks = try #require(try run.json()["checks"] as? [[String: Any]])
        #expect(checks.first { $0["name"] as? String == "requester is known" }?["result"] as? String == "ok")
        let proven = try run.sentences(of: "requester_certified", in: "proven")
        #expect(proven.contains { $0.contains("known through a certificate of CN=Root of the state") })
    }

    @Test("certificates of another key, what are none, lists without roots: refused, and nothing is written")
    func refused() throws {
        let certified = try Certified()
        let folder = certified.folder
        let before = try folder.names()
        for (arguments, status) in [
            (["identity", "card", "owner.id", "--certificates", "chain.pem", "--out", "x"], 65),
            (
                [
                    "identity", "certify", "owner.id", "--certificates", "chain.pem", "--no-passphrase",
                    "--out", "x",
                ], 65
            ),
            (["identity", "card", "agency.id", "--certificates", "request.json", "--out", "x"], 65),
            (["identity", "certify", "agency.id", "--no-passphrase", "--out", "x"], 64),
            (["request", "show", "request.json", "--crl", "chain.pem"], 64),
            (["request", "show", "request.json", "--x509-roots", "request.json"], 65),
            (["request", "show", "request.json", "--x509-roots", "chain.pem", "--crl", "chain.pem"], 65),
        ] as [([String], Int32)] {
            let run = try CommandRun.proffer(arguments, in: folder)
            #expect(run.status == status, "\(arguments): \(run.stderr)")
        }
        #expect(try folder.names() == before)
    }
}
