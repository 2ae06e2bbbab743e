import ArgumentParser

/// `proffer custody`.
package struct CustodyCommand<Media: MediaAbility>: ParsableCommand {
    package init() {}

    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "custody",
            abstract: "Account for a bundle: who held it, and what they did with it.",
            discussion: """
                Every entry is signed and names the one before it, back to the owner's seal. They lie beside the bundle in \
                BUNDLE.custody.jsonl, which goes wherever the bundle goes. Only who holds the bundle adds to it; a transfer \
                is signed by both. Entries can be read by anyone: write no case, owner, place or camera into them.

                EXAMPLE
                  \(Program.name) custody add bundle.tar --action received --identity lee.identity --how 'by hand, on a USB stick'
                  \(Program.name) custody add bundle.tar --action transferred --identity lee.identity --to-card okafor.card.json
                  \(Program.name) custody accept bundle.tar --identity okafor.identity
                  \(Program.name) custody show bundle.tar
                  \(Program.name) custody list evidence
                  \(Program.name) custody clock bundle.tar --identity tom.identity --measurement clock.json
                """,
            subcommands: [
                CustodyAdd<Media>.self, CustodyAccept.self, CustodyShow.self, CustodyList.self,
                CustodyLabel.self, CustodyClock<Media>.self,
            ])
    }
}
