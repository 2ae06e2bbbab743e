import Custody

extension Page {
    /// The proofs of origin the recordings carried, that nobody validated them, and what cutting did to them.
    mutating func provenance(of recordings: [RecordingFacts]) {
        for recording in recordings {
            for facts in recording.provenance {
                paragraph("\(recording.camera) carried \(facts.inWords). \(facts.effect) \(facts.advice)")
            }
        }
    }
}
