/// What an owner asks for who seals: which consent, for whom, out of which recordings.
package struct SealOrder: Sendable {
    /// The path of the request that was consented to.
    package var request: String
    /// The path of the consent. What lies beside it and takes it back stops the seal.
    package var consent: String
    /// The paths of revocations that are at hand besides.
    package var revocations: [String]
    package var choices: HandoverChoices
    /// Whether sizes are padded, so that they tell little.
    package var padsSizes: Bool
    /// The address of a time-stamping authority that says when; nil asks none.
    package var authority: String?

    package init(
        request: String, consent: String, revocations: [String] = [], _ choices: HandoverChoices,
        padsSizes: Bool = true, authority: String? = nil
    ) {
        self.request = request
        self.consent = consent
        self.revocations = revocations
        self.choices = choices
        self.padsSizes = padsSizes
        self.authority = authority
    }
}
