import ArgumentParser
import CustodianCommands
import CustodyDesk
import Presentation

/// What a person says of a signer they do not know, to whom something of theirs is to go.
struct AcceptanceOptions: ParsableArguments {
    @Option(
        defaultAsFlag: "", parsing: .next,
        help: ArgumentHelp(
            "Answer a request though you do not know who signed it. Where you trust another card of that name, give the "
                + "fingerprint, or its beginning, that they read to you by telephone.",
            valueName: "fingerprint"))
    var acceptUnknownSigner: String?

    /// The same for a desk; where somebody sits at the terminal they are asked.
    func acceptance() throws -> SignerAcceptance {
        let asking: SignerAcceptance.Asking = { card in
            Output.answer(
                to:
                    "You do not know who asks. On the card stands \(card.inWords); anybody can write that. To answer all "
                    + "the same, type the name (\(card.quotedName)), or nothing to stop:")
        }
        return try SignerAcceptance(given: acceptUnknownSigner, asking: Terminal.canAsk ? asking : nil)
    }
}
