import Statements

extension Trust {
    /// What the signatures of somebody in a custody chain are worth. Who is unknown, and was appointed by an office that is known,
    /// is known by its word.
    package func standing(of person: CustodyChain.Participant) -> SignerStanding {
        let own = standing(of: person.card, signed: person.signed)
        guard case .unknown = own, let office = person.office else { return own }
        switch standing(of: office, signed: person.signed) {
        case .trusted, .certified: return .trusted(person.card)
        case .unknown, .replaced, .doubtful, .revoked: return own
        }
    }
}
