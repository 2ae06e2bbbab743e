import Custody
import Sealing

/// Whether the seal of a well-formed archive is good, for this payload, and from somebody known.
struct SealedChecks {
    private(set) var checks: [Check] = []
    private(set) var seal: Seal?
    private(set) var signerFingerprint: Fingerprint?
    private(set) var signer: Card?
    private(set) var timestamp: SealTimestamp

    /// - Parameters:
    ///   - authorities: the certificates of time-stamping authorities that are trusted, in PEM; nil where none were given.
    ///   - now: the present time.
    init(archive: BundleArchive, trust: Trust, authorities: [UInt8]?, at now: WallTime) throws {
        timestamp = SealTimestamp(archive, announced: nil, authorities: authorities, at: now)
        typealias Name = KeylessVerification.Name
        let envelope: DSSEEnvelope
        let seal: Seal
        do {
            envelope = try DSSEEnvelope(json: archive.tagFile(BundleLayout.sealName) ?? [])
            seal = try Seal(verifying: envelope)
        } catch {
            if case SealingError.cryptoLibrary = error { throw error }
            let unreached = Verdict.notChecked(reason: "the seal cannot be used")
            checks = [
                Check(.sealed, Name.signature, .failed(reason: "\(error)")),
                Check(.sealed, Name.covers, unreached), Check(.sealed, Name.bundle, unreached),
                Check(.sealed, Name.signer, unreached),
                Check(.sealed, Name.timestamp, timestamp.verdict), Check(.sealed, Name.time, unreached),
            ]
            return
        }
        self.seal = seal
        timestamp = SealTimestamp(
            archive, announced: seal.isTimestamped, authorities: authorities, at: now)
        signerFingerprint = Seal.signerFingerprint(of: envelope, key: seal.signerPublicKey)
        let known: Verdict
        (known, signer) = Self.signer(of: seal, fingerprint: signerFingerprint, trust: trust)
        checks = [
            Check(.sealed, Name.signature, .ok),
            Check(.sealed, Name.covers, Self.covers(seal, archive.payload)),
            Check(.sealed, Name.bundle, Self.bundle(seal, archive)),
            Check(.sealed, Name.signer, known),
            Check(.sealed, Name.timestamp, timestamp.verdict),
            Check(.sealed, Name.time, timestamp.fits(seal.sealed)),
        ]
    }

    /// Whether the signature is over these files, these hashes, and no others.
    private static func covers(_ seal: Seal, _ payload: [BundleArchive.Member]) -> Verdict {
        let signed = Dictionary(
            seal.subjects.map { ($0.name, $0.sha256) }, uniquingKeysWith: { first, _ in first })
        for file in payload {
            guard let digest = signed[file.name] else {
                return .failed(reason: "\(file.name) is in the bundle and was not sealed")
            }
            guard digest == file.sha256 else {
                return .failed(reason: "\(file.name) is not the file that was sealed (SHA-256)")
            }
        }
        let present = Set(payload.map(\.name))
        if let missing = seal.subjects.first(where: { !present.contains($0.name) }) {
            return .failed(reason: "\(missing.name) was sealed and is not in the bundle")
        }
        return .ok
    }

    private static func bundle(_ seal: Seal, _ archive: BundleArchive) -> Verdict {
        guard seal.bundle == archive.bundle else {
            return .failed(
                reason: "the seal is that of bundle \(seal.bundle), the folder that of \(archive.bundle)")
        }
        guard let information = BagInformation(archive.tagFile(BundleLayout.informationName) ?? []) else {
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

    /// The `keyid` is a claim; only a card we trust, with the very key that signed, gives it a name.
    private static func signer(
        of seal: Seal, fingerprint: Fingerprint?, trust: Trust
    ) -> (Verdict, Card?) {
        guard let fingerprint else {
            return (
                .notChecked(reason: "valid, but the signature does not say whose card it belongs to"), nil
            )
        }
        guard let card = trust.signer(fingerprint) else {
            return (.notChecked(reason: "valid, signer unknown: \(fingerprint.grouped)"), nil)
        }
        guard card.verifyingKey == seal.signerPublicKey else {
            return (.failed(reason: "it names the card of \(card.name), but another key signed it"), nil)
        }
        return (.ok, card)
    }
}
