import CustodyDesk
import Desk
import CustodianCommands
import StatementFiles
import Statements
import ArgumentParser

/// What a request is held against.
struct LintOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file of limits, where yours are not those of docs/spec/lint.md.", valueName: "file"),
        completion: .file())
    var limits: String?

    /// - Throws: ``Failure`` that names the file.
    func linter() throws -> RequestLinter {
        guard let limits else { return RequestLinter() }
        let json = try StatementFile.read(limits)
        do { return RequestLinter(limits: try LintLimits(json: json)) } catch {
            throw Failure(error, in: limits)
        }
    }
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

    /// The counter-offer a request refers to, where it is at hand.
    ///
    /// - Parameter own: the card of the identity at hand; nil where none is.
    /// - Throws: ``Failure`` where a file was named that holds another one.
    func answered(
        by request: OfferReference?, _ journal: JournalOptions, own: Card? = nil
    ) throws -> AnsweredOffer? {
        let own = try own ?? ownCard.map(Card.init(file:))
        let named = try offer.map { try StatementInput<CounterOffer>($0) }
        if let offer, let named, named.envelope.payloadDigest != request?.offer {
            throw Failure(.notUnderstood, "\(offer): is not the counter-offer this request says it answers")
        }
        guard
            let envelope = named?.envelope
                ?? request.flatMap({ journal.kept.statement($0.offer, .counterOffer) })
        else { return nil }
        let about = try CounterOffer(verifying: envelope).request
        let earlier = try former.map { try StatementInput<Request>($0) }
        if let former, let earlier, earlier.envelope.payloadDigest != about {
            throw Failure(.notUnderstood, "\(former): is not the request the counter-offer was made to")
        }
        return try AnsweredOffer(
            envelope, former: earlier?.envelope ?? journal.kept.statement(about, .request)
        ) { key in own.map { $0.verifyingKey == key } ?? journal.kept.isOwn(key) }
    }
}
