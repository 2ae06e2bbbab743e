import Statements
import Sealing

/// Why an entry is not added to a chain.
package enum CustodyRefusal: Error, Sendable, Hashable {
    /// The chain has a flaw; adding to it would cover that up.
    case chainDoesNotHold(CustodyFlaw)
    /// Another person holds the bundle, and may have offered it to somebody.
    case heldBy(Card, offeredTo: Card?)
    /// Nobody has received the bundle, or that was taken back, and anything else follows that.
    case notReceived
    /// By the chain only damaged copies of the bundle came, and the file at hand is whole: that it was received comes first.
    case wholeNotReceived(ArchiveFacts)
    /// The bundle was disposed of.
    case disposed
    /// The entry that is named cannot be taken back.
    case notCorrected(reason: String)
    /// The office cannot take over from that person.
    case notSucceeded(reason: String)
    /// The holder is an office, and this person does not act for it now.
    case notAppointed(by: Card, Appointment)
    /// A statement beside the identity is no appointment of its person.
    case noAppointment(reason: String)
    /// The chain does not end with a transfer that waits for its receiver.
    case nothingOffered
    /// It was offered to them, and somebody wrote another entry before they accepted.
    case offerLapsed(offer: UInt64, entry: UInt64, what: String, by: Card)
    /// The chain tells nothing of the disclosure by which somebody who does not hold the bundle would open it.
    case notDisclosed(path: String)
    /// The transfer is for somebody else.
    case offeredToAnother(Card)
    /// The transfer is to who holds the bundle.
    case heldAlready(Card)
    /// The bundle here is not the file that is handed over.
    case anotherArchive(offered: ArchiveFacts, here: ArchiveFacts)
    /// The file said to be a copy is none.
    case notACopy(path: String)
    /// The seal a chain hangs on cannot be used.
    case noSeal(reason: String)
}

extension CustodyRefusal: CustomStringConvertible {
    /// One line: what stands in the way, and what to do where there is something to do.
    package var description: String {
        switch self {
        case .chainDoesNotHold(let flaw):
            "the custody chain does not hold, so nothing is added to it: \(flaw)"
        case .heldBy(let holder, let offered):
            "\(holder.quotedName) holds the bundle by its custody chain, and only who holds it may add to that"
                + (offered.map { "; it is offered to \($0.quotedName), who has not accepted it" } ?? "")
        case .notReceived:
            "by its custody chain nobody has received the bundle, or that was taken back, and anything else comes after that"
        case .wholeNotReceived(let archive):
            "by its custody chain only a damaged copy of the bundle came; this file, with SHA-256 \(archive.sha256.hex), is whole, "
                + "and nothing else is written of it before it is received"
        case .notCorrected(let reason): "nothing is taken back: \(reason)"
        case .notSucceeded(let reason): "the office does not take over: \(reason)"
        case .notAppointed(let office, let appointment):
            "\(office.quotedName) holds the bundle by its custody chain, and your appointment by it is in force from "
                + "\(appointment.from.toTheSecond) to before \(appointment.until.toTheSecond), or was ended in this chain"
        case .noAppointment(let reason):
            "the appointment beside your identity cannot be used: \(reason)"
        case .disposed: "the bundle was disposed of by its custody chain, which ends with that"
        case .nothingOffered: "the custody chain does not end with a transfer that waits to be accepted"
        case .offerLapsed(let offer, let entry, let what, let actor):
            "it was offered to you in entry \(offer), and that lapsed with entry \(entry), by which \(actor.quotedName) wrote down "
                + "“\(what)”: ask for it to be offered again, with nothing written between"
        case .notDisclosed(let path):
            "\(path) tells nothing of this disclosure: it may be a copy from before, or who discloses wrote no entry"
        case .offeredToAnother(let card):
            "the transfer is for \(card.quotedName), fingerprint \(card.fingerprint.grouped)"
        case .heldAlready(let card):
            "it would hand the bundle over to \(card.quotedName), who holds it already"
        case .anotherArchive(let offered, let here):
            "this is not the file that is handed over: that has SHA-256 \(offered.sha256.hex), this \(here.sha256.hex)"
        case .notACopy(let path): "\(path): is not a copy of the bundle: its SHA-256 is another"
        case .noSeal(let reason):
            "the bundle's seal cannot be used, and a custody chain hangs on the seal: \(reason)"
        }
    }
}
