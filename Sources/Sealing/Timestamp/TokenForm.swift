import COpenSSL

/// The one form a token is kept in (docs/spec/bundle.md, Timestamp).
///
/// No signature covers a token's certificates, lists of revoked ones and unsigned attributes, so that a film fits into
/// them. What the token is worth does not need them, but for the certificates between the signer and a root.
enum TokenForm {
    /// The signed attributes that a token may have, each once and with one value: content type, message digest, signing
    /// time (RFC 5652 §11), the two forms of signing certificate (RFC 3161 §2.4.2, RFC 5816), and the algorithms
    /// protected (RFC 6211), which some authorities add.
    private static let attributes: Set<String> = [
        "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4", "1.2.840.113549.1.9.5",
        "1.2.840.113549.1.9.16.2.12", "1.2.840.113549.1.9.16.2.47", "1.2.840.113549.1.9.52",
    ]

    /// The most certificates from a signer upwards.
    private static let maximumCertificates = 8

    /// Takes out what the form has not.
    ///
    /// - Throws: ``SealingError/timestamp(_:)`` where what a signature covers is not of the form.
    static func reduce(_ token: UnsafeMutablePointer<PKCS7>) throws(SealingError) {
        guard OBJ_obj2nid(token.pointee.type) == NID_pkcs7_signed, let signed = token.pointee.d.sign,
            OPENSSL_sk_num(signed.pointee.signer_info) == 1,
            let signer = OPENSSL_sk_value(signed.pointee.signer_info, 0)?
                .assumingMemoryBound(to: PKCS7_SIGNER_INFO.self)
        else { throw .timestamp("it is not signed by one signer") }
        guard let certificate = proffer_PKCS7_first_signer(token) else {
            ERR_clear_error()
            throw .timestamp("the authority's certificate is not in it")
        }
        try checkAttributes(signer.pointee.auth_attr)
        OPENSSL_sk_pop_free(signer.pointee.unauth_attr) { X509_ATTRIBUTE_free($0.map { OpaquePointer($0) }) }
        signer.pointee.unauth_attr = nil
        OPENSSL_sk_pop_free(signed.pointee.crl) { X509_CRL_free($0.map { OpaquePointer($0) }) }
        signed.pointee.crl = nil
        try reduceAlgorithms(signed, signer)
        // The signer's certificate is found by its issuer's name, which may be spelled in another way.
        guard
            X509_NAME_set(
                &signer.pointee.issuer_and_serial.pointee.issuer, X509_get_issuer_name(certificate)) == 1,
            ASN1_INTEGER_set(signed.pointee.version, 3) == 1,
            ASN1_INTEGER_set(signer.pointee.version, 1) == 1
        else { throw .openSSL("reading a timestamp") }
        try reduceCertificates(signed, to: certificate)
    }

    private static func checkAttributes(_ stack: OpaquePointer?) throws(SealingError) {
        var found: Set<String> = []
        for place in 0..<max(0, OPENSSL_sk_num(stack)) {
            guard let attribute = OPENSSL_sk_value(stack, place).map({ OpaquePointer($0) }) else { continue }
            var text = [CChar](repeating: 0, count: 80)
            OBJ_obj2txt(&text, Int32(text.count), X509_ATTRIBUTE_get0_object(attribute), 1)
            let name = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            guard attributes.contains(name), X509_ATTRIBUTE_count(attribute) == 1,
                found.insert(name).inserted
            else { throw .timestamp("it has a signed attribute that a timestamp has not (\(name))") }
        }
    }

    /// One digest algorithm, the signer's, and no parameters but those of RSA-PSS.
    private static func reduceAlgorithms(
        _ signed: UnsafeMutablePointer<PKCS7_SIGNED>, _ signer: UnsafeMutablePointer<PKCS7_SIGNER_INFO>
    ) throws(SealingError) {
        guard let digest = signer.pointee.digest_alg, let signature = signer.pointee.digest_enc_alg,
            isBare(digest), isBare(signature) || OBJ_obj2nid(signature.pointee.algorithm) == NID_rsassaPss
        else { throw .timestamp("its algorithms have parameters that they do not need") }
        guard let copy = X509_ALGOR_dup(digest), let stack = OPENSSL_sk_new_null() else {
            throw .openSSL("reading a timestamp")
        }
        OPENSSL_sk_push(stack, copy)
        OPENSSL_sk_pop_free(signed.pointee.md_algs) {
            X509_ALGOR_free($0?.assumingMemoryBound(to: X509_ALGOR.self))
        }
        signed.pointee.md_algs = stack
    }

    private static func isBare(_ algorithm: UnsafeMutablePointer<X509_ALGOR>) -> Bool {
        guard let parameter = algorithm.pointee.parameter else { return true }
        return parameter.pointee.type == V_ASN1_NULL
    }

    /// The signer's certificate, and of those in the token the issuer of each before, as far as its signature shows it.
    private static func reduceCertificates(
        _ signed: UnsafeMutablePointer<PKCS7_SIGNED>, to signer: OpaquePointer
    ) throws(SealingError) {
        let all = (0..<max(0, OPENSSL_sk_num(signed.pointee.cert))).compactMap {
            OPENSSL_sk_value(signed.pointee.cert, $0).map { OpaquePointer($0) }
        }
        var chain = [signer]
        while let last = chain.last, chain.count < maximumCertificates,
            X509_check_issued(last, last) != X509_V_OK,
            let issuer = all.first(where: { !chain.contains($0) && signs(last, by: $0) })
        {
            chain.append(issuer)
        }
        // A root nobody asked for, that its own key did not sign, is none.
        if chain.count > 1, let last = chain.last, X509_check_issued(last, last) == X509_V_OK,
            !signs(last, by: last)
        {
            chain.removeLast()
        }
        ERR_clear_error()
        guard let stack = OPENSSL_sk_new_null() else { throw .openSSL("reading a timestamp") }
        for certificate in chain {
            X509_up_ref(certificate)
            OPENSSL_sk_push(stack, UnsafeMutableRawPointer(certificate))
        }
        OPENSSL_sk_pop_free(signed.pointee.cert) { X509_free($0.map { OpaquePointer($0) }) }
        signed.pointee.cert = stack
    }

    private static func signs(_ certificate: OpaquePointer, by issuer: OpaquePointer) -> Bool {
        X509_check_issued(issuer, certificate) == X509_V_OK
            && X509_verify(certificate, X509_get0_pubkey(issuer)) == 1
    }
}
