import Outcomes
import Records

extension Verdict {
    /// What helps where a check was not made for want of something; nil where nothing simple does.
    package var remedy: Remedy? { needs.map(Remedy.give) }

    /// `ok`, `FAILED: why`, `not checked: why`.
    package var inWords: String {
        switch self {
        case .ok: "ok"
        case .failed(let reason): "FAILED: \(reason)"
        case .notChecked(let reason, _): "not checked: \(reason)"
        }
    }
}
