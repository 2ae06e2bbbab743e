import ArgumentParser
import CustodyDesk
import Presentation

/// `proffer disclose`.
package struct Disclose<Media: MediaAbility>: ParsableCommand {
    package init() {}

    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "disclose",
            abstract:
                "Open a bundle, or some clips of it, to a prosecutor, the defence, a court or an expert.",
            discussion: """
                The bundle stays as it is; what is written is a small file with the keys of these clips for whose card you give. \
                They need the bundle too, and can check what you disclosed and nothing else. What, to whom and why is read by \
                them and by the owner, and by nobody else. Where the owner set conditions, or was promised something on passing \
                on, --permitted-by says by what it is passed on all the same. Whoever is not the owner has to hold the bundle \
                by its custody chain, into which it is written first. With --trust, ends with 77 where who sealed it, or anybody in \
                the chain, is unknown, or their key was replaced or revoked; it is disclosed all the same.

                EXAMPLE
                  \(Program.name) disclose bundle.tar --identity tom.identity --to-card defence.card.json --object 1 \\
                    --reason 'Requested by the defence on 4 August' --out defence.disclosure.json
                """)
    }

    @Argument(help: ArgumentHelp("The bundle.", valueName: "bundle"), completion: .file())
    package var bundle: String

    @OptionGroup package var identity: IdentityOptions

    @Option(help: ArgumentHelp("The card of who gets the keys.", valueName: "card"), completion: .file())
    package var toCard: String

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("The numbers of the clips and stills to open. Default: all.", valueName: "number"))
    package var object: [Int] = []

    @Option(help: ArgumentHelp("Why; they and the owner read it.", valueName: "text"))
    package var reason: String

    @Option(
        help: ArgumentHelp(
            "By what it may be passed on, beside what the owner set and was promised: a law, an order, the owner's word. "
                + "They and the owner read it.", valueName: "text"))
    package var permittedBy: String?

    @OptionGroup package var timestamps: TimestampOptions
    @OptionGroup package var custody: CustodyFileOptions
    @OptionGroup package var trust: SignerOptions
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var result: ResultOptions

    package func run() throws {
        let trusted = try trust.load()
        let written = try NewDisclosure(
            of: bundle, to: toCard, objects: object.isEmpty ? nil : object, reason: reason,
            permittedBy: permittedBy, authorities: timestamps.tsaRoots, custody: custody.place
        ).make(
            by: identity.atHand, trust: trusted, in: output.file, media: Media.checks, noting: Output.note)
        try result.show(json: written.facts) { page in
            if let reason = written.facts.state.sealer?.reason {
                page.paragraph("Who sealed the bundle is not relied on: \(reason).")
                page.gap()
            }
            page.paragraph(
                "Give \(output.out) and the bundle to \(written.terms.recipient.quotedName). It says:")
            page.gap()
            page.facts(written.disclosure.labelled(written.terms, opening: "--identity"))
            page.gap()
            if let custody = written.facts.custody, let last = written.chain?.links.last {
                page.paragraph(
                    "Written into \(custody) as entry \(last.entry.sequence). Give a copy of it along. The next receipt tells the "
                        + "owner of it.")
                page.paragraph(
                    "Write down the digest: with it, verify --custody-head shows later that the entry is still there."
                )
                page.facts([.init("Digest", last.digest.hex)])
            } else {
                page.paragraph(
                    "No custody entry was made: the footage is yours, and you hold no custody chain of it.")
            }
            page.paragraph("They check it with:")
            page.command([
                Program.name, "verify", bundle, "--disclosure", output.out, "--identity", "IDENTITY",
            ])
        }
        try written.reliance.end()
    }
}
