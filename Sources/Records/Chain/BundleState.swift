import Sealing

/// The archive as a file: what a custodian can weigh and fingerprint without opening it.
package struct ArchiveFacts: Sendable, Hashable, Codable {
    /// The SHA-256 of the whole file.
    package let sha256: SHA256Digest
    /// Its size in bytes.
    package let size: UInt64

    /// The facts from their parts.
    package init(sha256: SHA256Digest, size: UInt64) {
        self.sha256 = sha256
        self.size = size
    }

    private enum CodingKeys: String, CodingKey { case sha256, size }

    /// Reads `{"sha256", "size"}`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        sha256 = try container.decode(SHA256Digest.self, forKey: .sha256)
        size = try container.decodeCount(forKey: .size)
    }
}

/// What came of checking a bundle, as far as it may be said outside the encryption: codes of checks and a count.
///
/// The reasons stay behind: with a key at hand they name cameras and files.
package struct CheckSummary: Sendable, Hashable, Codable {
    /// Whether every check that was made holds, and at least one was made.
    package let holds: Bool
    /// How many checks were made and hold.
    package let held: Int
    /// The codes of the checks that do not hold.
    package let failed: [String]
    /// The codes of those that were not made.
    package let notMade: [String]
    /// Whether what is inside was looked at, with a recipient's key.
    package let withKey: Bool

    /// What a report amounts to.
    ///
    /// Custody checks do not count: the state of a bundle is one thing, the account of who held it another.
    package init(_ report: VerificationReport) {
        let checks = report.checks.filter { $0.group != .custody }
        held = checks.count { $0.verdict == .ok }
        failed = checks.compactMap { if case .failed = $0.verdict { $0.id.rawValue } else { nil } }
        notMade = checks.compactMap {
            if case .notChecked = $0.verdict { $0.id.rawValue } else { nil }
        }
        holds = failed.isEmpty && held > 0
        withKey = checks.contains {
            if case .notChecked = $0.verdict {
                false
            } else {
                $0.group == .authorised || $0.group == .faithful
            }
        }
    }

    /// What kind of thing is wrong with a bundle that does not hold.
    package enum Fault: Sendable, Hashable {
        /// It is not what was sealed: bytes are others. A whole copy would help.
        case damage
        /// It is what was sealed, and the key it was sealed with had been revoked. Another copy does not help.
        case revokedKey
        /// Nothing of the kind, or nobody could check it: what it is the checks say.
        case other

        /// - Parameter failed: the codes of the checks that do not hold; those that are not known say nothing.
        package init(_ failed: [String]) {
            let checks = failed.compactMap { CheckID(rawValue: $0) }
            let isDamaged = checks.contains {
                $0.group == .intact
                    || [.sealSignature, .sealCoversFiles, .bundleIdConsistent, .timestamp].contains($0)
            }
            self = isDamaged ? .damage : failed == [CheckID.signerKnown.rawValue] ? .revokedKey : .other
        }
    }

    /// What kind of thing is wrong; nil where all that was checked holds.
    package var fault: Fault? { holds ? nil : Fault(failed) }

    private enum CodingKeys: String, CodingKey {
        case result, held, failed
        case notMade = "not_made"
        case withKey = "with_key"
    }

    /// Reads the summary; `result` is not believed but derived from the counts.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        held = Int(try container.decodeCount(forKey: .held))
        failed = try Self.codes(in: container, .failed)
        notMade = try Self.codes(in: container, .notMade)
        withKey = try container.decode(Bool.self, forKey: .withKey)
        holds = failed.isEmpty && held > 0
    }

    /// More checks than any program of these formats makes.
    private static let maximumCodes = 256

    private static func codes(
        in container: KeyedDecodingContainer<CodingKeys>, _ key: CodingKeys
    ) throws -> [String] {
        let codes = try container.decode([String].self, forKey: key)
        guard codes.count <= maximumCodes else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: container, debugDescription: "it names more checks than there are")
        }
        return codes
    }

    /// Whether it says the same state of a bundle: that it holds, or which checks do not.
    ///
    /// How many were made may differ: with a key there are more.
    package func agrees(with other: CheckSummary) -> Bool {
        holds == other.holds && failed == other.failed
    }

    /// Writes the summary; `result` is `ok` or `failed`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(holds ? "ok" : "failed", forKey: .result)
        try container.encode(held, forKey: .held)
        try container.encode(failed, forKey: .failed)
        try container.encode(notMade, forKey: .notMade)
        try container.encode(withKey, forKey: .withKey)
    }
}
