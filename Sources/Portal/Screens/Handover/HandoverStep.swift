import Desk

/// The steps of the road from who asks to a signed consent, in their order. Each is a page of its own that can be come back
/// to; what is chosen on it stands in the case's draft.
enum HandoverStep: String, CaseIterable, Sendable {
    case who, recordings, cameras, clock, window, terms, sign

    /// The address of its page.
    func address(of found: OwnersCase) -> String {
        self == .who ? "/case/\(found.name)" : "/case/\(found.name)/\(rawValue)"
    }

    /// What the list of steps at the top of a page is filled with (`steps.mustache`).
    func values(of found: OwnersCase, _ visit: Visit) -> [[String: Any]] {
        let here = Self.allCases.firstIndex(of: self) ?? 0
        return Self.allCases.enumerated().map { place, step in
            [
                "text": visit.words["step.\(step.rawValue)"], "isHere": place == here,
                "isBehind": place < here, "address": step.address(of: found),
            ] as [String: Any]
        }
    }
}
