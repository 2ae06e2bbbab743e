import CustodianCommands
import Records

extension Page {
    /// The proofs of origin the recordings carried, that nobody validated them, and what cutting did to them.
    ///
    /// - Parameter teller: who found them.
    mutating func provenance(of recordings: [RecordingFacts], by teller: Teller) {
        for recording in recordings {
            for facts in recording.provenance {
                paragraph(
                    "\(recording.camera) carried \(facts.inWords)\(teller.inWords). \(facts.effect) \(facts.advice)"
                )
            }
        }
    }
}
