import Statements

extension MomentInWindow {
    /// A moment as an argument, for `@Option(transform:)`, which shows why a text is none.
    static func argument(_ text: String) throws -> MomentInWindow { try MomentInWindow(text) }
}
