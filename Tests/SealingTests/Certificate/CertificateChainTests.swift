import Foundation
import Peers
import Sealing
import Testing

@Suite("A chain of certificates holds where openssl verify says so")
struct CertificateChainTests {
    private static let day: Int64 = 86_400
    private static var now: Int64 { Int64(Date().timeIntervalSince1970) }

    private static func request(_ key: SigningKey) throws -> [UInt8] {
        try CertificateRequest.pem(for: key, commonName: "Maria Keller", organization: "Elm Springs Police")
    }

    /// Whether ours accepts it, and why not.
    private static func verdict(
        _ chain: [UInt8], under roots: String, signedAt: Int64 = now, lists: [UInt8]? = nil, now: Int64 = now
    ) throws -> String {
        let roots = try CertificateRoots(
            pem: [UInt8](try Data(contentsOf: URL(fileURLWithPath: roots))),
            revocationLists: lists.map { [$0] } ?? [])
        do throws(SealingError) {
            return try CertificateChain(pem: chain).verify(under: roots, signedAt: signedAt, now: now)
        } catch {
            return "refused: \(error)"
        }
    }

    @Test("for a signing key, with its name; openssl reads our request and its key is ours")
    func request() throws {
        let authority = try CertificateAuthority()
        let key = try SigningKey.generate()
        try authority.folder.write(try Self.request(key), as: "ours.csr")
        let shown = try Peer.run(
            try Peer.program("openssl"), ["req", "-in", "ours.csr", "-verify", "-noout", "-text"],
            in: authority.folder)
        #expect(shown.status == 0)
        #expect(shown.text.contains("O = Elm Springs Police") && shown.text.contains("CN = Maria Keller"))
        #expect(shown.text.contains("ED25519") && shown.text.contains("Digital Signature"))
        let chain = try CertificateChain(pem: try authority.certify(try Self.request(key)))
        #expect(chain.key == key.verifyingKey)
        #expect(chain.subject.commonName == "Maria Keller")
        #expect(chain.subject.organization == "Elm Springs Police")
        #expect(chain.certificates.count == 2)
        #expect(chain.issuer == "CN=Police authority")
        #expect(try CertificateChain(der: chain.certificates) == chain)
    }

    @Test(
        "has nothing to spare where each certificate is issued by the next, a root last; whatever else lies there is named"
    )
    func surplus() throws {
        let (authority, other) = (try CertificateAuthority(), try CertificateAuthority("Another root"))
        let key = try SigningKey.generate()
        func surplus(_ certificates: [[UInt8]]) throws -> String? {
            try CertificateChain(der: certificates).surplus
        }
        let chain = try CertificateChain(pem: try authority.certify(try Self.request(key))).certificates
        let (root, otherRoot) = try (
            CertificateChain(pem: authority.folder.read("root.pem")).certificates[0],
            CertificateChain(pem: other.folder.read("root.pem")).certificates[0]
        )
        for held in [chain, [chain[0]], chain + [root], [root]] { #expect(try surplus(held) == nil) }
        for loose in [
            [chain[1], chain[0]], [chain[0], chain[0]], [chain[0], root], chain + [otherRoot], [root, root],
            chain + [root, root], chain + [root, chain[1]],
        ] {
            #expect(try surplus(loose)?.contains("did not issue") == true)
        }
    }

    @Test("a name of more than 64 characters is refused before it is asked for")
    func longName() throws {
        #expect(throws: SealingError.self) {
            try CertificateRequest.pem(
                for: try SigningKey.generate(), commonName: String(repeating: "x", count: 65),
                organization: nil)
        }
    }

    @Test(
        "its uses decide",
        arguments: [("signer", true), ("document", true), ("agreement", false), ("server", false)])
    func uses(section: String, holds: Bool) throws {
        let authority = try CertificateAuthority()
        let chain = try authority.certify(try Self.request(try SigningKey.generate()), section: section)
        let said = try Self.verdict(chain, under: authority.root)
        #expect((said == "CN=Root of the state") == holds, "\(said)")
        // OpenSSL 3.0 does not know document signing as a purpose; that use is ours (RFC 9336).
        let purpose = section == "document" ? "any" : "smimesign"
        #expect(try authority.accepts(chain, under: authority.root, purpose: purpose) == holds)
    }

    @Test("a root that was not chosen, a chain with a link missing, and a changed certificate are refused")
    func foreign() throws {
        let (authority, other) = (try CertificateAuthority(), try CertificateAuthority("Another root"))
        let chain = try authority.certify(try Self.request(try SigningKey.generate()))
        let leaf = try authority.folder.read("leaf.pem")
        for (chain, root) in [(chain, other.root), (leaf, authority.root)] {
            let said = try Self.verdict(chain, under: root)
            #expect(said.hasPrefix("refused: ") && said.contains("unable to get"), "\(said)")
            #expect(try !authority.accepts(chain, under: root))
        }
        var der = try CertificateChain(pem: chain).certificates
        der[0][der[0].count - 1] ^= 1
        let changed = try CertificateChain(der: der)
        let roots = try CertificateRoots(pem: try authority.folder.read("root.pem"))
        #expect(throws: SealingError.self) {
            try changed.verify(under: roots, signedAt: Self.now, now: Self.now)
        }
    }

    @Test(
        "what was signed before the certificate ran out holds after; what was signed later, or before it began, does not"
    )
    func validity() throws {
        // Everything was made 100 days ago, and the certificate lived for 30.
        let authority = try CertificateAuthority(clock: "-100d")
        let chain = try authority.certify(try Self.request(try SigningKey.generate()))
        for (days, holds) in [(-90, true), (-60, false), (0, false), (-110, false)] as [(Int64, Bool)] {
            let moment = Self.now + days * Self.day
            let said = try Self.verdict(chain, under: authority.root, signedAt: moment)
            #expect((said == "CN=Root of the state") == holds, "\(days): \(said)")
            #expect(try authority.accepts(chain, under: authority.root, at: moment) == holds)
        }
    }

    @Test(
        "with revocation lists: taken back, an intermediate taken back, a list missing, a list that ran out")
    func revocation() throws {
        func check(_ authority: CertificateAuthority, _ chain: [UInt8], _ lists: [UInt8], _ reason: String?)
            throws
        {
            let said = try Self.verdict(chain, under: authority.root, lists: lists)
            if let reason {
                #expect(said.hasPrefix("refused: ") && said.contains(reason), "\(said)")
            } else {
                #expect(said == "CN=Root of the state")
            }
            #expect(
                try authority.accepts(chain, under: authority.root, lists: lists) == (reason == nil))
        }
        let authority = try CertificateAuthority()
        let chain = try authority.certify(try Self.request(try SigningKey.generate()))
        try check(authority, chain, try authority.revocationLists(), nil)
        try check(
            authority, chain, try authority.revocationLists(ofRoot: false), "unable to get certificate CRL")
        try authority.revoke()
        try check(authority, chain, try authority.revocationLists(), "certificate revoked")

        let second = try CertificateAuthority()
        let below = try second.certify(try Self.request(try SigningKey.generate()))
        try second.revoke(middle: true)
        try check(second, below, try second.revocationLists(), "certificate revoked")

        let old = try CertificateAuthority(clock: "-20d")
        let still = try old.certify(try Self.request(try SigningKey.generate()))
        try check(old, still, try old.revocationLists(days: 10), "CRL has expired")
    }

    @Test("a list in force now counts also for a certificate that has run out since it signed")
    func revocationLater() throws {
        let authority = try CertificateAuthority(clock: "-100d")
        let chain = try authority.certify(try Self.request(try SigningKey.generate()))
        let then = Self.now - 90 * Self.day
        let lists = try authority.revocationLists(days: 200)
        #expect(
            try Self.verdict(chain, under: authority.root, signedAt: then, lists: lists)
                == "CN=Root of the state")
        try authority.revoke()
        let said = try Self.verdict(
            chain, under: authority.root, signedAt: then, lists: try authority.revocationLists(days: 200))
        #expect(said.contains("certificate revoked"))
    }

    @Test("lists are read in DER as well; what is no list, and what is no certificate, is refused")
    func forms() throws {
        let authority = try CertificateAuthority()
        let root = try authority.folder.read("root.pem")
        _ = try authority.revocationLists()
        let outcome = try Peer.run(
            try Peer.program("openssl"), ["crl", "-in", "crl.pem", "-outform", "DER", "-out", "crl.der"],
            in: authority.folder)
        #expect(outcome.status == 0)
        _ = try CertificateRoots(pem: root, revocationLists: [try authority.folder.read("crl.der")])
        #expect(throws: SealingError.self) { try CertificateRoots(pem: root, revocationLists: [root]) }
        #expect(throws: SealingError.self) { try CertificateRoots(pem: Array("no".utf8)) }
        #expect(throws: SealingError.self) { try CertificateChain(pem: Array("no".utf8)) }
        let many = Array(repeating: root, count: 9).joined()
        #expect(throws: SealingError.self) { try CertificateChain(pem: Array(many)) }
    }
}
