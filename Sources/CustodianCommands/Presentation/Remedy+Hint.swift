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

        case .replaceFile: "choose another name, or add --force"
        case .makeBothKinds:
            "a card with both kinds is made by: proffer identity new --post-quantum, or identity rotate"
        case .sayZone: "for example --zone Europe/Berlin"
        case .sayOffsetOrStart: "for example --zone +01:00, or --start FILE=TIME"
        case .sayStartOrOffset: "--start FILE=TIME, or --zone with the offset that was in force"
        case .followLinks: "type the name it leads to, or add --follow-links"
        case .sealWithoutStore: "add --no-store if it is to be handed over as it is now"
        case .encodeWithLoss: "without --lossless they are encoded as close as can be"
        case .beginLedger: "begin one with: proffer ledger new"
        case .signCheckpoint: "sign one with: proffer ledger checkpoint"
        case .verifyLedger: "all that is wrong is listed by: proffer ledger verify"
        case .verifyLedgerByCheckpoint: "it is held against one with: proffer ledger verify --checkpoint FILE"
        case .keepHeadElsewhere: "--heads PATH keeps it elsewhere"
        }
    }
}
