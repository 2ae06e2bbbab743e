import Records
import Sealing
import Statements

extension Verdict {
    /// That a check needs the record, where somebody was given objects without it.
    static let needsRecord = Verdict.notChecked(reason: "it needs the record", needs: .record)
}

/// Is a disclosure what it says: signed, of this bundle, for its recipient and the owner alone, and are the keys in it those of
/// the bundle's files?
package struct DisclosureChecks: Sendable {
    /// The checks there are, in order, but for the one that needs the custody chain.
    package static let ids = CheckID.allCases.filter { $0.group == .disclosed && $0 != .disclosureInCustody }

    /// The checks, always the same in the same order.
    package let checks: [Check]
    /// The disclosure, where its signature is good and it is of this bundle; nil where not.
    package let disclosure: Disclosure?
    /// What lies inside, where an identity opened it and it holds.
    package let opened: OpenedDisclosure?
    /// The keys it hands over, by the names of their files, where they are those of the files. Empty where the owner looked,
    /// who has their own.
    let keys: [String: HandedKey]
    /// The payload digest of the statement, by which a custody entry names it.
    let digest: SHA256Digest

    /// Whether nothing stands against using its keys.
    package var holds: Bool { opened != nil && !checks.contains(where: \.isFailed) }

    /// Where nothing of the bundle can be relied on.
    init(notMade reason: String, _ envelope: DSSEEnvelope) {
        checks = Self.ids.map { Check($0, .notChecked(reason: reason)) }
        (disclosure, opened, keys, digest) = (nil, nil, [:], envelope.payloadDigest)
    }

    /// Checks a disclosure.
    ///
    /// - Parameters:
    ///   - seal: the bundle's, and the digest of its payload.
    ///   - identity: the recipient's or the owner's; nil leaves unchecked what lies inside, and says so.
    ///   - record: where the identity opens the bundle itself.
    ///   - trust: whose signatures are from somebody known.
    /// - Throws: `SealingError.ageNoMatch` where the identity opens neither the bundle nor the disclosure.
    init(
        _ envelope: DSSEEnvelope, of archive: BundleArchive, seal: Seal, digest sealDigest: SHA256Digest?,
        identity: Identity?, record: OpenedRecord?, trust: Trust
    ) throws {
        var reading = DisclosureReading()
        digest = envelope.payloadDigest
        guard let disclosure = reading.statement(envelope, seal, sealDigest, trust) else {
            checks = reading.all(otherwise: .notChecked(reason: "the disclosure does not hold"))
            (self.disclosure, opened, keys) = (nil, nil, [:])
            return
        }
        self.disclosure = disclosure
        guard let identity else {
            checks = reading.all(
                otherwise: .notChecked(
                    reason: "only its recipient and the owner open what this needs", needs: .identity))
            (opened, keys) = (nil, [:])
            return
        }
        do {
            let opened = try OpenedDisclosure(disclosure, with: identity)
            try reading.look(into: opened, of: archive, seal, identity, record)
            checks = reading.all(otherwise: .notChecked(reason: "the disclosure does not hold"))
            self.opened = opened
            keys = reading.keys
        } catch let error as SealingError where error.isNoMatch {
            // Who opens the bundle needs no disclosure, and is told that they cannot look into that of others.
            guard record != nil else { throw error }
            checks = reading.all(
                otherwise: .notChecked(
                    reason: "it is encrypted to its recipient and the owner, and you are neither"))
            (opened, keys) = (nil, [:])
        } catch let error where error is SealingError || error is StatementError {
            reading.add(.disclosureReaders, .failed(reason: "\(error)"))
            checks = reading.all(
                otherwise: .notChecked(reason: "what is inside the disclosure cannot be read"))
            (opened, keys) = (nil, [:])
        }
    }
}

extension DisclosureChecks {
    /// Whether a custody chain tells of the disclosure.
    ///
    /// - Parameter chain: the one that lies there; nil where none can be read.
    package func verdict(on chain: CustodyChain?) -> Verdict {
        guard let disclosure else { return .notChecked(reason: "the disclosure does not hold") }
        guard let chain else { return .notChecked(reason: "no custody chain is there") }
        let entries = chain.links.compactMap {
            link -> (entry: CustodyEntry, facts: CustodyAction.Disclosed)? in
            guard case .disclosed(let facts) = link.entry.action, facts.disclosure == digest else {
                return nil
            }
            return (link.entry, facts)
        }
        guard let told = entries.first else {
            return .notChecked(
                reason: "no entry of the chain that is here tells of it: it may be a copy from before, or "
                    + "\(disclosure.discloser.quotedName) wrote none")
        }
        guard told.entry.actor.fingerprint == disclosure.discloser.fingerprint,
            told.facts.objects == disclosure.objects, told.facts.terms == disclosure.terms
        else {
            return .failed(
                reason:
                    "entry \(told.entry.sequence) of the chain says something else of it than it says itself")
        }
        return .ok
    }
}

/// Collects what is found of a disclosure, step by step.
private struct DisclosureReading {
    private var verdicts: [CheckID: Verdict] = [:]
    private(set) var keys: [String: HandedKey] = [:]

    mutating func add(_ id: CheckID, _ verdict: Verdict) { verdicts[id] = verdict }

    /// All checks in their order.
    func all(otherwise unmade: Verdict) -> [Check] {
        DisclosureChecks.ids.map { Check($0, verdicts[$0] ?? unmade) }
    }

    /// Reads the statement; nil where nothing of it is to be used.
    mutating func statement(
        _ envelope: DSSEEnvelope, _ seal: Seal, _ sealDigest: SHA256Digest?, _ trust: Trust
    ) -> Disclosure? {
        let disclosure: Disclosure
        do throws(StatementError) { disclosure = try Disclosure(verifying: envelope) } catch {
            add(.disclosureSigned, .failed(reason: error.description))
            return nil
        }
        add(.disclosureSigned, .ok)
        guard disclosure.seal == sealDigest, disclosure.bundle == seal.bundle else {
            add(
                .disclosureOfBundle,
                .failed(reason: "it is of the bundle \(disclosure.bundle.quoted), or of another seal of it"))
            return nil
        }
        add(.disclosureOfBundle, .ok)
        let standing = trust.standing(of: disclosure.discloser, signed: disclosure.time)
        add(.discloserKnown, standing.verdict(of: disclosure.discloser))
        return disclosure
    }

    /// Holds what lies inside against the bundle.
    ///
    /// - Throws: what reading the bundle throws.
    mutating func look(
        into opened: OpenedDisclosure, of archive: BundleArchive, _ seal: Seal, _ identity: Identity,
        _ record: OpenedRecord?
    ) throws {
        let terms = opened.terms
        guard terms.owner.fingerprint == seal.signer, terms.owner.verifyingKey == seal.signerPublicKey else {
            add(
                .disclosureReaders,
                .failed(
                    reason:
                        "it is for \(terms.owner.quotedName) as the owner, whose card is not that of who sealed"
                ))
            return
        }
        add(.disclosureReaders, .ok)
        if let record {
            let differences = try terms.differences(from: record.record)
            add(
                .disclosureTermsOfRecord,
                differences.isEmpty
                    ? .ok
                    : .failed(
                        reason: "the record says something else: another "
                            + differences.joined(separator: ", another ")))
        } else {
            add(
                .disclosureTermsOfRecord,
                .notChecked(
                    reason:
                        "it needs the record: what the owner's conditions are is the word of "
                        + opened.disclosure.discloser.quotedName, needs: .record))
        }
        try look(atKeysOf: opened, archive, identity, ownsRecord: record != nil)
    }

    /// Holds each key against the file it is said to be of.
    private mutating func look(
        atKeysOf opened: OpenedDisclosure, _ archive: BundleArchive, _ identity: Identity, ownsRecord: Bool
    ) throws {
        let recipients = ReaderKeys(of: opened.terms.recipient).keys
        var names: [OpenedHeader.KeyName: String] = [:]
        var shutOut: String?
        for file in opened.keys.files {
            let bytes = Array(file.header.utf8)
            do {
                let header: OpenedHeader
                if ownsRecord {
                    header = try archive.decryptor(for: file.name, identities: identity.ageIdentities).header
                    guard try header.wrapped(for: recipients) == bytes else {
                        return failKeys(
                            "\(file.name): it is not the key of this file, wrapped for "
                                + "\(opened.terms.recipient.quotedName) alone")
                    }
                } else {
                    let key = try HandedKey(opening: bytes, with: identity.ageIdentities)
                    guard try key.isMade(for: recipients) else {
                        return failKeys("\(file.name): its key is wrapped for others than its recipient")
                    }
                    header = try archive.decryptor(for: file.name, key: key).header
                    keys[file.name] = key
                }
                if let other = names.updateValue(file.name, forKey: header.keyName) {
                    return failKeys("\(file.name) and \(other) have the same key")
                }
                if shutOut == nil, try !header.letsIn(anyOf: opened.disclosure.discloser.ageRecipients) {
                    shutOut = file.name
                }
            } catch BundleError.noSuchMember {
                return failKeys("\(file.name) is no file of this bundle")
            } catch let error as SealingError {
                return failKeys("\(file.name): \(error)")
            }
        }
        add(.disclosedKeysOfFiles, .ok)
        add(
            .discloserLetIn,
            shutOut.map { file in
                .notChecked(
                    reason:
                        "\(file) is encrypted to no key on the card of \(opened.disclosure.discloser.quotedName): they have "
                        + "its key from somebody else, or by a card they had before")
            } ?? .ok)
    }

    private mutating func failKeys(_ reason: String) {
        keys = [:]
        add(.disclosedKeysOfFiles, .failed(reason: reason))
    }
}
