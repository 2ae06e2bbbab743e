/// Whose word something is that is shown.
package enum Teller: Sendable {
    /// It was found out just now, by this program.
    case this
    /// Who sealed the bundle says so.
    case sealer

    /// What to put behind it.
    package var inWords: String {
        switch self {
        case .this: ""
        case .sealer: ", by the word of who sealed"
        }
    }
}
