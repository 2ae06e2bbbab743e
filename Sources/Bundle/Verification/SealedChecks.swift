import Records
import Statements
import Sealing

/// Whether the seal of a well-formed archive is good, for this payload, and from somebody known.
struct SealedChecks {
    private(set) var checks: [Check] = []
    private(set) var seal: Seal?
    private(set) var sealDigest: SHA256Digest?
    private(set) var standing: SignerStanding?
    private(set) var timestamp: SealTimestamp

    /// - Parameters:
    ///   - authorities: the certificates of time-stamping authorities that are trusted, in PEM; nil where none were given.
    ///   - now: the present time.
    init(archive: BundleArchive, trust: Trust, authorities: [UInt8]?, at now: WallTime) throws {
        timestamp = SealTimestamp(archive, announced: nil, authorities: authorities, at: now)
        let seal: Seal
        do {
            (seal, sealDigest) = try Seal.read(file: archive.tagFile(BundleLayout.sealName) ?? [])
        } catch {
            let unreached = Verdict.notChecked(reason: "the seal cannot be used")
            checks = [
                Check(.sealSignature, .failed(reason: "\(error)")),
                Check(.sealCoversFiles, unreached), Check(.bundleIdConsistent, unreached),
                Check(.signerKnown, unreached),
                Check(.timestamp, timestamp.verdict), Check(.sealingTimeFitsTimestamp, unreached),
            ]
            return
        }
        self.seal = seal
        timestamp = SealTimestamp(
            archive, announced: seal.isTimestamped, authorities: authorities, at: now)
        let known: Verdict
        (known, standing) = Self.signer(of: seal, trust: trust, proven: timestamp.proof?.time, at: now)
        checks = [
            Check(.sealSignature, .ok),
            Check(.sealCoversFiles, Self.covers(seal, archive.sealed)),
            Check(.bundleIdConsistent, Self.bundle(seal, archive)),
            Check(.signerKnown, known),
            Check(.timestamp, timestamp.verdict),
            Check(.sealingTimeFitsTimestamp, timestamp.fits(seal.sealed)),
        ]
    }

    /// The revocation of its key that a timestamp shows the seal to be older than.
    func laterRevocation(_ trust: Trust) -> (card: Card, CardRevocation)? {
        guard timestamp.proof != nil, let card = standing?.card else { return nil }
        return trust.revocation(of: card.verifyingKey).map { (card, $0) }
    }

    /// Whether the signature is over these files, these hashes, and no others.
    private static func covers(_ seal: Seal, _ files: [BundleArchive.Member]) -> Verdict {
        let signed = Dictionary(
            seal.subjects.map { ($0.name, $0.sha256) }, uniquingKeysWith: { first, _ in first })
        // One file too many or too few changes the lists of them as well; it is named, and not the lists.
        if let added = files.first(where: { signed[$0.name] == nil }) {
            return .failed(reason: "\(added.name) is in the bundle and was not sealed")
        }
        let present = Set(files.map(\.name))
        if let missing = seal.subjects.first(where: { !present.contains($0.name) }) {
            return .failed(reason: "\(missing.name) was sealed and is not in the bundle")
        }
        if let changed = files.first(where: { signed[$0.name] != $0.sha256 }) {
            return .failed(reason: "\(changed.name) is not the file that was sealed (SHA-256)")
        }
        return .ok
    }

    private static func bundle(_ seal: Seal, _ archive: BundleArchive) -> Verdict {
        guard seal.bundle == archive.bundle else {
            return .failed(
                reason: "the seal is that of bundle \(seal.bundle), the folder that of \(archive.bundle)")
        }
        guard let information = BagInformation(archive.tagFile(Seal.informationName) ?? []) else {
            return .failed(reason: "bag-info.txt does not give it")
        }
        guard information.externalIdentifier == seal.bundle else {
            return .failed(reason: "bag-info.txt is that of bundle \(information.externalIdentifier)")
        }
        let day = String(seal.sealed.rfc3339.prefix(10))
        guard information.baggingDate == day else {
            return .failed(reason: "bag-info.txt gives the day \(information.baggingDate), the seal \(day)")
        }
        return .ok
    }

    /// The card named under the signature is a claim; only one we trust, with the very key that signed, gives it a name.
    static func signer(
        of seal: Seal, trust: Trust, proven: WallTime?, at now: WallTime
    ) -> (Verdict, SignerStanding?) {
        // A revocation carries the card, whether that was ever trusted or not.
        let revoked = trust.revocation(of: seal.signerPublicKey)?.card
        guard let card = trust.signer(seal.signer) ?? revoked else {
            return (
                .notChecked(reason: "valid, signer unknown: \(seal.signer.grouped)"), .unknown(note: nil)
            )
        }
        guard card.verifyingKey == seal.signerPublicKey else {
            return (
                .failed(reason: "it names the card of \(card.quotedName), but another key signed it"), nil
            )
        }
        let standing = trust.standing(of: card, signed: seal.sealed, provenBefore: proven, now: now)
        return (standing.verdict(of: card), standing)
    }
}

extension SignerStanding {
    /// What a good signature by a card comes to as a check.
    func verdict(of card: Card) -> Verdict {
        switch self {
        case .trusted, .certified: .ok
        case .revoked: .failed(reason: reason ?? "")
        case .unknown(let note):
            .notChecked(
                reason: "valid, signer unknown: \(card.quotedName), \(card.fingerprint.grouped)"
                    + (note.map { "; \($0.text)" } ?? ""),
                needs: note?.settled.map(CheckNeed.init))
        case .replaced, .doubtful: .notChecked(reason: "valid, but " + (reason ?? ""))
        }
    }
}

extension CheckNeed {
    /// What a check of a signer needs, where the signer could be settled.
    fileprivate init(_ way: SignerNote.Way) {
        self =
            switch way {
            case .trustingCard: .trustedCard
            case .givingCertificateRoots: .certificateRoots
            }
    }
}
