import Catalog
import Custody

/// A journal in words: what stands on the screen and on the page alike.
struct JournalDocument {
    /// One labelled value, in lines.
    struct Fact {
        var label: String
        var lines: [String]
    }

    /// One thing that happened, with its facts.
    struct Block {
        var heading: String
        var facts: [Fact]
        var remark: String?

        init(_ heading: String, _ facts: [(String, String?)], remark: String? = nil) {
            self.heading = heading
            self.facts = facts.compactMap { label, value in
                guard let value, !value.isEmpty else { return nil }
                return Fact(
                    label: label, lines: value.split(separator: "\n").map(String.init))
            }
            self.remark = remark
        }
    }

    /// One request and what came of it.
    struct Entry {
        var heading: String
        /// What left, in a sentence.
        var outcome: String
        var blocks: [Block]
    }

    var made: String
    var entries: [Entry]
    /// What somebody has changed in the journal, in words.
    var spoiled: [String]
    /// What shows that nothing was taken out of it, or that nothing does.
    var standing: String

    init(_ history: JournalHistory, trust: Trust, at moment: WallTime) {
        made = moment.toTheSecond.inWords
        spoiled = history.spoiled
        standing = history.standing
        entries = history.requests.map { Entry($0, trust: trust, at: moment) }
    }
}

extension JournalDocument.Entry {
    fileprivate init(_ history: JournalHistory.RequestHistory, trust: Trust, at moment: WallTime) {
        let request = history.request?.statement
        heading =
            request.map { "Case \($0.caseNumber): \($0.agency.inWords)" }
            ?? "A request that is not in this journal"
        let bundles = history.answers.flatMap(\.bundles)
        let left = bundles.compactMap(\.facts)
        outcome =
            if !left.isEmpty {
                "\(left.count == 1 ? "One bundle was" : "\(left.count) bundles were") made, with footage of "
                    + listInWords(Set(left.flatMap { $0.objects.map(\.camera) }).sorted()) + "."
            } else if bundles.isEmpty {
                "Nothing was sealed."
            } else if bundles.contains(where: { $0.ended != nil }) {
                "A bundle was made. What left in it was changed in this journal since."
            } else {
                "A bundle was begun. Nobody noted whether it was made."
            }
        let offset = request?.window.from.utcOffsetSeconds ?? 0
        func words(_ time: WallTime?) -> String? { time?.toTheSecond.inOffset(seconds: offset).inWords }
        blocks = [Self.asked(history, trust: trust, words: words)]
        for offer in history.offers {
            blocks.append(
                .init(
                    "You offered less",
                    [("On", offer.statement.issued.inWords)]
                        + offer.statement.inWords.map { ($0.label, $0.value) }
                ))
        }
        for answer in history.answers {
            blocks.append(Self.answered(answer, at: moment))
            blocks += answer.bundles.map { Self.made($0, answer, request, words: words) }
            for revocation in answer.revocations {
                blocks.append(
                    .init(
                        "You took it back",
                        [
                            ("On", revocation.statement.issued.inWords),
                            ("Reason", revocation.statement.reason),
                        ],
                        remark: !answer.bundles.isEmpty
                            ? "Nothing more can be sealed under it. What was handed over and opened before cannot be "
                                + "called back."
                            : "Nothing more can be sealed under it."))
            }
        }
    }

    private static func asked(
        _ history: JournalHistory.RequestHistory, trust: Trust, words: (WallTime?) -> String?
    ) -> JournalDocument.Block {
        guard let noted = history.request else {
            return .init("They asked", [("Request", "SHA-256 \(history.digest.hex)")])
        }
        let request = noted.statement
        let standing = trust.standing(of: request.agency, signed: request.issued)
        return .init(
            "They asked",
            [
                ("Who", request.agency.inWords + (standing.reason.map { "; \($0)" } ?? "")),
                ("Purpose", request.purpose),
                ("Legal basis", request.legalBasis),
                ("Place", request.location.inWords),
                ("From", request.window.from.inWords),
                ("To", "\(request.window.to.inWords) (\(request.window.lengthInWords))"),
                ("Wanted", request.wanted.inWords),
                ("Cameras", request.cameras?.inWords),
                ("They keep it", request.terms.retention ?? "not said"),
                ("They pass on", request.terms.onwardSharing ?? "not said"),
                ("Answers", request.answers.map { "a counter-offer, SHA-256 \($0.offer.hex)" }),
                ("Signed on", request.issued.inWords),
                ("Seen first", words(noted.first)),
                ("Seen last", noted.last == noted.first ? nil : words(noted.last)),
                ("Request", "\(request.id)\nSHA-256 \(history.digest.hex)"),
            ])
    }

    private static func answered(
        _ answer: JournalHistory.ConsentHistory, at moment: WallTime
    ) -> JournalDocument.Block {
        guard let consent = answer.consent?.statement else {
            return .init("You answered", [("Consent", "SHA-256 \(answer.digest.hex), not in this journal")])
        }
        switch consent.decision {
        case .declined:
            return .init(
                "You declined",
                [
                    ("On", consent.issued.inWords), ("Reason", consent.reason),
                    ("Consent", "SHA-256 \(answer.digest.hex)"),
                ],
                remark: "They know of it only if you sent it.")
        case .granted:
            let windows = consent.grants.map { grant in
                "\(grant.camera ?? "every camera"): \(grant.window.from.inWords) for \(grant.window.lengthInWords), "
                    + grant.contentInWords
            }
            return .init(
                "You agreed",
                [
                    ("On", consent.issued.inWords),
                    ("To this", windows.joined(separator: "\n")),
                    (
                        "Conditions",
                        consent.conditions.isEmpty ? "none" : consent.conditions.joined(separator: "\n")
                    ),
                    (
                        "Until",
                        consent.expires.inWords
                            + (consent.expires <= moment ? "; since then nothing can be sealed under it" : "")
                    ),
                    ("Consent", "SHA-256 \(answer.digest.hex)"),
                ])
        }
    }

    private static func made(
        _ bundle: JournalHistory.BundleHistory, _ answer: JournalHistory.ConsentHistory, _ request: Request?,
        words: (WallTime?) -> String?
    ) -> JournalDocument.Block {
        let owner = answer.consent?.statement.owner
        let readers = (request?.recipients ?? []).map { "\($0.inWords) (\($0.role.rawValue))" }
        if let ended = bundle.ended, bundle.facts == nil {
            return .init(
                "A bundle was made", [("File", bundle.file), ("On", words(ended))],
                remark: "What left in it was changed in this journal since, and is not shown.")
        }
        guard let facts = bundle.facts else {
            return .init(
                "A bundle was begun", [("File", bundle.file), ("Begun", words(bundle.begun))],
                remark: "Nobody noted its end. If there is a file of that name from then, it may be whole: "
                    + "proffer verify says so.")
        }
        let objects = facts.objects.map { object in
            "\(object.camera): \(object.window.from.inWords) for \(object.window.lengthInWords), "
                + "\(object.role.inWords)\(object.sound ? " with sound" : "")"
        }
        let conditions = answer.consent?.statement.conditions ?? []
        return .init(
            "This was sealed",
            [
                ("On", words(facts.sealed)),
                ("File", bundle.file + (facts.size.map { ", \(bytesInWords($0))" } ?? "")),
                ("Holds", objects.joined(separator: "\n")),
                ("Opened by", (readers + (owner == nil ? [] : ["you"])).joined(separator: "\n")),
                ("Conditions", conditions.isEmpty ? "none" : conditions.joined(separator: "\n")),
                ("They keep it", request?.terms.retention ?? "not said"),
                ("Receipts", receipts(bundle)),
                ("Bundle", "\(facts.bundle)\nseal SHA-256 \(bundle.seal?.hex ?? "not noted")"),
            ])
    }

    private static func receipts(_ bundle: JournalHistory.BundleHistory) -> String {
        guard !bundle.receipts.isEmpty else { return "none in this journal" }
        return bundle.receipts.map { noted in
            let receipt = noted.receipt
            return
                "\(receipt.receiver.inWords) (\(receipt.receiver.role.rawValue)), \(receipt.time.inWords): "
                + receipt.checks.inOwnersWords
        }.joined(separator: "\n")
    }
}

extension JournalHistory {
    /// What shows that nothing was taken out of it, in a sentence.
    fileprivate var standing: String {
        let all = "This journal has \(rows) row\(rows == 1 ? "" : "s")"
        let place =
            headsNotFound.isEmpty ? "" : " (\(headsNotFound.joined(separator: ", ")) is not to be read)"
        guard let agreed else {
            return
                "\(all). Whether the newest were taken out was not checked, as nothing beside an identity of yours is known "
                + "here\(place): --identity FILE names it."
        }
        let rest = rows > agreed ? "; the last \(rows - agreed) were noted since without it" : ""
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

extension Page {
    /// Adds a journal.
    mutating func journal(_ document: JournalDocument) {
        if document.entries.isEmpty { paragraph("Nothing is in it yet.") }
        for (index, entry) in document.entries.enumerated() {
            if index > 0 { gap() }
            paragraph(entry.heading)
            paragraph(entry.outcome)
            for block in entry.blocks {
                gap()
                paragraph(block.heading)
                facts(block.facts.map { Fact("  " + $0.label, $0.lines.joined(separator: "\n")) })
                if let remark = block.remark { paragraph("  " + remark) }
            }
        }
        gap()
        paragraph(document.standing)
        guard !document.spoiled.isEmpty else { return }
        gap()
        paragraph("Somebody has changed this journal. No longer to be relied on:")
        for line in document.spoiled { paragraph("- " + line) }
    }
}
