import CustodyDesk
import Desk
import Files
import Outcomes
import Statements
import Testing
import Transfer

@Suite("Every error of a module is one kind of an end to a person")
struct DeskErrorTests {
    @Test("an error of a module without a media library has its kind from one table")
    func modules() {
        #expect(DeskError(FileError.inputMissing(path: "request.json")).kind == .missing)
        #expect(DeskError(CustodyError.wrongPassphrase).kind == .notPermitted)
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
            DeskError(CustodyError.wrongPassphrase, in: "dana.identity"), in: "dana.identity")
        #expect(once.message.components(of: "dana.identity") == 1)
    }
}

extension String {
    fileprivate func components(of word: String) -> Int { ranges(of: word).count }
}
