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
        case .sayStart(let answers):
            (answers.isEmpty
                ? ""
                : "say it once for its folder, with --start FOLDER=\(answers.joined(separator: " or FOLDER=")), or ")
                + "say when it starts: --start FILE=2026-07-04T21:38:00+02:00"
        case .nameFormat: "for example --out report.html"
        }
    }
}
