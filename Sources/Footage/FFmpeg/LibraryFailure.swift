import CFFmpeg

/// Makes an error out of a negative return code of libav.
enum LibraryFailure {
    /// libav's own text for a code.
    static func text(_ code: Int32) -> String {
        var buffer = [CChar](repeating: 0, count: 128)
        av_strerror(code, &buffer, buffer.count)
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The code's text, preceded by what libav last logged, which is often the more precise of the two.
    static func cause(_ code: Int32) -> String {
        let text = text(code)
        guard let logged = LibraryLog.lastMessage, !logged.isEmpty, logged != text else { return text }
        return "\(logged) (\(text))"
    }

    static func error(_ operation: String, _ code: Int32, path: String? = nil) -> FootageError {
        .library(operation: operation, cause: cause(code), path: path)
    }
}
