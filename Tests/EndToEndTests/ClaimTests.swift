import Foundation
import Peers
import Testing

@Suite("a file given in the wrong place, or changed, is called what it says it is")
struct ClaimTests {
    /// Changes a byte of what was signed, as a carrier could.
    private static func tamper(_ file: String, as out: String, in folder: ScratchFolder) throws {
        try Peer.pythonScript(
            """
            import base64, json, sys
            envelope = json.load(open(sys.argv[1]))
            body = base64.b64decode(envelope["payload"]).replace(b'"issued":"20', b'"issued":"21')
            envelope["payload"] = base64.b64encode(body).decode()
            json.dump(envelope, open(sys.argv[2], "w"))
            """, [file, out], in: folder)
    }

    @Test("with whether it holds as that, and what was expected; exit code 65")
    func claims() throws {
        let folder = try Story().folder
        try CommandRun.done(
            [
                "request", "counter", "--request", "request.json", "--identity", "owner.id", "--out",
                "offer.json",
            ]
                + ["--cameras", "1"], in: folder)
        try CommandRun.done(Story.grant(), in: folder)
        try CommandRun.done(
            [
                "consent", "revoke", "--consent", "consent.json", "--identity", "owner.id", "--out",
                "taken.json",
            ],
            in: folder)
        try FileManager.default.createDirectory(
            atPath: folder.path("bad"), withIntermediateDirectories: false)
        for file in ["request.json", "offer.json", "consent.json", "taken.json"] {
            try Self.tamper(file, as: "bad/\(file)", in: folder)
        }
        let changed = "it was changed after it was signed"
        let cases: [(arguments: [String], says: [String], not: String?)] = [
            (
                ["request", "show", "bad/offer.json"], ["the counter-offer cannot be used", changed],
                "request"
            ),
            (
                ["consent", "show", "bad/taken.json"], ["the revocation cannot be used", changed],
                "consent can"
            ),
            (["request", "show", "bad/request.json"], ["the request cannot be used", changed], nil),
            (
                ["request", "show", "bad/consent.json"],
                ["it says it is a consent", changed, "a request or a counter-offer is needed here"], nil
            ),
            (["request", "lint", "bad/offer.json"], ["it says it is a counter-offer", changed], nil),
            (
                ["consent", "show", "request.json"],
                ["this is a request", "a consent or its revocation is needed"], nil
            ),
            (
                [
                    "consent", "decline", "--request", "bad/taken.json", "--identity", "owner.id", "--out",
                    "x",
                ],
                ["it says it is the revocation of a consent", changed, "a request is needed here"], nil
            ),
            (
                Story.grant(request: "offer.json", out: "x"),
                ["this is a counter-offer; a request is needed"],
                nil
            ),
            (
                ["trust", "add", "--not-compared", "bad/consent.json"], ["it says it is a consent", changed],
                nil
            ),
        ]
        for (arguments, says, not) in cases {
            let run = try CommandRun.proffer(arguments, in: folder)
            #expect(run.status == 65, "\(arguments): \(run.stderr)")
            for text in says { #expect(run.stderr.contains(text), "\(arguments): \(run.stderr)") }
            if let not { #expect(!run.stderr.contains("the \(not)"), "\(arguments): \(run.stderr)") }
            #expect(run.stderr.split(separator: "\n").filter { $0.hasPrefix("proffer:") }.count == 1)
        }
    }
}
