import CustodyDesk
import Foundation
import Outcomes
import Peers
import Statements
import Testing

@Suite("A passphrase is the same however it came")
struct PassphraseTests {
    private let folder: ScratchFolder
    init() throws { folder = try ScratchFolder() }

    /// Somebody who answers in order, and what they were asked.
    private final class Person {
        var answers: [String]
        private(set) var asked: [PassphraseSource.Question] = []
        private(set) var notes: [Note] = []
        init(_ answers: [String]) { self.answers = answers }

        func source(file: String? = nil) -> PassphraseSource {
            PassphraseSource(
                file: file,
                asking: { question throws(DeskError) in
                    self.asked.append(question)
                    guard !self.answers.isEmpty else { throw DeskError(.usage, "nobody answers") }
                    return self.answers.removeFirst()
                }, noting: { self.notes.append($0) })
        }
    }

    private func make(_ name: String, _ source: PassphraseSource) throws {
        _ = try NewIdentity(name: "Dana", role: .owner, organization: nil, postQuantum: false)
            .make(in: OutputFile(folder.path(name), replaces: false), protectedBy: source)
    }

    private static let utf16 = Array("correct horse battery\r\n".utf16)

    /// What different systems leave of the line *correct horse battery*.
    static let files: [(String, [UInt8])] = [
        ("alone", Array("correct horse battery".utf8)),
        ("a line feed", Array("correct horse battery\n".utf8)),
        ("CRLF", Array("correct horse battery\r\n".utf8)),
        ("a carriage return", Array("correct horse battery\r".utf8)),
        ("an empty line behind it", Array("correct horse battery\r\n\r\n".utf8)),
        ("a byte order mark", [0xEF, 0xBB, 0xBF] + Array("correct horse battery\n".utf8)),
        ("UTF-16, little end first", [0xFF, 0xFE] + utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
        ("UTF-16, big end first", [0xFE, 0xFF] + utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }),
        ("a space of another script", Array("correct horse\u{A0}battery\n".utf8)),
    ]

    @Test("a file of any system holds the passphrase that a person types", arguments: files.map(\.0))
    func sameWhenTyped(what: String) throws {
        let bytes = try #require(Self.files.first { $0.0 == what }).1
        #expect(try Passphrase(file: bytes) == Passphrase(typed: "correct horse battery"))
    }

    @Test("an identity made with one kind of file opens with another, and by typing")
    func roundTrip() throws {
        try folder.write(Self.files[6].1, as: "from-windows")
        try folder.write(Self.files[1].1, as: "from-here")
        let person = Person(["correct horse battery"])
        try make("dana.identity", person.source(file: folder.path("from-windows")))
        let path = folder.path("dana.identity")
        _ = try person.source(file: folder.path("from-here")).open(path)
        _ = try person.source().open(path)
        #expect(person.asked == [.ofIdentity(path: path)])
    }

    @Test("letters are the same letters however a keyboard composes them")
    func composed() throws {
        #expect(try Passphrase(typed: "Zu\u{308}rich").text.utf8.elementsEqual("Z\u{FC}rich".utf8))
    }

    @Test(
        "what could be two passphrases, and what nobody can type again, is refused where it is made and where it is read",
        arguments: [
            "correct horse\nsecond\n", "\ncorrect horse", "a\u{2028}b", "tab\there", "bell\u{7}", "", "\r\n",
        ])
    func refused(text: String) throws {
        try folder.write(text, as: "phrase")
        let source = Person([]).source(file: folder.path("phrase"))
        #expect(refusal { try make("new.identity", source) }?.kind == .notUnderstood)
        #expect(try folder.names() == ["phrase"])
        try make("dana.identity", Person(["correct horse", "correct horse"]).source())
        #expect(refusal { try source.open(folder.path("dana.identity")) }?.kind == .notUnderstood)
    }

    @Test("another file of ours is no passphrase, though it has one line")
    func card() throws {
        try folder.write(
            Identity.generate(name: "Dana", role: .owner).card.json().filter { $0 != 0x0A }, as: "dana.card")
        let refused = refusal { try make("new.identity", Person([]).source(file: folder.path("dana.card"))) }
        #expect(refused?.message.contains("this is a card") == true)
        #expect(try folder.names() == ["dana.card"])
    }

    @Test("a wrong or empty one is asked for again, with why, and given up after three")
    func threeTries() throws {
        try make("dana.identity", Person(["correct horse", "correct horse"]).source())
        let path = folder.path("dana.identity")
        let second = Person(["", "horse", "correct horse"])
        _ = try second.source().open(path)
        #expect(
            second.asked == [
                .ofIdentity(path: path), .ofIdentity(path: path, after: .empty),
                .ofIdentity(path: path, after: .wrong),
            ])
        let never = Person(["a", "b", "c", "correct horse"])
        #expect(refusal { try never.source().open(path) }?.kind == .notPermitted)
        #expect(never.asked.count == 3)
        let silent = Person(["", "", ""])
        #expect(refusal { try silent.source().open(path) }?.kind == .usage)
    }

    @Test("a new one is asked for again where it is empty or the two differ")
    func again() throws {
        let person = Person(["", "one thing", "another", "one thing", "one thing"])
        try make("dana.identity", person.source())
        #expect(
            person.asked == [
                .ofNewIdentity(), .ofNewIdentity(after: .empty), .again, .ofNewIdentity(after: .differ),
                .again,
            ])
    }

    @Test("a file that does not open an identity is not tried thrice")
    func fileOnce() throws {
        try make("dana.identity", Person(["correct horse", "correct horse"]).source())
        try folder.write("horse", as: "phrase")
        let person = Person([])
        let refused = refusal {
            try person.source(file: folder.path("phrase")).open(folder.path("dana.identity"))
        }
        #expect(refused?.kind == .notPermitted)
        #expect(person.asked.isEmpty)
    }

    @Test("a short one is warned of where it is made, and a long one is not", arguments: [14, 15])
    func short(length: Int) throws {
        let text = String(repeating: "é", count: length)
        let person = Person([text, text])
        try make("dana.identity", person.source())
        let isWarned = person.notes.contains {
            if case .keys(.shortPassphrase(length: length, _)) = $0 { true } else { false }
        }
        #expect(isWarned == (length < Passphrase.fewestCharacters))
    }
}
