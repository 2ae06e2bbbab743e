import Outcomes
import Statements

extension CustodyNote {
    /// The note as a person reads it, without the word “note”.
    package var inWords: String {
        switch self {
        case .ledgerPlace(let caution), .registerPlace(let caution): caution
        case .noRegister:
            "there is no home folder for a register of bundles, so it is not known whether this one came before"
        case .notRegistered(let reason): "what was done is not in your register of bundles: \(reason)"
        case .found(let finding): finding.inWords
        case .foundIn(let file, let finding): "\(file): \(finding.inWords)"
        case .passedOver(let reason): reason
        case .appointmentPast(let until):
            "the appointment ends on \(until.toTheSecond.inWords), which is past: nobody can act by it"
        case .offerLapses(let receiver, let entry, let bundle):
            "\(bundle.map { "\($0): " } ?? "")\(receiver.quotedName) has not accepted the transfer of entry \(entry); what is written now ends that offer, and they take "
                + "nothing over before it is made again"
        case .textTells(let found):
            "anyone may read the words that are signed, and \(found.inWords): say less where it tells what the bundle is about"
        case .recipientNotKnown(let card, let reason):
            "the card of \(card.inWords) is not among those you trust"
                + (reason.map { " (\($0))" } ?? "")
                + ": compare its fingerprint with them before they get the disclosure, \(card.fingerprint.grouped)"
        case .disclosureWithoutPostQuantum(let recipient):
            "the bundle is encrypted with post-quantum keys, and there is none on the card of \(recipient.inWords): whoever keeps "
                + "bundle and disclosure until there are quantum computers could open what is disclosed then"
        }
    }
}

extension [RevealingText.Found] {
    /// `“26-0417” looks like a case number`.
    package var inWords: String {
        listInWords(map { "\($0.text.quoted) looks like \($0.clue.inWords)" })
    }
}

extension BundleFinding {
    /// What was found, as a person reads it, on one line: a file's name may hold line ends.
    package var inWords: String { said.harmless }

    private var said: String {
        switch self {
        case .sameBundle(let file): "the same bundle, byte for byte, lies in \(file) too"
        case .otherBytes(let file, let damaged):
            "a bundle with the same seal lies in \(file), and has other bytes: "
                + (damaged?.inWords ?? "one of the two is damaged, or has another timestamp")
        case .otherTimestamp(let file?):
            "a bundle with the same seal and another timestamp lies in \(file): that the two differ is no damage"
        case .otherTimestamp(nil):
            "the file has another timestamp than the one that its custody chain names: that the two differ is no damage"
        case .sameSeal(let file):
            "a file of the same size with the same seal lies in \(file) too; their bytes were not compared"
        case .chainElsewhere(let file): "it has a custody chain already, in \(file)"
        case .chainLacksEntry(let digest):
            "its custody chain lacks the entry that was its last when this machine saw it, \(digest)"
        case .forkedChain(let file):
            "the chain in \(file) tells other things of the same bundle from some entry on"
        case .forkTakenBack(let file):
            "the chain in \(file) tells other things of the same bundle from some entry on, and takes all of that back"
        case .longerChain(let file): "the chain in \(file) has entries that this one lacks"
        case .wholeAfterDamaged(let file, let sha256):
            "this copy is whole; a damaged file that says it is this bundle came before\(file.map { ", in \($0)" } ?? ""), with SHA-256 \(sha256)"
        case .receiptBefore(let time): "a receipt of it was signed before, on \(time.toTheSecond.inWords)"
        case .disposedBefore(let time):
            "it was disposed of on \(time.toTheSecond.inWords), by a chain that this machine saw"
        case .idOfAnother(let file):
            "another bundle\(file.map { ", in \($0)," } ?? "") has the same id under another seal"
        case .sealedTwice(let file):
            "the same encrypted record lies under another seal\(file.map { " in \($0)" } ?? "") too: somebody sealed these "
                + "files anew"
        case .datedBeforeSeal(let sealed):
            "this machine's clock is behind the time of the seal, \(sealed.toTheSecond.inWords): one of the two clocks is wrong"
        case .duePassed(let day): "the day on which it is due for disposal, \(day), is past"
        case .tooDamagedForChain(let place):
            "its seal cannot be used, so nothing was written into a custody chain of it: that it was received stands in the receipt "
                + (place.map { "and, at place \($0), in the ledger" } ?? "alone, and in no ledger")
        case .chainWithoutBundle: "the chain lies there without its bundle"
        case .fileGone: "the file is not there any more"
        case .liesElsewhere(let file):
            "the very file, by its digest when this machine saw it last, its size and its seal, lies in \(file): this one was moved, or "
                + "one of two is gone"
        case .anotherInItsPlace: "the file is not there any more: another lies in its place"
        case .sealNotRead:
            "the seal in the file cannot be used, so that the chain beside it is of this bundle is the chain's word alone"
        case .sizeDiffers(let size, let named):
            "the file has \(counted(size, "byte")), and the one that its custody chain names has \(named): it was cut short, "
                + "something was added, or it has another timestamp"
        case .seenDamaged:
            "when this machine saw this file last, it was damaged: its seal could not be used, or it had other bytes than the bundle"
        case .notWhole(let size):
            "the file, of \(counted(size, "byte")), has not the shape of a whole bundle by its own headers: it was cut short or "
                + "packed anew, or something was added or taken out"
        case .sealUnusable:
            "it begins as a bundle does, and its seal cannot be used: it was cut short, or is damaged"
        case .sealerDoubted(let reason): "who sealed it is not to be relied on: \(reason)"
        case .personNotReliedOn(let name, let fingerprint, _, let reason):
            "not to be relied on yet, in its custody chain: \(name.quoted), fingerprint \(fingerprint.grouped): \(reason)"
        case .timeDoubted(let reason): "in its custody chain \(reason)"
        case .registerDiffers(let columns):
            "what the register has of it is not what its seal and its chain say (\(columns.joined(separator: ", "))): somebody changed "
                + "the register, or it is damaged; what counts is the seal and the chain"
        case .packedAnew:
            "it is a bundle that was packed anew, or unpacked, and not the file that was sealed: it has to be put back first"
        case .chainDoesNotHold(let reason): "its custody chain does not hold: \(reason)"
        case .chainOfAnother(let bundle):
            "the chain beside it hangs on the seal of another bundle, \(bundle): put it away, and lay this bundle's own in its place"
        }
    }
}

extension DamagedFile {
    fileprivate var inWords: String {
        switch self {
        case .this: "this one is damaged"
        case .other: "that one is damaged"
        case .both: "both are damaged"
        }
    }
}
