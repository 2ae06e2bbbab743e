/// What was written of one of many bundles into its chain, as programs read it.
package struct AccountedRowFacts: Encodable, Sendable {
    package var file: String
    /// The number of the entry; absent where none was written.
    package var entry: UInt64?
    /// What was done, as in the entry.
    package var action: String?
    /// The digest of the entry, to be written down.
    package var digest: String?
    /// Whether the bundle holds, as far as it was looked at; absent where it was not.
    package var holds: Bool?
    package var findings: [BundleFinding]
    /// Why the bundle or its chain is not to be gone by, though an entry was written; absent where that was not found.
    package var doubt: String?
    /// What kind of an end that is.
    package var doubtKind: DeskError.Kind?
    /// Why nothing was written.
    package var reason: String?
    package var kind: DeskError.Kind?
    /// What helps, for a front to put into words.
    package var remedy: Remedy?

    private enum CodingKeys: String, CodingKey {
        case file, entry, action, digest, holds, findings, doubt, reason, kind
    }

    package init(file: String) {
        self.file = file
        findings = []
    }

    /// How bad that is among many.
    package var worst: BundleTotals.Worst {
        guard let kind = kind ?? doubtKind else { return holds == false ? .doesNotHold : .holds }
        return BundleTotals.Worst(kind)
    }
}
