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
    /// Why nothing was written.
    package var reason: String?
    package var kind: DeskError.Kind?
    /// What helps, for a front to put into words.
    package var remedy: Remedy?

    private enum CodingKeys: String, CodingKey {
        case file, entry, action, digest, holds, findings, reason, kind
    }

    package init(file: String) {
        self.file = file
        findings = []
    }

    /// How bad that is among many.
    package var worst: BundleTotals.Worst {
        switch kind {
        case nil: holds == false ? .doesNotHold : .holds
        case .doesNotHold?: .doesNotHold
        case .notPermitted?: .notPermitted
        case .notUnderstood?: .notUnderstood
        default: .notDone
        }
    }
}
