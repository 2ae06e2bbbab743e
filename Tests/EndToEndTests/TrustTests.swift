import Peers
import Testing

@Suite("trust is a folder of cards, each added by hand")
struct TrustTests {
    private func fingerprint(_ file: String, in folder: ScratchFolder) throws -> String {
        let facts = try CommandRun.done(["identity", "show", file, "--json"], in: folder).json()
        return try #require((facts["card"] as? [String: Any])?["fingerprint"] as? String)
    }

    @Test("a request's signer is unknown until their card is trusted, and again after it is removed")
    func signer() throws {
        let folder = try Story().folder
        let show = ["request", "show", "request.json", "--trust", "trust"]
        func trusted() throws -> Bool? {
            let run = try CommandRun.proffer(show + ["--json"], in: folder)
            return (try run.json()["agency"] as? [String: Any])?["trusted"] as? Bool
        }
        let added = try CommandRun.done(
            ["trust", "add", "--not-compared", "agency.card", "--trust", "trust"], in: folder)
        #expect(added.text.contains("Compare the fingerprint"))
        #expect(try trusted() == true)
        #expect(try CommandRun.done(show, in: folder).text.contains("valid, signer trusted"))

        let digits = try fingerprint("agency.card", in: folder)
        try CommandRun.done(["trust", "remove", String(digits.prefix(8)), "--trust", "trust"], in: folder)
        #expect(try trusted() == false)
        let run = try CommandRun.proffer(show, in: folder)
        #expect(run.status == 77 && run.text.contains("valid, signer unknown"))
        #expect(run.text.hasPrefix("Who signed this request is not relied on: signer unknown"))
    }

    @Test("a beginning that two cards share removes neither")
    func ambiguous() throws {
        let folder = try ScratchFolder()
        // Seventeen cards and sixteen first digits: two begin the same.
        var count: [Character: Int] = [:]
        for number in 0..<17 {
            try CommandRun.done(
                [
                    "identity", "new", "--name", "N", "--role", "owner", "--no-passphrase", "--out",
                    "\(number)",
                ],
                in: folder)
            try CommandRun.done(["identity", "card", "\(number)", "--out", "\(number).card"], in: folder)
            let run = try CommandRun.done(["trust", "add", "--not-compared", "\(number).card"], in: folder)
            #expect(run.stderr.contains("another card in the name of “N”") == (number > 0))
            count[try #require(fingerprint("\(number).card", in: folder).first), default: 0] += 1
        }
        let shared = try #require(count.first { $0.value > 1 }).key
        #expect(try CommandRun.proffer(["trust", "remove", String(shared)], in: folder).status == 64)
        let list = try CommandRun.done(["trust", "list", "--json"], in: folder).json()
        #expect((list["cards"] as? [Any])?.count == 17)
    }

    @Test("the folder is --trust, else $PROFFER_TRUST, else under $XDG_DATA_HOME, else under the home")
    func places() throws {
        let folder = try ScratchFolder()
        let home = folder.url.path
        func place(_ environment: [String: String], _ more: [String] = []) throws -> String? {
            let run = try CommandRun.done(
                ["trust", "list", "--json"] + more, in: folder, environment: environment)
            return try run.json()["trust"] as? String
        }
        #expect(try place([:]) == "\(home)/.local/share/proffer/trust")
        #expect(try place(["XDG_DATA_HOME": "/data"]) == "/data/proffer/trust")
        #expect(try place(["XDG_DATA_HOME": "relative"]) == "\(home)/.local/share/proffer/trust")
        #expect(try place(["XDG_DATA_HOME": "/data", "PROFFER_TRUST": "mine"]) == "mine")
        #expect(try place(["PROFFER_TRUST": "mine"], ["--trust", "here"]) == "here")
    }

    @Test("what lies in the folder and is no card is named")
    func unusable() throws {
        let folder = try Story().folder
        try CommandRun.done(["trust", "add", "--not-compared", "agency.card", "--trust", "."], in: folder)
        let run = try CommandRun.done(["request", "show", "request.json", "--trust", "."], in: folder)
        #expect(run.stderr.contains("note: not trusted: ./request.json"))
        #expect(run.text.contains("valid, signer trusted"))
    }
}
