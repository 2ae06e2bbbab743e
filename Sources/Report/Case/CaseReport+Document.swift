import Presentation
import Records
import Statements

extension CaseReport {
    /// The report as a document: the bundles side by side, then what is to be said of each.
    func document() -> ReportDocument {
        let holds = bundles.allSatisfy(\.verification.failures.isEmpty)
        return ReportDocument(
            title: "Report on handed-over footage",
            subtitle: "\(caseInWords), \(counted(UInt64(bundles.count), "bundle"))",
            foot:
                "\(holds ? "" : "DOES NOT HOLD. ")\(caseInWords): report on \(counted(UInt64(bundles.count), "bundle"))",
            stamp: holds ? nil : "DOES NOT HOLD",
            sections: [summary, timeline] + marked.flatMap(sections) + [limits]
        ).shown(by: clock)
    }

    private var summary: ReportDocument.Section {
        let verdicts: [ReportDocument.Block] = marked.flatMap { mark, facts -> [ReportDocument.Block] in
            [
                .paragraph("Bundle \(mark), the file \(facts.bundle.name.quoted):"),
                .verdict(facts.verification.summary, facts.verification.tone),
            ]
        }
        let rows = marked.map { mark, facts in
            [
                ReportDocument.Cell("\(mark)\n\(facts.bundle.name.quoted)"), .init(facts.caseInWords),
                .init(facts.sealer),
                .init(facts.sealedInWords),
                .init(facts.lastInCustody),
            ]
        }
        let digests = marked.map { mark, facts in
            [
                ReportDocument.Cell(mark),
                .init(
                    "id \(facts.bundle.id)\nfile \(facts.bundle.sha256.hex)\n\(facts.bundle.size) bytes",
                    .code),
            ]
        }
        return .init(
            id: "summary", title: "In short",
            blocks: verdicts + [
                .table(
                    .init(
                        columns: [
                            ("Bundle", 2), ("Asked for", 2.4), ("Sealed by", 3), ("Sealed", 2.2),
                            ("Custody", 3),
                        ],
                        rows: rows)),
                .table(.init(columns: [("Bundle", 1), ("What it is known by", 8)], rows: digests)),
                .paragraph(
                    "This report was made by a program from the bundles named above and says what that program found. It is no "
                        + "evidence itself: the bundles are. Each sentence is of the bundle whose letter its part bears; that bundles "
                        + "stand beside each other here does not show that their cameras' clocks agree. Whoever holds the bundles "
                        + "and a key that opens each of them can make it again and compare."),
            ])
    }

    /// Every clip of every bundle, by when it begins.
    private var timeline: ReportDocument.Section {
        let clips = marked.flatMap { mark, facts in
            let recordings = facts.recordingsByID
            return facts.objects.map {
                (
                    mark: mark, object: $0, recording: recordings[$0.facts.recording],
                    times: facts.timesInWords(of: $0)
                )
            }
        }.sorted {
            ($0.object.shown.from, $0.mark, $0.object.facts.name) < (
                $1.object.shown.from, $1.mark, $1.object.facts.name
            )
        }
        let rows = clips.prefix(Self.clipsShown).map { clip in
            [
                ReportDocument.Cell(
                    "\(clip.mark): \(clip.recording?.camera.quoted ?? "a camera that is not named")"),
                .init(clip.object.nameInWords),
                .init(clip.times),
                .init(clip.recording.map { ClockStatement($0).caption(columns: 60) } ?? "not known"),
            ]
        }
        return .init(
            id: "timeline", title: "When, on one wall clock",
            blocks: [
                .timeline,
                .paragraph(
                    "Every clip and still by when it begins. A time is what the camera's own clock, or whatever the last column "
                        + "names, says of it; cameras whose clocks were not compared can be apart by as much as each of them was wrong:"
                ),
                .table(
                    .init(
                        columns: [("Bundle and camera", 2.2), ("Clip", 3), ("Time", 3.4), ("Clock", 2.6)],
                        rows: Array(rows))),
            ]
                + (clips.count > Self.clipsShown
                    ? [
                        .paragraph(
                            "And \(clips.count - Self.clipsShown) more, in the parts of their bundles.")
                    ] : [])
                + [
                    .list(
                        SharedRecordings(marked).sentences.map { "\($0)." },
                        under: "Recordings that more than one bundle may be from:")
                ])
    }

    /// How many rows the table of all clips has.
    private static let clipsShown = 400

    /// What is to be said of one bundle, under its mark.
    private func sections(_ mark: String, _ facts: ReportFacts) -> [ReportDocument.Section] {
        facts.sections.filter { $0.id != Self.limitsID }.map { section in
            var section = section
            section.id = "\(mark.lowercased())-\(section.id)"
            section.title = "\(mark): \(section.title)"
            // The picture of all bundles stands at the beginning.
            section.blocks.removeAll { if case .timeline = $0 { true } else { false } }
            return section
        }
    }

    private static let limitsID = "limits"

    /// What the checks show is the same whatever bundle they are of.
    private var limits: ReportDocument.Section {
        ReportFacts.limits(of: bundles.map(\.verification))
    }
}

extension ReportFacts {
    /// `Case “26-0417” by Sgt. Maria Keller of Elm Springs Police`.
    fileprivate var caseInWords: String {
        guard let request else { return "not known: the request's signature does not hold" }
        return "case \(request.caseNumber.quoted)\nby \(request.agency.inWords)"
            + (requesterDoubt.map { ", \($0)" } ?? "")
    }

    /// The last entry of the chain beside it.
    fileprivate var lastInCustody: String {
        guard let custody else { return "no chain was given" }
        guard let last = custody.last else { return "a chain without entries" }
        return
            "\(custody.count == 1 ? "1 entry" : "\(custody.count) entries, the last"): \(last.event) by \(last.signer.inWords), \(signed(last.time))"
            + (last.taken.map { ", \($0)" } ?? "")
            + (last.doubt.map { "; \(clock.shown($0))" } ?? "")
    }
}
