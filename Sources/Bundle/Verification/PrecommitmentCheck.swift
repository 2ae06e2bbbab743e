import Custody
import Foundation
import Sealing

/// Did the recordings exist, unaltered, before anybody asked for them? A time-stamping authority says so of
/// commitments that were made beforehand.
struct PrecommitmentCheck {
    /// The name of the check, for scripts to look for.
    static let name = "the recordings existed before the request"

    /// The check.
    let check: Check
    /// Of the recordings that were found to be older than the request, in sentences that say since when.
    private(set) var proven: [String] = []

    /// How many recordings are named in a sentence.
    private static let recordingsNamed = 64

    private static func listed(_ names: [String]) -> String {
        names.prefix(recordingsNamed).joined(separator: ", ")
            + (names.count > recordingsNamed ? " and \(names.count - recordingsNamed) more" : "")
    }

    /// - Parameters:
    ///   - authorities: the certificates of time-stamping authorities that are trusted, in PEM; nil where none were given.
    init(_ record: Record, authorities: [UInt8]?) {
        guard let request = try? Request(verifying: record.request) else {
            check = Check(.faithful, Self.name, .notChecked(reason: "the request cannot be read"))
            return
        }
        var (reasons, isProven): ([String], Bool) = ([], true)
        var names: [(since: WallTime, names: [String])] = []
        var places: [WallTime: Int] = [:]
        var stamps = StampReader(authorities: authorities)
        for recording in record.recordings {
            guard let commitment = recording.commitment, let facts = recording.precommitment else {
                reasons.append("\(recording.name) was committed to only when it was sealed")
                isProven = false
                continue
            }
            guard let stamp = facts.stamp else {
                reasons.append("no timestamp says since when \(recording.name) has been committed to")
                isProven = false
                continue
            }
            do {
                let token = try stamps.token(in: stamp, of: commitment.root)
                // An authority's clock may be off by as much as it says.
                let time = token.latestTime.inOffset(seconds: request.issued.utcOffsetSeconds)
                guard time < request.issued else {
                    reasons.append(
                        "\(recording.name) is known to have existed since \(time), and was asked for before that, on "
                            + "\(request.issued)")
                    isProven = false
                    continue
                }
                guard authorities != nil else {
                    reasons.append(
                        "\(token.authority) says that \(recording.name) existed on \(time); whether that authority is "
                            + "to be trusted shows with --tsa-roots FILE")
                    isProven = false
                    continue
                }
                if let place = places[time] {
                    names[place].names.append(recording.name)
                } else {
                    places[time] = names.count
                    names.append((time, [recording.name]))
                }
            } catch {
                check = Check(.faithful, Self.name, .failed(reason: "\(recording.name): \(error)"))
                return
            }
        }
        proven = names.map { since, names in
            "This footage (\(Self.listed(names))) is proven to have existed unaltered since "
                + "\(since.toTheSecond), before the request of \(request.issued.toTheSecond)."
        }
        check = Check(
            .faithful, Self.name,
            isProven && !record.recordings.isEmpty
                ? .ok : .notChecked(reason: reasons.first ?? "the record names no recording"))
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
