import Foundation
import Peers
import Testing

@Suite("a signer who is unknown is never passed over, by any command that reads a statement")
struct UnknownSignerTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        /// Where the JSON says it: keys from the outside in, ending at what names the signer's standing.
        let path: [String]

        var testDescription: String { arguments.prefix(2).joined(separator: " ") }
    }

    static let cases: [Case] = [
        Case(arguments: ["request", "show", "request.json"], path: ["agency", "standing"]),
        Case(arguments: ["consent", "show", "consent.json"], path: ["standing"]),
        Case(arguments: ["consent", "show", "revocation.json"], path: ["standing"]),
        Case(arguments: Story.grant(out: "NEW"), path: ["requester", "standing"]),
        Case(
            arguments: [
                "consent", "decline", "--request", "request.json", "--identity", "owner.id", "--out", "APART",
            ], path: ["requester", "standing"]),
        Case(
            arguments: [
                "consent", "preview", "--request", "request.json", "--identity", "owner.id", "--footage",
                Road.samples,
            ], path: ["requester", "standing"]),
        Case(
            arguments: ["footage", "match", "--request", "request.json", Road.samples],
            path: ["requester", "standing"]),
        Case(arguments: Road.seal(out: "NEW"), path: ["requester", "standing"]),
        Case(arguments: ["verify", "bundle.tar"], path: ["signer is known"]),
        Case(arguments: Road.verifyWithKey, path: ["requester is known"]),
        Case(
            arguments: ["open", "bundle.tar", "--identity", "reader.id", "--into", "NEW"],
            path: ["report", "requester is known"]),
    ]

    /// What the JSON says at a path; the last part may be the name of a check.
    private func said(_ json: [String: Any], _ path: [String]) -> String? {
        var here = json
        for key in path.dropLast() { here = here[key] as? [String: Any] ?? [:] }
        guard let last = path.last else { return nil }
        if let word = here[last] as? String { return word }
        let checks = here["checks"] as? [[String: Any]] ?? []
        return checks.first { $0["name"] as? String == last }?["result"] as? String
    }

    @Test("it is said in words and in JSON, and no longer once the card is trusted")
    func table() throws {
        let road = try Road()
        let folder = road.folder
        try CommandRun.done(
            [
                "consent", "revoke", "--consent", "consent.json", "--identity", "owner.id", "--out",
                "elsewhere-revocation.json",
            ], in: folder)
        // Beside the consent this and the decline would stop the seal.
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "apart"), withIntermediateDirectories: true)
        try FileManager.default.moveItem(
            atPath: folder.path("elsewhere-revocation.json"), toPath: folder.path("apart/revocation.json"))
        for card in ["owner.card", "agency.card", "reader.card"] {
            try CommandRun.done(["trust", "add", "--not-compared", card, "--trust", "everybody"], in: folder)
        }
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "nobody"), withIntermediateDirectories: true)
        var number = 0
        func run(_ arguments: [String], _ more: [String]) throws -> CommandRun {
            number += 1
            let names = [
                "NEW": "new-\(number)", "APART": "apart/new-\(number)",
                "revocation.json": "apart/revocation.json",
            ]
            let arguments = arguments.map { names[$0] ?? $0 }
            return try CommandRun.proffer(arguments + more, in: folder)
        }
        for each in Self.cases {
            let text = try run(each.arguments, ["--trust", "nobody"])
            let words = (text.text + text.stderr).replacing(#/\s+/#, with: " ")
            #expect(words.contains("unknown"), "\(each): \(words)")
            let json = try run(each.arguments, ["--trust", "nobody", "--json"])
            let standing = said(try json.json(), each.path)
            #expect(["unknown", "not_checked"].contains(standing), "\(each): \(standing ?? "nothing")")

            let known = try run(each.arguments, ["--trust", "everybody", "--json"])
            #expect(known.status == 0, "\(each): \(known.stderr)")
            #expect(!known.stderr.contains("not relied on"), "\(each): \(known.stderr)")
            #expect(["trusted", "ok"].contains(said(try known.json(), each.path)), "\(each)")
        }
    }
}
