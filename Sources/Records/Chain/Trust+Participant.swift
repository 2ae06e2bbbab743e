import Statements

extension Trust {
    /// Who in a custody chain is not to be relied on by what is known here, and what their signatures are worth.
    package func notReliedOn(
        in chain: CustodyChain
    ) -> [(person: CustodyChain.Participant, standing: SignerStanding)] {
        chain.people.map { (person: $0, standing: standing(of: $0)) }.filter { $0.standing.reason != nil }
    }

    /// What the signature of who wrote one entry is worth.
    package func standing(of entry: CustodyEntry) -> SignerStanding {
        standing(
            of: CustodyChain.Participant(card: entry.actor, signed: entry.time, office: entry.office))
    }

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
