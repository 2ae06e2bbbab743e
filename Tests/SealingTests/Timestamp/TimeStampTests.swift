import Foundation
import Peers
import Testing

import Sealing

@Suite("An RFC 3161 timestamp")
struct TimeStampTests {
    private static let data = Array("a root over recordings".utf8)

    private static func stamped(by authority: TimestampAuthority) throws -> TimeStampToken {
        let request = try TimeStampRequest(of: SHA256Digest.of(data))
        return try request.token(in: try authority.answer(request.der))
    }

    @Test("is accepted by openssl ts and by rfc3161-client as we store it")
    func acceptedByPeers() throws {
        let authority = try TimestampAuthority()
        let token = try Self.stamped(by: authority)
        #expect(try authority.accepts(token: token.der, over: Self.data))
        #expect(try !authority.accepts(token: token.der, over: Self.data + [0]))
        try authority.folder.write(token.der, as: "token.der")
        // The client reads whole answers; a granted status in front of the token makes one.
        let said = try Peer.python(
            """
            import sys, hashlib
            from cryptography import x509
            from rfc3161_client import decode_timestamp_response, VerifierBuilder
            token = open("token.der", "rb").read()
            status = bytes.fromhex("3003020100")
            def sequence(body):
                size = len(body)
                assert size < 65536
                return b"\\x30\\x82" + size.to_bytes(2, "big") + body
            answer = decode_timestamp_response(sequence(status + token))
            root = x509.load_pem_x509_certificate(open("root.pem", "rb").read())
            verifier = VerifierBuilder().add_root_certificate(root).build()
            print(verifier.verify_message(answer, sys.stdin.buffer.read()))
            print(int(answer.tst_info.gen_time.timestamp()))
            """, input: Self.data, in: authority.folder)
        let lines = said.text.split(separator: "\n")
        #expect(lines.first == "True")
        #expect(lines.last.map(String.init) == String(token.unixNanoseconds / 1_000_000_000))
    }

    @Test("names its time, its accuracy and who gave it")
    func namesFacts() throws {
        let token = try Self.stamped(by: try TimestampAuthority())
        let now = Int64(Date().timeIntervalSince1970)
        #expect(abs(token.unixNanoseconds / 1_000_000_000 - now) < 60)
        #expect(token.accuracyNanoseconds == 1_500_000_000)
        #expect(token.authority == "CN=Clock of the tests")
    }

    @Test("holds under the root of its authority, and not under another's")
    func needsItsRoot() throws {
        let (authority, other) = (try TimestampAuthority(), try TimestampAuthority())
        let token = try Self.stamped(by: authority)
        let digest = try SHA256Digest.of(Self.data)
        try token.verify(digest: digest, trusting: .itsOwnCertificate)
        try token.verify(digest: digest, trusting: .roots(pem: try authority.folder.read("root.pem")))
        #expect(throws: SealingError.self) {
            try token.verify(digest: digest, trusting: .roots(pem: try other.folder.read("root.pem")))
        }
    }

    @Test("holds after its authority's certificate has expired")
    func outlivesItsCertificate() throws {
        // A day of validity, seen from a clock two days on: OpenSSL alone then says "certificate has expired".
        let authority = try TimestampAuthority(days: 1)
        let token = try Self.stamped(by: authority)
        let later = try Peer.run(
            try Peer.program("openssl"),
            ["ts", "-verify", "-data", "data.bin", "-in", "token.der", "-token_in", "-CAfile", "root.pem"]
                + ["-attime", String(Int(Date().timeIntervalSince1970) + 2 * 86400)],
            in: try { () throws -> ScratchFolder in
                try authority.folder.write(token.der, as: "token.der")
                try authority.folder.write(Self.data, as: "data.bin")
                return authority.folder
            }())
        #expect(later.status != 0)
        try token.verify(
            digest: try SHA256Digest.of(Self.data),
            trusting: .roots(pem: try authority.folder.read("root.pem")))
    }

    @Test("is refused from a certificate that may not stamp")
    func refusesPlainCertificate() throws {
        let authority = try TimestampAuthority()
        let plain = try TimestampAuthority(section: "plain")
        let request = try TimeStampRequest(of: SHA256Digest.of(Self.data))
        // OpenSSL does not stamp with it itself, so a CMS signature of it over the same TSTInfo stands in.
        let token = try request.token(in: try authority.answer(request.der))
        try plain.folder.write(token.der, as: "token.der")
        let steps = [
            [
                "cms", "-verify", "-noverify", "-in", "token.der", "-inform", "DER", "-out", "info.der",
                "-binary",
            ],
            [
                "cms", "-sign", "-in", "info.der", "-outform", "DER", "-binary", "-nodetach", "-signer",
                "tsa.pem",
            ]
                + [
                    "-inkey", "tsa.key", "-econtent_type", "1.2.840.113549.1.9.16.1.4", "-cades", "-md",
                    "sha256", "-nosmimecap",
                ]
                + ["-out", "forged.der"],
        ]
        for step in steps {
            let outcome = try Peer.run(try Peer.program("openssl"), step, in: plain.folder)
            try #require(outcome.status == 0, "\(outcome.errors)")
        }
        let forged = try TimeStampToken(der: try plain.folder.read("forged.der"))
        let roots = try plain.folder.read("root.pem")
        #expect(throws: SealingError.self) {
            try forged.verify(digest: try SHA256Digest.of(Self.data), trusting: .roots(pem: roots))
        }
    }

    @Test("is refused as the answer to another question, old nonce or not")
    func refusesOldAnswer() throws {
        let authority = try TimestampAuthority()
        let digest = try SHA256Digest.of(Self.data)
        let (first, second) = (try TimeStampRequest(of: digest), try TimeStampRequest(of: digest))
        let answer = try authority.answer(first.der)
        #expect(throws: SealingError.self) { try second.token(in: answer) }
    }

    @Test("is refused where the answer does not repeat the question's nonce")
    func refusesMissingNonce() throws {
        let authority = try TimestampAuthority()
        let digest = try SHA256Digest.of(Self.data)
        let answer = try authority.answerWithoutNonce(digest: digest.hex)
        #expect(try TimeStampResponse(der: answer).token.digest == digest)
        let question = try TimeStampRequest(of: digest)
        #expect(throws: SealingError.self) { try question.response(in: answer) }
    }

    @Test("an answer cut short, extended, or a refusal is no answer to keep")
    func refusesOddAnswers() throws {
        let authority = try TimestampAuthority()
        let answer = try authority.answer(try TimeStampRequest(of: try SHA256Digest.of(Self.data)).der)
        #expect(try TimeStampResponse(der: answer).der == answer)
        for odd in [Array(answer.dropLast()), answer + [0], []] {
            #expect(throws: SealingError.self) { try TimeStampResponse(der: odd) }
        }
        // PKIStatus 2, rejection.
        #expect(throws: SealingError.timestamp("the authority did not stamp: status 2")) {
            try TimeStampResponse(der: [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02])
        }
    }

    @Test("is refused when any of its bytes is changed")
    func refusesChange() throws {
        let authority = try TimestampAuthority()
        let token = try Self.stamped(by: authority)
        let digest = try SHA256Digest.of(Self.data)
        let roots = TimeStampToken.Trust.roots(pem: try authority.folder.read("root.pem"))
        var survivors: [Int] = []
        for place in stride(from: 0, to: token.der.count, by: 7) {
            var bytes = token.der
            bytes[place] ^= 0x01
            guard let changed = try? TimeStampToken(der: bytes) else { continue }
            if (try? changed.verify(digest: digest, trusting: roots)) != nil { survivors.append(place) }
        }
        // The certificate's copy in the token may change where nothing looks at it, the time and digest may not.
        let told = survivors.compactMap { place -> Int64? in
            var bytes = token.der
            bytes[place] ^= 0x01
            return (try? TimeStampToken(der: bytes))?.unixNanoseconds
        }
        #expect(told.allSatisfy { $0 == token.unixNanoseconds })
        #expect(survivors.count < token.der.count / 7 / 20, "\(survivors)")
    }

    /// Puts text where no signature of the authority covers it.
    private static let hiding = """
        import sys, subprocess
        def length(n):
            size = n.to_bytes((n.bit_length() + 7) // 8, "big")
            return bytes([n]) if n < 128 else bytes([0x80 | len(size)]) + size
        def tlv(tag, body): return bytes([tag]) + length(len(body)) + body
        def read(data, at=0):
            tag, size, at = data[at], data[at + 1], at + 2
            if size & 0x80:
                more = size & 0x7F
                size, at = int.from_bytes(data[at:at + more], "big"), at + more
            return tag, data[at:at + size], at + size
        def parts(body):
            found, at = [], 0
            while at < len(body):
                tag, inner, at = read(body, at)
                found.append([tag, inner])
            return found
        def joined(given): return b"".join(tlv(*part) for part in given)
        place, film = sys.argv[1], b"a film" * 50
        answer = parts(read(open("answer.tsr", "rb").read())[1])
        content = parts(answer[1][1])
        signed = parts(read(content[1][1])[1])
        signer = parts(parts(signed[-1][1])[0][1])
        if place == "status": answer[0][1] += tlv(0x30, tlv(0x0C, film))
        if place == "failure": answer[0][1] += tlv(3, b"\\0" + b"\\1")
        if place == "unsigned": signer.append([0xA1, tlv(0x30, tlv(6, bytes.fromhex("2a0304")) + tlv(0x31, tlv(4, film)))])
        if place == "algorithms": signed[1][1] += tlv(0x30, tlv(6, bytes.fromhex("2a0304")) + tlv(4, film))
        if place == "parameters": signer[2][1] = tlv(6, bytes.fromhex("608648016503040201")) + tlv(4, film)
        if place == "version": signed[0][1] = b"\\x2a"
        if place == "certificate":
            pem = subprocess.run(["openssl", "x509", "-in", sys.argv[2], "-outform", "DER"], capture_output=True, check=True)
            signed[3][1] += pem.stdout
        if place == "certificate-first":
            pem = subprocess.run(["openssl", "x509", "-in", sys.argv[2], "-outform", "DER"], capture_output=True, check=True)
            signed[3][1] = pem.stdout + signed[3][1]
        signed[-1][1] = joined([[0x30, joined(signer)]])
        content[1][1] = tlv(0x30, joined(signed))
        answer[1][1] = joined(content)
        sys.stdout.buffer.write(tlv(0x30, joined(answer)))
        """

    @Test(
        "an answer holds nothing that no signature covers, and what is kept of one that does is without it",
        arguments: [
            "status", "failure", "unsigned", "algorithms", "version", "certificate", "certificate-first",
        ])
    func hidden(place: String) throws {
        let (authority, other) = (try TimestampAuthority(), try TimestampAuthority())
        let request = try TimeStampRequest(of: SHA256Digest.of(Self.data))
        let honest = try authority.answer(request.der)
        try authority.folder.write(Self.hiding, as: "hide.py")
        let outcome = try Peer.run(
            try Peer.python(), ["hide.py", place, other.folder.path("root.pem")], in: authority.folder)
        try #require(outcome.status == 0, "\(outcome.errors)")
        let answer = outcome.output
        #expect(Array(answer) != honest)
        #expect(throws: SealingError.self) { try TimeStampResponse(der: Array(answer)) }
        #expect(try request.response(in: Array(answer)).der == honest)
    }

    @Test("parameters of an algorithm that needs none are refused even when asked for")
    func parameters() throws {
        let authority = try TimestampAuthority()
        let request = try TimeStampRequest(of: SHA256Digest.of(Self.data))
        _ = try authority.answer(request.der)
        try authority.folder.write(Self.hiding, as: "hide.py")
        let outcome = try Peer.run(try Peer.python(), ["hide.py", "parameters"], in: authority.folder)
        try #require(outcome.status == 0, "\(outcome.errors)")
        #expect(throws: SealingError.self) { try request.response(in: Array(outcome.output)) }
    }

    @Test("an answer that carries the authority's root keeps it, as it is the signer's issuer")
    func chain() throws {
        let authority = try TimestampAuthority()
        let request = try TimeStampRequest(of: SHA256Digest.of(Self.data))
        let bare = try authority.answer(request.der)
        try authority.folder.write(Self.hiding, as: "hide.py")
        let outcome = try Peer.run(
            try Peer.python(), ["hide.py", "certificate", authority.root], in: authority.folder)
        try #require(outcome.status == 0, "\(outcome.errors)")
        let kept = try request.response(in: Array(outcome.output))
        #expect(kept.der == Array(outcome.output) && kept.der.count > bare.count)
        try kept.token.verify(
            digest: request.digest, trusting: .roots(pem: try authority.folder.read("root.pem")))
    }

    @Test("is refused as rubbish, cut short, or with something behind it", arguments: [0, 1, 2])
    func refusesRubbish(kind: Int) throws {
        let token = try Self.stamped(by: try TimestampAuthority())
        let bytes: [UInt8] =
            switch kind {
            case 0: Array("not a token".utf8)
            case 1: Array(token.der.dropLast(5))
            default: token.der + [0]
            }
        #expect(throws: SealingError.self) { try TimeStampToken(der: bytes) }
    }
}
