import Statements

extension SealInFile {
    /// What the signature is worth, without a look at a timestamp; nil where it names a card that is known, and another key made it.
    ///
    /// - Parameter now: the time by this machine's clock.
    package func standing(in trust: Trust, at now: WallTime) -> SignerStanding? {
        SealedChecks.signer(of: seal, trust: trust, proven: nil, at: now).1
    }
}
