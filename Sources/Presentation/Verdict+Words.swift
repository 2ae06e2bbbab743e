import Records

extension Verdict {
    /// `ok`, `FAILED: why`, `not checked: why`. What to type or to press for what it ``needs`` is the front's to say.
    package var inWords: String {
        switch self {
        case .ok: "ok"
        case .failed(let reason): "FAILED: \(reason)"
        case .notChecked(let reason, _): "not checked: \(reason)"
        }
    }
}
