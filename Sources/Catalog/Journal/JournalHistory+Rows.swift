import Records
import Statements
import Sealing

extension JournalHistory {
    /// Puts the rows together. Every statement is checked again.
    init(_ replay: JournalReplay, _ chain: JournalChain, _ heads: JournalHeads) {
        self.init()
        rows = chain.count
        spoiled = chain.faults + replay.faults
        let statements = replay.statements
        var consentsByDigest: [SHA256Digest: SHA256Digest] = [:]
        for row in statements where row.kind == JournalEntry.Kind.consent.rawValue {
            let envelope = try? DSSEEnvelope(json: row.envelope)
            let consent = envelope.flatMap { try? Consent(verifying: $0) }
            // Where what was signed does not hold any more, what the row repeats of it keeps its revocations in sight.
            guard let digest = envelope?.payloadDigest ?? SHA256Digest(bytes: row.digest),
                let request = consent?.request ?? SHA256Digest(bytes: row.about)
            else { continue }
            consentsByDigest[digest] = request
        }
        for row in statements { add(row, consentsByDigest) }
        for row in replay.sealings where !row.isAbandoned { add(row) }
        for row in statements where row.kind == JournalEntry.Kind.receipt.rawValue { addReceipt(row) }
        for row in statements where row.kind == JournalEntry.Kind.seal.rawValue { checkSeal(row) }
        compare(chain, heads)
        findSameIDs()
    }

    private mutating func findSameIDs() {
        var digests: [String: [SHA256Digest]] = [:]
        for request in requests {
            if let id = request.request?.statement.id.lowercased() {
                digests[id, default: []].append(request.digest)
            }
        }
        for place in requests.indices {
            guard let id = requests[place].request?.statement.id.lowercased() else { continue }
            let own = requests[place].digest
            requests[place].sameID = (digests[id] ?? []).filter { $0 != own }
        }
    }

    /// Holds the rows against what lies beside identities.
    private mutating func compare(_ chain: JournalChain, _ heads: JournalHeads) {
        spoiled += heads.spoiled
        headsNotFound = heads.absent
        signedHeads = heads.found.map(\.head)
        let owners = requests.flatMap(\.answers).compactMap { $0.consent?.statement.owner.verifyingKey }
        for (path, head) in heads.found {
            guard owners.isEmpty || owners.contains(where: head.isSigned) else {
                spoiled.append("\(path) is not signed by an owner whose answers are here")
                continue
            }
            let size = head.checkpoint.size
            if chain.agrees(with: head.checkpoint) {
                agreed = max(agreed ?? 0, size)
                self.heads.append(path)
            } else if size > chain.count {
                spoiled.append(
                    "\(path) knows of \(size) rows, and \(chain.count) are here: the newest were taken out, or an older copy "
                        + "was put in the place of the journal")
            } else {
                spoiled.append(
                    "\(path) knows other rows up to \(size): at least one of them was altered, taken out or put in"
                )
            }
        }
    }

    private mutating func add(_ row: StoredStatement, _ requestOf: [SHA256Digest: SHA256Digest]) {
        switch JournalEntry.Kind(rawValue: row.kind) {
        case .request:
            guard let noted: Noted<Request> = read(row, about: { _ in nil }) else { return }
            requests[place(of: noted.envelope.payloadDigest)].request = noted
        case .counterOffer:
            guard let noted: Noted<CounterOffer> = read(row, about: \.request) else { return }
            requests[place(of: noted.statement.request)].offers.append(noted)
        case .consent:
            guard let noted: Noted<Consent> = read(row, about: \.request) else { return }
            let (request, answer) = place(
                ofConsent: noted.envelope.payloadDigest, to: noted.statement.request)
            requests[request].answers[answer].consent = noted
        case .revocation:
            guard let noted: Noted<Revocation> = read(row, about: \.consent) else { return }
            let consent = noted.statement.consent
            guard let request = requestOf[consent] else {
                spoiled.append("a revocation of a consent that is not here")
                return
            }
            let (place, answer) = place(ofConsent: consent, to: request)
            requests[place].answers[answer].revocations.append(noted)
        case .seal, .receipt: break
        case nil: spoiled.append("a statement of an unknown kind, “\(row.kind.prefix(40))”")
        }
    }

    private mutating func add(_ row: StoredSealing) {
        let (place, answer) = place(ofConsent: row.consent, to: row.request)
        let owner = requests[place].answers[answer].consent?.statement.owner
        var note: SealedNote?
        if let signed = row.signed {
            note = owner.flatMap { SealedNote(signed, signedBy: $0) }
            if note?.begun != row.row || note?.request != row.request || note?.consent != row.consent
                || note?.file != row.file
            {
                spoiled.append("what left in \(row.file)")
                note = nil
            }
        }
        requests[place].answers[answer].bundles.append(
            BundleHistory(
                file: row.file, begun: row.begun, ended: row.ended, facts: note?.facts, seal: note?.seal))
    }

    /// Holds what a row repeats of a seal against the envelope and against what the owner signed of the bundle.
    private mutating func checkSeal(_ row: StoredStatement) {
        let digest = (try? DSSEEnvelope(json: row.envelope))?.payloadDigest
        let answer = requests.lazy.flatMap(\.answers).first { answer in
            answer.bundles.contains { $0.seal != nil && $0.seal == digest }
        }
        guard let digest, digest.bytes == row.digest, answer?.digest.bytes == row.about else {
            spoiled.append("the seal in row \(row.number)")
            return
        }
    }

    private mutating func addReceipt(_ row: StoredStatement) {
        guard let envelope = try? DSSEEnvelope(json: row.envelope),
            envelope.payloadDigest.bytes == row.digest,
            let receipt = try? Receipt(verifying: envelope), let seal = receipt.seal, seal.bytes == row.about
        else {
            spoiled.append("a receipt")
            return
        }
        let noted = NotedReceipt(receipt: receipt, envelope: envelope, first: row.first)
        for request in requests.indices {
            for answer in requests[request].answers.indices {
                let bundles = requests[request].answers[answer].bundles
                guard let bundle = bundles.firstIndex(where: { $0.seal == seal })
                else {
                    continue
                }
                requests[request].answers[answer].bundles[bundle].receipts.append(noted)
                return
            }
        }
        spoiled.append("a receipt of a bundle that is not here")
    }

    /// Holds a statement, and what its row repeats of it, against what was signed.
    ///
    /// - Parameter about: the digest of what it is about, by what was signed; nil where it is about nothing.
    private mutating func read<Kind: Statement>(
        _ row: StoredStatement, about: (Kind) -> SHA256Digest?
    ) -> Noted<Kind>? {
        guard let envelope = try? DSSEEnvelope(json: row.envelope),
            envelope.payloadDigest.bytes == row.digest,
            let statement = try? Kind(verifying: envelope), (about(statement)?.bytes ?? []) == row.about
        else {
            spoiled.append("a \(Kind.kind)")
            return nil
        }
        return Noted(statement: statement, envelope: envelope, first: row.first, last: row.last)
    }

    private mutating func place(of request: SHA256Digest) -> Int {
        if let place = requests.firstIndex(where: { $0.digest == request }) { return place }
        requests.append(RequestHistory(digest: request))
        return requests.count - 1
    }

    private mutating func place(ofConsent consent: SHA256Digest, to request: SHA256Digest) -> (Int, Int) {
        let place = place(of: request)
        if let answer = requests[place].answers.firstIndex(where: { $0.digest == consent }) {
            return (place, answer)
        }
        requests[place].answers.append(ConsentHistory(digest: consent))
        return (place, requests[place].answers.count - 1)
    }
}
