import Objects
import Records
import Statements

extension ReportFacts {
    /// By which clock each recording's times are, and whose word that is.
    var clocks: ReportDocument.Section {
        .init(
            id: "clocks", title: "Clocks",
            blocks: [
                .paragraph(
                    "When a recording starts is what is named here, less the error of that clock where one is known. Every time of "
                        + "the footage in this report is counted from it.")
            ] + recordings.map { .facts(clockFacts(of: $0)) } + [.list(measured.notRead)])
    }

    private func clockFacts(of recording: RecordingFacts) -> [(String, String?)] {
        let statement = ClockStatement(recording)
        return [
            ("Recording", "\(recording.name.quoted), camera \(recording.camera.quoted)"),
            ("Starts", words(recording.start.time)),
            ("Known from", "\(statement.source): \(recording.start.detail.quoted)"),
            ("Zone", recording.zone.map { "\($0.quoted), by the owner's word" }),
            ("Clock error", statement.errorInWords),
            (
                "Measured, as was written down after the seal",
                (measured.of(camera: recording.camera).map {
                    "\($0.inWords); \($0.beside(recording))"
                }
                    + measured.disagreements(of: recording.camera))
                    .joined(separator: "\n")
            ),
            (
                "Contradictions, by the word of who sealed",
                statement.conflictsInWords.joined(separator: "\n")
            ),
            (
                "Texts of the file about the device, by the word of who sealed",
                recording.device.sorted { $0.key < $1.key }.map { "\($0.key.quoted): \($0.value.quoted)" }
                    .joined(separator: "\n")
            ),
        ]
    }

    /// When an object is seen and heard, a line for pictures and one for sound.
    func timesInWords(of object: ReportedObject) -> String {
        guard let times = object.times else {
            return "at no time, as the record places its recording nowhere"
        }
        return times.lines(by: clock).joined(separator: "\n")
    }
}

extension ReportDocument {
    /// The same with every time in a sentence of ours by one clock, whoever wrote it down by which.
    func shown(by clock: DocumentClock) -> ReportDocument {
        var document = self
        document.subtitle = clock.shown(subtitle)
        document.sections = sections.map { section in
            var section = section
            section.blocks = section.blocks.map { $0.shown(by: clock) }
            return section
        }
        return document
    }
}

extension ReportDocument.Block {
    fileprivate func shown(by clock: DocumentClock) -> Self {
        switch self {
        case .paragraph(let text): return .paragraph(clock.shown(text))
        case .verdict(let text, let tone): return .verdict(clock.shown(text), tone)
        case .facts(let facts): return .facts(facts.map { ($0.label, clock.shown($0.value)) })
        case .list(let items, let under):
            return .list(items.map(clock.shown), under: under)
        case .table(var table):
            table.rows = table.rows.map { row in row.map { .init(clock.shown($0.text), $0.kind) } }
            return .table(table)
        case .pictures, .timeline, .blank: return self
        }
    }
}
