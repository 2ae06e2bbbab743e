import Outcomes
import Statements

/// New keys in the place of old ones, with the old key's word for it.
package enum RotatedIdentity {
    /// Makes the new identity, whose card the old key signs too.
    ///
    /// - Parameters:
    ///   - postQuantum: whether it has a post-quantum key though the old one has none.
    ///   - passphrase: what protects the new keys; nil leaves them readable for whoever has the file.
    package static func make(
        from identity: IdentityAtHand, postQuantum: Bool, in output: OutputFile,
        protectedBy passphrase: PassphraseSource?
    ) throws(DeskError) -> MadeIdentity {
        try output.check()
        let old = try identity.open()
        // Written to the second, and later than the old one also where both are made within one.
        let created = max(
            .nowToTheSecond(offsetSeconds: 0), old.created.adding(nanoseconds: WallTime.nanosecondsPerSecond))
        let new = try telling { try old.rotated(created: created, postQuantum: postQuantum) }
        return try MadeIdentity(writing: new, to: output, protectedBy: passphrase)
    }
}
