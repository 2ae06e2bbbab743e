import Files
import Objects
import CFFmpeg

/// What the media library says when something goes wrong: kept for our errors, never printed.
///
/// The kept line belongs to the calling thread, and in the shim to the object file that asks for it. This file
/// is therefore the only one that touches it, and its functions are not inlined into others: an inlined copy
/// would read another, always empty, line.
package enum LibraryLog {
    private static let installation: Void = proffer_log_install()

    /// Takes over the library's log, once for the process however often it is called.
    @inline(never)
    package static func install() { _ = installation }

    /// The library's last error on this thread, nil when it has said nothing since it was last taken.
    @inline(never)
    static var lastMessage: String? {
        // What the line quotes may come from the recording: no control character of it reaches a terminal.
        let text = String(cString: proffer_log_last()).unicodeScalars
            .map { $0.properties.generalCategory == .control ? " " : Character($0) }
        let line = withoutAddress(String(text).split(separator: " ")).joined(separator: " ")
        return line.isEmpty ? nil : line
    }

    /// Without the place in memory of the part that speaks, `[mov @ 0x7f0c…]`, which tells a person nothing.
    private static func withoutAddress(_ words: [Substring]) -> [Substring] {
        guard let at = words.firstIndex(of: "@"), at > 0, words.indices.contains(at + 1),
            words[at + 1].hasPrefix("0x"), words[at + 1].hasSuffix("]")
        else { return words }
        return words[..<(at - 1)] + [words[at - 1] + "]"] + words[(at + 2)...]
    }

    /// Our error for one of the library's codes, with its meaning and the last message, which is used up.
    @inline(never)
    package static func failure(_ operation: String, _ code: Int32, path: String? = nil) -> FootageError {
        .library(operation: operation, cause: cause(code), path: path)
    }

    /// What a code means, with the last message, which is used up.
    @inline(never)
    static func cause(_ code: Int32) -> String {
        defer { proffer_log_forget() }
        let meaning = meaning(code)
        return lastMessage.map { "\(meaning) (\($0))" } ?? meaning
    }

    /// Forgets what was said so far on this thread: it is not why something later fails.
    @inline(never)
    static func forget() { proffer_log_forget() }

    /// What a code means: of what the system refused, in our words, else in the library's.
    static func meaning(_ code: Int32) -> String {
        // Parts of the library return a bare -1, which reads as “Operation not permitted”.
        guard code != -1 else { return "the library does not say why" }
        switch -code {
        // What the library calls so is no refusal of the system's.
        case EINVAL, EDOM, ERANGE: return "something in it is not as it should be"
        case ENOSYS, EOPNOTSUPP: return "the library cannot do that"
        case EAGAIN: return "the library has nothing to give yet"
        case 1..<200: return SystemCause.inWords(-code)
        default: break
        }
        var text = [CChar](repeating: 0, count: Int(AV_ERROR_MAX_STRING_SIZE))
        av_strerror(code, &text, text.count)
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
