import Outcomes
import Portal
import Starts
import Statements
import Testing

@Suite("What a desk says on the way, in the words of the page")
struct NoteWordsTests {
    private static let link = LinkFacts(path: "/v/a.mp4", target: "/w/b.mp4", isLink: true)
    private static let answer = RememberedAnswerFacts(
        place: "/v", camera: "gate", form: nil, answer: "day-first", words: "the day stands first",
        said: WallTime(nanoseconds: 0))

    /// What is said of so many, in words that a table has.
    private static func counted(_ count: Int) -> [Note] {
        let notes: [FootageNote] = [
            .otherLinksFollowed(count: count), .linksNotFollowed(count: count, first: link),
            .secondNames(count: count, first: link), .misremembered(count: count, first: "/v/a.mp4"),
            .staysUnnamed(camera: "gate", .personalDevice, count: count, file: "/v/a.mp4"),
            .othersStayUnnamed(count: count), .answerUsed(answer, count: count),
            .startsRemembered(count: count, first: "/v/a.mp4"),
            .notCommittedInFolder(count: count, first: "/v/a.mp4"),
        ]
        let doubts = FootageDoubt.Kind.allCases.map { kind -> FootageNote in
            .doubt(
                FootageDoubt(
                    kind, camera: "gate", file: "/v/a.mp4", other: "/v/b.mp4", count: count,
                    sentence: "in English"))
        }
        return (notes + doubts).map(Note.footage)
            + [.journal(.lacksRows(journal: "j", head: "h", rows: UInt64(count)))]
    }

    private static let ofFootage: [FootageNote] = [
        .passedOver(reason: "in English", cause: DeskError.Cause(.recordingEmpty, file: "/v/a.mp4")),
        .linkFollowed(link), .sameFile(kept: "/v/a.mp4", copy: "/v/b.mp4"),
        .clockErrorOfAnother(measuredOn: "gate", camera: "porch"), .recordedNothingThen(camera: "gate"),
        .noCameraNamed(cameras: ["gate"]), .answerDoesNotFit(answer, file: "/v/a.mp4"),
        .answersKept(path: "/v/answers"), .storeBusy(reason: "in English"),
        .committedUnderAnotherName(path: "/v/a.mp4", name: "b.mp4"),
        .otherThanCommitted(path: "/v/a.mp4", name: "b.mp4"), .changedSinceCommitted(path: "/v/a.mp4"),
        .noFootage(folder: "/v/x", .bin), .noFootage(folder: "/v/x", .openedBundle),
        .noFootage(folder: "/v/x", .viewingCopies),
    ]

    private static let ofOthers: [Note] = [
        .keys(.byteOrderMark(file: "/v/card.json")),
        .keys(
            .exposed(
                Exposure(
                    path: "/v/my.identity", isTrust: false,
                    findings: [
                        .readable, .writable, .replaceable(folder: "/v"), .foreign(user: 7), .noRights,
                    ],
                    remedies: []))),
        .seal(.notDecoded(file: "a.mp4", track: 1)),
    ]

    /// What is said in words that a table has.
    private static let known = counted(1) + counted(3) + ofFootage.map(Note.footage) + ofOthers

    /// What the operating system or a library said is part of it.
    private static let open: [Note] = [
        .footage(.passedOver(reason: "/v/a.mp4: cannot be read: Input/output error")),
        .footage(
            .passedOver(
                reason: "/v/a.mp4: cannot be read: Input/output error",
                cause: DeskError.Cause(.fileNotReadable, file: "/v/a.mp4"))),
        .journal(.notNoted(reason: "the disk is full")),
        .seal(.refusalNotRegarded(path: "/v/r.json", reason: "Input/output error")),
    ]

    @Test(
        "a note is told in the page's language, every place in it filled",
        arguments: PortalWords.Language.allCases)
    func words(_ language: PortalWords.Language) throws {
        for note in Self.known + Self.open {
            let said = try #require(NoteWords(note, PortalWords(language)))
            #expect(!said.text.isEmpty && !said.text.contains("⟦"), "\(note)")
            #expect(!said.text.contains("{") && !said.text.contains("in English"), "\(note): \(said.text)")
        }
    }

    @Test("a sentence in English stands behind it only where no table can hold what was said")
    func details() throws {
        for note in Self.known {
            let said = try #require(NoteWords(note, PortalWords(.spanish)))
            #expect(said.detail == nil, "\(note)")
        }
        for note in Self.open {
            let said = try #require(NoteWords(note, PortalWords(.spanish)))
            #expect(said.detail != nil, "\(note)")
        }
    }
}
