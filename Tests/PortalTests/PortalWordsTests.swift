import Desk
import Foundation
import Outcomes
import Peers
import Portal
import Starts
import Statements
import Testing

@Suite("The words of the page: one table, complete in each language")
struct PortalWordsTests {
    private static let folder = Repository.root.appending(path: "Sources/Portal")

    private static func files(_ ending: String) throws -> [(name: String, text: String)] {
        let names = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap {
            $0 as? String
        }
        return try names.filter { $0.hasSuffix(ending) }.map {
            ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
        }
    }

    @Test("every key has words in every language, and no other")
    func complete() {
        #expect(PortalWords.table.count > 100)
        let languages = Set(PortalWords.Language.allCases.map(\.rawValue))
        for (key, words) in PortalWords.table {
            #expect(Set(words.keys) == languages, "\(key)")
            #expect(words.values.allSatisfy { !$0.isEmpty }, "\(key)")
        }
    }

    @Test("the languages of a key name the same places for values")
    func places() {
        for (key, words) in PortalWords.table {
            let places = words.mapValues { Set($0.matches(of: /\{[a-z]+\}/).map { String($0.output) }) }
            #expect(Set(places.values).count == 1, "\(key): \(places)")
        }
    }

    @Test("what is counted has words for one, which count nothing")
    func one() {
        // These are never one.
        let several: Set = [
            "common.idle", "key.passphrase-hint", "key.short-passphrase", "restore.missing", "unlock.lead",
        ]
        for (key, words) in PortalWords.table where !several.contains(key) {
            guard words["en"]?.contains(/\{(count|minutes)\} [a-z]/) == true else { continue }
            let one = PortalWords.table["\(key)-one"]
            #expect(one != nil, "\(key)")
            #expect(one?.values.allSatisfy { !$0.contains(/\{(count|minutes)\}/) } != false, "\(key)")
        }
        let words = PortalWords(.english)
        #expect(words("cameras.files", ["count": "1"]) == "one video")
        #expect(words("cameras.files", ["count": "2"]) == "2 videos")
    }

    @Test("every key that a template or the program names is in the table")
    func named() throws {
        var found = 0
        for (name, text) in try Self.files(".mustache") {
            for match in text.matches(of: /\{\{w\.([a-z_.0-9-]+)\}\}/) {
                found += 1
                #expect(PortalWords.table[String(match.output.1)] != nil, "\(name): \(match.output.1)")
            }
        }
        for (name, text) in try Self.files(".swift") {
            for match in text.matches(of: /words[\[(]"([a-z_-]+\.[a-z_-]+)"/) {
                found += 1
                #expect(PortalWords.table[String(match.output.1)] != nil, "\(name): \(match.output.1)")
            }
        }
        #expect(found > 100)
    }

    @Test("what is wrong with a field is said at that field")
    func wrong() throws {
        let kept = try #require(Self.files("KeptForms.swift").first).text
        let templates = try Self.files(".mustache").map(\.text)
        let pairs = kept.matches(of: /"([a-z]+\.[a-z-]+)": "([a-z]+)"/)
        #expect(pairs.count > 10)
        for pair in pairs {
            let (key, field) = (String(pair.output.1), String(pair.output.2))
            #expect(PortalWords.table[key] != nil, "\(key)")
            let isSaid = templates.contains {
                $0.contains("id=\"\(field)\"") && $0.contains("{{#wrong.\(field)}}<span class=\"wrong\"")
            }
            #expect(isSaid, "\(key): \(field)")
        }
    }

    @Test(
        "no template has words of its own, but the name of the program",
        arguments: Pages.templates.keys.sorted())
    func none(_ name: String) throws {
        var text = String(decoding: try #require(Pages.templates[name]), as: UTF8.self)
        for attribute in ["aria-label", "alt", "title", "placeholder"] {
            #expect(!text.contains(try Regex("\(attribute)=\"[^\"{]*[A-Za-z]")), "\(attribute)")
        }
        text = text.replacing(/<style>[\s\S]*?<\/style>/, with: " ").replacing(
            /\{\{\{?[^}]*\}?\}\}/, with: " "
        )
        .replacing(/<[^>]*>/, with: " ").replacing(/&[a-z]+;/, with: " ").replacing("Proffer", with: " ")
        #expect(!text.contains(/[A-Za-z]/), "\(text)")
    }

    @Test("whatever the desk can say has words: each kind of file, rule, role, and error")
    func desk() {
        let keys =
            FileNature.allCases.flatMap { ["nature.\($0.rawValue)", "nature.\($0.rawValue)-todo"] }
            + RequestLinter.ruleNames.flatMap { ["finding.\($0)", "finding.\($0)-todo"] }
            + Role.allCases.map { "role.\($0.rawValue)" }
            + Finding.Weight.allCases.map { "finding.\($0.rawValue)" }
            + StartToAsk.codes.map { "question.\($0)" } + StartToAsk.answers.map { "answer.\($0)" }
            + RecorderKind.allCases.map { "recorder.\($0.rawValue)" }
            + DeskError.Kind.allCases.flatMap { ["problem.\($0.rawValue)", "problem.\($0.rawValue)-todo"] }
        for key in keys { #expect(PortalWords.table[key] != nil, "\(key)") }
    }

    @Test("whatever is missing or next has words: each step, and each reason why time or a file is not there")
    func reasons() {
        var keys: [String] = []
        for step in CaseStep.allCases where step != .done && step != .expired {
            keys.append("next.\(step.rawValue)")
        }
        for code in MissingTime.codes { keys.append("gap.\(code)") }
        for subject in MissingTime.subjects { keys.append("missing.\(subject)") }
        for code in RecordedCameras.Unreadable.codes { keys.append("unreadable.\(code)") }
        for key in keys { #expect(PortalWords.table[key] != nil, "\(key)") }
    }

    @Test(
        "the language is the one that the person chose, or the first of those their browser names",
        arguments: [
            ("", nil, "en"), ("es-MX,es;q=0.9,en;q=0.8", nil, "es"), ("de-DE,de;q=0.9,es;q=0.5", nil, "es"),
            ("en;q=0.1,es;q=0.2", nil, "es"), ("es;q=0,en", nil, "en"), ("fr", nil, "en"),
            ("es-ES", "en", "en"),
            ("en-US", "es", "es"), ("en", "xx", "en"),
        ] as [(String, String?, String)])
    func language(_ header: String, _ chosen: String?, _ expected: String) {
        #expect(PortalWords(accepted: header, chosen: chosen).language.rawValue == expected)
    }

    @Test("no word of the trade stands unexplained", arguments: PortalWords.Language.allCases)
    func plain(_ language: PortalWords.Language) {
        // What `docs/glossary.md` explains to those whose trade it is.
        let trade = [
            "dsse", "scrypt", "ed25519", "sha-256", "envelope", "payload", "derivative", "master", "keyframe",
            "ciphertext", "recipient", "metadata",
        ]
        for (key, words) in PortalWords.table {
            let text = (words[language.rawValue] ?? "").lowercased()
            for word in trade {
                #expect(!text.contains(word), "\(key): \(word)")
            }
        }
    }
}
