import Records
import Statements
import Sealing

/// Did the owner consent to exactly this, for exactly this request? Needs the record, and so a key.
package struct AuthorisedChecks {
    /// The checks there are, in order.
    package static let ids = CheckID.allCases.filter { $0.group == .authorised }

    package private(set) var checks: [Check]
    /// Tells whom the files are encrypted to; nil where nobody consented to anything.
    private var recipients: RecipientProof?
    /// The certificate that who asked is known through, and the authority that it is of; nil where it is otherwise.
    package private(set) var certificate: (subject: String, root: String)?

    /// Checks made when there is no key to make them with.
    static func notMade(_ reason: String, needs: CheckNeed? = nil) -> [Check] {
        ids.map { Check($0, .notChecked(reason: reason, needs: needs)) }
    }

    /// Checks that need the record, where that was not disclosed.
    static let undisclosed = ids.map { Check($0, Verdict.needsRecord) }

    /// Checks made when record or facts could not be read, which is the one check that fails.
    static func unread(_ error: any Error) -> [Check] {
        let isFacts = (error as? OpenedRecord.FactsFlaw) != nil
        let unreadable: CheckID = isFacts ? .objectsHaveFacts : .recordOfBundle
        return ids.map { id in
            id == unreadable
                ? Check(id, .failed(reason: "\(error)"))
                : Check(
                    id,
                    .notChecked(reason: "the \(isFacts ? "facts of an object" : "record") cannot be read"))
        }
    }

    /// - Parameters:
    ///   - identity: of a recipient, that opened the record.
    ///   - now: the present time.
    package init(
        _ opened: OpenedRecord, archive: BundleArchive, identity: Identity, seal: Seal, trust: Trust,
        timestamp: SealTimestamp, at now: WallTime = .now()
    ) {
        let record = opened.record
        var checks: [Check] = []
        func add(_ id: CheckID, _ verdict: Verdict) { checks.append(Check(id, verdict)) }
        add(.recordOfBundle, Self.belongs(record, seal))
        // Otherwise they could not have been read.
        add(.objectsHaveFacts, .ok)
        let request = Result { () throws(StatementError) in try Request(verifying: record.request) }
        let consent = Result { () throws(StatementError) in try Consent(verifying: record.consent) }
        add(.requestSigned, Self.verdict(request, as: record.request))
        switch request {
        case .success(let request):
            // The request lies in what was stamped, so it is no younger than the stamp.
            let standing = trust.standing(
                of: request.agency, signed: request.issued, provenBefore: timestamp.proof?.time)
            add(.requesterKnown, standing.verdict(of: request.agency))
            if case .certified(_, let subject, let root) = standing {
                certificate = (subject, root)
            }
        case .failure: add(.requesterKnown, .notChecked(reason: "the request itself does not hold"))
        }
        switch consent {
        case .success(let consent) where consent.owner.verifyingKey != seal.signerPublicKey:
            let who = trust.signer(seal.signer).map { "\($0.quotedName), " } ?? ""
            add(
                .consentSignedBySealer,
                .failed(
                    reason:
                        "it was sealed by \(who)card \(seal.signer.grouped), who is not the owner that consented: that is "
                        + "\(consent.owner.quotedName), card \(consent.owner.fingerprint.grouped)"))
        case .success(let consent) where seal.signer != consent.owner.fingerprint:
            add(
                .consentSignedBySealer,
                .failed(
                    reason:
                        "\(consent.owner.quotedName) consented with another card of that key than the seal names"
                ))
        default: add(.consentSignedBySealer, Self.verdict(consent, as: record.consent))
        }
        let authorization: Authorization
        do throws(ConsentRefusal) {
            authorization = try Authorization(
                request: record.request, consent: record.consent, owner: seal.signerPublicKey, at: seal.sealed
            )
        } catch {
            add(.consentAnswersRequest, .failed(reason: error.description))
            for id: CheckID in [
                .statementTimesOrdered, .consentHeldAtTimestamp, .recipientsExact, .objectsGranted,
            ] {
                add(id, .notChecked(reason: "the consent does not hold"))
            }
            self.checks = checks
            return
        }
        add(.consentAnswersRequest, .ok)
        add(.statementTimesOrdered, Self.times(authorization, sealed: seal.sealed, at: now))
        add(.consentHeldAtTimestamp, timestamp.holds(authorization))
        let recipients = RecipientProof(authorization)
        self.recipients = recipients
        add(.recipientsExact, recipients.verdict(opened.headers, in: archive, identity: identity))
        add(.objectsGranted, Self.windows(opened, authorization))
        self.checks = checks
    }

    /// Whether a statement holds, and its envelope holds nothing else.
    private static func verdict(
        _ result: Result<some RecordedStatement, StatementError>, as envelope: DSSEEnvelope
    ) -> Verdict {
        switch result {
        case .success(let statement):
            statement.surplus(in: envelope).map { .failed(reason: $0) } ?? .ok
        case .failure(let error): .failed(reason: error.description)
        }
    }

    /// Whether who asked, who agreed and who sealed name times in that order, and such as can be.
    ///
    /// Each is the word of whoever signed. Clocks go wrong without anybody's doing, so a time out of order is told, and fails
    /// nothing; what the consent allows is held to its own rules.
    private static func times(_ authorization: Authorization, sealed: WallTime, at now: WallTime) -> Verdict {
        let (request, consent) = (authorization.request.issued, authorization.consent.issued)
        let moments = [("the request", request), ("the consent", consent), ("the seal", sealed)]
        let doubts = moments.compactMap { what, time in
            time.doubt(at: now).map { "the time of \(what), \(time.toTheSecond), \($0)" }
        }
        let turned = zip(moments, moments.dropFirst()).filter { $1.1 < $0.1 }.map { before, after in
            "\(after.0) (\(after.1.toTheSecond)) is dated before \(before.0) (\(before.1.toTheSecond)): a clock was wrong"
        }
        let found = doubts + turned
        return found.isEmpty ? .ok : .notChecked(reason: found.joined(separator: "; "))
    }

    private static func belongs(_ record: Record, _ seal: Seal) -> Verdict {
        guard record.type == Record.currentType else {
            return .failed(reason: "it is of another format, “\(record.type.prefix(80))”")
        }
        guard record.bundle == seal.bundle else {
            return .failed(reason: "it is the record of another bundle")
        }
        guard record.sealed == seal.sealed else {
            return .failed(reason: "record and seal name different times")
        }
        guard Set(record.recordings.map(\.id)).count == record.recordings.count else {
            return .failed(reason: "two recordings of it have the same id")
        }
        return .ok
    }

    /// Holds the headers of everything that was opened against the recipients that were named.
    ///
    /// Until then the check speaks of the record alone.
    ///
    /// - Parameter inspections: of the objects; nil where one of them could not be opened.
    package mutating func prove(
        _ inspections: [ObjectInspection]?, of opened: OpenedRecord, in archive: BundleArchive,
        identity: Identity
    ) {
        guard let recipients, let place = checks.firstIndex(where: { $0.id == .recipientsExact }) else {
            return
        }
        let verdict =
            if let inspections {
                recipients.verdict(
                    ofAll: opened.headers + inspections.map(\.header), in: archive, identity: identity)
            } else {
                recipients.verdict(
                    afterFailing: opened.headers, in: archive, identity: identity, at: opened.recipientPlace)
            }
        checks[place] = Check(.recipientsExact, verdict)
    }

    private static func windows(_ opened: OpenedRecord, _ authorization: Authorization) -> Verdict {
        let grants = GrantIndex(authorization.grants)
        for object in opened.record.objects {
            guard let found = opened.index.recording(object.recording) else {
                return .failed(reason: "\(object.name): of no recording")
            }
            let recording = found.facts
            let sound = object.tracks.contains { found.track($0.sourceTrack)?.kind != .video }
            guard
                grants.allows(
                    object.window, of: recording.camera, audio: sound, stills: object.role == .still)
            else {
                return .failed(
                    reason: "\(object.name): \(object.window)\(sound ? " with sound" : "") of "
                        + "\(recording.camera) was not granted")
            }
        }
        return .ok
    }
}
