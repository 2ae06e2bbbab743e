/// A sentence that verdicts amount to, made to be read out to a court (docs/spec/conclusions.md).
///
/// There are as many kinds as there are codes. Which verdicts make each of them true stands on that page, and a test holds
/// the program to it.
package struct Conclusion: Sendable, Hashable, Codable {
    /// The kinds of sentences. The raw value is written into JSON; it is never given to another sentence.
    package enum Code: String, Sendable, Hashable, Codable, CaseIterable {
        // MARK: beyond the checks themselves

        case sealedNoLaterThan = "sealed_no_later_than"
        case sealedBeforeRevocation = "sealed_before_revocation"
        case requesterCertified = "requester_certified"
        case existedBeforeRequest = "existed_before_request"

        // MARK: of the bundle

        case notChecked = "not_checked"
        case notReliedOn = "not_relied_on"
        case sealerNotSettled = "sealer_not_settled"
        case wholeSinceSealed = "whole_since_sealed"
        case notFoundWhole = "not_found_whole"
        case insideNotLookedAt = "inside_not_looked_at"
        case insideNotSettled = "inside_not_settled"
        case insideWindow = "inside_window"
        case placesByOwner = "places_by_owner"
        case originalsAreRuns = "originals_are_runs"
        case reencodedCompared = "reencoded_compared"
        case reencodedPartlyCompared = "reencoded_partly_compared"
        case reencodedNotCompared = "reencoded_not_compared"

        // MARK: of what was disclosed of it

        case disclosedBy = "disclosed_by"
        case disclosedInside = "disclosed_inside"
        case disclosedAreRuns = "disclosed_are_runs"
        case consentNotLookedAt = "consent_not_looked_at"

        // MARK: of its custody chain

        case chainNotReliedOn = "chain_not_relied_on"
        case chainWithoutEntries = "chain_without_entries"
        case chainNotFoundWhole = "chain_not_found_whole"
        case chainWhole = "chain_whole"
        case chainCorrected = "chain_corrected"
        case chainDamagedCopies = "chain_damaged_copies"
        case chainOfStrangers = "chain_of_strangers"
        case chainHoldsMore = "chain_holds_more"

        // MARK: of the folder it was opened into

        case openedNotReliedOn = "opened_not_relied_on"
        case openedNotSettled = "opened_not_settled"
        case openedAsWritten = "opened_as_written"
        case openedOfBundle = "opened_of_bundle"
        case openedStillsOfClips = "opened_stills_of_clips"
        case openedMadeByOpener = "opened_made_by_opener"
        case openedNotCompared = "opened_not_compared"
        case openedCheckedThen = "opened_checked_then"
    }

    /// Which kind of sentence it is.
    package let code: Code
    /// The sentence.
    package let text: String

    package init(_ code: Code, _ text: String) {
        self.code = code
        self.text = text
    }
}
