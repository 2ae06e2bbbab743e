import Bundle
import CustodyDesk
import Desk
import Foundation
import Outcomes
import Peers
import Records
import Sealing
import Statements
import Testing

/// docs/spec/disclosure.md, Checking: disclosures by somebody who writes them with tools of their own.
@Suite("A disclosure that lies is found out, and nothing is opened by it")
struct LyingDisclosureTests {
    /// Verifies `lie.json` as the defence, and sees that nothing is opened by it either.
    private static func failures(_ room: CourtRoom, by reader: Identity? = nil) throws -> [CheckID] {
        let report = try room.verified(by: reader ?? room.defence, "lie.json").report
        guard case .refused(let refused) = try room.open(by: room.defence, "lie.json", .none) else {
            Issue.record("opened")
            return []
        }
        #expect(!refused.failures.isEmpty && !room.exists("opened"))
        return report.failures.map(\.id)
    }

    private static func keys(
        _ room: CourtRoom, _ change: (inout [DisclosedKeys.File]) throws -> Void
    ) throws -> [CheckID] {
        let honest = try room.contents()
        var files = honest.keys.files
        try change(&files)
        try room.write(
            honest.terms, DisclosedKeys(bundle: honest.terms.bundle, files: files),
            seal: honest.disclosure.seal)
        return try failures(room)
    }

    /// A header for a recipient with a file key that nobody else has.
    private static func header(for card: Card) throws -> String {
        let encryptor = try AgeEncryptor(recipients: ReaderKeys(of: card).keys)
        return String(decoding: encryptor.header, as: UTF8.self)
    }

    @Test("with another file key")
    func otherKey() throws {
        let room = try CourtRoom()
        try room.disclose()
        let found = try Self.keys(room) { $0[0].header = try Self.header(for: room.defence.card) }
        #expect(found == [.disclosedKeysOfFiles])
        #expect(
            try room.verified(by: room.dana, "lie.json").report.failures.map(\.id) == [.disclosedKeysOfFiles])
    }

    @Test("with the key of the facts for the object, and of one object for another")
    func exchanged() throws {
        let room = try CourtRoom()
        try room.disclose()
        #expect(try Self.keys(room) { $0[0].header = $0[1].header } == [.disclosedKeysOfFiles])
        #expect(
            try Self.keys(room) { files in
                let first = files[0].header
                files[0].header = files[files.count - 2].header
                files[files.count - 2].header = first
            } == [.disclosedKeysOfFiles])
    }

    @Test("with a header that lets somebody else in, or says nothing of a key")
    func others() throws {
        let room = try CourtRoom()
        try room.disclose()
        let archive = try room.opened().archive
        let member = try archive.decryptor(for: "data/0001.age", identities: room.agency.ageIdentities).header
        let both = try member.wrapped(
            for: room.defence.card.ageRecipients + room.prosecutor.card.ageRecipients)
        for header in [
            String(decoding: both, as: UTF8.self), "", "age-encryption.org/v1\n--- AAAA\n",
            String(decoding: try member.wrapped(for: room.prosecutor.card.ageRecipients), as: UTF8.self),
        ] { #expect(try Self.keys(room) { $0[0].header = header } == [.disclosedKeysOfFiles], "\(header)") }
        #expect(try Self.keys(room) { $0[0].header += "\n" } == [.disclosedKeysOfFiles])
    }

    @Test("with the keys of another bundle, and replayed to another bundle")
    func foreign() throws {
        let room = try CourtRoom()
        try room.disclose()
        let other = try CourtRoom()
        try other.disclose(to: room.defence)
        let foreign = try other.contents().keys.files
        #expect(try Self.keys(room) { $0[0].header = foreign[0].header } == [.disclosedKeysOfFiles])
        try other.folder.write(try room.folder.read("disclosure.json"), as: "lie.json")
        let report = try other.verified(by: room.defence, "lie.json").report
        #expect(report.failures.map(\.id) == [.disclosureOfBundle])
        // The same terms and keys in a statement about the other bundle's seal.
        let honest = try room.contents()
        let digest = try #require(try other.opened().seal.sealDigest)
        let envelope = try Disclosure(
            honest.terms, honest.keys, seal: digest, time: .now().toTheSecond, discloser: room.agency.card
        ).signed(by: room.agency)
        try other.folder.write(try envelope.json(), as: "lie.json")
        #expect(
            try other.verified(by: room.defence, "lie.json").report.failures.map(\.id) == [
                .disclosureOfBundle
            ])
    }

    @Test("changed after it was signed, with a field or a signature that nobody reads, or signed by another")
    func altered() throws {
        let room = try CourtRoom()
        try room.disclose()
        let envelope = try DSSEEnvelope(json: try room.folder.read("disclosure.json"))
        let payload = String(decoding: envelope.payload, as: UTF8.self)
        func signed(_ payload: String, by identity: Identity) throws -> DSSEEnvelope {
            try DSSEEnvelope.signing(
                payload: Array(payload.utf8), payloadType: envelope.payloadType, key: identity.signingKey,
                keyID: room.agency.card.fingerprint.hex)
        }
        let lies: [DSSEEnvelope] = [
            try DSSEEnvelope(
                payload: Array(payload.replacing(#""objects":"#, with: #""objects":1"#).utf8),
                payloadType: envelope.payloadType, signatures: envelope.signatures),
            try signed(
                payload.replacing(#""objects":"#, with: #""note":"a film","objects":"#), by: room.agency),
            try signed(payload.replacing(#""objects":"#, with: #""objects": "#), by: room.agency),
            try signed(payload, by: room.prosecutor),
            try envelope.countersigned(
                by: room.prosecutor.signingKey, keyID: room.prosecutor.card.fingerprint.hex),
        ]
        for lie in lies {
            try room.folder.write(try lie.json(), as: "lie.json")
            #expect(try Self.failures(room) == [.disclosureSigned])
        }
    }

    @Test("with an owner who did not seal, or with terms and keys that do not go together")
    func terms() throws {
        let room = try CourtRoom()
        try room.disclose()
        let honest = try room.contents()
        var terms = honest.terms
        terms.owner = room.prosecutor.card
        try room.write(terms, honest.keys, seal: honest.disclosure.seal)
        #expect(try Self.failures(room) == [.disclosureReaders])
        for change: (inout DisclosureTerms) -> Void in [
            { $0.objects = [1] }, { $0.bundle = "0" }, { $0.objects = [] }, { $0.permittedBy = "nothing" },
            { $0.reason = "" }, { $0.recipient = $0.owner },
        ] {
            var terms = honest.terms
            change(&terms)
            #expect(throws: StatementError.self) {
                try room.write(terms, honest.keys, seal: honest.disclosure.seal)
            }
        }
    }

    @Test("of terms that somebody else can read as well, or of padding that holds something")
    func otherReaders() throws {
        let room = try CourtRoom()
        try room.disclose()
        let honest = try room.contents()
        let text = PaddedText.padded(try StrictJSON.encode(honest.terms))
        let readers = try ReaderKeys(of: honest.terms.readers).keys
        for (content, keys) in [
            (text, readers + room.prosecutor.card.ageRecipients), (text, [readers[1], readers[0]]),
            (text, [readers[0]]), (text.dropLast(2) + [0x41, 0x0A], readers), (text.dropLast(), readers),
            (
                PaddedText.padded(try StrictJSON.encode(honest.terms).dropLast() + Array(#","x":1}"#.utf8)),
                readers
            ),
        ] as [([UInt8], [AgeRecipient])] {
            let other = String(
                decoding: try Age.encrypt(content, to: keys, armored: true), as: UTF8.self)
            let envelope = try DSSEEnvelope(json: try room.folder.read("disclosure.json"))
            let payload = String(decoding: envelope.payload, as: UTF8.self)
            func json(_ text: String) throws -> String {
                String(decoding: try StrictJSON.encode(text), as: UTF8.self)
            }
            let lie = payload.replacing(try json(honest.disclosure.terms), with: try json(other))
            try #require(lie != payload)
            try room.folder.write(
                try DSSEEnvelope.signing(
                    payload: Array(lie.utf8), payloadType: envelope.payloadType, key: room.agency.signingKey,
                    keyID: room.agency.card.fingerprint.hex
                ).json(), as: "lie.json")
            #expect(try Self.failures(room) == [.disclosureReaders])
        }
    }

    @Test("by somebody to whom the bundle is not encrypted: it holds, and that is said")
    func passedOn() throws {
        let room = try CourtRoom()
        try room.disclose()
        let honest = try room.contents()
        try room.write(honest.terms, honest.keys, seal: honest.disclosure.seal, by: room.prosecutor)
        let report = try room.verified(by: room.defence, "lie.json").report
        #expect(report.failures.isEmpty && report.word(.discloserLetIn) == "not_checked")
        #expect(report.check(.discloserLetIn)?.verdict.reason?.contains("“Petra Vogt”") ?? false)
    }

    @Test("a file that is no disclosure is called what it is")
    func otherFile() throws {
        let room = try CourtRoom()
        let error = refusal { try room.verified(by: room.defence, "request.json") }
        #expect(error?.kind == .notUnderstood && error?.message.contains("is a request") ?? false)
    }
}
