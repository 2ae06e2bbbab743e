import Files
import Records
import Statements
import Sealing

/// Whether a receipt is about the bundle its owner gave.
///
/// That it is signed, and that the custody entry in it is the same person's about the same file, is checked when it is
/// read (`Receipt.init(verifying:)`).
package struct ReceiptChecks: Sendable {
    /// The checks, always the same in the same order.
    package let checks: [Check]

    /// Checks a receipt.
    ///
    /// - Parameters:
    ///   - receipt: as it was read, its signature checked.
    ///   - bundle: the bundle that was given; nil when it is not at hand.
    ///   - keeper: the card of who keeps the log; nil for the receiver.
    ///   - read: what the receiver says they read, opened with `owner`; nil where it was not opened.
    ///   - owner: the owner's identity, which opens the bundle too; nil where it is not at hand.
    ///   - now: the time by this machine's clock.
    /// - Throws: ``FileError``, and Sealing's error when the cryptographic library fails.
    package init(
        _ receipt: Receipt, bundle: String?, keeper: Card? = nil, read: ReceivedConditions? = nil,
        owner: Identity? = nil, now: WallTime = .now()
    ) throws {
        let received = receipt.received
        let archive = try bundle.map(Self.read)
        checks = [
            Check(.receiptSigned, .ok),
            Check(
                .receiptNotAhead, Self.time(receipt, received?.time, Self.seal(of: receipt, in: archive), now)
            ),
            Check(.receiptHasCustodyEntry, Self.entry(receipt, received)),
            Check(.receiptEntryLogged, try Self.log(receipt, keeper)),
            Check(.receiptOfBundle, try Self.archive(receipt, bundle)),
            Check(.receiptTimestampOfBundle, Self.timestamp(receipt, archive)),
            Check(.receiptEntryInChain, try Self.chain(receipt, bundle, archive)),
            Check(.receiptConditionsOfBundle, try Self.conditions(receipt, bundle, read, owner)),
        ]
    }

    /// Whether what the owner was asked and set was compared with their bundle, and found to be what the receiver read.
    package var conditionsHold: Bool { checks.last?.verdict == .ok }

    /// The verdict on what only the bundle tells, where it was not given.
    static let noBundle = Verdict.notChecked(reason: "the bundle was not given", needs: .bundle)

    /// A receipt is made right after its entry; two clocks that nobody sets differ by minutes.
    private static let earlierNanoseconds = 15 * 60 * WallTime.nanosecondsPerSecond

    /// The bundle at hand; why it cannot be read, where that is so.
    private static func read(_ bundle: String) throws -> Result<BundleArchive, BundleError> {
        do { return .success(try BundleArchive.read(bundle)) } catch let error as BundleError {
            return .failure(error)
        }
    }

    /// The seal that the receipt names, where the bundle at hand has it, is whole and signed by its signer.
    private static func seal(of receipt: Receipt, in archive: Result<BundleArchive, BundleError>?) -> Seal? {
        guard let envelope = sealEnvelope(in: archive), envelope.payloadDigest == receipt.seal else {
            return nil
        }
        return try? Seal(verifying: envelope)
    }

    /// The seal of the bundle at hand, whatever it is worth; nil where it cannot be read.
    static func sealEnvelope(in archive: Result<BundleArchive, BundleError>?) -> DSSEEnvelope? {
        guard let file = try? archive?.get().tagFile(BundleLayout.sealName) else { return nil }
        return try? DSSEEnvelope(json: file)
    }

    /// What cannot be when it was done: it lies ahead, before anything of these formats, or before the bundle was sealed. Clocks go
    /// wrong without anybody's doing, and the owner's may have: so it is told, and nothing is called wrong for it.
    private static func time(
        _ receipt: Receipt, _ entry: WallTime?, _ seal: Seal?, _ now: WallTime
    ) -> Verdict {
        let dated = [("the receipt", receipt.time)] + (entry.map { [("the custody entry in it", $0)] } ?? [])
        let doubts = dated.compactMap { what, time in
            let before = seal.flatMap { seal in
                time.toTheSecond < seal.sealed.toTheSecond
                    ? "is before the bundle was sealed by the clock of who sealed (\(seal.sealed)): a clock was wrong, or a time was "
                        + "made up" : nil
            }
            return (time.doubt(at: now) ?? before).map { "the time of \(what), \(time), \($0)" }
        }
        return doubts.isEmpty ? .ok : .notChecked(reason: doubts.joined(separator: "; "))
    }

    /// Whether receipt and entry, which the same person signed, say the same of the bundle.
    private static func entry(
        _ receipt: Receipt, _ entry: (time: WallTime, facts: CustodyAction.Received)?
    ) -> Verdict {
        guard let entry else {
            return .notChecked(
                reason: receipt.seal == nil
                    ? "the bundle was too damaged to begin a custody chain" : "they gave no custody entry")
        }
        func inWords(_ checks: CheckSummary) -> String {
            guard !checks.holds else { return "that the bundle is sound" }
            return checks.failed.isEmpty
                ? "that it could not be checked"
                : "that these do not hold: \(CheckID.inWords(codes: checks.failed))"
        }
        guard receipt.checks.agrees(with: entry.facts.checks) else {
            return .failed(
                reason: "they contradict themselves: the receipt says \(inWords(receipt.checks)), "
                    + "their custody entry says \(inWords(entry.facts.checks))")
        }
        guard entry.time.nanoseconds(since: receipt.time) <= earlierNanoseconds else {
            return .failed(
                reason: "the receipt is dated \(receipt.time), and the custody entry in it only \(entry.time)"
            )
        }
        return .ok
    }

    /// Whether what the receiver says they read is what the record in the owner's bundle says.
    private static func conditions(
        _ receipt: Receipt, _ bundle: String?, _ read: ReceivedConditions?, _ owner: Identity?
    ) throws -> Verdict {
        guard case .seen = receipt.conditions else {
            return .notChecked(reason: "they say they did not read it")
        }
        guard let read, let owner else {
            return .notChecked(reason: "only you open what they say they read", needs: .identity)
        }
        guard let bundle else { return noBundle }
        let own: ReceivedConditions
        do {
            let record = try OpenedRecord(try BundleArchive.read(bundle), identity: owner).record
            guard try Consent(verifying: record.consent).owner.fingerprint == owner.card.fingerprint else {
                return .notChecked(reason: "the consent in the bundle here is not yours")
            }
            own = try ReceivedConditions(record)
        } catch let error where !(error is FileError) {
            return .notChecked(reason: "what is inside the bundle here cannot be read: \(error)")
        }
        guard own.bundle == read.bundle else { return .notChecked(reason: "the bundle here is another one") }
        let differences = own.differences(from: read)
        return differences.isEmpty
            ? .ok
            : .failed(
                reason: "they say they read something else than your bundle holds: another "
                    + differences.joined(separator: ", another "))
    }

    /// Whether the proof in the receipt shows that a log holds the custody entry in it.
    private static func log(_ receipt: Receipt, _ keeper: Card?) throws -> Verdict {
        guard let text = receipt.proof, let entry = receipt.entry else {
            return .notChecked(reason: "they gave no proof of a log; the receipt is their word alone")
        }
        let proof: TransparencyLogProof
        do {
            proof = try TransparencyLogProof(Array(text.utf8))
        } catch {
            return .failed(reason: "the proof in the receipt cannot be used: \(error)")
        }
        let card = keeper ?? receipt.receiver
        guard proof.checkpoint.isSigned(by: card.verifyingKey) else {
            return keeper == nil
                ? .notChecked(
                    reason: "the log is not the receiver's own, and nobody said whose it is",
                    needs: .keepersCard)
                : .failed(reason: "the log is not signed for by \(card.quotedName)")
        }
        return try proof.holds(of: try entry.json(), by: card.verifyingKey)
            ? .ok
            : .failed(reason: "the log of \(card.quotedName) does not hold the entry at the place it names")
    }

    private static func archive(_ receipt: Receipt, _ bundle: String?) throws -> Verdict {
        guard let bundle else { return noBundle }
        let facts = try ArchiveFacts(ofFile: bundle)
        guard facts != receipt.archive else { return .ok }
        return .failed(
            reason: "they received a file of \(counted(receipt.archive.size, "byte")) with SHA-256 "
                + "\(receipt.archive.sha256.hex), yours has \(counted(facts.size, "byte")) and \(facts.sha256.hex)"
        )
    }

    /// Whether the bundle at hand has the timestamp that was received: no signature of the owner's covers it.
    private static func timestamp(
        _ receipt: Receipt, _ archive: Result<BundleArchive, BundleError>?
    ) -> Verdict {
        guard let archive else { return noBundle }
        guard receipt.seal != nil else {
            return .notChecked(reason: "the bundle they received was too damaged to tell")
        }
        let here: SHA256Digest?
        do { here = try archive.get().member(BundleLayout.timestampName)?.sha256 } catch {
            return .notChecked(reason: "the bundle here cannot be read: \(error)")
        }
        // Neither has a timestamp, or both have one token: of two bundles that says nothing.
        guard sealEnvelope(in: .some(archive))?.payloadDigest == receipt.seal else {
            return .notChecked(reason: "the bundle here is another one")
        }
        guard here != receipt.timestamp else { return .ok }
        func inWords(_ digest: SHA256Digest?) -> String {
            digest.map { "one with SHA-256 \($0.hex)" } ?? "none"
        }
        return .failed(
            reason:
                "they received it with this timestamp: \(inWords(receipt.timestamp)); yours has \(inWords(here))"
        )
    }
}
