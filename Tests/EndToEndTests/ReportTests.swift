import Foundation
import Peers
import Testing

@Suite("Reports")
struct ReportTests {
    private static func report(_ out: String, _ more: [String] = []) -> [String] {
        ["report", "bundle.tar", "--identity", "reader.id", "--out", out] + more
    }

    private static func text(of pdf: String, in folder: ScratchFolder) throws -> String {
        try Peer.run("pdftotext", ["-layout", pdf, "-"], in: folder).text
    }

    @Test(
        "the page says who asked, what was agreed, every check and its meaning, and every hash; the PDF says the same"
    )
    func complete() throws {
        let road = try Road()
        for out in ["report.html", "report.pdf"] { try CommandRun.done(Self.report(out), in: road.folder) }
        try CommandRun.done(Road.open, in: road.folder)
        let html = String(decoding: try road.folder.read("report.html"), as: UTF8.self)
        let pdf = try Self.text(of: "report.pdf", in: road.folder)
        let hashes = try Road.objects(openedIn: road.folder).compactMap { $0["sha256"] as? String }
        #expect(hashes.count == 3)
        // Where a line may end within a hash, the page has a tag.
        let words = html.replacing(/<[^>]*>/, with: "")
        // In a narrow column a hash takes two lines.
        let letters = pdf.filter { !$0.isWhitespace }
        for hash in hashes {
            #expect(words.contains(hash))
            #expect(letters.contains(hash.prefix(32)))
        }
        let checks = try CommandRun.done(Road.verifyWithKey + ["--json"], in: road.folder).json()["checks"]
        for name in try #require(checks as? [[String: Any]]).compactMap({ $0["name"] as? String }) {
            let escaped = name.replacingOccurrences(of: "'", with: "&#39;")
            // Once where it was made, once where it is explained.
            #expect(html.components(separatedBy: ">\(escaped)<").count == 3, "\(name)")
        }
        for words in [
            "Maria Keller", "Dana Whitfield", "Tom Okafor", "A parked car was struck", "26-0417", "12 Elm St",
            "No custody file was given", "libavcodec", "That the scene was real and not staged.",
        ] {
            #expect(html.contains(words), "\(words)")
            #expect(pdf.contains(words), "\(words)")
        }
    }

    @Test("the page fetches nothing and runs nothing, and its contact sheet has pictures of every clip")
    func selfContained() throws {
        let road = try Road()
        try CommandRun.done(Self.report("report.html"), in: road.folder)
        let found = try Peer.pythonScript(
            """
            import base64, html.parser, json
            class Page(html.parser.HTMLParser):
                def __init__(self):
                    super().__init__()
                    self.outside, self.scripts, self.pictures, self.open, self.captions = [], 0, [], [], []
                def handle_starttag(self, tag, attributes):
                    for name, value in attributes:
                        if name in ("src", "href") and not value.startswith("data:image/"): self.outside.append(value)
                        if name.startswith("on"): self.scripts += 1
                        if name == "src" and value.startswith("data:image/jpeg;base64,"):
                            self.pictures.append(base64.b64decode(value.split(",")[1])[:3].hex())
                    if tag in ("script", "link", "iframe", "object"): self.scripts += 1
                    self.open.append(tag)
                def handle_endtag(self, tag):
                    while self.open and self.open.pop() != tag: pass
                def handle_data(self, data):
                    if "figcaption" in self.open: self.captions.append(data)
            page = Page()
            page.feed(open("report.html", encoding="utf-8").read())
            print(json.dumps(vars(page) | {"open": []}, default=str))
            """, in: road.folder
        ).json()
        #expect((found["outside"] as? [String])?.isEmpty == true)
        #expect(found["scripts"] as? Int == 0)
        let pictures = try #require(found["pictures"] as? [String])
        #expect(pictures.count >= 12 && pictures.allSatisfy { $0 == "ffd8ff" })
        let captions = try #require(found["captions"] as? [String]).joined()
        for clip in [
            "0001-front-door-lead-in.mp4", "0002-front-door-master.mp4", "0003-front-door-lead-out.mp4",
        ] {
            #expect(captions.contains(clip))
        }
    }

    @Test("what nobody checked is said to be the word of who sealed, or of the owner")
    func words() throws {
        let road = try Road()
        try CommandRun.done(Self.report("report.html"), in: road.folder)
        let html = String(decoding: try road.folder.read("report.html"), as: UTF8.self)
        for words in [
            "by the clock of who sealed", "seal the bundle, by its own account",
            "What follows of them is the word of who sealed",
            "in the farthest picture, by the word of who sealed",
        ] {
            #expect(html.contains(words), "\(words)")
        }
    }

    @Test("what a stranger wrote is shown and does nothing")
    func hostile() throws {
        let story = try Story()
        let purpose = "<script>alert(1)</script> & \"x\" \u{202E}evil"
        try CommandRun.done(Story.request(purpose: purpose, out: "hostile.json"), in: story.folder)
        try CommandRun.done(
            Story.grant(
                ["--camera", "driveway", "--from", Road.from, "--to", Road.to], request: "hostile.json"),
            in: story.folder)
        try CommandRun.done(Road.seal(request: "hostile.json"), in: story.folder)
        try CommandRun.done(Self.report("report.html"), in: story.folder)
        let html = String(decoding: try story.folder.read("report.html"), as: UTF8.self)
        #expect(!html.contains("<script") && !html.contains("\u{202E}"))
        #expect(
            html.replacing("<wbr>", with: "").contains(
                "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot; \\u{202E}evil"))
    }

    @Test("only the owner of the file may read it, and one that is there is not replaced unasked (73)")
    func permissions() throws {
        let road = try Road()
        try CommandRun.done(Self.report("report.html"), in: road.folder)
        let file = road.folder.url.appending(path: "report.html").path
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
        #expect(try CommandRun.proffer(Self.report("report.html"), in: road.folder).status == 73)
        #expect(try CommandRun.proffer(Self.report("report.docx"), in: road.folder).status == 64)
        #expect(try CommandRun.proffer(Self.report("report.txt"), in: road.folder).status == 64)
    }

    @Test(
        "of a bundle that was tampered with, the report shows no picture and says that it does not hold (1)")
    func tampered() throws {
        let road = try Road()
        var bytes = try road.folder.read("bundle.tar")
        // A letter of bag-info.txt: what is inside can still be read.
        let needle = Array("Bagging-Date: 20".utf8)
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: needle) })
        bytes[place + needle.count] ^= 1
        try road.folder.write(bytes, as: "bundle.tar")
        #expect(try CommandRun.proffer(Self.report("report.html"), in: road.folder).status == 1)
        let html = String(decoding: try road.folder.read("report.html"), as: UTF8.self)
        #expect(html.contains("DOES NOT HOLD") && html.contains("NOT to be relied on"))
        #expect(!html.contains("data:image/jpeg"))
        let draft = try CommandRun.proffer(
            Self.report("certification.txt", ["--certification", "14"]), in: road.folder)
        #expect(draft.status == 1)
        #expect(try !road.folder.names().contains("certification.txt"))
    }

    @Test("CASE's own validator accepts the graph, and the bundle's nodes are the same the next time")
    func graph() throws {
        let road = try Road()
        for out in ["one.jsonld", "two.jsonld"] { try CommandRun.done(Self.report(out), in: road.folder) }
        let validator = try Peer.python().deletingLastPathComponent().appending(path: "case_validate")
        let verdict = try CommandRun.run(validator, ["--abort", "one.jsonld"], in: road.folder)
        #expect(verdict.status == 0, "\(verdict.text)\(verdict.stderr)")
        #expect(verdict.text.contains("Conforms: True"))
        let found = try Peer.pythonScript(
            """
            import json
            one, two = (json.load(open(name))["@graph"] for name in ("one.jsonld", "two.jsonld"))
            files = [node for node in one if node["@type"] == "uco-observable:File"]
            same = {node["@id"] for node in one} & {node["@id"] for node in two}
            actions = [node for node in one if str(node["@type"]).endswith("InvestigativeAction")]
            print(json.dumps({
                "files": len(files), "stable": all(node["@id"] in same for node in files),
                "fresh": sum(node["@id"] not in same for node in actions), "actions": len(actions),
                "hashes": [node["uco-types:hashValue"]["@value"] for node in one if node["@type"] == "uco-types:Hash"],
            }))
            """, in: road.folder
        ).json()
        // The bundle, one recording, three clips.
        #expect(found["files"] as? Int == 5)
        #expect(found["stable"] as? Bool == true)
        #expect(found["actions"] as? Int == 3)
        #expect(found["fresh"] as? Int == 2)
        let sum = try Peer.run("sha256sum", ["bundle.tar"], in: road.folder).text.prefix(64)
        #expect((found["hashes"] as? [String])?.contains(String(sum)) == true)
    }

    @Test(
        "a certification is a draft with the person, the tool and the hashes filled in, and nobody's signature",
        arguments: ["13", "14"])
    func certification(rule: String) throws {
        let road = try Road()
        for out in ["draft.txt", "draft.pdf", "draft.html"] {
            try CommandRun.done(Self.report(out, ["--certification", rule]), in: road.folder)
        }
        let text = String(decoding: try road.folder.read("draft.txt"), as: UTF8.self)
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for fact in [
            "DRAFT, NOT SIGNED", "902(\(rule))", "I am Tom Okafor, [title]",
            "proffer \(try version(in: road.folder))",
            "SHA-256", "under penalty of perjury", "reasonable written notice", "0002-front-door-master.mp4",
            try Peer.run("sha256sum", ["bundle.tar"], in: road.folder).text.prefix(64).description,
        ] { #expect(words.contains(fact), "\(fact)") }
        #expect(words.contains("When each recording starts is the statement of whoever sealed."))
        if rule == "14" {
            // What no check of this run showed is not sworn to.
            #expect(
                words.contains(
                    "By the record in it, the statement of whoever sealed it, the clips called originals hold a copy of parts of"
                )
            )
            #expect(words.contains("I did not have these files"))
            #expect(words.contains("is the statement of whoever sealed"))
            #expect(
                words.components(separatedBy: "the file “").count == 3,
                "the bundle and one recording, and no other file")
        }
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 90 })
        #expect(try Self.text(of: "draft.pdf", in: road.folder).contains("DRAFT, NOT SIGNED"))
    }

    private func version(in folder: ScratchFolder) throws -> String {
        String(try CommandRun.done(["--version"], in: folder).text.prefix { $0 != "\n" })
    }

    @Test("who is no recipient gets no report (77)")
    func stranger() throws {
        let road = try Road()
        let run = try CommandRun.proffer(
            ["report", "bundle.tar", "--identity", "agency.id", "--out", "report.html"], in: road.folder)
        #expect(run.status == 77)
        #expect(try !road.folder.names().contains("report.html"))
    }
}
