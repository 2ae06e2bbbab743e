import Statements

extension WallTime {
    /// A time as an argument, for `@Option(transform:)`, which shows why a text is not one.
    static func argument(_ text: String) throws -> WallTime { try WallTime(rfc3339: text) }
}
