import COpenSSL

extension SealingError {
    /// Turns OpenSSL's last error into ours and empties its queue, so that the next failure is not blamed on
    /// this one.
    static func openSSL(_ operation: String) -> SealingError {
        .cryptoLibrary(operation: operation, cause: openSSLCause())
    }

    /// What OpenSSL says went wrong last; empties its queue.
    static func openSSLCause() -> String {
        var cause = "no reason given"
        let code = ERR_peek_last_error()
        if code != 0 {
            var text = [CChar](repeating: 0, count: 256)
            ERR_error_string_n(code, &text, text.count)
            cause = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
        ERR_clear_error()
        return cause
    }
}
