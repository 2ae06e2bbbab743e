import Sealing
import Statements

extension Record {
    /// In what the secret of a recording's pre-commitment is no age file for the owner alone that holds a secret, in words;
    /// nil where each is one, and where there is no consent that says who the owner is.
    var secretFlaw: String? {
        guard recordings.contains(where: { $0.precommitment != nil }),
            let owner = (try? Consent(verifying: consent))?.owner
        else { return nil }
        return recordings.secretFlaw(owner: owner)
    }
}

extension [RecordingFacts] {
    /// In what the secret of a recording's pre-commitment is no age file for the owner alone that holds a secret, in words;
    /// nil where each is one.
    func secretFlaw(owner: Card) -> String? {
        let secrets = compactMap { recording in
            recording.precommitment.map { (recording.id, $0.secret) }
        }
        let keys = ReaderKeys(of: owner).keys
        return secrets.lazy.compactMap { id, secret in
            Age.formFlaw(ofArmored: secret, for: keys, plaintextBytes: CommitmentKey.secretByteCount).map {
                "what is kept as the secret of the commitment to \(id.quoted) is none: \($0)"
            }
        }.first
    }
}
