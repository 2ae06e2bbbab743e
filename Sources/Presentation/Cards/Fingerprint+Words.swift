import Statements

extension Fingerprint {
    /// The groups on four lines of four: as much as one breath holds.
    package var lines: String {
        let groups = grouped.split(separator: " ")
        return stride(from: 0, to: groups.count, by: 4)
            .map { groups[$0..<min($0 + 4, groups.count)].joined(separator: " ") }
            .joined(separator: "\n")
    }

    /// The first four groups, where a whole fingerprint stands elsewhere: `8f3a 11c0 5b7e 90d2…`.
    package var beginning: String { "\(grouped.prefix(19))…" }
}
