import Records
import Statements

/// Why a bundle, or a part of it, is not disclosed.
package enum DisclosureRefusal: Error, Sendable, Equatable {
    /// The bundle is not encrypted to who would disclose it, so they have nothing to hand on.
    case notLetIn(discloser: Card)
    /// The bundle does not hold, and nobody hands on as sound what is not.
    case doesNotHold(summary: String)
    /// The bundle is encrypted to them already.
    case readsAlready(recipient: Card)
    /// The bundle has fewer objects.
    case noSuchObject(number: Int, of: Int)
    /// The owner set conditions, or was promised something on passing on, and it was not said by what it is permitted.
    case permissionUnsaid(conditions: [String], onwardSharing: String?)
    /// It was said by what it is permitted, and nothing was set or promised.
    case permissionNeedless
    /// No custody chain lies there to tell of it.
    case noChain(path: String)
}

extension DisclosureRefusal: CustomStringConvertible {
    /// How many conditions are quoted on one line.
    private static let conditionsTold = 3

    /// One line, without a full stop.
    package var description: String {
        switch self {
        case .notLetIn(let discloser):
            return
                "the bundle is not encrypted to \(discloser.quotedName), and only those it is encrypted to can hand on keys of it"
        case .doesNotHold(let summary):
            return "the bundle does not hold, so nothing of it is disclosed: \(summary)"
        case .readsAlready(let recipient):
            return "the bundle is encrypted to \(recipient.quotedName) already: they open it as it is"
        case .noSuchObject(let number, let count):
            return
                "there is no object \(number): the bundle has \(count == 1 ? "1 object" : "\(count) objects")"
        case .permissionUnsaid(let conditions, let sharing):
            let told = conditions.prefix(Self.conditionsTold).map(\.quoted)
            let more = conditions.count - told.count
            let set =
                conditions.isEmpty
                ? nil
                : "the owner set \(listInWords(told + (more > 0 ? ["\(more) more"] : [])))"
            let promised = sharing.map { "it was promised to be passed on to \($0.quoted)" }
            return [set, promised].compactMap(\.self).joined(separator: ", and ")
                + ": it has to be said by what passing it on to somebody else is permitted, and that is kept and shown to the owner"
        case .permissionNeedless:
            return
                "the owner set no conditions and was promised nothing on passing on, so nothing has to permit it; say all there is to "
                + "say as the reason"
        case .noChain(let path):
            return "no \(path) is there, and a disclosure is an entry in the bundle's custody chain"
        }
    }
}
