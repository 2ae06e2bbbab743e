import CustodyDesk
import Desk
import Foundation
import Outcomes
import Peers
import Testing

@Suite("An identity on paper")
struct RecoverySheetTests {
    private let folder: ScratchFolder
    private let file: String
    private static let phrase = "four quiet words and a river"

    init() throws {
        folder = try ScratchFolder()
        file = folder.path("my.identity")
        try HeldIdentity(at: file).make(name: "Dana", passphrase: Self.phrase, again: Self.phrase)
    }

    @Test("its codes in any order, with blanks and the line ends of any system, give the file")
    func anyOrder() throws {
        let sheet = try RecoverySheet(of: file)
        #expect(sheet.parts.count > 1)
        let bytes = try folder.read("my.identity")
        for texts in [sheet.parts.map(\.text), sheet.parts.reversed().map(\.text)] {
            let foreign = texts.joined(separator: "\r\n\r\n  ").replacing("\n", with: "\r\n")
            for joined in [texts.joined(), foreign] {
                #expect(try RecoverySheet.file(from: joined) == bytes)
            }
        }
        let twice = sheet.parts.map(\.text) + [sheet.parts[0].text]
        #expect(try RecoverySheet.file(from: twice.joined()) == bytes, "read twice")
        let typed = "  " + sheet.lines.joined(separator: " \r\n")
        #expect(try RecoverySheet.file(from: typed) == bytes, "as text")
    }

    @Test("what is missing is named by its number; a changed character and codes of two sheets are found")
    func flaws() throws {
        let sheet = try RecoverySheet(of: file)
        let texts = sheet.parts.map(\.text)
        #expect(throws: RecoverySheet.Flaw.missing([2], of: texts.count)) {
            try RecoverySheet.file(from: (texts[..<1] + texts[2...]).joined())
        }
        #expect(throws: RecoverySheet.Flaw.nothing) { try RecoverySheet.file(from: "hello") }
        #expect(throws: RecoverySheet.Flaw.nothing) { try RecoverySheet.file(from: "") }
        let other = folder.path("other.identity")
        try HeldIdentity(at: other).make(name: "Tom", passphrase: Self.phrase, again: Self.phrase)
        let others = try RecoverySheet(of: other).parts.map(\.text)
        #expect(throws: RecoverySheet.Flaw.mixed) {
            try RecoverySheet.file(from: (texts[..<1] + others[1...]).joined())
        }
        var line = Array(sheet.lines[3])
        line[10] = line[10] == "A" ? "B" : "A"
        let changed = texts.joined().replacing(sheet.lines[3], with: String(line))
        #expect(throws: RecoverySheet.Flaw.changed) { try RecoverySheet.file(from: changed) }
        #expect(throws: RecoverySheet.Flaw.changed) {
            try RecoverySheet.file(from: sheet.lines.dropLast().joined(separator: "\n"))
        }
    }

    @Test("an identity without a passphrase is not printed")
    func unprotected() throws {
        _ = try NewIdentity(name: "Dana", role: .owner, organization: nil, postQuantum: false).make(
            in: OutputFile(folder.path("open.identity"), replaces: false), protectedBy: nil)
        #expect(refusal { try RecoverySheet(of: folder.path("open.identity")) }?.kind == .notPermitted)
    }
}
