import Bundle
import Outcomes
import Records
import Statements

/// What is done about words that are about to be signed, that anyone may read, and that seem to say more than they should.
package struct TextScrutiny {
    /// A place in a text that looks as if it said too much.
    package typealias Found = RevealingText.Found

    /// How a person who is here is asked whether they mean it: they are shown what was found.
    package typealias Asking = ([Found]) throws(DeskError) -> Bool

    private let asking: Asking?
    private let noting: (Note) -> Void

    /// - Parameters:
    ///   - asking: how a person is asked; nil where nobody is here, and then it is noted.
    package init(asking: Asking?, noting: @escaping (Note) -> Void) {
        self.asking = asking
        self.noting = noting
    }

    /// Nobody is asked or told.
    package static var none: TextScrutiny { TextScrutiny(asking: nil) { _ in } }

    /// Looks at texts before they are signed.
    ///
    /// - Parameter names: what is known not to belong there.
    /// - Throws: ``DeskError`` where the person does not mean it; then nothing was signed.
    package func look(at texts: [String?], knowing names: [String] = []) throws(DeskError) {
        let found = texts.compactMap(\.self).flatMap { RevealingText($0, knowing: names).found }
        guard !found.isEmpty else { return }
        guard let asking else { return noting(.custody(.textTells(found))) }
        guard try asking(found) else {
            throw DeskError(
                .usage, "nothing was signed: what anyone may read is to say less", remedy: .sayLess)
        }
    }
}

extension HeldBundle {
    /// The names and numbers of what is inside, as far as this person's key knows them, and of who sealed it.
    func names(in trust: Trust) -> [String] {
        let keyless = verification.keyless
        var names = keyless.seal.flatMap { trust.signer($0.signer) }.map { Self.parts(of: $0.name) } ?? []
        guard let record = verification.record ?? recordByKey else { return names }
        names += record.recordings.flatMap { [$0.camera, $0.name] }
        names += record.objects.map(\.name)
        if let request = try? Request(verifying: record.request) {
            names += [request.caseNumber, request.location.text]
        }
        if let consent = try? Consent(verifying: record.consent) {
            names += Self.parts(of: consent.owner.name)
            names += consent.grants.compactMap(\.camera)
        }
        return names
    }

    /// A name, and its parts: who hands something back says so by the first or the last.
    private static func parts(of name: String) -> [String] {
        [name] + name.split(separator: " ").map(String.init)
    }
}
