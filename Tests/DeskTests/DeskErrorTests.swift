import Catalog
import CustodyDesk
import Desk
import Files
import Ledger
import Objects
import Outcomes
import Statements
import Testing
import Transfer

@Suite("Every error of a module is one kind of an end to a person")
struct DeskErrorTests {
    @Test("an error of a module without a media library has its kind from one table")
    func modules() {
        #expect(DeskError(FileError.inputMissing(path: "request.json")).kind == .missing)
        #expect(DeskError(StatementError.wrongPassphrase).kind == .notPermitted)
    }

    @Test(
        "what helps is a value, and the message names no option",
        arguments: [
            (DeskError(FileError.outputExists(path: "a")), Remedy.replaceFile),
            (DeskError(FootageError.zoneNotKnown(path: "a", shown: "b")), .sayZone),
            (DeskError(FootageError.startWithoutOffset(text: "a=2026-07-04T21:38:00")), .sayZone),
            (DeskError(FootageError.hourSkipped(path: "a", shown: "b", zone: "c")), .sayOffsetOrStart),
            (
                DeskError(FootageError.linkReadsOtherwise(link: "a", claims: "b", target: "c", found: "d")),
                .followLinks
            ),
            (DeskError(FootageError.notLossless(path: "a", format: "gbrp")), .encodeWithLoss),
            (DeskError(LedgerError.missing(path: "a")), .beginLedger),
            (DeskError(LedgerError.notUnderCheckpoint(path: "a", entry: 3, size: 3)), .signCheckpoint),
            (DeskError(LedgerError.altered(path: "a", reason: "b")), .verifyLedger),
            (DeskError(LedgerError.headNotUsable(path: "a", reason: "b")), .verifyLedgerByCheckpoint),
            (DeskError(LedgerError.headNotKept(path: "a", cause: "b")), .keepHeadElsewhere),
        ])
    func remedies(error: DeskError, remedy: Remedy) {
        #expect(error.remedy == remedy)
        #expect(!error.message.contains("--") && !error.message.contains("proffer"))
    }

    @Test(
        "what an owner may meet has a cause that a front has words for, with the file it is about",
        arguments: [
            (DeskError(FileError.inputMissing(path: "a")), DeskError.Code.fileMissing, "a"),
            (DeskError(FileError.cannotWrite(path: "a", cause: .noSuchFileOrDirectory)), .folderGone, "a"),
            (DeskError(FileError.cannotWrite(path: "a", cause: .readOnlyFileSystem)), .writeNotAllowed, "a"),
            (DeskError(FileError.cannotWrite(path: "a", cause: .ioError)), .cannotWrite, "a"),
            (
                DeskError(FileError.diskFull(path: "a", neededBytes: 2, freeBytes: 1, isBegun: true)),
                .diskFull,
                "a"
            ),
            (DeskError(FootageError.zoneNotKnown(path: "a", shown: "b")), .zoneMissing, "a"),
            (DeskError(FootageError.nameNotText(path: "a")), .nameNotText, "a"),
            (DeskError(ConsentRefusal.revoked(at: WallTime(nanoseconds: 0))), .takenBack, nil),
            (DeskError(ConsentRefusal.purposeMissing, in: "a"), .purposeMissing, "a"),
            (DeskError(StatementError.wrongPassphrase), .wrongPassphrase, nil),
            (DeskError(CatalogError.journalNotUsable(path: "a", cause: "b")), .journalNotUsable, nil),
        ] as [(DeskError, DeskError.Code, String?)])
    func causes(error: DeskError, code: DeskError.Code, file: String?) {
        #expect(error.cause?.code == code)
        #expect(error.cause?.file == file)
    }

    @Test("an error of a module above says its own kind")
    func media() {
        #expect(DeskError(TransferError.noAnswer(address: "a", cause: "b")).kind == .brokeMidway)
    }

    @Test("what nobody foresaw is our fault, and says to report it")
    func unforeseen() {
        struct Unforeseen: Error {}
        let error = DeskError(Unforeseen())
        #expect(error.kind == .ourFault)
        #expect(error.remedy == .reportFault)
    }

    @Test("a file is named in front of an error once")
    func named() {
        let once = DeskError(
            DeskError(StatementError.wrongPassphrase, in: "dana.identity"), in: "dana.identity")
        #expect(once.message.components(of: "dana.identity") == 1)
    }
}

extension String {
    fileprivate func components(of word: String) -> Int { ranges(of: word).count }
}
