import Outcomes

extension Remedy {
    /// What a person types for it, in one line.
    package var hint: String {
        switch self {
        case .reportFault:
            "please report it with the command you typed; look at what is there before you try again"
        case .changeWindow: "see --from and --to"
        case .sayWhichTime(_, let moments):
            "write it in full: " + moments.map(\.rfc3339).joined(separator: ", or ")
        case .givePassphraseFile: "put it into a file only you can read, and add --passphrase-file FILE"
        case .showCustody:
            "\(Program.name) custody show BUNDLE lists all that is wrong; keep the file as it is"
        case .handOver:
            "who holds it hands it over with: \(Program.name) custody add BUNDLE --action transferred --to-card CARD"
        case .takeOver: "whom it is offered to takes it over with: \(Program.name) custody accept BUNDLE"
        case .writeReceived: "begin with: \(Program.name) custody add BUNDLE --action received --how TEXT"
        case .sayPermission: "--permitted-by TEXT, such as a law or an order of the court"
        case .askForChain:
            "ask who disclosed it for the newer chain and put it beside the bundle; --no-custody opens without"
        case .sayStart(let answers):
            (answers.isEmpty
                ? ""
                : "say it once for its folder, with --start FOLDER=\(answers.joined(separator: " or FOLDER=")), or ")
                + "say when it starts: --start FILE=2026-07-04T21:38:00+02:00"
        case .giveOneBundle: "give one bundle at a time for it"
        case .giveEachOnce: "name each bundle once"
        case .giveOtherExhibits:
            "give --exhibit once, for all bundles, or once for each in their order, with numbers that do not reach those of another"
        case .saySeveralCases: "--several-cases says that it is meant; or make one of each case"
        case .nameFormat: "for example --out report.html"
        case .keepJournalElsewhere:
            "--journal FILE keeps it elsewhere, and --no-journal seals without noting it"
        case .sayClockError:
            "for example --clock-error +183.2s±0.3s for one that was fast, -12.5 for one that was slow, or the .json "
                + "file that proffer footage clock-check wrote"
        case .sayReference: "for example --reference-within 0.5"
        case .checkOneCamera: "check the clips of one camera at a time"
        case .drawOneCode: "--at is for a .png"
        case .nameClockCode: "--out clock.html for a telephone, --out clock.png for one code"
        case .namePicture: "for example --plot match.svg"
        case .namePlaceOfCommitments: "give --store FOLDER"
        case .commitInto(let store): "proffer commit PATH --store \(store.shellQuoted) makes one"
        case .listFootage(let paths):
            "proffer footage list \(paths.map(\.shellQuoted).joined(separator: " ")) shows what there is"
        case .moveRevocationAway:
            "if the consent still stands, move that file away; if not, nothing needs to be done"
        case .sealWithoutTimestamp:
            "nothing was written; without --timestamp it is sealed with your own clock's word for the time"
        case .givePassphraseOnOneLine: "the file of --passphrase-file holds one line, the passphrase"
        case .givePassphraseOrNone:
            "add --passphrase-file FILE, or --no-passphrase to leave the keys unprotected"
        case .sayUnprotected: "--no-passphrase says so openly"
        case .makeCardOf(let identity):
            "the half that others get is made by: \(Program.name) identity card \(identity.shellQuoted) --out CARD"
        case .restoreBundle(let packed):
            "the bundle is made of it again by: \(Program.name) bundle restore \(packed.asFileWord.shellQuoted)"
        case .lookAtFile(let path):
            "what can be done with it is told by: \(Program.name) \(path.asFileWord.shellQuoted)"
        case .nameOtherwise: "see --name and --organization"
        case .makeTrustFolder(let path):
            "the first card makes it: \(Program.name) trust add CARD --trust \(path.shellQuoted)"
        case .listTrust: "\(Program.name) trust list shows those that are there"
        case .compareMoreDigits:
            "--compared, and --accept-unknown-signer, take the fingerprint or its beginning"
        case .sayWhoCompared:
            "add --compared 'FINGERPRINT' --compared-by 'YOUR NAME' --compared-on now --by-number 'NUMBER', or --face-to-face "
                + "in place of the number; or --not-compared"
        case .callAndCompare(let name):
            "call \(name.quoted) at a number you looked up yourself; if they read you this fingerprint, add --compared "
                + "'FINGERPRINT' --compared-by 'YOUR NAME' --compared-on now --by-number 'NUMBER'"
        case .acceptUnknownSigner:
            "compare the fingerprint with the person, then: \(Program.name) trust add CARD; or add --accept-unknown-signer if "
                + "you mean somebody you do not know"
        case .nameAcceptedKey(let name):
            "call \(name.quoted) at a number you looked up yourself; if they read you the fingerprint of this request's card, "
                + "add --accept-unknown-signer 'FINGERPRINT'"
        case .askForAnotherRequest:
            "ask whoever you believe it is from, at a number you looked up yourself, for a request signed with the key that "
                + "stands"
        case .compareWithPeople:
            "compare the fingerprints with the people, then: \(Program.name) trust add CARD"
        case .compareWithSigner:
            "compare the fingerprint with the person, then: \(Program.name) trust add CARD"
        case .askWhyOldKey: "ask them whether they sealed it with the old key, and why"
        case .showTimestamp:
            "a timestamp from before would show that it is older: --tsa-roots FILE, where the bundle has one"
        case .showChainAlone(let path):
            "\(Program.name) custody show \(path.shellQuoted) shows the chain alone"
        case .disposeFirst:
            "dispose of the file first; what is given back as it lies there is --seen returned"
        case .sayLess: "a number of your own, or none, tells you the same"
        case .appointAsOffice:
            "an office's keys are made by: \(Program.name) identity new --office; --until is later than --from"
        case .writeVerified:
            "write down what is wrong with it: \(Program.name) custody add BUNDLE --action verified"
        case .useKnownChain(let file):
            "lay that chain beside the bundle, or name it: --custody \(file.shellQuoted); where it is lost, --second-chain "
                + "begins another"
        case .takeBackFork(let bundle, let chain):
            "where what stands there is not so, take it back there: \(Program.name) custody add \(bundle.shellQuoted) --custody "
                + "\(chain.shellQuoted) --action corrected --entry N --why TEXT; then go on here"
        case .takeUpAccount:
            "find the chain that has the entry, and lay it there; where it is lost for good, \(Program.name) custody add BUNDLE --action "
                + "received --second-chain --how TEXT goes on with the one that is there; \(Program.name) custody show lists all that is wrong"
        case .askAboutDisposal:
            "ask who gave it why there is a copy; a disposal that was a slip is taken back in its chain: \(Program.name) custody add "
                + "BUNDLE --action corrected; to take it in anew, put the old chain away: \(Program.name) receipt new BUNDLE "
                + "--second-chain"
        case .keepRegisterElsewhere:
            "--register FILE keeps it elsewhere, and --no-register does without: then nobody looks for a bundle that came "
                + "before"
        case .receiveFirst: "\(Program.name) receive BUNDLE --identity IDENTITY takes it in"
        case .givePlaceInLedger: "give its place: --index N"
        case .giveKeepersCard: "give --card CARD"
        case .beginJournal: "the first request you look at begins it: proffer request show REQUEST"
        case .nameJournal: "give --journal FILE"
        case .nameRequestByDigest: "name the one you mean by more digits of its SHA-256"

        case .replaceFile: "choose another name, or add --force"
        case .makeBothKinds:
            "a card with both kinds is made by: \(Program.name) identity new --post-quantum, or identity rotate"
        case .nameCamera(let cameras):
            "write the camera in front: \((cameras.first.map { "\($0)=" } ?? "CAMERA=").shellQuoted)…"
        case .nameCameraMeasured(let cameras):
            "name it: --camera \(cameras.count == 1 ? cameras[0].shellQuoted : "CAMERA")"
        case .nameCameraOrSayAbsent(let names):
            "write a camera as proffer footage list shows it; where it is meant that nothing of it is among the files, add "
                + "--without \(names.map(\.shellQuoted).joined(separator: " "))"
        case .nameCamerasGranted(let cameras):
            // What is copied from here must not give more than was decided: of several none is written out.
            cameras.count == 1
                ? "if you mean it: --camera \(cameras[0].shellQuoted)"
                : "name those you mean, and no others: --camera CAMERA"
        case .lookAnew: "to look before you agree anew, add --anew"
        case .sayZone: "for example --zone Europe/Berlin"
        case .sayOffsetOrStart: "for example --zone +01:00, or --start FILE=TIME"
        case .sayStartOrOffset: "--start FILE=TIME, or --zone with the offset that was in force"
        case .followLinks: "type the name it leads to, or add --follow-links"
        case .sealWithoutStore: "add --no-store if it is to be handed over as it is now"
        case .encodeWithLoss: "without --lossless they are encoded as close as can be"
        case .beginLedger: "begin one with: \(Program.name) ledger new"
        case .signCheckpoint: "sign one with: \(Program.name) ledger checkpoint"
        case .verifyLedger: "all that is wrong is listed by: \(Program.name) ledger verify"
        case .verifyLedgerByCheckpoint:
            "it is held against one with: \(Program.name) ledger verify --checkpoint FILE"
        case .keepHeadElsewhere: "--heads PATH keeps it elsewhere"

        case .give(let need):
            switch need {
            case .recordings: "--source"
            case .record: "which was not disclosed"
            case .bundle: "--bundle"
            case .identity: "--identity"
            case .timestampRoots: "--tsa-roots FILE"
            case .certificateRoots: "--x509-roots FILE"
            case .trustedCard: "\(Program.name) trust add"
            case .custodyHead: "--custody-head DIGEST"
            case .keepersCard: "--card"
            case .checkpoint: "--checkpoint"
            }
        case .take(let step):
            switch step {
            case .trustCard: "\(Program.name) trust add CARD"
            case .offerLess: "proffer request counter --from … --to …"
            case .giveOwnCard: "--own-card CARD"
            case .giveOffer: "--offer FILE"
            case .giveFormerRequest: "--former FILE"
            case .setRetention: "--condition 'Delete when the case is closed'"
            case .setSharing: "--condition 'The prosecutor only'"
            }
        case .settle(let way):
            switch way {
            case .trustingCard: "\(Program.name) trust add"
            case .givingCertificateRoots: "--x509-roots FILE"
            }
        }
    }
}
