import Records
import Statements
import Sealing

/// A bundle in the hands of somebody who accounts for it: checked as far as their keys go, with its custody chain.
package struct HeldBundle: Sendable {
    /// Where the bundle lies.
    package let path: String
    /// What was found when it was checked; with a recipient's identity, what is inside too.
    package let verification: Verification
    /// The file.
    package let archive: ArchiveFacts
    /// Its custody chain's file.
    package let custody: CustodyFile

    let identity: Identity

    /// Checks a bundle.
    ///
    /// - Parameters:
    ///   - path: the bundle. One that does not hold is no error: its state is what is accounted for.
    ///   - identity: of who holds it. What is inside is looked at where it is a recipient's.
    ///   - trust: whose signatures are from somebody known.
    ///   - authorities: the certificates of time-stamping authorities to trust, in PEM; nil where none were given.
    ///   - custody: the chain's file; nil for the one beside the bundle.
    ///   - looksInside: whether what is inside matters at all.
    ///   - media: what makes the checks that need a media library; nil leaves them unchecked, and says so.
    /// - Throws: ``FileError``, ``BundleError/notABundle(path:reason:)``.
    package init(
        _ path: String, identity: Identity, trust: Trust, authorities: [UInt8]? = nil,
        custody: CustodyFile? = nil,
        looksInside: Bool = true, media: (any MediaChecks)?
    ) throws {
        self.path = path
        self.identity = identity
        self.custody = custody ?? CustodyFile(besideBundle: path)
        let trust = trust.adding(own: identity.card)
        let keyless = try KeylessVerification.of(path, trust: trust, authorities: authorities)
        verification = try Self.verification(
            keyless, identity: identity, trust: trust, authorities: authorities, looksInside: looksInside,
            media
        ).withheld(from: identity, knowing: trust)
        archive = try keyless.archive?.facts ?? ArchiveFacts(ofFile: path)
    }

    private static func verification(
        _ keyless: KeylessVerification, identity: Identity, trust: Trust, authorities: [UInt8]?,
        looksInside: Bool, _ media: (any MediaChecks)?
    ) throws -> Verification {
        guard looksInside, keyless.archive != nil, keyless.seal != nil else {
            return try Verification(
                keyless, identity: nil, trust: trust, authorities: authorities, media: media)
        }
        do {
            return try Verification(
                keyless, identity: identity, trust: trust, authorities: authorities, media: media)
        } catch let error as SealingError where error.isNoMatch {
            return Verification(
                keyless, notMade: "the bundle is not encrypted to \(identity.card.quotedName)")
        }
    }

    /// The record, where this person's key opens it; nil where not. Nothing of it was checked.
    package var recordByKey: Record? {
        guard let archive = verification.keyless.archive else { return nil }
        return (try? OpenedRecord(archive, identity: identity))?.record
    }

    /// The state of the bundle, as an entry or a receipt tells it.
    package var checks: CheckSummary { CheckSummary(verification.report) }

    /// What is known of everybody in its custody chain, this person among them.
    ///
    /// - Parameter chain: as it is by now; nil where there is none.
    package func people(in chain: CustodyChain?, trust: Trust) -> [Check] {
        chain.map { CustodyChecks.ofPeople(in: $0, trust: trust.adding(own: identity.card)) } ?? []
    }

    /// Its custody chain as it lies there now.
    ///
    /// - Throws: ``FileError``; `CustodyRefusal.noSeal` when the bundle is too damaged to have one.
    package func chain() throws -> CustodyChain {
        let (seal, digest) = try CustodyFile.seal(of: verification.keyless)
        return try custody.read(
            of: seal, digest: digest, timestamp: verification.keyless.timestampDigest)
    }

    /// Adds an entry to the chain.
    ///
    /// - Throws: `CustodyRefusal`, ``FileError``.
    package func add(_ action: CustodyAction) throws -> CustodyChain {
        try custody.add(action, by: identity, on: verification.keyless)
    }

    /// Adds an entry that is made from the chain as it is then.
    ///
    /// - Throws: as ``add(_:)``, and what `making` throws.
    package func add(_ making: (CustodyChain) throws -> CustodyAction) throws -> CustodyChain {
        let (seal, digest) = try CustodyFile.seal(of: verification.keyless)
        return try custody.update(
            of: seal, digest: digest, timestamp: verification.keyless.timestampDigest
        ) {
            try $0.adding(try making($0), by: identity)
        }
    }

    /// Adds that the bundle arrived.
    ///
    /// - Parameters:
    ///   - sender: the card of who brought it, where that is known; only its fingerprint is written.
    ///   - how: how it came, in words that may be read by anyone.
    ///   - before: the chain of a damaged copy, elsewhere, that goes on beside this file; nil where none does.
    /// - Throws: as ``add(_:)``.
    package func addReceived(
        from sender: Card?, how: String, goingOnFrom before: CustodyChain? = nil
    ) throws -> CustodyChain {
        let action = CustodyAction.received(
            .init(from: sender?.fingerprint, how: how, archive: archive, checks: checks))
        let (seal, digest) = try CustodyFile.seal(of: verification.keyless)
        return try custody.update(
            of: seal, digest: digest, timestamp: verification.keyless.timestampDigest
        ) {
            try $0.begun(from: before).adding(action, by: identity)
        }
    }

    /// Adds that a copy was made, having read the copy.
    ///
    /// - Parameters:
    ///   - copy: the copy's file.
    ///   - place: where it went, in words that may be read by anyone.
    /// - Throws: `CustodyRefusal.notACopy`, and as ``add(_:)``.
    package func addCopied(_ copy: String, to place: String) throws -> CustodyChain {
        let facts = try ArchiveFacts(ofFile: copy)
        guard facts == archive else { throw CustodyRefusal.notACopy(path: copy) }
        return try add(.copied(.init(to: place, copy: facts)))
    }

    /// Offers the bundle to another person, whose signature completes the transfer.
    ///
    /// - Throws: as ``add(_:)``.
    package func offer(to receiver: Card) throws -> CustodyChain {
        try add(.transferred(.init(to: receiver, archive: archive)))
    }

    /// Takes over a bundle that was offered to this identity, or to the office it acts for.
    ///
    /// - Throws: `CustodyRefusal`, ``FileError``.
    package func accept() throws -> CustodyChain {
        let received = CustodyAction.Received(
            from: nil, how: "taken over by the hand-over before", archive: archive, checks: checks)
        let (seal, digest) = try CustodyFile.seal(of: verification.keyless)
        return try custody.update(
            of: seal, digest: digest, timestamp: verification.keyless.timestampDigest
        ) {
            try $0.accepting(by: identity, archive: archive, received: received)
        }
    }
}

extension CustodyChain {
    /// This chain; where it has no entry yet, the one that goes on in its place.
    fileprivate func begun(from before: CustodyChain?) -> CustodyChain {
        links.isEmpty && flaws.isEmpty ? before ?? self : self
    }
}

extension HeldBundle {
    /// The entry by which this identity received the bundle, added to the chain if there is none yet that says of its state
    /// what is found now, or if the chain has told of another since; nil where the bundle is too damaged to have a chain.
    ///
    /// - Parameter before: the chain of a damaged copy, elsewhere, that goes on beside this file; nil where a chain of its own
    ///   begins.
    /// - Throws: as ``add(_:)``; `CustodyRefusal.disposed` also where such an entry is there: what is gone is not received.
    package func receivedEntry(
        from sender: Card?, how: String, goingOnFrom before: CustodyChain? = nil
    ) throws -> DSSEEnvelope? {
        guard let seal = verification.keyless.seal, let digest = verification.keyless.sealDigest else {
            return nil
        }
        let timestamp = verification.keyless.timestampDigest
        let action = CustodyAction.received(
            .init(from: sender?.fingerprint, how: how, archive: archive, checks: checks))
        let chain = try custody.read(of: seal, digest: digest, timestamp: timestamp).begun(from: before)
        if let flaw = chain.flaws.first { throw CustodyRefusal.chainDoesNotHold(flaw) }
        if chain.isDisposed { throw CustodyRefusal.disposed }
        if let entry = receivedEntry(in: chain) { return entry }
        return receivedEntry(
            in: try custody.update(of: seal, digest: digest, timestamp: timestamp) { chain in
                let chain = chain.begun(from: before)
                return try receivedEntry(in: chain) == nil ? chain.adding(action, by: identity) : chain
            })
    }

    /// The entry of a chain by which this identity received the bundle in the state it is in; nil where there is none, or the chain has
    /// told of another state since.
    package func receivedEntry(in chain: CustodyChain) -> DSSEEnvelope? {
        let last = chain.standing.last {
            $0.entry.action.isReceipt && $0.entry.actor.fingerprint == identity.card.fingerprint
        }
        guard let last, last.archive == archive,
            last.entry.timestamp == verification.keyless.timestampDigest,
            last.entry.action.checks?.agrees(with: checks) == true,
            chain.stateTold?.checks.agrees(with: checks) == true
        else { return nil }
        return last.envelope
    }

    /// The receipt for the owner.
    ///
    /// - Parameters:
    ///   - entry: that the bundle was received, as ``receivedEntry(from:how:)`` gave it.
    ///   - proof: that a log holds the entry.
    /// - Throws: `StatementError`, and ``FileError`` where the chain cannot be read.
    package func receipt(entry: DSSEEnvelope?, proof: String? = nil) throws -> DSSEEnvelope {
        let keyless = verification.keyless
        return try Receipt(
            bundle: keyless.seal?.bundle, seal: keyless.seal == nil ? nil : keyless.sealDigest,
            timestamp: keyless.seal == nil ? nil : keyless.timestampDigest, archive: archive,
            checks: checks, time: .now().toTheSecond, receiver: identity.card, conditions: try conditions(),
            entry: entry, proof: proof, disclosed: try disclosedEntries()
        ).signed(by: identity)
    }

    /// By which entries of the chain parts of the bundle were disclosed to others so far.
    private func disclosedEntries() throws -> [DSSEEnvelope] {
        guard verification.keyless.seal != nil, custody.exists else { return [] }
        return try chain().links.filter { link in
            if case .disclosed = link.entry.action { true } else { false }
        }.map(\.envelope)
    }

    private func conditions() throws(StatementError) -> Receipt.Conditions {
        guard let record = verification.record else {
            return .notSeen(
                reason: verification.keyless.seal == nil
                    ? "the bundle is damaged and could not be opened"
                    : "they are inside the encryption, and who received the bundle has no key")
        }
        // A record that a check found wanting tells nothing of what the owner agreed to.
        guard !verification.report.checks(in: .authorised).contains(where: \.isFailed) else {
            return .notSeen(reason: "the consent in the bundle does not hold")
        }
        let consent = try Consent(verifying: record.consent)
        return .seen(encrypted: try ReceivedConditions(record).encrypted(to: consent.owner))
    }
}
