import Statements

/// Something a request's owner should know before deciding.
package typealias RequestFinding = Finding

/// The clock that the times of a request are shown by.
package typealias RequestClock = PageClock

extension RequestLinter {
    /// The names of all rules, which a front has words for.
    package static var ruleNames: [String] { rules.map(\.id) }
}
