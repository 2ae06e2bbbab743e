import Statements

/// A time in a custody entry, with whose clock it is by.
package struct SignedTime: Sendable, Hashable {
    /// The time, as they signed it.
    package let time: WallTime
    /// Whose machine's clock it is by: who wrote the entry and signed it.
    package let by: Card

    init(_ entry: CustodyEntry) {
        (time, by) = (entry.time, entry.actor)
    }

    /// `2026-07-06T08:00:00Z by the clock of “Lee Park”`.
    package var inWords: String { "\(time.toTheSecond) by the clock of \(by.quotedName)" }
}

/// A transfer that was taken over: it lies between two times that two people signed, each by their own clock.
///
/// The signature by which a receiver accepts stands under the time of the offer and has none of its own, so the offer's is not the time at
/// which the bundle changed hands: it is the earliest. The latest is that of the first entry the receiver's side wrote.
package struct HandOver: Sendable, Hashable {
    /// When it was offered, by who gave it.
    package let offered: SignedTime
    /// The first time behind it that the receiver's side signed; nil where they signed none.
    package internal(set) var taken: SignedTime?
    /// The number of the entry with ``taken``.
    package internal(set) var takenBy: UInt64?

    init(offeredIn entry: CustodyEntry) { offered = SignedTime(entry) }

    init(_ offered: SignedTime, takenIn entry: CustodyEntry) {
        self.offered = offered
        take(in: entry)
    }

    mutating func take(in entry: CustodyEntry) {
        (taken, takenBy) = (SignedTime(entry), entry.sequence)
    }

    /// When the receiver had it at the latest, without a full stop: `taken over no later than …`, or that nobody signed when.
    package var takenInWords: String {
        taken.map { taken in
            "taken over no later than \(taken.inWords)" + (takenBy.map { " (entry \($0))" } ?? "")
        } ?? "when it was taken over nobody has signed"
    }
}

/// When a bundle came into somebody's hands, or left them.
package enum Passing: Sendable, Hashable {
    /// One person says so: they received it, disposed of it, or went on without somebody.
    case said(SignedTime)
    /// Two signed for a transfer.
    case handedOver(HandOver)

    /// The earliest time at which it can have been, by the clock it names.
    package var earliest: SignedTime {
        switch self {
        case .said(let time): time
        case .handedOver(let handOver): handOver.offered
        }
    }

    /// The latest time at which it can have been; nil where nobody signed one.
    package var latest: SignedTime? {
        switch self {
        case .said(let time): time
        case .handedOver(let handOver): handOver.taken
        }
    }

    /// `2026-07-06T07:10:00Z by the clock of “Lee Park”`, or between which two times it was.
    package var inWords: String {
        switch self {
        case .said(let time): time.inWords
        case .handedOver(let handOver):
            handOver.taken.map { "between \(handOver.offered.inWords) and \($0.inWords)" }
                ?? "after \(handOver.offered.inWords), nobody has signed when"
        }
    }
}
