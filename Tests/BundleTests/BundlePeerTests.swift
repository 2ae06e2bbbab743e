import Bundle
import Statements
import Foundation
import Peers
import Sealing
import Testing

@Suite("A bundle can be checked and opened without Proffer")
struct BundlePeerTests {
    @Test("tar unpacks exactly the members, and bagit finds a valid bag")
    func bagit() throws {
        let sample = try SampleBundle()
        let bag = try sample.unpacked()
        let files = try #require(FileManager.default.subpaths(atPath: bag.path)).filter { $0 != "data" }
        #expect(Set(files) == Set(try BundleArchive.read(sample.path).members.map(\.name)))
        try Peer.python(
            """
            import bagit, sys
            bag = bagit.Bag(sys.argv[1])
            bag.validate()
            assert bag.has_oxum() and bag.info["External-Identifier"] == sys.argv[2], bag.info
            """, [bag.path, sample.id], in: sample.folder)
        // The same validator does see a change.
        try FileManager.default.removeItem(at: bag.appending(path: "data/0002.age"))
        let outcome = try Peer.run(
            try Peer.python(), ["-c", "import bagit, sys; bagit.Bag(sys.argv[1]).validate()", bag.path],
            in: sample.folder)
        #expect(outcome.status != 0)
    }

    @Test("Python's cryptography and securesystemslib accept the seal")
    func dsse() throws {
        let sample = try SampleBundle()
        let bag = try sample.unpacked()
        try Peer.python(
            """
            import base64, json, sys
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
            from securesystemslib.dsse import Envelope
            from securesystemslib.signer import SSlibKey
            seal = json.load(open(sys.argv[1]))
            said = json.loads(base64.b64decode(seal["payload"]))
            raw = base64.b64decode(said["predicate"]["signer_public_key"])
            key = SSlibKey.from_crypto(Ed25519PublicKey.from_public_bytes(raw), keyid=sys.argv[2])
            Envelope.from_dict(seal).verify([key], 1)
            """, [bag.appending(path: "seal.dsse.json").path, sample.owner.card.fingerprint.hex],
            in: sample.folder)
    }

    /// The blocks of README.txt that are indented by just four spaces, and what a shell reads up to `END`: what a
    /// person is told to copy, as it stands there.
    private var commands: [String] {
        var blocks: [[Substring]] = [[]]
        var isInHere = false
        for line in BundleReadMe.text.split(separator: "\n", omittingEmptySubsequences: false) {
            if isInHere || line.hasPrefix("    ") && !line.hasPrefix("     ") {
                isInHere = line != "END" && (isInHere || line.hasSuffix("<<'END'"))
                blocks[blocks.count - 1].append(line)
            } else if !(blocks.last ?? []).isEmpty {
                blocks.append([])
            }
        }
        return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
    }

    private func shell(_ script: String, in folder: ScratchFolder) throws -> Peer.Outcome {
        try Peer.run(try Peer.program("bash"), ["-c", "set -eu\n" + script], in: folder)
    }

    @Test("every command of README.txt does what it says")
    func readMe() throws {
        let folder = try ScratchFolder()
        let authority = try TimestampAuthority()
        let sample = try SampleBundle(in: folder, name: "BUNDLE.tar", authority: authority)
        try folder.write(try authority.folder.read("root.pem"), as: "authority.pem")
        try folder.write(try sample.owner.card.envelope.json(), as: "owner.card.json")
        let identity = try sample.owner.file(passphrase: nil)
        try folder.write(identity, as: "identity.json")
        let commands = commands.joined(separator: "\n")
        for needed in ["tar xf", "sha256sum -c", "openssl pkeyutl", "openssl ts -verify", "age -d -i"] {
            #expect(commands.contains(needed), "README.txt does not say how to: \(needed)")
        }
        let outcome = try shell(commands, in: folder)
        try #require(outcome.status == 0, "\(outcome.errors)\n\(outcome.text)")
        #expect(outcome.text.contains("Signature Verified Successfully"))
        #expect(outcome.text.contains("Time stamp: "))
        #expect(outcome.text.contains("Verification: OK"))
        #expect(outcome.text.contains("data/0001.age: OK"))
        #expect(outcome.text.contains("the card of: 'Vera Morgenstern'"))
        #expect(outcome.text.contains(sample.owner.card.fingerprint.grouped))
        #expect(try folder.read("0001") == sample.contents[0])
        #expect(try folder.read("record.json").starts(with: sample.record))
        let digest = try SHA256Digest.of(sample.contents[0]).hex
        #expect(
            String(decoding: try folder.read("0001.facts.json"), as: UTF8.self)
                .contains(digest))
        // No key and nothing decrypted lies in what may be handed on.
        let path = folder.url.appending(path: "proffer-\(sample.id)").path
        let valid = try Peer.run(
            try Peer.python(), ["-c", "import bagit, sys; bagit.Bag(sys.argv[1]).validate()", path],
            in: folder)
        #expect(valid.status == 0, "\(valid.errors)")
        let bag = try FileManager.default.subpathsOfDirectory(atPath: path)
        let listed = try Peer.run(try Peer.program("tar"), ["tf", "BUNDLE.tar"], in: folder)
        let members = Set(
            listed.text.split(separator: "\n")
                .map { $0.split(separator: "/").dropFirst().joined(separator: "/") })
        #expect(Set(bag).subtracting(["data"]) == members.subtracting(["", "data"]))
    }

    @Test(
        "README.txt's check of the seal fails where the seal or a file was changed",
        arguments: ["seal", "manifest", "README.txt", "bag-info.txt"])
    func readMeRefuses(what: String) throws {
        let folder = try ScratchFolder()
        let sample = try SampleBundle(in: folder, name: "BUNDLE.tar")
        let bag = try sample.unpacked()
        let check = try #require(commands.first { $0.contains("openssl pkeyutl") })
        if what == "manifest" {
            let other = try SampleBundle(owner: sample.owner)
            try Data(try RemadeBundle(other)["manifest-sha256.txt"])
                .write(to: bag.appending(path: "manifest-sha256.txt"))
        } else if what != "seal" {
            let file = bag.appending(path: what)
            try (try Data(contentsOf: file) + Data([0x0A])).write(to: file)
        } else {
            let envelope = try DSSEEnvelope(
                json: [UInt8](try Data(contentsOf: bag.appending(path: "seal.dsse.json"))))
            let moved = String(decoding: envelope.payload, as: UTF8.self)
                .replacing("\"sealed\":\"20", with: "\"sealed\":\"19")
            let forged = try DSSEEnvelope(
                payload: Array(moved.utf8), payloadType: envelope.payloadType, signatures: envelope.signatures
            )
            try Data(try forged.json()).write(to: bag.appending(path: "seal.dsse.json"))
        }
        let outcome = try shell("cd proffer-*/\n\(check)", in: folder)
        #expect(outcome.status != 0, "\(outcome.text)")
    }

    @Test(
        "README.txt's check names nobody without a card, whoever the keyid says it is, and refuses another's card"
    )
    func readMeNamesNobody() throws {
        let folder = try ScratchFolder()
        let sample = try SampleBundle(in: folder, name: "BUNDLE.tar")
        let bag = try sample.unpacked()
        let victim = try Identity.generate(name: "Ada Victim", role: .owner)
        let check = try #require(commands.first { $0.contains("openssl pkeyutl") })
        let seal = bag.appending(path: "seal.dsse.json")
        let envelope = try DSSEEnvelope(json: [UInt8](try Data(contentsOf: seal)))
        let relabelled = try DSSEEnvelope(
            payload: envelope.payload, payloadType: envelope.payloadType,
            signatures: envelope.signatures.map {
                DSSEEnvelope.Signature(keyID: victim.card.fingerprint.hex, signature: $0.signature)
            })
        try Data(try relabelled.json()).write(to: seal)
        let unnamed = try shell("cd proffer-*/\n\(check)", in: folder)
        #expect(unnamed.text.contains("WHOSE SEAL THIS IS, IS NOT SHOWN"), "\(unnamed.errors)")
        #expect(!unnamed.text.contains(victim.card.fingerprint.hex))
        #expect(!unnamed.text.contains(victim.card.fingerprint.grouped))
        try folder.write(try victim.card.envelope.json(), as: "owner.card.json")
        let refused = try shell("cd proffer-*/\n\(check)", in: folder)
        #expect(refused.status != 0, "\(refused.text)")
        #expect(refused.errors.contains("NOT SEALED WITH THE KEY OF THE CARD"))
        // The owner's own key under another card: what was compared on the telephone is the other one.
        let other = try Identity(
            name: "Vera M.", role: .owner, created: sample.owner.created, signingKey: sample.owner.signingKey,
            ageIdentity: sample.owner.ageIdentity)
        try folder.write(try other.card.envelope.json(), as: "owner.card.json")
        let another = try shell("cd proffer-*/\n\(check)", in: folder)
        #expect(another.status != 0 && another.errors.contains("SEALED UNDER ANOTHER CARD"))
    }

    @Test("README.txt is plain: ASCII, line feeds, 80 columns, so that any editor shows it")
    func readMeIsPlain() {
        #expect(BundleReadMe.text.utf8.allSatisfy { $0 == 0x0A || (0x20...0x7E).contains($0) })
        #expect(BundleReadMe.text.split(separator: "\n").allSatisfy { $0.utf8.count <= 80 })
    }
}
