import Records
import Statements

/// A journal in words: what stands on the screen and on the page alike.
package struct JournalDocument {
    /// One labelled value, in lines.
    package struct Fact {
        package var label: String
        package var lines: [Line]
    }

    /// One line of a value.
    package struct Line {
        package var text: String
        /// Whether somebody else wrote it.
        package var isTheirs: Bool

        fileprivate init(_ line: Substring) {
            isTheirs = line.hasPrefix(ForeignText.mark)
            text = String(isTheirs ? line.dropFirst(ForeignText.mark.count) : line)
        }

        /// The line with the mark of what others wrote in front of their words.
        package var marked: String { isTheirs ? ForeignText.mark + text : text }
    }

    /// One thing that happened, with its facts.
    package struct Block {
        package var heading: String
        package var facts: [Fact]
        package var remark: String?

        init(_ heading: String, _ facts: [(String, String?)], remark: String? = nil) {
            self.heading = heading
            self.facts = facts.compactMap { label, value in
                guard let value, !value.isEmpty else { return nil }
                return Fact(
                    label: label, lines: value.split(separator: "\n").map(Line.init))
            }
            self.remark = remark
        }
    }

    /// One request and what came of it.
    package struct Entry {
        package var heading: String
        /// What left, in a sentence.
        package var outcome: String
        package var blocks: [Block]
    }

    package var made: String
    package var entries: [Entry]
    /// What somebody has changed in the journal, in words.
    package var spoiled: [String]
    /// What shows that nothing was taken out of it, or that nothing does.
    package var standing: String

    /// What a front calls what helps where something in a journal is not known.
    package struct Remedies: Sendable {
        /// Where an identity is named: “--identity FILE”.
        package var namingIdentity: String
        /// What verifies a bundle: “proffer verify”.
        package var verifying: String

        package init(namingIdentity: String, verifying: String) {
            self.namingIdentity = namingIdentity
            self.verifying = verifying
        }
    }

    package init(
        _ history: JournalHistory, trust: Trust, at moment: WallTime, naming remedies: Remedies
    ) {
        made = moment.toTheSecond.inWords
        spoiled = history.spoiled
        standing = history.standing(remedies)
        entries = history.requests.map { Entry($0, of: history, trust: trust, at: moment, remedies) }
    }
}

extension JournalDocument.Entry {
    fileprivate init(
        _ history: JournalHistory.RequestHistory, of journal: JournalHistory, trust: Trust,
        at moment: WallTime, _ remedies: JournalDocument.Remedies
    ) {
        let request = history.request?.statement
        heading =
            request.map { "Case \($0.caseNumber.quoted): \($0.agency.inWords)" }
            ?? "A request that is not in this journal"
        let bundles = history.answers.flatMap(\.bundles)
        let left = bundles.compactMap(\.facts)
        outcome =
            if !left.isEmpty {
                "\(left.count == 1 ? "One bundle was" : "\(left.count) bundles were") made, with footage of "
                    + listInWords(Set(left.flatMap { $0.objects.map(\.camera) }).sorted().map(\.quoted)) + "."
            } else if bundles.isEmpty {
                "Nothing was sealed."
            } else if bundles.contains(where: { $0.ended != nil }) {
                "A bundle was made. What left in it was changed in this journal since."
            } else {
                "A bundle was begun. Nobody noted whether it was made."
            }
        let clock = request.map { PageClock($0.window) }
        func words(_ time: WallTime?) -> String? {
            time.map { (clock?.shown($0) ?? $0.inOffset(seconds: 0)).toTheSecond.inWords }
        }
        blocks = [Self.asked(history, trust: trust, words: words)]
        for offer in history.offers {
            let author = Author(offer.statement.owner, in: journal, remedies)
            blocks.append(
                .init(
                    author.did("You offered less", "offered this"),
                    [("On", words(offer.statement.issued))]
                        + offer.statement.shown(by: clock).labelled(isOwn: author.isOwner).map {
                            ($0.label, $0.value)
                        },
                    remark: author.remark))
        }
        for answer in history.answers {
            let author = answer.consent.map { Author($0.statement.owner, in: journal, remedies) }
            blocks.append(Self.answered(answer, author, by: clock, at: moment))
            blocks += answer.bundles.map { Self.made($0, answer, author, request, remedies, words: words) }
            for revocation in answer.revocations {
                let author = Author(revocation.statement.owner, in: journal, remedies)
                let end =
                    !answer.bundles.isEmpty
                    ? "Nothing more can be sealed under it. What was handed over and opened before cannot be "
                        + "called back."
                    : "Nothing more can be sealed under it."
                blocks.append(
                    .init(
                        author.did("You took it back", "took it back"),
                        [
                            ("On", words(revocation.statement.issued)),
                            ("Reason", revocation.statement.reason.map(author.words)),
                        ], remark: author.remark ?? end))
            }
        }
    }

    /// Who said something that only an owner says: the owner of the journal, somebody else, or nobody knows who.
    fileprivate struct Author {
        private let card: Card
        private let isOwn: Bool?
        private let namingIdentity: String

        init(_ card: Card, in journal: JournalHistory, _ remedies: JournalDocument.Remedies) {
            self.card = card
            namingIdentity = remedies.namingIdentity
            isOwn = journal.isOwn(card)
        }

        /// Whether it is certainly the owner.
        var isOwner: Bool { isOwn == true }

        /// What was done, with who did it: “you” for the owner's key, and for nobody because of a name.
        func did(_ yours: String, _ theirs: String) -> String {
            isOwner ? yours : "Somebody in the name of \(card.inWords) \(theirs)"
        }

        /// A text, marked unless it is the owner's own.
        func words(_ text: String) -> String { isOwner ? text : text.theirs }

        /// What is to be known of who it was; nil for the owner.
        var remark: String? {
            switch isOwn {
            case true?: nil
            case false?:
                "This is NOT signed with your key, but with that of the card \(card.fingerprint.grouped)."
            case nil:
                "Whether this is yours cannot be told, as nothing beside an identity of yours was found; it is signed with the "
                    + "key of the card \(card.fingerprint.grouped). \(namingIdentity) names yours."
            }
        }
    }

    private static func asked(
        _ history: JournalHistory.RequestHistory, trust: Trust, words: (WallTime?) -> String?
    ) -> JournalDocument.Block {
        guard let noted = history.request else {
            return .init("They asked", [("Request", "SHA-256 \(history.digest.hex)")])
        }
        let request = noted.statement.shown
        let standing = trust.standing(of: request.agency, signed: request.issued)
        return .init(
            "They asked",
            [
                ("Who", request.agency.inWords + (standing.reason.map { "; \($0)" } ?? "")),
                ("Purpose", request.purpose.theirs),
                ("Legal basis", request.legalBasis.theirs),
                ("Place", request.location.inWords),
                ("From", request.window.from.inWords),
                ("To", "\(request.window.to.inWords) (\(request.window.lengthInWords))"),
                ("Wanted", request.wanted.inWords),
                ("Cameras", request.cameras?.inWords),
                ("They keep it", request.terms.retention?.theirs ?? "not said"),
                ("They pass on", request.terms.onwardSharing?.theirs ?? "not said"),
                ("Answers", request.answers.map { "a counter-offer, SHA-256 \($0.offer.hex)" }),
                ("Signed on", words(request.issued)),
                ("Seen first", words(noted.first)),
                ("Seen last", noted.last == noted.first ? nil : words(noted.last)),
                ("Request", "\(request.id)\nSHA-256 \(history.digest.hex)"),
                (
                    "Same id",
                    history.sameID.isEmpty
                        ? nil
                        : "another request here has it, which is not this one:\n"
                            + history.sameID.prefix(8).map { "SHA-256 \($0.hex)" }.joined(separator: "\n")
                ),
            ])
    }

    private static func answered(
        _ answer: JournalHistory.ConsentHistory, _ author: Author?, by clock: PageClock?,
        at moment: WallTime
    ) -> JournalDocument.Block {
        guard let consent = answer.consent?.statement.shown(by: clock), let author else {
            return .init("You answered", [("Consent", "SHA-256 \(answer.digest.hex), not in this journal")])
        }
        switch consent.decision {
        case .declined:
            return .init(
                author.did("You declined", "declined"),
                [
                    ("On", consent.issued.inWords), ("Reason", consent.reason.map(author.words)),
                    ("Consent", "SHA-256 \(answer.digest.hex)"),
                ],
                remark: author.remark ?? "They know of it only if you sent it.")
        case .granted:
            let windows = consent.grants.map { grant in
                "\(grant.camera?.quoted ?? "every camera"): \(grant.window.from.inWords) for \(grant.window.lengthInWords), "
                    + grant.contentInWords
            }
            return .init(
                author.did("You agreed", "agreed"),
                [
                    ("On", consent.issued.inWords),
                    ("To this", windows.joined(separator: "\n")),
                    (
                        "Conditions",
                        consent.conditions.isEmpty
                            ? "none" : consent.conditions.map(author.words).joined(separator: "\n")
                    ),
                    (
                        "Until",
                        consent.expires.inWords
                            + (consent.expires <= moment ? "; since then nothing can be sealed under it" : "")
                    ),
                    ("Consent", "SHA-256 \(answer.digest.hex)"),
                ], remark: author.remark)
        }
    }

    private static func made(
        _ bundle: JournalHistory.BundleHistory, _ answer: JournalHistory.ConsentHistory, _ author: Author?,
        _ request: Request?, _ remedies: JournalDocument.Remedies, words: (WallTime?) -> String?
    ) -> JournalDocument.Block {
        let owner = answer.consent?.statement.owner
        let readers = (request?.recipients ?? []).map {
            "\($0.inWords) (\($0.roleInWords))\($0.keysInWords)"
        }
        if let ended = bundle.ended, bundle.facts == nil {
            return .init(
                "A bundle was made", [("File", bundle.file), ("On", words(ended))],
                remark: "What left in it was changed in this journal since, and is not shown.")
        }
        guard let facts = bundle.facts else {
            return .init(
                "A bundle was begun", [("File", bundle.file), ("Begun", words(bundle.begun))],
                remark: "Nobody noted its end. If there is a file of that name from then, it may be whole: "
                    + "\(remedies.verifying) says so.")
        }
        let objects = facts.objects.map { object in
            "\(object.camera.quoted): \(object.window.from.inWords) for \(object.window.lengthInWords), "
                + "\(object.role.inWords)\(object.sound ? " with sound" : "")"
        }
        let conditions = answer.consent?.statement.conditions ?? []
        return .init(
            "This was sealed",
            [
                ("On", words(facts.sealed)),
                ("File", bundle.file + (facts.size.map { ", \(bytesInWords($0))" } ?? "")),
                ("Holds", objects.joined(separator: "\n")),
                (
                    "Opened by",
                    (readers + (owner.map { [author?.isOwner == true ? "you" : $0.inWords] } ?? [])).joined(
                        separator: "\n")
                ),
                (
                    "Conditions",
                    conditions.isEmpty
                        ? "none" : conditions.map { author?.words($0) ?? $0.theirs }.joined(separator: "\n")
                ),
                ("They keep it", request?.terms.retention?.theirs ?? "not said"),
                ("Receipts", receipts(bundle)),
                ("Bundle", "\(facts.bundle)\nseal SHA-256 \(bundle.seal?.hex ?? "not noted")"),
            ])
    }

    /// That they received the bundle with another timestamp than it left with, where that is so.
    private static func timestampInWords(_ receipt: Receipt, _ bundle: JournalHistory.BundleHistory) -> String
    {
        guard let facts = bundle.facts, receipt.timestamp != facts.timestamp else { return "" }
        return receipt.timestamp == nil
            ? "; what they received has NO timestamp, though it left with one"
            : "; what they received has ANOTHER timestamp than it left with (SHA-256 "
                + "\(receipt.timestamp?.hex.prefix(16) ?? "")…)"
    }

    private static func receipts(_ bundle: JournalHistory.BundleHistory) -> String {
        guard !bundle.receipts.isEmpty else { return "none in this journal" }
        return bundle.receipts.map { noted in
            let receipt = noted.receipt
            return
                "\(receipt.receiver.inWords) (\(receipt.receiver.roleInWords)), \(receipt.time.inWords): "
                + receipt.checks.inOwnersWords + timestampInWords(receipt, bundle)
        }.joined(separator: "\n")
    }
}

extension JournalHistory {
    /// What shows that nothing was taken out of it, in a sentence.
    fileprivate func standing(_ remedies: JournalDocument.Remedies) -> String {
        let all = "This journal has \(rows) row\(rows == 1 ? "" : "s")"
        let place =
            headsNotFound.isEmpty ? "" : " (\(headsNotFound.joined(separator: ", ")) is not to be read)"
        guard let agreed else {
            return
                "\(all). Whether the newest were taken out was not checked, as nothing beside an identity of yours is known "
                + "here\(place): \(remedies.namingIdentity) names it."
        }
        let since = rows - agreed == 1 ? "the last was" : "the last \(rows - agreed) were"
        let rest = rows > agreed ? "; \(since) noted since without it" : ""
        return
            "\(all). \(heads.joined(separator: " and ")), beside your identity, agrees with the first \(agreed)\(rest)."
    }
}

extension ObjectRole {
    /// What an object is, as an owner says it.
    fileprivate var inWords: String {
        switch self {
        case .master: "original"
        case .leadIn, .leadOut: "encoded anew"
        case .still: "a single picture"
        }
    }
}
