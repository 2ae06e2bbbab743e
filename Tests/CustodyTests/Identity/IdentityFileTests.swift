import Statements
import Foundation
import Sealing
import Testing

@Suite("Identity files")
struct IdentityFileTests {
    private let story: Story
    init() throws { story = try Story() }

    /// Cheap, so that tests are quick; real files use ``Identity/workFactor``.
    private static let quick = 4

    private func expectSame(_ read: Identity, _ written: Identity) {
        #expect(read.name == written.name)
        #expect(read.role == written.role)
        #expect(read.holder == written.holder)
        #expect(read.organization == written.organization)
        #expect(read.created == written.created)
        #expect(read.signingKey.seed == written.signingKey.seed)
        #expect(read.ageIdentity.string == written.ageIdentity.string)
        #expect(read.card == written.card)
    }

    @Test("an identity read back is the one written, with its card the same byte for byte")
    func readable() throws {
        let office = try Story.office("front office", "Evidence", .custodian, "Elm Springs Police")
        for identity in [story.owner, story.agency, office] {
            let file = try identity.file(passphrase: nil)
            #expect(!Identity.isProtected(file))
            expectSame(try Identity(file: file, passphrase: nil), identity)
        }
    }

    @Test("nobody is asked for a passphrase that is not needed")
    func notAsked() throws {
        var asked = false
        _ = try Identity(file: try story.owner.file(passphrase: nil)) {
            asked = true
            return ""
        }
        #expect(!asked)
    }

    @Test("a protected file shows neither key nor name, and opens with its passphrase")
    func protected() throws {
        let file = try story.owner.file(passphrase: "winter-rain-é", workFactor: Self.quick)
        let text = String(decoding: file, as: UTF8.self)
        #expect(Identity.isProtected(file))
        #expect(text.hasPrefix("-----BEGIN AGE ENCRYPTED FILE-----\n"))
        #expect(!text.contains("Dana") && !text.contains("SECRET"))
        expectSame(try Identity(file: file) { "winter-rain-é" }, story.owner)
    }

    @Test("a binary age file, or an armored one with blank lines before it, is an identity file too")
    func otherForms() throws {
        let json = try story.owner.file(passphrase: nil)
        let binary = try Age.encrypt(
            json, to: [.scrypt(passphrase: "winter", workFactor: Self.quick)], armored: false)
        let armored = try story.owner.file(passphrase: "winter", workFactor: Self.quick)
        for file in [binary, Array("\n \r\n".utf8) + armored] {
            #expect(Identity.isProtected(file))
            expectSame(try Identity(file: file) { "winter" }, story.owner)
        }
    }

    @Test("another passphrase, or none, does not open it, and each is told apart from damage")
    func passphrases() throws {
        let file = try story.owner.file(passphrase: "winter", workFactor: Self.quick)
        #expect(failure { try Identity(file: file) { "Winter" } } == StatementError.wrongPassphrase)
        #expect(failure { try Identity(file: file, passphrase: nil) } == StatementError.passphraseNeeded)
        #expect(
            failure { try story.owner.file(passphrase: "") }
                == StatementError.identityNotValid(reason: "an empty passphrase protects nothing"))
        let damaged = [file.dropLast(60), file.dropLast(200) + file.suffix(100)]
        for file in damaged {
            let error: StatementError? = failure { try Identity(file: Array(file)) { "winter" } }
            guard case .identityNotValid = error else {
                Issue.record("\(String(describing: error)) is not about damage")
                continue
            }
        }
    }

    @Test("what the person who is asked answers with is passed on")
    func refusal() throws {
        struct Refused: Error {}
        let file = try story.owner.file(passphrase: "winter", workFactor: Self.quick)
        #expect(throws: Refused.self) { try Identity(file: file) { throw Refused() } }
    }

    @Test("a file that would take more than a gibibyte to try a passphrase on is refused untried")
    func workFactor() throws {
        let text = String(
            decoding: try Age.encrypt(
                [1], to: [.scrypt(passphrase: "winter", workFactor: Self.quick)], armored: false),
            as: Unicode.ASCII.self)
        // The header is refused for its work factor before its MAC could be looked at.
        let header = text.prefix(while: { $0 != "\u{FFFD}" }).replacingOccurrences(of: " 4\n", with: " 21\n")
        let error: StatementError? = failure { try Identity(file: Array(header.utf8)) { "winter" } }
        guard case .identityNotValid(let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason.contains("work factor above 20"))
    }

    @Test(
        "a damaged file is refused, and what is wrong with it is said without the keys",
        arguments: [
            (#""type" : "application/vnd.proffer.identity.v1+json""#, #""type" : "application/json""#),
            (#""role" : "owner""#, #""role" : "judge""#),
            (#""role" : "owner""#, #""role" : "owner", "role" : "owner""#),
            (#""signing_key" : ""#, #""signing_key" : "AAAA"#),
            (#""signing_key" : "f"#, #""signing_key" : "-"#),
            (#""age_identity" : "AGE-SECRET-KEY-1"#, #""age_identity" : "AGE-SECRET-KEY-1QQ"#),
            (#""name" : "Dana Whitfield""#, #""name" : "Dana\nWhitfield""#),
            (#""created" : "#, #""made" : "#),
            ("}\n", ""),
        ])
    func damaged(part: String, replacement: String) throws {
        let text = String(decoding: try story.owner.file(passphrase: nil), as: UTF8.self)
        #expect(text.contains(part))
        let file = Array(text.replacingOccurrences(of: part, with: replacement).utf8)
        let error: StatementError = try #require(failure { try Identity(file: file, passphrase: nil) })
        let seed = Data(story.owner.signingKey.seed).base64EncodedString()
        let age = try #require(story.owner.ageIdentity.string)
        #expect(
            !error.description.contains(seed.dropFirst(1)) && !error.description.contains(age.dropFirst(20)))
    }

    @Test("a file larger than any identity is refused")
    func tooLarge() throws {
        let file =
            try story.owner.file(passphrase: nil) + [UInt8](repeating: 0x20, count: Identity.maximumFileBytes)
        #expect(throws: StatementError.self) { try Identity(file: file, passphrase: nil) }
    }

    @Test("age itself opens a protected identity file, and takes the age identity in it")
    func peer() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "custody-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = try story.owner.file(passphrase: "winter-rain-é", workFactor: 10)
        try Data(file).write(to: folder.appending(path: "identity.age"))
        // age asks for a passphrase on the terminal only, so it is given one.
        let program = """
            import json, pexpect, subprocess
            child = pexpect.spawn("age", ["-d", "-o", "opened.json", "identity.age"], timeout=60, encoding="utf-8")
            child.expect("passphrase")
            child.sendline("winter-rain-é")
            child.expect(pexpect.EOF)
            child.close()
            assert child.exitstatus == 0, child.before
            identity = json.load(open("opened.json"))["age_identity"]
            run = subprocess.run(["age-keygen", "-y"], input=identity + "\\n", capture_output=True, text=True, check=True)
            open("recipient", "w").write(run.stdout.strip())
            """
        let process = Process()
        let python = ProcessInfo.processInfo.environment["PROFFER_PYTHON"] ?? ""
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [python.isEmpty ? "python3" : python, "-c", program]
        process.currentDirectoryURL = folder
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let said = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "Python said: \(String(decoding: said, as: UTF8.self))")
        let opened = try Data(contentsOf: folder.appending(path: "opened.json"))
        #expect([UInt8](opened) == (try story.owner.file(passphrase: nil)))
        let recipient = try String(contentsOf: folder.appending(path: "recipient"), encoding: .utf8)
        #expect(recipient == story.owner.ageIdentity.recipient.string)
    }
}
