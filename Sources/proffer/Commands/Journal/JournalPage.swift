import CustodianCommands
import Presentation

extension JournalDocument.Remedies {
    /// What to type.
    static let typed = Self(namingIdentity: "--identity FILE", verifying: "proffer verify")
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
                facts(
                    block.facts.map {
                        Fact("  " + $0.label, $0.lines.map(\.marked).joined(separator: "\n"))
                    })
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
