import Statements

/// What is wrong with a custody chain. Every case names the entry and the line it stands on.
package enum CustodyFlaw: Sendable, Hashable {
    /// A line holds no custody entry, or one that was changed after it was signed.
    case notAnEntry(line: Int, reason: String)
    /// A line holds an entry, and more than what was signed: another field, white space.
    case notInForm(line: Int)
    /// An entry is about another bundle.
    case foreign(line: Int, bundle: String)
    /// One entry stands there twice.
    case repeated(entry: UInt64, lines: [Int])
    /// Two entries follow the same one: the chain was continued twice.
    case forked(after: UInt64, lines: [Int], what: [String])
    /// An entry stands before the one it follows.
    case reordered(entry: UInt64, line: Int, predecessorLine: Int)
    /// The entry one follows is not here; the numbers of those that are missing, where they can be told.
    case removed(before: UInt64, line: Int, missing: ClosedRange<UInt64>?)
    /// An entry's number is not the next after the one it follows.
    case misnumbered(entry: UInt64, line: Int, expected: UInt64)
    /// The chain does not begin with somebody receiving the bundle.
    case beginsWithout(line: Int, what: String)
    /// Something was done with a bundle that nobody held, as that it was received had been taken back.
    case notReceived(entry: UInt64, line: Int, what: String)
    /// Somebody did something with a bundle that another held.
    case notHeld(entry: UInt64, line: Int, what: String, holder: String)
    /// Somebody to whom the bundle was offered went on without having signed for it.
    case notAccepted(entry: UInt64, line: Int, by: String)
    /// The receiver's signature on a transfer is not theirs.
    case forgedAcceptance(entry: UInt64, line: Int, by: String)
    /// Something was done with a bundle after it had been disposed of.
    case afterDisposal(entry: UInt64, line: Int, what: String)
    /// An opening names another holder than the one the bundle had.
    case openedBeside(entry: UInt64, line: Int, what: String, holder: String)
    /// An office took over from somebody who is not shown to have acted for it.
    case wrongSuccession(entry: UInt64, line: Int, what: String, reason: String)
    /// An entry takes back what cannot be taken back, or not by who signed.
    case wrongCorrection(entry: UInt64, line: Int, what: String, reason: String)

    /// The check a flaw counts against.
    package enum Concern: Sendable, Hashable {
        /// Each line is an entry, as it was signed.
        case entries
        /// Each entry is about this bundle.
        case bundle
        /// None is missing, out of order, or one of two.
        case links
        /// Each is by who held the bundle.
        case holders
        /// Each transfer is signed by both.
        case transfers
        /// What was taken back could be, by who did.
        case corrections
    }

    /// The check this flaw counts against.
    package var concern: Concern {
        switch self {
        case .notAnEntry, .notInForm: .entries
        case .foreign: .bundle
        case .repeated, .forked, .reordered, .removed, .misnumbered: .links
        case .beginsWithout, .notReceived, .notHeld, .afterDisposal, .openedBeside, .wrongSuccession: .holders
        case .wrongCorrection: .corrections
        case .notAccepted, .forgedAcceptance: .transfers
        }
    }
}

extension CustodyFlaw: CustomStringConvertible {
    /// One line: which entry, and what is wrong with it.
    package var description: String {
        switch self {
        case .notAnEntry(let line, let reason): return "line \(line): \(reason)"
        case .notInForm(let line):
            return
                "line \(line): something stands in it that nobody signed, as a field or as white space: an entry has one form, byte for byte"
        case .foreign(let line, let bundle):
            return "line \(line) is an entry of another bundle, \(bundle.prefix(64))"
        case .repeated(let entry, let lines):
            return "entry \(entry) stands there more than once, on lines \(Self.list(lines))"
        case .forked(let after, let lines, let what):
            return
                "the chain was continued more than once after \(Self.place(after)): lines \(Self.list(lines)) ("
                + what.prefix(Self.listed).joined(separator: "; ")
                + (what.count > Self.listed ? "; and \(what.count - Self.listed) more" : "") + ")"
        case .reordered(let entry, let line, let predecessorLine):
            return
                "entry \(entry) (line \(line)) stands before the entry it follows (line \(predecessorLine))"
        case .removed(let before, let line, let missing):
            let which =
                switch missing {
                case nil: "the entry before it was"
                case let range? where range.count == 1: "entry \(range.lowerBound) was"
                case let range?: "entries \(range.lowerBound) to \(range.upperBound) were"
                }
            return "entry \(before) (line \(line)) follows an entry that is not here: \(which) removed"
        case .misnumbered(let entry, let line, let expected):
            return "the entry on line \(line) calls itself number \(entry) and is number \(expected)"
        case .beginsWithout(let line, let what):
            return
                "line \(line): the chain does not begin with somebody who received the bundle, but this: \(what)"
        case .notReceived(let entry, let line, let what):
            return
                "entry \(entry) (line \(line)): \(what), while nobody held the bundle: that it was received had been taken back"
        case .notHeld(let entry, let line, let what, let holder):
            return "entry \(entry) (line \(line)): \(what), who did not hold it; \(holder.quoted) did"
        case .notAccepted(let entry, let line, let by):
            return
                "entry \(entry) (line \(line)): \(by.quoted) went on with the bundle, and has not signed for the transfer "
                + "before it"
        case .forgedAcceptance(let entry, let line, let by):
            return
                "entry \(entry) (line \(line)): the signature that takes the bundle over is not that of \(by.quoted)"
        case .afterDisposal(let entry, let line, let what):
            return "entry \(entry) (line \(line)): \(what), after the bundle had been disposed of"
        case .openedBeside(let entry, let line, let what, let holder):
            return
                "entry \(entry) (line \(line)): \(what), and it names another than \(holder.quoted), who held the bundle"
        case .wrongSuccession(let entry, let line, let what, let reason):
            return "entry \(entry) (line \(line)): \(what): \(reason)"
        case .wrongCorrection(let entry, let line, let what, let reason):
            return "entry \(entry) (line \(line)): \(what): \(reason)"
        }
    }

    /// How many lines of one finding are listed.
    private static let listed = 8

    private static func place(_ entry: UInt64) -> String { entry == 0 ? "the seal" : "entry \(entry)" }

    private static func list(_ lines: [Int]) -> String {
        var words = lines.prefix(listed).map(String.init)
        if lines.count > listed { words.append("\(lines.count - listed) more") }
        return words.dropLast().joined(separator: ", ") + (words.count > 1 ? " and " : "")
            + (words.last ?? "")
    }
}
