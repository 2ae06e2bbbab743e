import Statements
import Sealing

/// The account of who held a bundle since it was sealed, as it lies beside the bundle: one signed entry a line.
///
/// Whatever is wrong with it is found when it is read and kept in ``flaws``; a chain with flaws is still shown, and
/// never extended. What the entries cannot show by themselves is that there were more behind the last one: that takes
/// a ``head`` somebody wrote down, a receipt, or a ledger. Format: docs/spec/custody.md.
package struct CustodyChain: Sendable, Hashable {
    /// The most entries a chain may have.
    package static let maximumEntries = 10_000
    /// The most a chain may measure, in bytes.
    package static let maximumBytes = 64 << 20

    /// One entry that is signed by who it names, and where it stands.
    package struct Link: Sendable, Hashable {
        /// Its line, from 1.
        package let line: Int
        /// The line's bytes, so that who adds to a chain passes on exactly what was there.
        package let json: [UInt8]
        /// As it was signed.
        package let envelope: DSSEEnvelope
        /// The SHA-256 of the line: what a person writes down to show later that the entry was there as it is.
        package let digest: SHA256Digest
        /// What it says.
        package let entry: CustodyEntry
        /// Whether the receiver signed too; nil where the entry is no transfer.
        package let acceptance: CustodyEntry.Acceptance?
        /// What it holds that nobody reads, in words; nil where it holds nothing of that kind.
        package let surplus: String?

        init(
            line: Int, json: [UInt8], envelope: DSSEEnvelope, entry: CustodyEntry
        ) throws(SealingError) {
            digest = try SHA256Digest.of(json)
            self.line = line
            self.json = json
            self.envelope = envelope
            self.entry = entry
            // Asked for many times, and each answer takes a signature to be checked.
            acceptance = entry.acceptance(in: envelope)
            surplus = entry.surplus(in: envelope)
        }

        init(line: Int, signed envelope: DSSEEnvelope, entry: CustodyEntry) throws(StatementError) {
            do {
                try self.init(line: line, json: try envelope.json(), envelope: envelope, entry: entry)
            } catch {
                throw .cryptography(reason: "\(error)")
            }
        }
    }

    /// The bundle it belongs to.
    package let bundle: String
    /// The payload digest of the seal it begins at.
    package let seal: SHA256Digest
    /// When the bundle was sealed, as the seal says; nil where the seal is not at hand.
    package let sealed: WallTime?
    /// The SHA-256 of the bundle's file `seal.tsr`; nil where it has none, or is not at hand.
    package let timestamp: SHA256Digest?
    /// The entries about this bundle whose signatures hold, in the order of their lines.
    package let links: [Link]
    /// What is wrong, in the order of the lines; empty where the chain holds.
    package let flaws: [CustodyFlaw]
    /// What the entries amount to.
    package let account: ChainAccount
    /// How its file is written otherwise than the format has it, in words. Whoever adds to it writes it in the one form again.
    package let formNotes: [String]

    /// A chain without entries: the bundle was sealed, and nobody has received it.
    ///
    /// - Parameter timestamp: the SHA-256 of the bundle's file `seal.tsr`; nil where it has none.
    package init(of seal: Seal, digest: SHA256Digest, timestamp: SHA256Digest? = nil) {
        self.init(
            bundle: seal.bundle, seal: digest, sealed: seal.sealed, timestamp: timestamp, links: [],
            flaws: [], account: ChainAccount([]))
    }

    init(
        bundle: String, seal: SHA256Digest, sealed: WallTime?, timestamp: SHA256Digest?, links: [Link],
        flaws: [CustodyFlaw], account: ChainAccount, formNotes: [String] = []
    ) {
        self.bundle = bundle
        self.seal = seal
        self.sealed = sealed
        self.timestamp = timestamp
        self.links = links
        self.flaws = flaws
        self.account = account
        self.formNotes = formNotes
    }

    /// Reads a chain and finds what is wrong with it.
    ///
    /// - Parameters:
    ///   - lines: one DSSE envelope a line, each ended by a line feed.
    ///   - seal: of the bundle.
    ///   - digest: of the seal's payload.
    ///   - timestamp: the SHA-256 of the bundle's file `seal.tsr`; nil where it has none.
    package init(
        jsonLines lines: [UInt8], of seal: Seal, digest: SHA256Digest, timestamp: SHA256Digest? = nil
    ) {
        self.init(
            jsonLines: lines, bundle: seal.bundle, seal: digest, sealed: seal.sealed, timestamp: timestamp)
    }

    /// Reads a chain where the bundle is not at hand, taking the seal its first entry names for the bundle's.
    ///
    /// - Returns: nil where no line is an entry.
    package init?(withoutSeal lines: [UInt8]) {
        let first = ChainText(lines).lines.prefix(Self.maximumEntries).lazy.compactMap { line in
            (try? DSSEEnvelope(json: Array(line.bytes))).flatMap { try? CustodyEntry(verifying: $0) }
        }.first
        guard lines.count <= Self.maximumBytes, let first else { return nil }
        self.init(
            jsonLines: lines, bundle: first.bundle, seal: first.seal, sealed: nil, timestamp: first.timestamp)
    }

    private init(
        jsonLines lines: [UInt8], bundle: String, seal: SHA256Digest, sealed: WallTime?,
        timestamp: SHA256Digest?
    ) {
        var reading = ChainReading(bundle: bundle, seal: seal)
        reading.read(lines)
        let account = ChainAccount(reading.links)
        self.init(
            bundle: bundle, seal: seal, sealed: sealed, timestamp: timestamp, links: reading.links,
            flaws: reading.flaws + account.flaws, account: account, formNotes: reading.formNotes)
    }

    /// Whether nothing is wrong with what is there.
    package var holds: Bool { flaws.isEmpty }

    /// The last entry's digest: who writes it down can show later that the entry, or a signature of it, was removed. Nil
    /// without entries.
    package var head: SHA256Digest? { links.last?.digest }

    /// What the bundle's state is by the last entry.
    private var state: ChainAccount.State {
        links.last.flatMap { account.states[$0.envelope.payloadDigest] } ?? ChainAccount.State()
    }

    /// Who holds the bundle by the last entry, a person or an office; nil when nobody has received it, when that was taken back,
    /// or when it was disposed of.
    ///
    /// A transfer that was only offered leaves the bundle with who offered it.
    package var holder: Card? { state.disposal == nil ? state.holder : nil }

    /// Whether the bundle was disposed of, and that was not taken back.
    package var isDisposed: Bool { state.disposal != nil }

    /// The entry by which the bundle was disposed of; nil where none stands.
    package var disposal: Link? {
        state.disposal.flatMap { digest in links.last { $0.envelope.payloadDigest == digest } }
    }

    /// That an entry was taken back; nil where it stands.
    package func correction(of link: Link) -> ChainAccount.Correction? {
        account.corrections[link.envelope.payloadDigest]
    }

    /// The entries that were not taken back, in the order of their lines.
    package var standing: [Link] { links.filter { correction(of: $0) == nil } }

    /// Who held the bundle from when to when, as far as the chain can be followed.
    package var tenures: [ChainAccount.Tenure] { account.tenures }

    /// Times that cannot all be right, in words: an entry dated before the one it follows, or before the seal, or one that
    /// cannot be when it was written.
    ///
    /// The order of the entries is shown by their links, whatever the clocks say; so this is told, and no flaw.
    ///
    /// - Parameter now: the time by the clock of who reads the chain.
    package func clockDoubts(at now: WallTime = .now()) -> [String] {
        var doubts: [String] = []
        var before = sealed.map { ("the seal", $0) }
        for link in links {
            let name = "entry \(link.entry.sequence)"
            if let before, link.entry.time < before.1 {
                doubts.append(
                    "\(name) (\(link.entry.time)) is dated before \(before.0) (\(before.1)): a clock was wrong"
                )
            }
            if let doubt = link.entry.time.doubt(at: now) {
                doubts.append("the time of \(name), \(link.entry.time), \(doubt)")
            }
            before = (name, link.entry.time)
        }
        return doubts
    }

    /// What its file and entries hold that nobody reads, in words.
    package var surplus: [String] {
        formNotes.map { "in the custody chain's file \($0)" }
            + links.compactMap { link in link.surplus.map { "entry \(link.entry.sequence): \($0)" } }
    }

    /// Whether an entry with that digest is in the chain: as it is, or, for a transfer that was accepted, as it was offered.
    package func contains(_ entry: SHA256Digest) -> Bool {
        links.contains { $0.digest == entry } || links.contains { $0.offerDigest == entry }
    }
}

extension CustodyChain {
    /// The entry that would come next, to be signed.
    ///
    /// Whoever opens a bundle that they held before and handed on says in it who holds it.
    ///
    /// - Parameter appointment: by what the actor acts for an office; one that is not in force then is left out.
    /// - Throws: ``CustodyRefusal`` when the chain does not hold, or it is not this person's turn.
    package func next(
        _ action: CustodyAction, by actor: Card, appointment: SignedAppointment? = nil, at time: WallTime
    ) throws(CustodyRefusal) -> CustodyEntry {
        if let flaw = flaws.first { throw .chainDoesNotHold(flaw) }
        if case .transferred(let facts) = action, facts.to.fingerprint == holder?.fingerprint {
            throw .heldAlready(facts.to)
        }
        let inForce = appointment.flatMap { $0.appointment.covers(time) ? $0 : nil }
        func entry(_ action: CustodyAction) -> CustodyEntry {
            CustodyEntry(
                bundle: bundle, seal: seal, sequence: (links.last?.entry.sequence ?? 0) + 1,
                previous: links.last?.envelope.payloadDigest ?? seal, time: time, actor: actor,
                appointment: inForce, timestamp: timestamp, action: action)
        }
        var next = entry(action)
        // While it is offered, an entry of another's would stand between the offer and who signs for it.
        if case .opened(var facts) = action, let holder, !account.acts(next, for: holder), openOffer == nil,
            account.heldBefore(next)
        {
            facts.heldBy = holder.fingerprint
            next = entry(.opened(facts))
        }
        let found = account.judgement(on: .init(unsigned: next, line: links.count + 1))
        if let flaw = found.flaws.first { throw refusal(flaw, of: actor, appointment) }
        return next
    }

    /// Why somebody may not write an entry, in the words for them.
    private func refusal(
        _ flaw: CustodyFlaw, of actor: Card, _ appointment: SignedAppointment?
    ) -> CustodyRefusal {
        switch flaw {
        case .afterDisposal: return .disposed
        case .beginsWithout, .notReceived: return .notReceived
        case .wrongCorrection(_, _, _, let reason): return .notCorrected(reason: reason)
        case .wrongSuccession(_, _, _, let reason): return .notSucceeded(reason: reason)
        default:
            guard let holder else { return .notReceived }
            if let appointment = appointment?.appointment,
                appointment.office.fingerprint == holder.fingerprint
            {
                return .notAppointed(by: holder, appointment)
            }
            // Who comes with the bundle and too late is told why it is not theirs.
            let people = [actor.fingerprint, appointment?.appointment.office.fingerprint].compactMap(\.self)
            if openOffer == nil, let lapsed = lapsedOffer(to: people),
                case .offerLapsed(_, _, _, let giver) = lapsed, giver.fingerprint == holder.fingerprint
            {
                return lapsed
            }
            return .heldBy(holder, offeredTo: openOffer.flatMap(\.receiver))
        }
    }

    /// The chain with one entry more, signed by who may.
    ///
    /// - Throws: ``CustodyRefusal``, or ``StatementError`` when it cannot be signed.
    package func adding(
        _ action: CustodyAction, by identity: Identity, at time: WallTime = .now()
    ) throws -> CustodyChain {
        let entry = try next(
            action, by: identity.card, appointment: try identity.signedAppointment, at: time)
        let envelope = try entry.signed(by: identity)
        let link = try Link(line: links.count + 1, signed: envelope, entry: entry)
        var account = account
        account.take(.init(link))
        return CustodyChain(
            bundle: bundle, seal: seal, sealed: sealed, timestamp: timestamp, links: links + [link],
            flaws: [], account: account)
    }

    /// The chain as it is written: one envelope a line, each ended by a line feed.
    package var jsonLines: [UInt8] { links.flatMap { $0.json + [0x0A] } }
}

extension CustodyChain {
    /// Somebody whose card stands in a chain.
    package struct Participant: Sendable, Hashable {
        /// Their card.
        package let card: Card
        /// The last time they signed, or something was handed or offered to them.
        package fileprivate(set) var signed: WallTime
        /// The office that appointed them, where each of their entries says so; nil where one does not.
        package fileprivate(set) var office: Card?

        init(card: Card, signed: WallTime, office: Card?) {
            self.card = card
            self.signed = signed
            self.office = office
        }
    }

    /// Everybody who acted, took the bundle over or was offered it, and every office somebody acted for, each card once.
    package var people: [Participant] {
        var people: [Participant] = []
        var places: [Fingerprint: Int] = [:]
        for link in links {
            let (entry, time) = (link.entry, link.entry.time)
            let met =
                [Participant(card: entry.actor, signed: time, office: entry.office)]
                + [entry.office, link.receiver].compactMap(\.self).map {
                    Participant(card: $0, signed: time, office: nil)
                }
            for person in met {
                guard let place = places[person.card.fingerprint] else {
                    places[person.card.fingerprint] = people.count
                    people.append(person)
                    continue
                }
                people[place].signed = max(people[place].signed, time)
                if people[place].office != person.office { people[place].office = nil }
            }
        }
        return people
    }
}

extension CustodyChain {
    /// The bundle's file, as the last entry says that names one; nil where none does.
    package var archive: ArchiveFacts? { links.lazy.reversed().compactMap(\.archive).first }
}

extension Identity {
    /// By what this person acts for an office; nil where nothing lay beside their identity.
    ///
    /// - Throws: ``CustodyRefusal/noAppointment(reason:)`` where that does not hold, or is not theirs.
    package var signedAppointment: SignedAppointment? {
        get throws(CustodyRefusal) {
            guard let appointment else { return nil }
            let signed: SignedAppointment
            do throws(StatementError) {
                signed = try SignedAppointment(verifying: appointment)
            } catch {
                throw .noAppointment(reason: "\(error)")
            }
            guard signed.appointment.person.fingerprint == card.fingerprint else {
                throw .noAppointment(
                    reason: "it is of another card, that of \(signed.appointment.person.quotedName)")
            }
            return signed
        }
    }
}

extension CustodyAction {
    /// The file that it is about; nil where it names none.
    package var archive: ArchiveFacts? {
        switch self {
        case .received(let facts): facts.archive
        case .copied(let facts): facts.copy
        case .transferred(let facts): facts.archive
        case .verified, .opened, .disclosed, .clockMeasured, .disposed, .corrected, .succeeded: nil
        }
    }
}

extension CustodyChain.Link {
    /// The file that an entry is about; nil for one that names none.
    package var archive: ArchiveFacts? { entry.action.archive }
}
