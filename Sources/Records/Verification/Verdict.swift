/// What became of one check. Three outcomes, because "we did not look" is neither good nor bad.
package enum Verdict: Sendable, Hashable {
    /// It was checked and holds.
    case ok
    /// It was checked and does not hold.
    case failed(reason: String)
    /// It was not checked, and why; `needs` is what would let it be made, where that is one thing.
    case notChecked(reason: String, needs: CheckNeed? = nil)

    /// Why it failed or was not checked; nil where it holds.
    package var reason: String? {
        switch self {
        case .ok: nil
        case .failed(let reason), .notChecked(let reason, _): reason
        }
    }

    /// What would let a check be made that was not; nil where it was, and where nothing simple would.
    package var needs: CheckNeed? {
        if case .notChecked(_, let needs) = self { needs } else { nil }
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

    init?(word: String, reason: String?, needs: CheckNeed?) {
        switch (word, reason, needs) {
        case ("ok", nil, nil): self = .ok
        case ("failed", let reason?, nil): self = .failed(reason: reason)
        case ("not_checked", let reason?, let needs): self = .notChecked(reason: reason, needs: needs)
        default: return nil
        }
    }
}
