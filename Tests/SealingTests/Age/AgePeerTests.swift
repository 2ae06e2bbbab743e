import Foundation
import Peers
import Sealing
import Testing

@Suite("age and ours read each other")
struct AgePeerTests {
    static let cases = [0, 1, 65_535, 65_536, 65_537, (1 << 20) + 1].flatMap { size in
        [false, true].map { (size, $0) }
    }

    /// A key pair made by age-keygen, its identity left in `file`.
    private func keygen(_ folder: ScratchFolder, file: String) throws -> AgeIdentity {
        let outcome = try Peer.run(
            try Peer.program("age-keygen"), ["-o", folder.url.appending(path: file).path], in: folder)
        try #require(outcome.status == 0, "age-keygen said: \(outcome.errors)")
        let lines = String(decoding: try folder.read(file), as: UTF8.self).split(separator: "\n")
        return try AgeIdentity(string: String(try #require(lines.first { $0.hasPrefix("AGE-SECRET-KEY-1") })))
    }

    @Test("age opens what we encrypt for several of its keys", arguments: cases)
    func theyOpenOurs(size: Int, armored: Bool) throws {
        let folder = try ScratchFolder()
        let plaintext = patternedBytes(size)
        let recipients = try (0..<3).map { try keygen(folder, file: "key\($0)").recipient }
        let file = try Age.encrypt(plaintext, to: recipients, armored: armored)
        for number in 0..<3 {
            let outcome = try Peer.run(
                try Peer.program("age"), ["-d", "-i", "key\(number)"], input: file, in: folder)
            #expect(outcome.status == 0, "age said: \(outcome.errors)")
            #expect(outcome.output == plaintext)
        }
    }

    @Test("we open what age encrypts for several keys of ours", arguments: cases)
    func weOpenTheirs(size: Int, armored: Bool) throws {
        let folder = try ScratchFolder()
        let plaintext = patternedBytes(size)
        let identities = try (0..<3).map { _ in try AgeIdentity.generateX25519() }
        let keys = try identities.flatMap { ["-r", try #require($0.recipient.string)] }
        let outcome = try Peer.run(
            try Peer.program("age"), ["-e"] + (armored ? ["-a"] : []) + keys, input: plaintext, in: folder)
        try #require(outcome.status == 0, "age said: \(outcome.errors)")
        for identity in identities { #expect(try Age.decrypt(outcome.output, with: [identity]) == plaintext) }
    }

    @Test("age takes our secret key as an identity file")
    func identityFile() throws {
        let folder = try ScratchFolder()
        let identity = try AgeIdentity.generateX25519()
        try folder.write(Array((try #require(identity.string) + "\n").utf8), as: "key")
        let outcome = try Peer.run(try Peer.program("age-keygen"), ["-y", "key"], in: folder)
        #expect(outcome.text == (try #require(identity.recipient.string)) + "\n")
    }

    @Test("age opens our passphrase files, and we open its", arguments: [0, 1, 65_537])
    func passphrases(size: Int) throws {
        let folder = try ScratchFolder()
        let plaintext = patternedBytes(size)
        _ = try Peer.program("age")
        let ours = AgeRecipient.scrypt(passphrase: "winter-rain-é", workFactor: 10)
        try folder.write(try Age.encrypt(plaintext, to: [ours], armored: size == 1), as: "ours.age")
        try folder.write(plaintext, as: "plain")
        // age asks for a passphrase on the terminal only, so it is given one.
        try Peer.python(
            """
            import pexpect
            def age(arguments, prompts):
                child = pexpect.spawn("age", arguments, timeout=60, encoding="utf-8")
                for prompt in prompts:
                    child.expect(prompt)
                    child.sendline("winter-rain-é")
                child.expect(pexpect.EOF)
                child.close()
                assert child.exitstatus == 0, child.before
            age(["-d", "-o", "ours.out", "ours.age"], ["passphrase"])
            age(["-e", "-p", "-o", "theirs.age", "plain"], ["Enter passphrase", "Confirm passphrase"])
            """, in: folder)
        // age writes no output file at all for an empty plaintext.
        #expect((try? folder.read("ours.out")) ?? [] == plaintext)
        let theirs = try folder.read("theirs.age")
        #expect(try Age.decrypt(theirs, with: [.scrypt(passphrase: "winter-rain-é")]) == plaintext)
    }
}
