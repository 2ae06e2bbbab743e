/// Why a recording could not be read or cut.
public enum FootageError: Error, Sendable, Hashable {
    /// The media library failed at something; its own text is the cause.
    case library(operation: String, cause: String, path: String?)
}

extension FootageError: CustomStringConvertible {
    /// One line: which file, what failed, and the library's own words.
    public var description: String {
        switch self {
        case .library(let operation, let cause, let path):
            "\(path.map { "\($0): " } ?? "")\(operation) failed: \(cause)"
        }
    }
}
