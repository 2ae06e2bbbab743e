/// The identity of a check: its code, the question it belongs to, and the title it is printed under.
///
/// The raw value is the code: it is written into JSON and kept for ever, whatever becomes of the title. The cases stand in
/// the order in which checks are made and printed, those of a bundle first. What a check shows, what it does not show, and
/// which sections of the specification it holds to, is its meaning in Report; docs/spec/checks.md lists them all.
package enum CheckID: String, Sendable, Hashable, Codable, CaseIterable {
    // MARK: intact

    case archiveWellFormed = "archive_well_formed"
    case membersExact = "members_exact"
    case manifestListsPayload = "manifest_lists_payload"
    case payloadMatchesManifest = "payload_matches_manifest"
    case tagFilesMatchManifest = "tag_files_match_manifest"
    case bagDeclarationAndSize = "bag_declaration_and_size"
    case readmeKnown = "readme_known"

    // MARK: sealed

    case sealSignature = "seal_signature"
    case sealCoversFiles = "seal_covers_files"
    case bundleIdConsistent = "bundle_id_consistent"
    case signerKnown = "signer_known"
    case timestamp
    case sealingTimeFitsTimestamp = "sealing_time_fits_timestamp"

    // MARK: disclosed: where a disclosure is at hand

    case disclosureSigned = "disclosure_signed"
    case disclosureOfBundle = "disclosure_of_bundle"
    case discloserKnown = "discloser_known"
    case disclosureReaders = "disclosure_readers"
    case disclosedKeysOfFiles = "disclosed_keys_of_files"
    case discloserLetIn = "discloser_let_in"
    case disclosureTermsOfRecord = "disclosure_terms_of_record"
    case disclosureInCustody = "disclosure_in_custody"

    // MARK: authorised

    case recordOfBundle = "record_of_bundle"
    case objectsHaveFacts = "objects_have_facts"
    case requestSigned = "request_signed"
    case requesterKnown = "requester_known"
    case consentSignedBySealer = "consent_signed_by_sealer"
    case consentAnswersRequest = "consent_answers_request"
    case statementTimesOrdered = "statement_times_ordered"
    case consentHeldAtTimestamp = "consent_held_at_timestamp"
    case recipientsExact = "recipients_exact"
    case objectsGranted = "objects_granted"

    // MARK: faithful

    case objectFilesAsRecorded = "object_files_as_recorded"
    case samplesInsideWindow = "samples_inside_window"
    case tracksAsRecorded = "tracks_as_recorded"
    case grantedTimeComplete = "granted_time_complete"
    case reasonsConsistent = "reasons_consistent"
    case originalsAreRuns = "originals_are_runs"
    case startsCommitted = "starts_committed"
    case reencodedUnits = "reencoded_units"
    case reencodedPacking = "reencoded_packing"
    case recordingsPrecedeRequest = "recordings_precede_request"
    case sourcesAreRecordings = "sources_are_recordings"
    case sourcesAsRecorded = "sources_as_recorded"
    case omissionsTrueOfSources = "omissions_true_of_sources"
    case originalsInSources = "originals_in_sources"
    case commitmentOfSources = "commitment_of_sources"
    case reencodedPicturesMatch = "reencoded_pictures_match"
    case losslessPicturesMatch = "lossless_pictures_match"
    case stillsMatch = "stills_match"

    // MARK: custody: the chain of a bundle

    case custodyChainPresent = "custody_chain_present"
    case custodyEntriesAsSigned = "custody_entries_as_signed"
    case custodyEntriesOfBundle = "custody_entries_of_bundle"
    case custodyLinksWhole = "custody_links_whole"
    case custodyEntriesByHolder = "custody_entries_by_holder"
    case custodyTransfersSigned = "custody_transfers_signed"
    case custodyCorrectionsAllowed = "custody_corrections_allowed"
    case custodyPeopleKnown = "custody_people_known"
    case custodyTimesOrdered = "custody_times_ordered"
    case custodyFileAsReceived = "custody_file_as_received"
    case custodyTimestampAsReceived = "custody_timestamp_as_received"
    case custodyEndPresent = "custody_end_present"

    // MARK: custody: a receipt

    case receiptSigned = "receipt_signed"
    case receiptNotAhead = "receipt_not_ahead"
    case receiptHasCustodyEntry = "receipt_has_custody_entry"
    case receiptEntryLogged = "receipt_entry_logged"
    case receiptOfBundle = "receipt_of_bundle"
    case receiptTimestampOfBundle = "receipt_timestamp_of_bundle"
    case receiptEntryInChain = "receipt_entry_in_chain"
    case receiptConditionsOfBundle = "receipt_conditions_of_bundle"

    // MARK: opened: the folder a bundle was opened into

    case openedListSigned = "opened_list_signed"
    case openedListNotAhead = "opened_list_not_ahead"
    case openerKnown = "opener_known"
    case openedFilesAsListed = "opened_files_as_listed"
    case openedFilesExact = "opened_files_exact"
    case openedSumsAsListed = "opened_sums_as_listed"
    case openedListOfBundle = "opened_list_of_bundle"
    case openedFilesOfRecord = "opened_files_of_record"
    case openedStillsOfClips = "opened_stills_of_clips"

    // MARK: ledger

    case ledgerDatabaseSound = "ledger_database_sound"
    case ledgerEntriesNumbered = "ledger_entries_numbered"
    case ledgerEntriesUnaltered = "ledger_entries_unaltered"
    case ledgerTreeOfEntries = "ledger_tree_of_entries"
    case ledgerCheckpointsHold = "ledger_checkpoints_hold"
    case ledgerCheckpointsSigned = "ledger_checkpoints_signed"
    case ledgerKeptCheckpointsHold = "ledger_kept_checkpoints_hold"

    /// The question this check belongs to.
    package var group: Check.Group {
        switch self {
        case .archiveWellFormed, .membersExact, .manifestListsPayload, .payloadMatchesManifest,
            .tagFilesMatchManifest, .bagDeclarationAndSize, .readmeKnown:
            .intact
        case .sealSignature, .sealCoversFiles, .bundleIdConsistent, .signerKnown, .timestamp,
            .sealingTimeFitsTimestamp:
            .sealed
        case .disclosureSigned, .disclosureOfBundle, .discloserKnown, .disclosureReaders,
            .disclosedKeysOfFiles, .discloserLetIn, .disclosureTermsOfRecord, .disclosureInCustody:
            .disclosed
        case .recordOfBundle, .objectsHaveFacts, .requestSigned, .requesterKnown, .consentSignedBySealer,
            .consentAnswersRequest, .statementTimesOrdered, .consentHeldAtTimestamp, .recipientsExact,
            .objectsGranted:
            .authorised
        case .objectFilesAsRecorded, .samplesInsideWindow, .tracksAsRecorded, .grantedTimeComplete,
            .reasonsConsistent, .originalsAreRuns, .startsCommitted, .reencodedUnits, .reencodedPacking,
            .recordingsPrecedeRequest, .sourcesAreRecordings, .sourcesAsRecorded, .omissionsTrueOfSources,
            .originalsInSources, .commitmentOfSources, .reencodedPicturesMatch, .losslessPicturesMatch,
            .stillsMatch:
            .faithful
        case .custodyChainPresent, .custodyEntriesAsSigned, .custodyEntriesOfBundle, .custodyLinksWhole,
            .custodyEntriesByHolder, .custodyTransfersSigned, .custodyCorrectionsAllowed, .custodyPeopleKnown,
            .custodyTimesOrdered,
            .custodyFileAsReceived, .custodyTimestampAsReceived, .custodyEndPresent, .receiptSigned,
            .receiptNotAhead, .receiptHasCustodyEntry, .receiptEntryLogged, .receiptOfBundle,
            .receiptTimestampOfBundle, .receiptEntryInChain, .receiptConditionsOfBundle:
            .custody
        case .openedListSigned, .openedListNotAhead, .openerKnown, .openedFilesAsListed, .openedFilesExact,
            .openedSumsAsListed, .openedListOfBundle, .openedFilesOfRecord, .openedStillsOfClips:
            .opened
        case .ledgerDatabaseSound, .ledgerEntriesNumbered, .ledgerEntriesUnaltered, .ledgerTreeOfEntries,
            .ledgerCheckpointsHold, .ledgerCheckpointsSigned, .ledgerKeptCheckpointsHold:
            .ledger
        }
    }
}

extension CheckID {
    /// What was checked, in a few plain words, as it is printed. A script looks for the code.
    package var title: String {
        switch self {
        case .archiveWellFormed: "archive well-formed"
        case .membersExact: "no member missing or added"
        case .manifestListsPayload: "manifest lists exactly the payload"
        case .payloadMatchesManifest: "every payload file matches its manifest"
        case .tagFilesMatchManifest: "every tag file matches its manifest"
        case .bagDeclarationAndSize: "bag declaration and size are right"
        case .readmeKnown: "README.txt is the known text"
        case .sealSignature: "seal signature is good"
        case .sealCoversFiles: "seal covers every file before it"
        case .bundleIdConsistent: "bundle id is the same everywhere"
        case .signerKnown: "signer is known"
        case .timestamp: "timestamp"
        case .sealingTimeFitsTimestamp: "time of sealing fits the timestamp"
        case .disclosureSigned: "disclosure is signed by who discloses"
        case .disclosureOfBundle: "disclosure is of this bundle"
        case .discloserKnown: "who discloses is known"
        case .disclosureReaders: "disclosed to its recipient and the owner only"
        case .disclosedKeysOfFiles: "keys disclosed are those of the bundle's files"
        case .discloserLetIn: "the bundle is encrypted to who discloses"
        case .disclosureTermsOfRecord: "terms of the disclosure are those of the record"
        case .disclosureInCustody: "the custody chain tells of the disclosure"
        case .recordOfBundle: "record belongs to this bundle"
        case .objectsHaveFacts: "each object has its facts"
        case .requestSigned: "request is signed by who asks"
        case .requesterKnown: "requester is known"
        case .consentSignedBySealer: "consent is signed by who sealed"
        case .consentAnswersRequest: "consent answers the request and held when sealed"
        case .statementTimesOrdered: "request, consent and seal are dated one after the other"
        case .consentHeldAtTimestamp: "consent held at the time of the timestamp"
        case .recipientsExact: "encrypted to the named recipients and the owner only"
        case .objectsGranted: "every object lies in what was granted"
        case .objectFilesAsRecorded: "every object is the file the record describes"
        case .samplesInsideWindow: "every stored sample lies inside the window"
        case .tracksAsRecorded: "tracks, counts and times are as the record says"
        case .grantedTimeComplete: "nothing of the granted time is missing without a word"
        case .reasonsConsistent: "reasons in the record agree with its objects"
        case .originalsAreRuns: "originals are an unmodified run of the recording"
        case .startsCommitted: "starts are read from what was committed to"
        case .reencodedUnits: "pictures encoded anew stand for the recording's access units, time for time"
        case .reencodedPacking: "pictures encoded anew are packed so that nothing else fits in"
        case .recordingsPrecedeRequest: "the recordings existed before the request"
        case .sourcesAreRecordings: "the recordings given are those of the record"
        case .sourcesAsRecorded: "the record says what is in the recordings given"
        case .omissionsTrueOfSources: "what the record says is missing is so in the recordings given"
        case .originalsInSources: "originals are in the recordings given, unit for unit"
        case .commitmentOfSources: "the commitment is that of the whole recordings given"
        case .reencodedPicturesMatch: "pictures encoded anew show what the recording shows"
        case .losslessPicturesMatch: "lossless: every decoded frame equals the recording's"
        case .stillsMatch: "stills are the recording's pictures"
        case .custodyChainPresent: "a custody chain is there"
        case .custodyEntriesAsSigned: "every entry is as it was signed"
        case .custodyEntriesOfBundle: "every entry is about this bundle"
        case .custodyLinksWhole: "no entry is missing, moved or doubled"
        case .custodyEntriesByHolder: "every entry is by who held the bundle"
        case .custodyTransfersSigned: "transfers are signed by both"
        case .custodyCorrectionsAllowed: "only what may be is taken back"
        case .custodyPeopleKnown: "everyone in the chain is known"
        case .custodyTimesOrdered: "times follow the order"
        case .custodyFileAsReceived: "this is the file that was received"
        case .custodyTimestampAsReceived: "the timestamp is the one that was received"
        case .custodyEndPresent: "nothing is missing at the end"
        case .receiptSigned: "receipt is signed by who received"
        case .receiptNotAhead: "receipt and entry are not dated ahead"
        case .receiptHasCustodyEntry: "receipt goes with a custody entry"
        case .receiptEntryLogged: "a log holds the custody entry"
        case .receiptOfBundle: "receipt is for this bundle"
        case .receiptTimestampOfBundle: "receipt names this bundle's timestamp"
        case .receiptEntryInChain: "entry stands in the chain beside the bundle"
        case .receiptConditionsOfBundle: "what they read is what you were asked and set"
        case .openedListSigned: "the list of files is signed by who opened"
        case .openedListNotAhead: "the list is not dated ahead"
        case .openerKnown: "who opened is known"
        case .openedFilesAsListed: "every file is as it was written"
        case .openedFilesExact: "no file is missing or added"
        case .openedSumsAsListed: "the sums for other programs are those of the list"
        case .openedListOfBundle: "the list is of the bundle given"
        case .openedFilesOfRecord: "clips, facts and statements are those in the bundle given"
        case .openedStillsOfClips: "stills by who opened are pictures of the clips"
        case .ledgerDatabaseSound: "the database is sound and a ledger's"
        case .ledgerEntriesNumbered: "entries are numbered without a gap"
        case .ledgerEntriesUnaltered: "every entry has the hash it was logged with"
        case .ledgerTreeOfEntries: "the stored tree is that of the entries"
        case .ledgerCheckpointsHold: "the entries are those signed for"
        case .ledgerCheckpointsSigned: "the checkpoints are signed by a known keeper"
        case .ledgerKeptCheckpointsHold: "the entries are those of the checkpoints kept elsewhere"
        }
    }
}
