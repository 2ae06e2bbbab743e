import Presentation
import Records
import Statements
import Foundation

extension ReportFacts {
    /// The report as a document.
    func document() -> ReportDocument {
        let holds = verification.failures.isEmpty
        return ReportDocument(
            title: "Report on handed-over footage",
            subtitle: "Case \(request?.caseNumber.quoted ?? "not known"), bundle \(bundle.id)",
            foot: "\(holds ? "" : "DOES NOT HOLD. ")Bundle \(bundle.id): report on handed-over footage",
            stamp: holds ? nil : "DOES NOT HOLD",
            sections: sections
        ).shown(by: clock)
    }

    /// Its parts, in order.
    var sections: [ReportDocument.Section] {
        [
            summary, asked, agreed, timeline, contactSheet, objectTable, checks, clocks, software,
            custodyChain, Self.limits(of: [verification]),
        ]
    }

    private var summary: ReportDocument.Section {
        let masters = objects.filter { $0.facts.role == .master }.count
        let anew = objects.count - masters
        return .init(
            id: "summary", title: "In short",
            blocks: [
                .verdict(verification.summary, verification.tone),
                .list(verification.proven.map(\.text) + verification.notes),
                .facts([
                    ("Bundle", bundle.id),
                    ("File", "\(bundle.name.quoted), \(counted(bundle.size, "byte"))"),
                    ("SHA-256 of the file", bundle.sha256.hex),
                    ("Sealed", sealedInWords),
                    ("Sealed by", sealer),
                    (
                        "Content",
                        "\(recordings.count) recording\(recordings.count == 1 ? "" : "s"): \(masters) original "
                            + "\(masters == 1 ? "clip" : "clips"), \(anew) encoded anew or taken as pictures"
                    ),
                    ("Times", "all by one clock, \(clock.inWords)"),
                    ("Report made", second(made)),
                    (
                        "Report made by",
                        "\(maker.inWords) (\(maker.roleInWords)), card \(grouped(maker.fingerprint))"
                    ),
                ]),
                .paragraph(
                    "This report was made by a program from the bundle named above and says what that program "
                        + "found. It is no evidence itself: the bundle is. Whoever holds the bundle and a "
                        + "recipient's key can make it again and compare."),
            ])
    }

    /// When it was sealed, by whose clock.
    var sealedInWords: String {
        "\(second(bundle.sealed)), by the clock of who sealed" + doubt(of: bundle.sealed, after: "; it ")
    }

    /// A time that somebody signed, to the whole second, and why it cannot be when that was, where it cannot.
    func signed(_ time: WallTime) -> String { second(time) + doubt(of: time, after: "; it ") }

    /// Why a time that somebody signed cannot be right by the clock of who made the report; empty where it can.
    func doubt(of time: WallTime, after words: String) -> String {
        time.doubt(at: made).map { words + $0 } ?? ""
    }

    /// Who sealed it, and by which card.
    var sealer: String {
        let card = bundle.signerFingerprint.map { "card \(grouped($0))" } ?? "a card that is not named"
        let signer = bundle.signer?.inWords ?? bundle.withdrawn?.inWords ?? "signer unknown"
        return "\(signer), \(card)"
    }

    private func grouped(_ fingerprint: String) -> String {
        (try? Fingerprint(fingerprint))?.grouped ?? fingerprint
    }

    private var asked: ReportDocument.Section {
        guard let request else {
            return .init(
                id: "request", title: "What was asked for",
                blocks: [
                    .paragraph("The request's signature does not hold, so what it says is not repeated here.")
                ])
        }
        return .init(
            id: "request", title: "What was asked for",
            blocks: [
                .facts([
                    (
                        "Asked by",
                        "\(request.agency.inWords) (\(request.agency.roleInWords))"
                            + (requesterDoubt.map { "\n\($0)" } ?? "")
                    ),
                    ("Their card", request.agency.fingerprint.grouped),
                    ("Contact", request.contact?.theirs),
                    ("Case", request.caseNumber.theirs),
                    ("Purpose", request.purpose.theirs),
                    ("Offence", request.offence?.theirs),
                    ("Legal basis", request.legalBasis.theirs),
                    ("Place", request.location.inWords),
                    ("Time", words(request.window)),
                    ("Wanted", request.wanted.inWords),
                    (
                        "To be opened by",
                        request.recipients.map { $0.inWords + $0.keysInWords }.joined(separator: "\n")
                    ),
                    ("Kept for", request.terms.retention?.theirs ?? "not said"),
                    ("Passed on to", request.terms.onwardSharing?.theirs ?? "not said"),
                    ("Signed on", signed(request.issued)),
                    ("To be answered by", second(request.expires)),
                    ("SHA-256 of the request", requestDigest.hex),
                ])
            ])
    }

    /// That whoever asked is not relied on, and why; nil where they are.
    var requesterDoubt: String? { doubt(.requesterKnown) }

    /// That the owner is not relied on, and why; nil where they are.
    var ownerDoubt: String? { doubt(.signerKnown) }

    private func doubt(_ check: CheckID) -> String? {
        verification.check(check)?.verdict.reason.map { "not to be relied on yet: \(clock.shown($0))" }
    }

    private var agreed: ReportDocument.Section {
        guard let consent else {
            return .init(
                id: "consent", title: "What the owner agreed to",
                blocks: [
                    .paragraph("The consent's signature does not hold, so what it says is not repeated here.")
                ])
        }
        let grants = consent.grants.map { grant in
            [
                ReportDocument.Cell(grant.camera?.quoted ?? "every camera"), .init(words(grant.window)),
                .init(grant.contentInWords),
            ]
        }
        return .init(
            id: "consent", title: "What the owner agreed to",
            blocks: [
                .facts([
                    (
                        verification.holds(.signerKnown) ? "Owner" : "Owner, by a card nobody vouches for",
                        consent.owner.inWords
                    ),
                    ("Their card", consent.owner.fingerprint.grouped),
                    ("Answer", consent.decision.rawValue),
                    ("Signed on", signed(consent.issued)),
                    ("To be sealed by", second(consent.expires)),
                    ("SHA-256 of the consent", consentDigest.hex),
                ]),
                .table(.init(columns: [("Camera", 1.8), ("Time", 8), ("What", 1.9)], rows: grants)),
                consent.conditions.isEmpty
                    ? .paragraph("The owner set no conditions of their own.")
                    : .list(consent.conditions.map(\.theirs), under: "Conditions the owner set:"),
            ])
    }

    private var timeline: ReportDocument.Section {
        let missing = gaps.enumerated().map { place, gap in
            let isShown = shownGaps.indices.contains(place) && shownGaps[place]
            let what =
                switch gap.subject {
                case .everything: ""
                case .pictures: ", pictures"
                case .sound: ", sound"
                }
            return [
                ReportDocument.Cell((gap.camera?.quoted ?? "every camera") + what), .init(words(gap.window)),
                .init(gap.reasonInWords(isShown: isShown)),
            ]
        }
        var blocks: [ReportDocument.Block] = [.timeline]
        if gaps.isEmpty {
            blocks.append(
                .paragraph("The record names no gap."))
        } else {
            blocks.append(.paragraph("Agreed to, and not in the bundle:"))
            blocks.append(
                .table(
                    .init(columns: [("Camera", 2), ("Time that is missing", 5), ("Why", 4)], rows: missing)))
        }
        blocks.append(.list(overlaps.map { "Twice: \($0.inWords(recordings.fileNames))." }))
        return .init(id: "timeline", title: "When", blocks: blocks)
    }

    private var checks: ReportDocument.Section {
        let rows = verification.checks.map { check -> [ReportDocument.Cell] in
            let verdict: ReportDocument.Cell =
                switch check.verdict {
                case .ok: .init("ok", .good)
                case .failed: .init("FAILED", .bad)
                case .notChecked: .init("not checked", .open)
                }
            return [
                .init(check.group.rawValue), .init(check.name), verdict, .init(check.verdict.reason ?? ""),
            ]
        }
        return .init(
            id: "checks", title: "How it was checked",
            blocks: [
                .paragraph(
                    "Made when this report was, with the key of \(maker.inWords). “Not checked” is neither good "
                        + "nor bad: it says that nobody looked, and why."),
                .table(
                    .init(
                        columns: [("Question", 1.3), ("Check", 4), ("Result", 1.3), ("Why", 4)], rows: rows)),
            ])
    }

    private var software: ReportDocument.Section {
        func row(_ what: String, _ tool: ToolFacts, _ text: (String) -> String) -> [ReportDocument.Cell] {
            [
                .init(what), .init(text("\(tool.name) \(tool.version)") + tool.commitInWords(text)),
                .init(
                    tool.libraries.sorted { $0.key < $1.key }.map { text("\($0.key) \($0.value)") }.joined(
                        separator: "\n")),
                .init(text(tool.operatingSystem)),
                .init(tool.sha256?.hex ?? "not known", .code),
            ]
        }
        return .init(
            id: "software", title: "Software",
            blocks: [
                .table(
                    .init(
                        columns: [
                            ("Used to", 2), ("Tool", 2.4), ("Libraries", 3), ("System", 2.6),
                            ("SHA-256 of the program", 3.6),
                        ],
                        rows: [
                            row("seal the bundle, by its own account", sealingTool, \.quoted),
                            row("make this report", tool, \.self),
                        ])),
                .paragraph("What was done when the bundle was sealed. \(LogEntry.heading):"),
                .table(
                    .init(
                        columns: [("When", 3), ("What", 7)],
                        rows: log.prefix(Self.stepsShown).map {
                            [.init(second($0.time)), .init($0.step.inWords)]
                        })),
            ]
                + (log.count > Self.stepsShown
                    ? [.paragraph("And \(log.count - Self.stepsShown) more steps, in the record.")] : []))
    }

    /// How many steps of the log a page has.
    private static let stepsShown = 64

    private var custodyChain: ReportDocument.Section {
        guard let custody else {
            return .init(
                id: "custody", title: "Custody after sealing",
                blocks: [
                    .paragraph(
                        "No custody file was given, and none lies beside the bundle. Who had the bundle since it was sealed is not part of this report; "
                            + "the seal shows that it did not change meanwhile, not in whose hands it was.")
                ])
        }
        return .init(
            id: "custody", title: "Custody after sealing",
            blocks: [
                .table(
                    .init(
                        columns: [("When", 3), ("What", 1.5), ("Who", 3), ("Entry", 3)],
                        rows: custody.map { entry in
                            [
                                .init(signed(entry.time)), .init(entry.event),
                                .init(
                                    [entry.signer.inWords, entry.doubt.map { clock.shown($0) }, entry.detail]
                                        .compactMap(\.self).joined(separator: "\n")),
                                .init(entry.digest.hex, .code),
                            ]
                        }))
            ])
    }

    /// What checks show and do not show: each check once, whatever the bundles it was made of.
    static func limits(of verifications: [VerificationReport]) -> ReportDocument.Section {
        var known: Set<CheckID> = []
        let checks = verifications.flatMap(\.checks).filter { known.insert($0.id).inserted }
        let meanings = checks.map { check -> [ReportDocument.Cell] in
            let meaning = check.id.meaning
            return [.init(check.name), .init(meaning.shows), .init(meaning.doesNotShow)]
        }
        return .init(
            id: "limits", title: "What the checks show, and what they do not",
            blocks: [
                .table(
                    .init(
                        columns: [
                            ("Check", 2.4), ("When it holds, it shows", 3.4), ("It does not show", 3.4),
                        ],
                        rows: meanings)),
                .list(CheckMeaning.never, under: "Nothing in this report shows:"),
            ])
    }
}

extension VerificationReport {
    /// How a page is to show it at first sight.
    var tone: ReportDocument.Tone {
        switch result {
        case .ok: .good
        case .signerUnknown, .custodyUnknown, .openerUnknown: .open
        case .failed: .bad
        }
    }
}
