/// What became of one check. Three outcomes, because "we did not look" is neither good nor bad.
package enum Verdict: Sendable, Hashable {
    /// It was checked and holds.
    case ok
    /// It was checked and does not hold.
    case failed(reason: String)
    /// It was not checked, and why.
    case notChecked(reason: String)

    /// Why it failed or was not checked; nil where it holds.
    package var reason: String? {
        switch self {
        case .ok: nil
        case .failed(let reason), .notChecked(let reason): reason
        }
    }
}

extension Verdict {
    /// `ok`, `failed` or `not_checked`.
    package var word: String {
        switch self {
        case .ok: "ok"
        case .failed: "failed"
        case .notChecked: "not_checked"
        }
    }

    init?(word: String, reason: String?) {
        switch (word, reason) {
        case ("ok", nil): self = .ok
        case ("failed", let reason?): self = .failed(reason: reason)
        case ("not_checked", let reason?): self = .notChecked(reason: reason)
        default: return nil
        }
    }
}
