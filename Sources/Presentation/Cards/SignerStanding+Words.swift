import Outcomes
import Statements

extension SignerStanding {
    /// What would settle who signed; nil where only asking them would, and where it is settled.
    package var remedy: Remedy? {
        if case .unknown(let note?) = self { note.settled.map(Remedy.settle) } else { nil }
    }

    /// What a valid signature is worth, by the cards in a folder.
    package func inWords(folder: String) -> String {
        switch self {
        case .trusted: "valid, signer trusted"
        case .certified(_, let subject, let root):
            "valid, signer known through a certificate of \(root), as \(subject); not compared by you"
        case .unknown(let note):
            "valid, signer unknown: no card in \(folder) is theirs" + (note.map { "; \($0.text)" } ?? "")
        case .replaced, .doubtful, .revoked: "valid, but not to be relied on: " + (reason ?? "")
        }
    }
}

extension Trust {
    /// What the signature on a statement is worth: the statement was read, so it is valid; whether its signer is who the
    /// card says, only trust can tell.
    ///
    /// - Parameters:
    ///   - signer: as the statement carries it.
    ///   - issued: when it was signed, by its own word.
    ///   - folder: where the trusted cards lie.
    package func signature(by signer: Card, on issued: WallTime, folder: String) -> [LabelledText] {
        let standing = standing(of: signer, signed: issued)
        let lines: [LabelledText?] = [
            .init("Signed by", "\(signer.inWords) (\(signer.roleInWords))"),
            .init("Signed on", issued.inWords),
            .init("Fingerprint", signer.fingerprint.lines),
            .init("Signature", words(of: standing, folder: folder), remedy: standing.remedy),
        ]
        return lines.compactMap(\.self)
    }

    private func words(of standing: SignerStanding, folder: String) -> String {
        if case .trusted(let card) = standing, isOwn(card) { return "valid, yours" }
        return standing.inWords(folder: folder)
    }
}
