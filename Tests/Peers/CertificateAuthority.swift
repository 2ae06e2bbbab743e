import Foundation

/// A certificate authority of OpenSSL's (`openssl ca`): a root, an intermediate below it, and their revocation lists.
package final class CertificateAuthority: Sendable {
    /// Where its files lie.
    package let folder: ScratchFolder
    /// The root's certificate, in PEM.
    package var root: String { folder.path("root.pem") }

    /// What stands in front of commands: a clock that is off.
    private let clock: String?

    private static let configuration = """
        [root]
        database = root.db
        new_certs_dir = .
        certificate = root.pem
        private_key = root.key
        default_md = sha256
        policy = any
        rand_serial = yes
        unique_subject = no
        [middle]
        database = middle.db
        new_certs_dir = .
        certificate = middle.pem
        private_key = middle.key
        default_md = sha256
        policy = any
        rand_serial = yes
        unique_subject = no
        [any]
        organizationName = optional
        commonName = supplied
        [authority]
        basicConstraints = critical,CA:TRUE
        keyUsage = critical,keyCertSign,cRLSign
        subjectKeyIdentifier = hash
        authorityKeyIdentifier = keyid
        [signer]
        basicConstraints = critical,CA:FALSE
        keyUsage = critical,digitalSignature
        [document]
        basicConstraints = critical,CA:FALSE
        keyUsage = critical,digitalSignature
        extendedKeyUsage = 1.3.6.1.5.5.7.3.36
        [agreement]
        basicConstraints = critical,CA:FALSE
        keyUsage = critical,keyAgreement
        [server]
        basicConstraints = critical,CA:FALSE
        keyUsage = critical,digitalSignature
        extendedKeyUsage = serverAuth
        """

    /// - Parameters:
    ///   - name: the root's common name.
    ///   - clock: how far its clock is off, as `faketime -f` takes it: `-400d`.
    package init(_ name: String = "Root of the state", clock: String? = nil) throws {
        folder = try ScratchFolder()
        self.clock = clock
        try folder.write(Self.configuration + "\n", as: "ca.cnf")
        for (place, subject) in [("root", name), ("middle", "Police authority")] {
            try folder.write("", as: "\(place).db")
            try openssl(
                [
                    "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out",
                    "\(place).key",
                ])
            try openssl(
                ["req", "-new", "-key", "\(place).key", "-subj", "/CN=\(subject)", "-config", "/dev/null"]
                    + ["-out", "\(place).csr"])
        }
        let sign = [
            "ca", "-batch", "-notext", "-config", "ca.cnf", "-name", "root", "-extensions", "authority",
        ]
        try openssl(sign + ["-selfsign", "-in", "root.csr", "-days", "4000", "-out", "root.pem"])
        try openssl(sign + ["-in", "middle.csr", "-days", "3000", "-out", "middle.pem"])
    }

    /// Certifies what a certificate request asks for.
    ///
    /// - Parameters:
    ///   - section: the extensions: `signer`, `document`, `agreement` or `server`.
    ///   - days: how long the certificate is valid.
    ///   - subject: another name than the one that was asked for: `/CN=…`.
    /// - Returns: the chain in PEM, without the root.
    package func certify(
        _ request: [UInt8], section: String = "signer", days: Int = 30, subject: String? = nil
    ) throws -> [UInt8] {
        try folder.write(request, as: "request.csr")
        try openssl(
            ["ca", "-batch", "-notext", "-config", "ca.cnf", "-name", "middle", "-extensions", section]
                + ["-in", "request.csr", "-days", String(days), "-out", "leaf.pem"]
                + (subject.map { ["-subj", $0] } ?? []))
        return try folder.read("leaf.pem") + folder.read("middle.pem")
    }

    /// Takes back what it certified last, or its intermediate.
    package func revoke(middle: Bool = false) throws {
        try openssl(
            ["ca", "-config", "ca.cnf", "-name", middle ? "root" : "middle", "-revoke"]
                + [middle ? "middle.pem" : "leaf.pem"])
    }

    /// The revocation lists of the intermediate and, unless left out, of the root.
    package func revocationLists(ofRoot: Bool = true, days: Int = 10) throws -> [UInt8] {
        try (ofRoot ? ["middle", "root"] : ["middle"]).flatMap { place in
            try openssl(
                [
                    "ca", "-gencrl", "-config", "ca.cnf", "-name", place, "-crldays", String(days), "-out",
                    "crl.pem",
                ])
            return try folder.read("crl.pem")
        }
    }

    /// Whether `openssl verify` accepts a chain.
    ///
    /// - Parameters:
    ///   - roots: a file of roots in PEM.
    ///   - moment: the time to check at, in seconds since 1970.
    package func accepts(
        _ chain: [UInt8], under roots: String, purpose: String = "smimesign", at moment: Int64? = nil,
        lists: [UInt8]? = nil
    ) throws -> Bool {
        try folder.write(chain, as: "chain.pem")
        try folder.write(lists ?? [], as: "lists.pem")
        return try Peer.run(
            try Peer.program("openssl"),
            ["verify", "-CAfile", roots, "-untrusted", "chain.pem", "-purpose", purpose]
                + (moment.map { ["-attime", String($0)] } ?? [])
                + (lists == nil ? [] : ["-crl_check_all", "-CRLfile", "lists.pem"]) + ["chain.pem"],
            in: folder
        ).status == 0
    }

    private func openssl(_ arguments: [String]) throws {
        let words = (clock.map { ["faketime", "-f", $0] } ?? []) + ["openssl"] + arguments
        let outcome = try Peer.run(try Peer.program(words[0]), Array(words.dropFirst()), in: folder)
        guard outcome.status == 0 else {
            throw Peer.Missing(description: "openssl \(arguments.first ?? "") said: \(outcome.errors)")
        }
    }
}
