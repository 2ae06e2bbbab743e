import ArgumentParser
import CustodyDesk

/// `proffer custody accept`.
package struct CustodyAccept: ParsableCommand {
    package init() {}

    package static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Take over a bundle that was handed to you, and sign for it.",
        discussion: """
            The custody chain must end with a transfer to you, and the bundle must be the very file that is handed over. \
            From then on you hold it, and only you add to the chain. It is not written down whether the bundle is \
            sound: do that next, with \(Program.name) custody add --action verified. Who in the chain is not to be relied on is said \
            before you sign; with --trust, ends with 77 then, and with 1 where a key in it was revoked or the bundle does not hold.

            EXAMPLE
              \(Program.name) custody accept bundle.tar --identity okafor.identity
            """)

    @Argument(help: ArgumentHelp("The bundle.", valueName: "bundle"), completion: .file())
    package var bundle: String

    @OptionGroup package var identity: IdentityOptions
    @OptionGroup package var timestamps: TimestampOptions
    @OptionGroup package var custody: CustodyFileOptions
    @OptionGroup package var register: RegisterOptions
    @OptionGroup package var trust: SignerOptions
    @OptionGroup package var result: ResultOptions

    package func run() throws {
        let trusted = try trust.load()
        let written = try AccountedBundle(
            bundle, custody: custody.place, authorities: timestamps.tsaRoots, register: register.kept
        )
        .accept(by: identity.atHand, trust: trusted, noting: Output.note)
        for finding in written.findings { Output.note(.custody(.found(finding))) }
        try result.show(json: written.facts) { page in
            page.paragraph(
                written.chain.holder.map { holder in
                    holder.holder == .office
                        && holder.fingerprint != written.chain.links.last?.entry.actor.fingerprint
                        ? "\(holder.quotedName) holds the bundle from now on, and you act for it."
                        : "You hold the bundle from now on."
                } ?? "You hold the bundle from now on.")
            page.added(written)
            guard !written.bundleHolds else { return }
            page.gap()
            page.paragraph(written.summary)
        }
        try written.reliance.end()
    }
}
