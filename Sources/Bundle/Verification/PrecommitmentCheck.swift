import Records
import Statements
import Foundation
import Sealing

/// Did the recordings exist, unaltered, before anybody asked for them? A time-stamping authority says so of
/// commitments that were made beforehand.
package struct PrecommitmentCheck {
    /// The check.
    let check: Check
    /// The originals that were found to be older than the request, and since when.
    package private(set) var found: [Older] = []

    /// Originals that a time-stamping authority vouches for.
    package struct Older: Sendable, Hashable {
        /// When they existed, at the latest.
        package let since: WallTime
        /// Their names on one line.
        package let names: String
        /// When the request says that it was made.
        package let request: WallTime

        package init(since: WallTime, names: String, request: WallTime) {
            self.since = since
            self.names = names
            self.request = request
        }
    }

    /// The recordings, by their id, that were committed to before the request, by the word of a trusted authority.
    private(set) var older: Set<String> = []

    /// How many originals are named in a sentence.
    private static let originalsNamed = 64

    private static func listed(_ names: [String]) -> String {
        names.prefix(originalsNamed).joined(separator: ", ")
            + (names.count > originalsNamed ? " and \(names.count - originalsNamed) more" : "")
    }

    /// - Parameters:
    ///   - inspections: one for each object of the record, in its order: only originals whose proof held are proven to be
    ///     of what was stamped.
    ///   - sealed: no later than when the bundle was sealed, by the word of a trusted authority; nil where none says.
    ///   - authorities: the certificates of time-stamping authorities that are trusted, in PEM; nil where none were given.
    package init(
        _ record: Record, _ inspections: [ObjectInspection], sealedBy sealed: WallTime?, authorities: [UInt8]?
    ) {
        guard let request = try? Request(verifying: record.request) else {
            check = Check(.recordingsPrecedeRequest, .notChecked(reason: "the request cannot be read"))
            return
        }
        // A request that is younger than the bundle is not the one that was answered, or a clock is wrong.
        if let sealed, sealed < request.issued {
            check = Check(
                .recordingsPrecedeRequest,
                .notChecked(
                    reason:
                        "the bundle itself was sealed by \(sealed.toTheSecond), before the time that its request names, "
                        + "\(request.issued.toTheSecond): nothing is older than a request that came after it")
            )
            return
        }
        guard let consent = try? Consent(verifying: record.consent) else {
            check = Check(.recordingsPrecedeRequest, .notChecked(reason: "the consent cannot be read"))
            return
        }
        // The date of a request is the word of who asks; whatever it is, the answer and the seal came later.
        let answered = min(consent.issued, record.sealed)
        let originals = Self.proven(record, inspections)
        var reasons: [(text: String, needs: CheckNeed?)] = []
        var names: [(since: WallTime, names: [String])] = []
        var places: [WallTime: Int] = [:]
        var stamps = StampReader(authorities: authorities)
        for recording in record.recordings {
            do {
                switch try Self.standing(recording, request, answered, &stamps, isTrusted: authorities != nil)
                {
                case .notOlder(let reason, let needs): reasons.append((reason, needs))
                case .older(let since):
                    older.insert(recording.id)
                    let (held, others) = originals[recording.id] ?? ([], 0)
                    guard others == 0, !held.isEmpty else {
                        let reason =
                            "a commitment to \(recording.name) is older than the request, and not every object of it was "
                            + "found to be a run of what was committed to"
                        reasons.append((reason, nil))
                        if held.isEmpty { continue }
                        names.append((since, held))
                        continue
                    }
                    if let place = places[since] {
                        names[place].names += held
                    } else {
                        places[since] = names.count
                        names.append((since, held))
                    }
                }
            } catch SealingError.timestampOfNobodyTrusted(let cause) {
                reasons.append(
                    (
                        "nobody among the authorities given vouches for the timestamp of \(recording.name) (\(cause))",
                        .timestampRoots
                    ))
            } catch {
                check = Check(.recordingsPrecedeRequest, .failed(reason: "\(recording.name): \(error)"))
                return
            }
        }
        found = names.map { since, names in
            Older(since: since, names: Self.listed(names), request: request.issued)
        }
        if record.recordings.isEmpty { reasons.append(("the record names no recording", nil)) }
        check = Check(
            .recordingsPrecedeRequest,
            reasons.first.map { .notChecked(reason: $0.text, needs: $0.needs) } ?? .ok)
    }

    private enum Standing {
        /// Since when it existed, at the latest.
        case older(WallTime)
        /// Why that is not shown, and what would show it.
        case notOlder(String, needs: CheckNeed? = nil)
    }

    private static func standing(
        _ recording: RecordingFacts, _ request: Request, _ answered: WallTime, _ stamps: inout StampReader,
        isTrusted: Bool
    ) throws -> Standing {
        guard let commitment = recording.commitment, let facts = recording.precommitment else {
            return .notOlder("\(recording.name) was committed to only when it was sealed")
        }
        guard let stamp = facts.stamp else {
            return .notOlder("no timestamp says since when \(recording.name) has been committed to")
        }
        let token = try stamps.token(in: stamp, of: commitment.root)
        // An authority's clock may be off by as much as it says.
        let time = token.latestTime.inOffset(seconds: request.issued.utcOffsetSeconds)
        guard time < request.issued else {
            return .notOlder(
                "\(recording.name) is known to have existed since \(time), and was asked for before that, on "
                    + "\(request.issued)")
        }
        guard time < answered else {
            return .notOlder(
                "\(recording.name) is known to have existed since \(time), and the consent to hand it over, or the seal, is "
                    + "of \(answered): nothing shows that it was there before anybody asked")
        }
        guard isTrusted else {
            return .notOlder(
                "\(token.authority) says that \(recording.name) existed on \(time); whether that authority is "
                    + "to be trusted nobody said", needs: .timestampRoots)
        }
        return .older(time)
    }

    /// Of each recording the originals that were found to be runs of it, and how many were not.
    private static func proven(
        _ record: Record, _ inspections: [ObjectInspection]
    ) -> [String: (held: [String], others: Int)] {
        let tracks = record.footage.tracksOfObjects
        let flawed = Set(
            record.recordings.lazy.filter { recording in
                guard recording.commitment != nil, let tracks = tracks[recording.id] else { return true }
                do { return try recording.commitmentFlaw(of: tracks) != nil } catch { return true }
            }.map(\.id))
        var originals: [String: (held: [String], others: Int)] = [:]
        for (object, inspection) in zip(record.objects, inspections) where object.role == .master {
            let holds =
                !flawed.contains(object.recording) && inspection.runFlaw == nil && inspection.fileFlaw == nil
                && object.tracks.allSatisfy { $0.proof != nil }
            if holds {
                originals[object.recording, default: ([], 0)].held.append(object.name)
            } else {
                originals[object.recording, default: ([], 0)].others += 1
            }
        }
        return originals
    }
}

/// Verifies the timestamps over batches of commitments, each once: all recordings of a batch carry the same one.
private struct StampReader {
    private struct Key: Hashable {
        var token: String
        var root: SHA256Digest
    }

    private let trust: TimeStampToken.Trust
    private var verified: [Key: TimeStampToken] = [:]

    init(authorities: [UInt8]?) { trust = authorities.map { .roots(pem: $0) } ?? .itsOwnCertificate }

    /// The timestamp, found to be of the batch that a commitment is in, and to hold.
    mutating func token(in stamp: BatchStamp, of commitment: SHA256Digest) throws -> TimeStampToken {
        let key = Key(token: stamp.token, root: stamp.root)
        if let token = verified[key] {
            try stamp.check(commitment)
            return token
        }
        let token = try stamp.token(of: commitment)
        try token.verify(digest: stamp.root, trusting: trust)
        verified[key] = token
        return token
    }
}
