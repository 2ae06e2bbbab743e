import Foundation
import Peers
import Sealing
import Testing

@Suite("What a log signs and proves is read by others as by us")
struct TransparencyLogTests {
    private let key: SigningKey
    private let origin = "proffer-ledger/0b1c"

    init() throws { key = try SigningKey(seed: [UInt8](repeating: 7, count: 32)) }

    /// Entries and the tree over them.
    private func tree(_ count: Int) throws -> (entries: [[UInt8]], tree: MerkleTree) {
        let entries = (0..<count).map { Array("entry \($0)".utf8) }
        let hasher = try MerkleHasher()
        return (entries, try MerkleTree(leaves: try entries.map { try hasher.leaf($0) }))
    }

    private func proof(_ place: Int, of count: Int) throws -> (entry: [UInt8], proof: TransparencyLogProof) {
        let (entries, tree) = try tree(count)
        let checkpoint = try SignedCheckpoint.signing(
            Checkpoint(origin: origin, size: UInt64(count), root: tree.root), with: key)
        let path = try #require(tree.proof(of: place)).path
        return (
            entries[place], TransparencyLogProof(index: UInt64(place), path: path, checkpoint: checkpoint)
        )
    }

    /// A reader of tlog-proof files, written from the C2SP texts and RFC 9162 §2.1.3.2 alone.
    private static let reader = """
        import base64, hashlib, sys
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        proof, entry, vkey = open(sys.argv[1], "rb").read().decode(), open(sys.argv[2], "rb").read(), sys.argv[3]
        name, key_id, key = vkey.split("+", 2)
        key = base64.b64decode(key)
        assert key[0] == 1 and key_id == hashlib.sha256(name.encode() + b"\\n" + key).digest()[:4].hex()
        head, note = proof.split("\\n\\n", 1)
        lines = head.split("\\n")
        assert lines[0] == "c2sp.org/tlog-proof@v1" and lines[1].startswith("index ")
        index, path = int(lines[1][6:]), [base64.b64decode(line) for line in lines[2:]]
        text, signatures = note.rsplit("\\n\\n", 1)
        text += "\\n"
        dash, signer, blob = signatures.rstrip("\\n").split(" ")
        blob = base64.b64decode(blob)
        assert dash == "\\u2014" and signer == name and blob[:4].hex() == key_id
        Ed25519PublicKey.from_public_bytes(key[1:]).verify(blob[4:], text.encode())
        origin, size, root = text.rstrip("\\n").split("\\n")
        node = lambda left, right: hashlib.sha256(b"\\1" + left + right).digest()
        fn, sn, r = index, int(size) - 1, hashlib.sha256(b"\\0" + entry).digest()
        assert fn <= sn
        for p in path:
            assert sn > 0
            if fn & 1 or fn == sn:
                r = node(p, r)
                while not fn & 1 and fn:
                    fn, sn = fn >> 1, sn >> 1
            else:
                r = node(r, p)
            fn, sn = fn >> 1, sn >> 1
        assert sn == 0 and base64.b64encode(r).decode() == root, "not in the log"
        """

    @Test(
        "a reader written from the standards alone accepts our proof",
        arguments: [(0, 1), (2, 3), (4, 7), (63, 64)])
    func proofForOthers(place: Int, count: Int) throws {
        let folder = try ScratchFolder()
        let (entry, proof) = try proof(place, of: count)
        try folder.write(proof.bytes, as: "a.tlog-proof")
        try folder.write(entry, as: "entry")
        try Peer.python(
            Self.reader, ["a.tlog-proof", "entry", try NoteKey(name: origin, key: key.verifyingKey).string],
            in: folder)
    }

    /// The key and the note that Go's `sumdb/note` tests itself with.
    private enum Go {
        static let secret = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
        static let verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        static let text = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            """
        static let note =
            text
            + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"

        static func key() throws -> SigningKey {
            try SigningKey(seed: Array(try #require(Data(base64Encoded: secret)).dropFirst()))
        }
    }

    @Test("Go's key and note are read and written the same")
    func goNote() throws {
        let key = try Go.key()
        let known = try NoteKey(name: "PeterNeumann", key: key.verifyingKey)
        #expect(known.string == Go.verifier)
        let note = try SignedNote(Array(Go.note.utf8))
        #expect(note.isSigned(by: known))
        #expect(note.text == Go.text)
        let own = try SignedNote.signing(Go.text, name: "PeterNeumann", with: key)
        #expect(String(decoding: own.bytes, as: UTF8.self) == Go.note)
    }

    @Test("a note with any one byte changed is refused, or signed by nobody")
    func spoiledNote() throws {
        let known = try NoteKey(name: "PeterNeumann", key: try Go.key().verifyingKey)
        let bytes = Array(Go.note.utf8)
        for index in bytes.indices {
            var spoiled = bytes
            spoiled[index] ^= 1
            #expect((try? SignedNote(spoiled))?.isSigned(by: known) != true, "byte \(index)")
        }
    }

    @Test(
        "the growth that Certificate Transparency tests itself with holds",
        arguments: [
            (1, 1, []),
            (
                1, 8,
                [
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ]
            ),
            (
                6, 8,
                [
                    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
            (
                2, 5,
                [
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                ]
            ),
        ] as [(Int, Int, [String])])
    func certificateTransparency(from: Int, to: Int, path: [String]) throws {
        let proof = ConsistencyProof(
            from: UInt64(from), to: UInt64(to), path: try path.map { try #require(SHA256Digest(hex: $0)) })
        let first = try #require(SHA256Digest(hex: MerkleTreeTests.roots[from]))
        let second = try #require(SHA256Digest(hex: MerkleTreeTests.roots[to]))
        #expect(try proof.holds(from: first, to: second, with: try MerkleHasher()))
    }

    @Test("a proof survives being written and read")
    func proofRoundTrip() throws {
        let (entry, proof) = try proof(5, of: 11)
        let read = try TransparencyLogProof(proof.bytes)
        #expect(read == proof)
        #expect(try read.holds(of: entry, by: key.verifyingKey))
    }

    @Test("a proof says nothing of another entry, another place, another key or another root")
    func proofOfSomethingElse() throws {
        let (entry, proof) = try proof(5, of: 11)
        let other = try SigningKey(seed: [UInt8](repeating: 8, count: 32))
        #expect(try !proof.holds(of: entry + [0x20], by: key.verifyingKey))
        #expect(try !proof.holds(of: entry, by: other.verifyingKey))
        let moved = TransparencyLogProof(index: 4, path: proof.path, checkpoint: proof.checkpoint)
        #expect(try !moved.holds(of: entry, by: key.verifyingKey))
        let resigned = try SignedCheckpoint.signing(
            Checkpoint(origin: origin, size: 11, root: try SHA256Digest.of([1])), with: key)
        let swapped = TransparencyLogProof(index: 5, path: proof.path, checkpoint: resigned)
        #expect(try !swapped.holds(of: entry, by: key.verifyingKey))
    }

    @Test("a note that was changed after it was signed is signed by nobody")
    func changedNote() throws {
        let signed = try SignedCheckpoint.signing(
            Checkpoint(origin: origin, size: 3, root: try SHA256Digest.of([1])), with: key)
        #expect(signed.isSigned(by: key.verifyingKey))
        let text = String(decoding: signed.bytes, as: UTF8.self).replacing("\n3\n", with: "\n4\n")
        #expect(try !SignedCheckpoint(Array(text.utf8)).isSigned(by: key.verifyingKey))
    }

    @Test("signatures of keys we do not know are passed over, and do not make a note signed")
    func foreignSignatures() throws {
        let other = try SigningKey(seed: [UInt8](repeating: 8, count: 32))
        let checkpoint = Checkpoint(origin: origin, size: 3, root: try SHA256Digest.of([1]))
        let own = try SignedCheckpoint.signing(checkpoint, with: key)
        let witness = try SignedNote.signing(checkpoint.text, name: "witness.example", with: other)
        let line = String(decoding: witness.bytes, as: UTF8.self).split(separator: "\n").last ?? ""
        let both = try SignedCheckpoint(own.bytes + Array("\(line)\n".utf8))
        #expect(both.isSigned(by: key.verifyingKey))
        #expect(!both.isSigned(by: other.verifyingKey))
    }

    @Test(
        "what is no checkpoint is refused",
        arguments: [
            "", "a\n1\nAAAA\n", "a\n01\n%\n\n— a AAAAAA==\n", "a\n-1\n%\n\n— a AAAAAAA=\n",
            "a\n1\nAAAA\n\n— a AAAAAAA=\n",
            "\n1\n%\n\n— a AAAAAAA=\n", "a\n1\n%\n\n- a AAAAAAA=\n", "a\n1\n%\n\n— a+b AAAAAAA=\n",
            "a\n1\n%\n\n— a AAAAAAA=", "a\n1\n\u{1}%\n\n— a AAAAAAA=\n",
        ])
    func malformed(text: String) throws {
        let root = try #require(try Self.base64(SHA256Digest.of([])))
        #expect(throws: SealingError.self) {
            try SignedCheckpoint(Array(text.replacing("%", with: root).utf8))
        }
        // The same with nothing wrong is read, so that it is the fault that is refused.
        #expect(try SignedCheckpoint(Array("a\n1\n\(root)\n\n— a AAAAAAA=\n".utf8)).checkpoint.size == 1)
    }

    private static func base64(_ digest: SHA256Digest) throws -> String? {
        let checkpoint = Checkpoint(origin: "a", size: 1, root: digest)
        return checkpoint.text.split(separator: "\n").last.map(String.init)
    }

    @Test("of every two sizes up to 20, growth is proven, and no other root is taken for the earlier one")
    func growth() throws {
        let hasher = try MerkleHasher()
        let (entries, _) = try tree(20)
        let leaves = try entries.map { try hasher.leaf($0) }
        for new in 1...20 {
            for old in 0...new {
                let first = try hasher.root(ofLeaves: Array(leaves[..<old]))
                let second = try hasher.root(ofLeaves: Array(leaves[..<new]))
                let proof = ConsistencyProof(
                    from: UInt64(old), to: UInt64(new),
                    path: old == 0 || old == new
                        ? [] : try Self.subproof(old, Array(leaves[..<new]), true, hasher))
                #expect(try proof.holds(from: first, to: second, with: hasher), "\(old) to \(new)")
                let wrong = try SHA256Digest.of([UInt8(old)])
                if old > 0 {
                    #expect(try !proof.holds(from: wrong, to: second, with: hasher), "\(old) to \(new)")
                }
                if old > 0, old < new {
                    #expect(try !proof.holds(from: first, to: wrong, with: hasher), "\(old) to \(new)")
                }
            }
        }
    }

    /// SUBPROOF of RFC 6962 §2.1.2, to the letter.
    private static func subproof(
        _ m: Int, _ leaves: [SHA256Digest], _ isWhole: Bool, _ hasher: MerkleHasher
    ) throws -> [SHA256Digest] {
        if m == leaves.count { return isWhole ? [] : [try hasher.root(ofLeaves: leaves)] }
        var k = 1
        while k * 2 < leaves.count { k *= 2 }
        let (left, right) = (Array(leaves[..<k]), Array(leaves[k...]))
        return m <= k
            ? try subproof(m, left, isWhole, hasher) + [try hasher.root(ofLeaves: right)]
            : try subproof(m - k, right, false, hasher) + [try hasher.root(ofLeaves: left)]
    }
}
