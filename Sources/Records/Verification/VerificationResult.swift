/// What a verification comes to, in one word a program reads.
///
/// A valid signature by somebody whom nobody knows is no plain success: whoever goes by one word must see that.
package enum VerificationResult: String, Sendable, Hashable, Codable, CaseIterable {
    /// Every check that was made holds, and who signed the seal and the custody chain is known.
    case ok
    /// Every check that was made holds, and who sealed is not known, or their key was not to be relied on.
    case signerUnknown = "ok_signer_unknown"
    /// Every check that was made holds, and somebody who signed in the custody chain is not known.
    case custodyUnknown = "ok_custody_unknown"
    /// Every check of an opened folder that was made holds, and who opened it is not known, or their key was not to be relied on.
    case openerUnknown = "ok_opener_unknown"
    /// A check does not hold, or none could be made.
    case failed

    init(_ report: VerificationReport) {
        self =
            if !report.holds {
                .failed
            } else if report.check(.openerKnown) != nil {
                report.holds(.openerKnown) ? .ok : .openerUnknown
            } else if !report.holds(.signerKnown) {
                .signerUnknown
            } else if report.holds(.custodyChainPresent), !report.holds(.custodyPeopleKnown) {
                .custodyUnknown
            } else {
                .ok
            }
    }
}
