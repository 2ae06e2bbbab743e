import Footage

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
