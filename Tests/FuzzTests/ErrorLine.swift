import Objects
import Statements

/// What is wrong with an error as a person meets it; nil when it is one clear line.
func flaw(of error: any Error) -> String? {
    guard let error = error as? FootageError else { return "it is a \(type(of: error)): \(error)" }
    let line = error.description
    let isPlain = line.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
        default: true
        }
    }
    guard isPlain else { return "its line has characters that are none: \(line.debugDescription)" }
    return line.count < 20 || line.count > 1200 ? "its line is of \(line.count) characters: \(line)" : nil
}

extension FootageError {
    /// Which case it is, to count them.
    var kind: String { Mirror(reflecting: self).children.first?.label ?? description }
}

/// What is wrong with a refusal of something other than a recording: it must be one of our own errors, and short enough to be
/// read. What it quotes is made harmless where it is shown.
func refusalFlaw(of error: any Error) -> String? {
    let known = [
        "StatementError", "ConsentRefusal", "SealingError", "LedgerError", "CatalogError", "BundleError",
        "FileError", "PackedBundleError",
    ]
    guard known.contains("\(type(of: error))") || error is FootageError else {
        return "it is a \(type(of: error)): \(error)"
    }
    let line = "\(error)".harmless
    return line.count < 10 || line.count > 2000
        ? "its line is of \(line.count) characters: \(line.prefix(400))" : nil
}

/// Which case an error is, to count them.
func refusalKind(of error: any Error) -> String {
    Mirror(reflecting: error).children.first?.label ?? "\(type(of: error))"
}
