import Records

extension Verdict {
    /// `ok`, `FAILED: why`, `not checked: why`.
    package var inWords: String {
        switch self {
        case .ok: "ok"
        case .failed(let reason): "FAILED: \(reason)"
        case .notChecked(let reason): "not checked: \(reason)"
        }
    }
}
