import Desk
import Outcomes
import Presentation

/// What a desk said on the way, in the words of the page's table.
///
/// As with ``FailureWords``, the desk's own sentence stands behind only where no table can hold it.
package struct NoteWords: Equatable, Sendable {
    /// The note, as a sentence or several.
    package private(set) var text: String
    /// The desk's own words, in English; nil where the others tell all there is.
    package private(set) var detail: String?

    /// - Parameters:
    ///   - shown: how the page names files.
    ///   - day: how the page writes when something was done.
    /// - Returns: nil for what the page says itself.
    package init?(
        _ note: Note, _ words: PortalWords, naming shown: (String) -> String = { $0.harmlessOnPage },
        day: (GivenTime) -> String = { $0.rfc3339 }
    ) {
        let said: Said?
        switch note {
        case .request: return nil
        case .keys(let note): said = Said(note, words, shown)
        case .trust(let note): said = Said(note)
        case .journal(let note): said = Said(note, shown)
        case .footage(let note): said = Said(note, words, shown, day)
        case .seal(let note): said = Said(note, shown)
        case .custody: said = nil
        }
        // What no page of an owner's is known to say.
        guard let said else {
            text = words["note.other"]
            detail = note.inWords.harmlessOnPage
            return
        }
        text =
            said.text
            ?? words("note.\(said.key)", said.values)
        detail = said.hasMore ? note.inWords.harmlessOnPage : nil
    }

    /// What the part of a page is filled with that lists notes (`notes.mustache`); nil where there are none.
    static func values(_ notes: [Note], _ draft: OwnersDraft, _ words: PortalWords) -> [String: Any]? {
        let (names, times) = (FileNames(draft), PortalTimes(words: words, zone: nil))
        var rows: [NoteWords] = []
        for note in notes {
            guard let row = NoteWords(note, words, naming: names.shown, day: { times.act($0) }),
                !rows.contains(row)
            else { continue }
            rows.append(row)
        }
        guard !rows.isEmpty else { return nil }
        return [
            "noteRows": rows.map { row in
                var values: [String: Any] = ["noteText": row.text]
                if let detail = row.detail { values["noteDetail"] = detail }
                return values
            }
        ]
    }
}

/// By which words of the group `note` a note is said.
private struct Said {
    var key = ""
    var values: [String: String] = [:]
    /// Whether the desk's own sentence tells more.
    var hasMore = false
    /// Words that were put together already.
    var text: String?

    init(_ key: String, _ values: [String: String] = [:], hasMore: Bool = false) {
        self.key = key
        self.values = values
        self.hasMore = hasMore
    }
}

extension Said {
    init(_ note: KeyNote, _ words: PortalWords, _ shown: (String) -> String) {
        switch note {
        case .whoeverKnowsWillNotRely: self.init("key-withdrawn", hasMore: true)
        case .shortPassphrase(let length, let fewest):
            self.init("short-passphrase", ["length": "\(length)", "fewest": "\(fewest)"])
        case .byteOrderMark(let file): self.init("byte-order-mark", ["file": shown(file)])
        case .exposed(let exposure):
            self.init("")
            text = exposure.findings.map { finding in
                let file = shown(exposure.path)
                return switch finding {
                case .readable: words("note.exposed-readable", ["file": file])
                case .writable: words("note.exposed-writable", ["file": file])
                case .replaceable(let folder):
                    words("note.exposed-replaceable", ["file": file, "folder": shown(folder)])
                case .foreign: words("note.exposed-foreign", ["file": file])
                case .noRights: words("note.exposed-no-rights", ["file": file])
                }
            }.joined(separator: " ")
        }
    }

    init(_ note: TrustNote) {
        switch note {
        case .notTrusted: self.init("not-trusted", hasMore: true)
        case .fork(let card, _): self.init("fork", ["name": card.name.harmlessOnPage])
        case .anotherInName(let card): self.init("another-in-name", ["name": card.name.harmlessOnPage])
        case .revokedAlready: self.init("revoked-already")
        case .postQuantumOnly(let card):
            self.init("post-quantum-only", ["name": card.name.harmlessOnPage])
        }
    }

    init(_ note: JournalNote, _ shown: (String) -> String) {
        switch note {
        case .place: self.init("journal-place", hasMore: true)
        case .notLookedInto: self.init("journal-not-looked-into", hasMore: true)
        case .notNoted: self.init("journal-not-noted", hasMore: true)
        case .onlyBegun(let bundle, _):
            self.init("journal-only-begun", ["file": shown(bundle)], hasMore: true)
        case .headNotUsable: self.init("journal-head-not-usable", hasMore: true)
        case .lacksRows(_, _, let rows): self.init("journal-lacks-rows", ["count": "\(rows)"])
        case .headNotKept: self.init("journal-head-not-kept", hasMore: true)
        }
    }

    init?(_ note: SealNote, _ shown: (String) -> String) {
        switch note {
        case .readers: self.init("readers", hasMore: true)
        case .clockDiffers: self.init("clock-differs", hasMore: true)
        case .notDecoded(let file, _): self.init("not-decoded", ["file": shown(file)])
        case .refusalNotRegarded(let path, _):
            self.init("refusal-not-regarded", ["file": shown(path)], hasMore: true)
        case .missing, .twice: return nil
        }
    }

    init(
        _ note: FootageNote, _ words: PortalWords, _ shown: (String) -> String, _ day: (GivenTime) -> String
    ) {
        func link(_ link: LinkFacts) -> [String: String] {
            ["file": shown(link.path), "other": shown(link.target)]
        }
        func counted(_ key: String, _ count: Int, _ file: String) -> Said {
            Said(key, ["count": "\(count)", "file": shown(file)])
        }
        func answer(_ answer: RememberedAnswerFacts) -> String {
            StartToAsk.answers.contains(answer.answer)
                ? words["answer.\(answer.answer)"]
                : words("cameras.said-time", ["time": answer.answer.harmlessOnPage])
        }
        switch note {
        case .passedOver(_, let cause?) where cause.file != nil:
            self.init(
                "passed-over",
                ["file": shown(cause.file ?? ""), "why": words["cause.\(cause.code.rawValue)"]],
                hasMore: !cause.code.isWhole)
        case .passedOver: self.init("passed-over-something", hasMore: true)
        case .linkFollowed(let facts): self.init("link-followed", link(facts))
        case .otherLinksFollowed(let count): self.init("other-links-followed", ["count": "\(count)"])
        case .linksNotFollowed(let count, let first):
            self.init("links-not-followed", link(first).merging(["count": "\(count)"]) { $1 })
        case .secondNames(let count, let first):
            self.init("second-names", link(first).merging(["count": "\(count)"]) { $1 })
        case .noFootage(let folder, let why):
            self.init("no-footage-\(why.rawValue)", ["folder": shown(folder)])
        case .contradiction: self.init("contradiction", hasMore: true)
        case .index: self.init("index", hasMore: true)
        case .misremembered(let count, let first): self = counted("misremembered", count, first)
        case .doubt(let doubt):
            self.init(
                "doubt-\(doubt.kind.rawValue)",
                [
                    "camera": doubt.camera.harmlessOnPage, "file": doubt.file.map(shown) ?? "",
                    "other": doubt.other.map(shown) ?? "", "count": "\(doubt.count)",
                ])
        case .clockErrorOfAnother(let measured, let camera):
            self.init(
                "clock-error-of-another",
                ["camera": camera.harmlessOnPage, "other": measured.harmlessOnPage])
        case .sameFile(let kept, let copy):
            self.init("same-file", ["file": shown(kept), "other": shown(copy)])
        case .staysUnnamed(let camera, _, let count, let file):
            self = counted("stays-unnamed", count, file)
            values["camera"] = camera.harmlessOnPage
        case .othersStayUnnamed(let count): self.init("others-stay-unnamed", ["count": "\(count)"])
        case .recordedNothingThen(let camera):
            self.init("recorded-nothing", ["camera": camera.harmlessOnPage])
        case .noCameraNamed: self.init("no-camera-named")
        case .answerUsed(let facts, let count):
            self.init(
                "answer-used",
                [
                    "file": shown(facts.place), "answer": answer(facts), "time": day(facts.said),
                    "count": "\(count)",
                ])
        case .startsRemembered(let count, let first): self = counted("starts-remembered", count, first)
        case .answerDoesNotFit(let facts, let file):
            self.init(
                "answer-does-not-fit",
                ["file": shown(file), "answer": answer(facts), "time": day(facts.said)])
        case .answersKept(let path): self.init("answers-kept", ["file": shown(path)])
        case .answersNotKept: self.init("answers-not-kept", hasMore: true)
        case .storeCaution: self.init("store-caution", hasMore: true)
        case .storeBusy: self.init("store-busy")
        case .commitmentNotReliedOn(let path, _, _):
            self.init("commitment-not-relied-on", ["file": shown(path)], hasMore: true)
        case .committedUnderAnotherName(let path, let name):
            self.init("committed-under-another-name", ["file": shown(path), "other": name.harmlessOnPage])
        case .otherThanCommitted(let path, let name):
            self.init("other-than-committed", ["file": shown(path), "other": name.harmlessOnPage])
        case .notCommittedInFolder(let count, let first):
            self = counted("not-committed-in-folder", count, first)
        case .changedSinceCommitted(let path): self.init("changed-since-committed", ["file": shown(path)])
        }
    }
}
