import Outcomes
import Portal
import Testing

@Suite("Why something was not done, in the words of the page")
struct FailureWordsTests {
    private let spanish = PortalWords(.spanish)

    @Test(
        "a cause that is known is told in the page's language, with the file, and no sentence in English behind it"
    )
    func whole() {
        let error = DeskError(
            .cannotWrite, "/media/stick/a.tar: the disk is full",
            cause: DeskError.Cause(.diskFull, file: "/media/stick/a.tar"))
        let said = FailureWords(error, spanish, naming: { String($0.split(separator: "/").last ?? "") })
        #expect(said.text == spanish["cause.disk_full"])
        #expect(said.about == ["a.tar"])
        #expect(said.detail == nil)
    }

    @Test("what the operating system said stands behind the words, as no table can hold it")
    func system() {
        let error = DeskError(
            .brokeMidway, "a.tar: writing failed: Input/output error",
            cause: DeskError.Cause(.writeFailed, file: "a.tar"))
        let said = FailureWords(error, spanish)
        #expect(said.text == spanish["cause.write_failed"])
        #expect(said.detail == error.message)
    }

    @Test("what nobody foresaw is told by its kind, with the desk's own sentence behind it")
    func unforeseen() {
        let error = DeskError(.ourFault, "this should not have happened")
        let said = FailureWords(error, spanish)
        #expect(said.text == spanish["problem.our_fault"] + ".")
        #expect(said.detail == error.message)
    }

    @Test("every cause has words of its own")
    func words() {
        for code in DeskError.Code.allCases {
            #expect(PortalWords.table["cause.\(code.rawValue)"] != nil, "\(code)")
        }
    }
}
