import ArgumentParser
import Bundle
import Custody

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

/// Where the counter-offer lies that a request says it answers.
struct OfferOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Your counter-offer, if the request says it answers one. Default: the one in your journal.",
            valueName: "file"), completion: .file())
    var offer: String?

    /// The counter-offer a request refers to, where it is at hand.
    ///
    /// - Throws: ``Failure`` where a file was named that holds another one.
    func offer(answeredBy request: OfferReference?, _ journal: JournalOptions) throws -> StatementInput<
        CounterOffer
    >? {
        guard let offer else {
            return try request.flatMap { journal.offer($0.offer) }.map(StatementInput.init(envelope:))
        }
        let input = try StatementInput<CounterOffer>(offer)
        guard input.envelope.payloadDigest == request?.offer else {
            throw Failure(.notUnderstood, "\(offer): is not the counter-offer this request says it answers")
        }
        return input
    }
}
