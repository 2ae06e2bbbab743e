import Records
import Statements

extension Check {
    /// What was checked, and what came out.
    package var labelled: LabelledText? { LabelledText(name, verdict.inWords, remedy: verdict.remedy) }
}

extension VerificationReport {
    /// A report, one line a check, in its groups, and the sentences it amounts to; all times are in UTC.
    ///
    /// Where no check of a group was made, all for the same reason, one line says so of the group: seventeen that say the
    /// same hide the one that does not.
    ///
    /// - Parameter lists: whether each check gets its line all the same.
    package func passages(listingEveryCheck lists: Bool = false) -> [Passage] {
        let groups = Check.Group.allCases.flatMap { group -> [Passage] in
            let checks = checks(in: group)
            guard let first = checks.first else { return [] }
            if !lists, checks.count > 1, case .notChecked(let reason, _) = first.verdict,
                checks.allSatisfy({ $0.verdict == first.verdict })
            {
                return [
                    .facts([
                        LabelledText(
                            group.rawValue, "none of its \(checks.count) checks was made: \(reason)",
                            remedy: first.verdict.remedy)
                    ])
                ]
            }
            return [
                .paragraph(group.rawValue),
                .facts(
                    checks.map { LabelledText("  " + $0.name, $0.verdict.inWords, remedy: $0.verdict.remedy) }
                ),
            ]
        }
        let all =
            groups + [.gap] + proven.map { .paragraph($0.text) } + notes.map { .paragraph("Note: " + $0) }
            + [.paragraph(summary)]
        return all.map { $0.shown(by: .universal) }
    }
}

extension Record {
    /// What in originals is neither picture nor sound, one line for those with the same kinds: a camera, too, can put a
    /// name or a place there, and a bundle may be of hundreds of recordings.
    package var otherBytesInWords: [String] {
        OtherBytes.linesInWords(
            objects.filter { $0.role == .master }.map { object in
                (object.name, object.tracks.flatMap { $0.other ?? [] })
            })
    }
}
