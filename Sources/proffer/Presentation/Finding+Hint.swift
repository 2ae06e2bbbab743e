import Statements

extension Finding {
    /// What the owner can do, with what to type for the step of it that is taken here and now.
    var adviceWithHint: String {
        guard let step else { return advice }
        return advice + " " + step.hint
    }
}

extension Finding.Step {
    /// What a person types for it: a sentence of its own, or what a command ends with.
    fileprivate var hint: String {
        switch self {
        case .trustCard: "Then: proffer trust add CARD"
        case .offerLess: "Type: proffer request counter --from … --to …"
        case .giveOwnCard: "Add: --own-card CARD"
        case .giveOffer: "Add: --offer FILE"
        case .giveFormerRequest: "Add: --former FILE"
        case .setRetention: "Add: --condition 'Delete when the case is closed'"
        case .setSharing: "Add: --condition 'The prosecutor only'"
        }
    }
}
