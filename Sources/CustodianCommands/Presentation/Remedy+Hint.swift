import Outcomes

extension Remedy {
    /// What a person types for it, in one line.
    package var hint: String {
        switch self {
        case .reportFault:
            "please report it with the command you typed; look at what is there before you try again"
        case .changeWindow: "see --from and --to"
        case .givePassphraseFile: "put it into a file only you can read, and add --passphrase-file FILE"
        case .showCustody: "proffer custody show BUNDLE lists all that is wrong; keep the file as it is"
        case .handOver:
            "who holds it hands it over with: proffer custody add BUNDLE --action transferred --to-card CARD"
        case .takeOver: "whom it is offered to takes it over with: proffer custody accept BUNDLE"
        case .writeReceived: "begin with: proffer custody add BUNDLE --action received --how TEXT"
        case .nameFormat: "for example --out report.html"
        case .keepJournalElsewhere:
            "--journal FILE keeps it elsewhere, and --no-journal seals without noting it"
        case .beginJournal: "the first request you look at begins it: proffer request show REQUEST"
        case .nameJournal: "give --journal FILE"
        case .nameRequestByDigest: "name the one you mean by more digits of its SHA-256"
        }
    }
}
