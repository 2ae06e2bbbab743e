import COpenSSL
import Glibc

/// Owns an `X509_STORE` of roots and revocation lists, and checks chains against it (RFC 5280 §6).
final class X509Check {
    private let store: OpaquePointer

    init(_ roots: CertificateRoots) throws(SealingError) {
        guard let store = X509_STORE_new() else { throw .openSSL("making a certificate store") }
        self.store = store
        for root in try X509Certificate.all(pem: roots.pem) { X509_STORE_add_cert(store, root.handle) }
        for file in roots.revocationLists {
            guard try add(file) > 0 else {
                throw .certificate("there is no certificate revocation list in what was given as one")
            }
        }
    }

    /// Adds the lists in a file, and says how many there were.
    private func add(_ file: [UInt8]) throws(SealingError) -> Int {
        // The memory must outlive the BIO, which keeps no copy of it.
        let count = file.withUnsafeBytes { bytes in
            let input = BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count))
            defer { BIO_free(input) }
            var count = 0
            // DER begins with a SEQUENCE, which no text does.
            let isBinary = bytes.first == 0x30
            while let list = isBinary
                ? d2i_X509_CRL_bio(input, nil) : PEM_read_bio_X509_CRL(input, nil, nil, nil)
            {
                if X509_STORE_add_crl(store, list) == 1 { count += 1 }
                X509_CRL_free(list)
            }
            return count
        }
        ERR_clear_error()
        return count
    }

    deinit { X509_STORE_free(store) }

    /// The root a certificate leads to, all of the path being valid at a time in seconds since 1970.
    func path(
        from leaf: X509Certificate, through others: [X509Certificate], at moment: Int64
    ) throws(SealingError) -> String {
        try context(leaf, others) { context throws(SealingError) in
            X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(context), time_t(moment))
            guard X509_verify_cert(context) == 1 else { throw Self.failure(in: context) }
            let path = X509_STORE_CTX_get0_chain(context)
            let root = OPENSSL_sk_value(path, OPENSSL_sk_num(path) - 1).map { OpaquePointer($0) }
            return X509Certificate.text(root.flatMap { X509_get_subject_name($0) })
        }
    }

    /// Checks that nothing on the path was taken back, by lists that are in force at a time.
    ///
    /// Whether the certificates themselves are still valid then is not asked: they were when they were used.
    func revocation(
        of leaf: X509Certificate, through others: [X509Certificate], at moment: Int64
    ) throws(SealingError) {
        try context(leaf, others) { context throws(SealingError) in
            let parameters = X509_STORE_CTX_get0_param(context)
            X509_VERIFY_PARAM_set_time(parameters, time_t(moment))
            X509_VERIFY_PARAM_set_flags(
                parameters, UInt(X509_V_FLAG_CRL_CHECK) | UInt(X509_V_FLAG_CRL_CHECK_ALL))
            X509_STORE_CTX_set_verify_cb(context) { isGood, context in
                let isAge = [X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_CERT_NOT_YET_VALID]
                    .contains(X509_STORE_CTX_get_error(context))
                return isAge ? 1 : isGood
            }
            guard X509_verify_cert(context) == 1 else { throw Self.failure(in: context) }
        }
    }

    private func context<Result>(
        _ leaf: X509Certificate, _ others: [X509Certificate],
        _ body: (OpaquePointer) throws(SealingError) -> Result
    ) throws(SealingError) -> Result {
        guard let context = X509_STORE_CTX_new(), let stack = OPENSSL_sk_new_null() else {
            throw .openSSL("checking a certificate")
        }
        defer {
            X509_STORE_CTX_free(context)
            OPENSSL_sk_free(stack)
        }
        for other in others { OPENSSL_sk_push(stack, UnsafeRawPointer(other.handle)) }
        guard X509_STORE_CTX_init(context, store, leaf.handle, stack) == 1 else {
            throw .openSSL("checking a certificate")
        }
        // The stack holds no references of its own.
        defer { withExtendedLifetime(others) {} }
        return try body(context)
    }

    private static func failure(in context: OpaquePointer) -> SealingError {
        let code = X509_STORE_CTX_get_error(context)
        let subject =
            X509_STORE_CTX_get_current_cert(context)
            .map { ", at " + X509Certificate.text(X509_get_subject_name($0)) } ?? ""
        let cause = String(cString: X509_verify_cert_error_string(Int(code)))
        ERR_clear_error()
        return .certificate("\(cause)\(subject)")
    }
}
