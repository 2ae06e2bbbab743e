import CustodianCommands
import Desk
import ArgumentParser

/// What a request is held against.
struct LintOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file of limits, where yours are not those of docs/spec/lint.md.", valueName: "file"),
        completion: .file())
    var limits: String?
}

/// Where the counter-offer lies that a request says it answers, and what tells whose it is.
struct OfferOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Your counter-offer, if the request says it answers one. Default: the one in your journal.",
            valueName: "file"), completion: .file())
    var offer: String?

    @Option(
        help: ArgumentHelp(
            "The request you made that counter-offer to. Default: the one in your journal.", valueName: "file"
        ),
        completion: .file())
    var former: String?

    @Option(
        help: ArgumentHelp(
            "Your own card: a counter-offer is yours when it is signed with its key. Default: the key that your journal's "
                + "head beside your identity is signed with.", valueName: "card"), completion: .file())
    var ownCard: String?

    /// The same for a desk.
    var atHand: OffersAtHand { OffersAtHand(offer: offer, former: former, ownCard: ownCard) }
}

extension RequestScrutiny {
    /// What the options say a request is held against.
    init(
        _ lint: LintOptions, _ offers: OfferOptions, _ trust: SignerOptions, _ journal: JournalOptions
    ) throws {
        self.init(
            trust: try trust.load(), linter: try .init(limitsFile: lint.limits), offers: offers.atHand,
            journal: journal.kept)
    }
}
