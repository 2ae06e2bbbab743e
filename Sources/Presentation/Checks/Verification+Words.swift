import Records

extension Check {
    /// What was checked, and what came out.
    package var labelled: LabelledText? { LabelledText(name, verdict.inWords) }
}

extension VerificationReport {
    /// A report, one line a check, in its groups, and the sentences it amounts to.
    package var passages: [Passage] {
        let groups = Check.Group.allCases.flatMap { group -> [Passage] in
            let checks = checks(in: group)
            guard !checks.isEmpty else { return [] }
            return [
                .paragraph(group.rawValue),
                .facts(checks.map { LabelledText("  " + $0.name, $0.verdict.inWords) }),
            ]
        }
        return groups + [.gap] + proven.map { .paragraph($0) } + notes.map { .paragraph("Note: " + $0) }
            + [.paragraph(summary)]
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
