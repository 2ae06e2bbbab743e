import CustodianCommands
import Outcomes
import Presentation

extension Page {
    /// By which links recordings were reached, each said once.
    mutating func links(_ links: [LinkFacts]) {
        guard !links.isEmpty else { return }
        gap()
        var said: Set<LinkFacts> = []
        for link in links where said.insert(link).inserted { paragraph("\(link.inWords).") }
    }

    /// What recordings have that is not handed over.
    mutating func leftOut(_ parts: [LeftOutFacts]) {
        guard !parts.isEmpty else { return }
        gap()
        paragraph("Not handed over:")
        for part in parts { paragraph("- " + part.inWords) }
    }
}
