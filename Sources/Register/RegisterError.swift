/// Why a register could not be read or written.
package enum RegisterError: Error, Sendable, Equatable {
    /// It cannot be opened, or is none.
    case notUsable(path: String, cause: String)
    /// It could not be read or written midway; what it held before it still holds.
    case failed(path: String, cause: String)
}

extension RegisterError: CustomStringConvertible {
    /// One line, without a full stop.
    package var description: String {
        switch self {
        case .notUsable(let path, let cause): "\(path): cannot be used as your register of bundles: \(cause)"
        case .failed(let path, let cause):
            "\(path): the register of bundles failed: \(cause); what it held before is unharmed, so try again"
        }
    }
}
