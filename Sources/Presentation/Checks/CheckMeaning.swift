import Records

/// What a check shows when it holds, what it does not show, and which rules it holds to: the one table of limits, on every
/// page that lists checks, and in docs/spec/checks.md.
package struct CheckMeaning: Sendable, Hashable {
    /// What it shows when it holds.
    package let shows: String
    /// What it does not show, though a reader may think so.
    package let doesNotShow: String
    /// The sections it holds to, as addresses in docs/spec: `bundle.md#members`, or a page alone.
    package let sections: [String]

    fileprivate init(_ shows: String, not doesNotShow: String, _ sections: String...) {
        self.shows = shows
        self.doesNotShow = doesNotShow
        self.sections = sections
    }

    /// What no check shows.
    package static let never = [
        "That the scene was real and not staged.",
        "That a camera's clock was right, beyond what is said under “Clocks”.",
        "That the time of sealing is exact, unless a timestamp says so: it is what the owner's machine said.",
        "Who is to be seen or heard.",
        "What was recorded outside what the owner agreed to hand over: nothing in this bundle tells.",
    ]
}

extension CheckID {
    /// What this check means. A check without a meaning does not compile.
    package var meaning: CheckMeaning {
        switch self {
        case .archiveWellFormed:
            CheckMeaning(
                "The file is one archive of the expected build, with nothing before, between or after.",
                not: "Who made it.",
                "bundle.md#bundle-version-1", "bundle.md#headers", "bundle.md#limits")
        case .membersExact:
            CheckMeaning(
                "It has exactly the files a bundle has.",
                not: "That their content is the original one.",
                "bundle.md#members")
        case .manifestListsPayload:
            CheckMeaning(
                "The list of hashes names every encrypted file and no other.",
                not: "That the list itself is original: the seal shows that.",
                "bundle.md#tag-files")
        case .payloadMatchesManifest:
            CheckMeaning(
                "Each encrypted file has the SHA-256 that is listed for it.",
                not: "That the list itself is original: the seal shows that.",
                "bundle.md#tag-files")
        case .tagFilesMatchManifest:
            CheckMeaning(
                "The accompanying files are as listed.",
                not:
                    "That the list itself is original: the seal shows that of all but the timestamp, which holds or does not by its own check.",
                "bundle.md#tag-files")
        case .bagDeclarationAndSize:
            CheckMeaning(
                "The packing follows its standard (BagIt 1.0), and the size given is the real one.",
                not: "Anything about the content.",
                "bundle.md#tag-files")
        case .readmeKnown:
            CheckMeaning(
                "The instructions inside are those of the tool, and not words of whoever sealed.",
                not: "Anything about the content.",
                "bundle.md#tag-files")
        case .sealSignature:
            CheckMeaning(
                "Whoever holds the signing key made the seal, and it has not changed since.",
                not: "Who that person is, and that nobody else used their key.",
                "seal.md#file", "seal.md#checking", "dsse.md#signing")
        case .sealCoversFiles:
            CheckMeaning(
                "Not one bit of the encrypted files, the instructions and the lists changed since they were sealed; none was added or taken away.",
                not:
                    "That what was sealed is true to life, or that who sealed is the owner: anybody can take a seal off and put their own on.",
                "seal.md#payload")
        case .bundleIdConsistent:
            CheckMeaning(
                "The parts belong to one bundle.",
                not: "Anything more.",
                "seal.md#payload", "bundle.md#tag-files")
        case .signerKnown:
            CheckMeaning(
                "The seal is by a card that whoever checked had marked as trusted.",
                not:
                    "That the card was compared with the person: ask who compared the fingerprint, and how. That this person is the owner who consented: only with a key does that show.",
                "seal.md#checking", "trust.md")
        case .timestamp:
            CheckMeaning(
                "A time-stamping authority saw the seal at the time it names.",
                not: "When the footage was recorded.",
                "bundle.md#timestamp", "seal.md#payload")
        case .sealingTimeFitsTimestamp:
            CheckMeaning(
                "The owner's machine gave a time of sealing that the authority's clock bears out.",
                not: "When the footage was recorded.",
                "bundle.md#timestamp")
        case .disclosureSigned:
            CheckMeaning(
                "The disclosure is unchanged since its signer signed it, in the one form it has, with nothing beside it that nobody reads.",
                not: "That it was lawful, or that the signer is who they say.",
                "disclosure.md#statement", "dsse.md#statements-by-a-person")
        case .disclosureOfBundle:
            CheckMeaning(
                "It was signed of this bundle, by its seal, and of no other.",
                not: "Anything about the keys in it.",
                "disclosure.md#statement")
        case .discloserKnown:
            CheckMeaning(
                "The disclosure is by a card that whoever checked had marked as trusted.",
                not: "That they were allowed to pass the footage on.",
                "trust.md")
        case .disclosureReaders:
            CheckMeaning(
                "What is inside is encrypted to the recipient it names and to the card that sealed, to both and to nobody else.",
                not: "That the recipient passes nothing on.",
                "disclosure.md#encryption", "disclosure.md#terms")
        case .disclosedKeysOfFiles:
            CheckMeaning(
                "Each key is the one that its file in the bundle was encrypted with when it was sealed, each file has its own, and each is wrapped for the recipient alone.",
                not: "What the files hold: other checks look at that.",
                "disclosure.md#keys")
        case .discloserLetIn:
            CheckMeaning(
                "The files that were disclosed are encrypted to a key on the discloser's card: they are one of those who were given the bundle.",
                not: "That the owner named them: that stands in the record.",
                "disclosure.md#checking")
        case .disclosureTermsOfRecord:
            CheckMeaning(
                "Request, consent, conditions and promises that it repeats are those in the bundle.",
                not: "That they were kept to, or that what is said to permit the disclosure does.",
                "disclosure.md#terms")
        case .disclosureInCustody:
            CheckMeaning(
                "Who discloses wrote it into the bundle's custody chain, with the same terms.",
                not: "That the chain at hand is the newest.",
                "disclosure.md#checking", "custody.md#entry")
        case .recordOfBundle:
            CheckMeaning(
                "The description inside is of this bundle and names the same time of sealing.",
                not: "That the description is true: other checks test parts of it.",
                "commitment.md#pre-commitment", "record.md#record", "record.md#codes", "record.md#recording",
                "record.md#conflicts", "record.md#limits", "record.md#numbers", "bundle.md#payload",
                "bundle.md#limits")
        case .objectsHaveFacts:
            CheckMeaning(
                "What is said of each clip lies beside it, is of this bundle and this clip, and says the same of its recording as the description of the whole; and the clip's name is made of its number, camera and kind.",
                not: "That it is true: other checks test parts of it.",
                "bundle.md#facts", "record.md#object", "record.md#numbers", "bundle.md#payload")
        case .requestSigned:
            CheckMeaning(
                "The request is unchanged since its signer signed it, and nothing is put beside it or into it that nobody reads.",
                not: "That the signer is who they say.",
                "request.md#payload", "dsse.md#statements-by-a-person", "card.md#certificates",
                "record.md#statements-in-it")
        case .requesterKnown:
            CheckMeaning(
                "The request's signer is a card that whoever checked had marked as trusted.",
                not: "That the request was lawful.",
                "trust.md")
        case .consentSignedBySealer:
            CheckMeaning(
                "The consent and the seal are by the same card and key, and nothing is put beside the consent or into it that nobody reads.",
                not: "That the person was free to decide, or owns the cameras.",
                "consent.md#payload", "dsse.md#statements-by-a-person", "card.md#certificates",
                "record.md#statements-in-it",
                "seal.md#checking")
        case .consentAnswersRequest:
            CheckMeaning(
                "The consent is for this very request, agrees to no more than it asks, and had not expired when the bundle was sealed.",
                not: "That it was not revoked later, or earlier without the sealing machine knowing.",
                "consent.md#when-a-consent-authorises")
        case .statementTimesOrdered:
            CheckMeaning(
                "Who asked, who agreed and who sealed name times in that order, and none that is yet to come or before these formats.",
                not: "That these are the true times: each is the word of whoever signed.",
                "consent.md#when-a-consent-authorises")
        case .consentHeldAtTimestamp:
            CheckMeaning(
                "The consent had not expired by the authority's clock either.",
                not: "That it was not revoked.",
                "consent.md#when-a-consent-authorises")
        case .recipientsExact:
            CheckMeaning(
                "The record, the facts and each clip are encrypted to the keys on the cards of the request's readers and the owner, to each of them and to nobody else; and each has a key of its own.",
                not: "That nobody passed the content or a file's key on, before or after sealing it.",
                "age.md#stanzas-of-a-bundle", "bundle.md#payload")
        case .objectsGranted:
            CheckMeaning(
                "By the record, each clip is of a camera and a time that was agreed to, with sound only where that was.",
                not: "That the camera's label or clock is right.",
                "consent.md#when-a-consent-authorises", "record.md#object")
        case .objectFilesAsRecorded:
            CheckMeaning(
                "Each opened file has the SHA-256 and size in the record.",
                not: "Anything about what it shows.",
                "record.md#object")
        case .samplesInsideWindow:
            CheckMeaning(
                "Every picture and sound packet stored in each clip, hidden ones too, was looked at, and lies inside the agreed time as the camera's clock has it.",
                not: "That the camera's clock was right.",
                "record.md#stills", "cutting.md")
        case .tracksAsRecorded:
            CheckMeaning(
                "The clips have the number of pictures and the times that were written down when they were made.",
                not: "That no picture was missing in the recording itself.",
                "objects.md#objects-version-1", "objects.md#track-description", "objects.md#codecs",
                "objects.md#reading",
                "record.md#stills", "record.md#limits", "commitment.md#what-is-no-picture-or-sound",
                "commitment.md#times")
        case .grantedTimeComplete:
            CheckMeaning(
                "What was agreed to is in the clips, picture by picture without a longer pause than the camera's own, or the record says which time is not, and why; and what it says so does not contradict the proofs.",
                not:
                    "That the reasons are true where nothing shows them: that no recording covers a time is the sealer's word.",
                "record.md#completeness", "record.md#gap")
        case .reasonsConsistent:
            CheckMeaning(
                "Why tracks were left out, clips encoded anew and starts doubted does not contradict what is in the bundle; each recording is named once, and something in the bundle is of it.",
                not: "That the reasons are true beyond that: they are the sealing program's word.",
                "record.md#left-out", "record.md#conflicts", "record.md#provenance", "record.md#log",
                "record.md#object", "record.md#overlap", "start.md#evidence")
        case .originalsAreRuns:
            CheckMeaning(
                "The packets of each original clip are ones the owner was bound to when sealing: none missing between, none added, none changed, in order.",
                not:
                    "That the recording is as the camera made it; whoever has the recording can compare. It says nothing of clips that were encoded anew.",
                "commitment.md#range-proof", "commitment.md#times", "record.md#recording")
        case .startsCommitted:
            CheckMeaning(
                "When each recording starts, and what is said to tell it, is what its name or container says, and these were committed to before the request; a zone that is named fits it.",
                not:
                    "That the camera's clock was right, by how much it was off, nor that the zone is the camera's: these are the owner's word. Where it is “not checked”, the start, or the name it is read from, is the owner's word.",
                "commitment.md#evidence-of-the-start", "start.md#evidence", "start.md#zones",
                "record.md#recording")
        case .reencodedUnits:
            CheckMeaning(
                "Where clips were encoded anew, and of each still, there is one picture for each access unit that the owner was bound to when sealing, at its time; and of H.264 and HEVC, none of a clip is a key frame, from which on originals could have been handed over.",
                not: "What these pictures show: only the recording tells.",
                "derivatives.md#units")
        case .reencodedPacking:
            CheckMeaning(
                "Stills and clips encoded anew without loss are, byte for byte, what their pictures are packed to; other clips encoded anew hold slices of pictures and nothing beside them.",
                not: "That the pictures are true to the recording.",
                "derivatives.md#forms", "derivatives.md#description", "derivatives.md#access-units",
                "derivatives.md#stills")
        case .recordingsPrecedeRequest:
            CheckMeaning(
                "A time-stamping authority saw a fingerprint of the recording before it was asked for, and every original was found to be of it.",
                not:
                    "That the recording was genuine then. Where it is “not checked”, that speaks neither for nor against the footage.",
                "commitment.md#pre-commitment")
        case .sourcesAreRecordings:
            CheckMeaning(
                "Among the files at hand are the very recordings that the record names, and none of them is missing.",
                not: "That the file is as the camera made it.",
                "record.md#recording")
        case .sourcesAsRecorded:
            CheckMeaning(
                "Unit of time, start of the tracks, codec headers, sizes, container, texts on the device and proofs of origin were read from the recording and are as the record says.",
                not:
                    "That the recording is as the camera made it. The owner's word (label, zone, a given start, a clock's error) is in no file.",
                "record.md#recording", "record.md#provenance")
        case .omissionsTrueOfSources:
            CheckMeaning(
                "The cut was planned anew from the recordings: what is said to be left out is left out of it, for the same reasons, and nothing that could be handed over lies in a time that is said to be missing.",
                not:
                    "That there is no other recording. What the owner chose, and what another machine could not decode, is the word of who sealed.",
                "record.md#left-out", "record.md#gap")
        case .originalsInSources:
            CheckMeaning(
                "Each original clip was compared with the recording, packet by packet.",
                not: "That the recording is as the camera made it.",
                "commitment.md#range-proof")
        case .commitmentOfSources:
            CheckMeaning(
                "The owner was bound to the whole recording at hand, not only to the part handed over.",
                not: "That the recording is as the camera made it.",
                "commitment.md#trees")
        case .reencodedPicturesMatch:
            CheckMeaning(
                "Each picture was compared with the recording's of the same time, block by block of 16 by 16 samples, and differs by no more than encoding finely does.",
                not:
                    "That the recording is as the camera made it. Differences of two levels in sixteen are let pass.",
                "derivatives.md#pictures")
        case .losslessPicturesMatch:
            CheckMeaning(
                "Clips encoded anew without loss decode to the recording's very pictures.",
                not: "That the recording is as the camera made it.",
                "derivatives.md#pictures")
        case .stillsMatch:
            CheckMeaning(
                "Each still is the recording's picture of that moment, sample by sample.",
                not: "That the recording is as the camera made it.",
                "derivatives.md#pictures", "derivatives.md#stills")
        case .custodyChainPresent:
            CheckMeaning(
                "Nothing by itself; where there is none, nobody wrote down who held the bundle.",
                not: "That it was in wrong hands.",
                "custody.md#chain")
        case .custodyEntriesAsSigned:
            CheckMeaning(
                "Each entry is unchanged since whoever it names signed it.",
                not: "That it is true.",
                "custody.md#entry")
        case .custodyEntriesOfBundle:
            CheckMeaning(
                "The account is of this bundle and no other.",
                not: "Anything more.",
                "custody.md#chain")
        case .custodyLinksWhole:
            CheckMeaning(
                "Between the first and the last entry none was removed, moved, repeated or put beside another.",
                not: "That no entry was removed at the end.",
                "custody.md#chain")
        case .custodyEntriesByHolder:
            CheckMeaning(
                "By the account itself, whoever wrote an entry held the bundle then, acted for the office that did, or had held it "
                    + "before and says in it that they opened it beside its holder.",
                not: "That nobody else had it meanwhile.",
                "custody.md#chain", "custody.md#offices")
        case .custodyTransfersSigned:
            CheckMeaning(
                "Giver and receiver of each hand-over signed for it.",
                not: "When exactly it happened.",
                "custody.md#entry")
        case .custodyCorrectionsAllowed:
            CheckMeaning(
                "Each entry that was taken back is a person's word, and whoever took it back held the bundle.",
                not: "That what was taken back was a slip.",
                "custody.md#corrections")
        case .custodyPeopleKnown:
            CheckMeaning(
                "Each is a card that whoever checked had marked as trusted, or was appointed by an office whose card is.",
                not: "That the cards were compared with the people.",
                "custody.md#chain", "trust.md")
        case .custodyTimesOrdered:
            CheckMeaning(
                "No entry is dated before the one it follows, in a time that is yet to come, or before these formats were there.",
                not: "That the clocks were right.",
                "custody.md#chain")
        case .custodyFileAsReceived:
            CheckMeaning(
                "The file at hand is, to the bit, the one the entries name, but for those that they say are damaged.",
                not: "That no other copy exists.",
                "custody.md#chain")
        case .custodyTimestampAsReceived:
            CheckMeaning(
                "The timestamp over the seal, which the seal itself cannot cover, is the one that every entry names, copies that they say are damaged aside.",
                not: "That the bundle had this timestamp before its first entry was written.",
                "custody.md#chain")
        case .custodyEndPresent:
            CheckMeaning(
                "An entry that was known from elsewhere is still there.",
                not: "That nothing was added or left out after it.",
                "custody.md#chain")
        case .receiptSigned:
            CheckMeaning(
                "Whoever the receipt names signed it.",
                not: "That they hold the bundle still.",
                "custody.md#receipt")
        case .receiptNotAhead:
            CheckMeaning(
                "Neither is dated more than 24 hours after now, or before these formats were there; nor, where the bundle is at hand, before it was sealed.",
                not: "That their clock was right.",
                "custody.md#receipt")
        case .receiptHasCustodyEntry:
            CheckMeaning(
                "They said the same in the custody chain: when, of which file, in which state.",
                not: "That the chain was passed on.",
                "custody.md#receipt")
        case .receiptEntryLogged:
            CheckMeaning(
                "The log's checkpoint holds that entry.",
                not: "Anything where there is no log's proof: it is not checked then.",
                "custody.md#receipt")
        case .receiptOfBundle:
            CheckMeaning(
                "The file at hand is, to the bit, the one it names.",
                not: "That no other copy exists.",
                "custody.md#receipt")
        case .receiptTimestampOfBundle:
            CheckMeaning(
                "The timestamp over the seal is the one it names.",
                not: "That the bundle had it before.",
                "custody.md#receipt")
        case .receiptEntryInChain:
            CheckMeaning(
                "The chain beside the bundle holds, has their entry, nobody took it back, and the bundle was not disposed of since.",
                not: "Anything where no chain lies there: it is not checked then.",
                "custody.md#receipt")
        case .receiptConditionsOfBundle:
            CheckMeaning(
                "Request, consent, case number, conditions and terms that they say they read are those in your bundle.",
                not: "That they keep to them.",
                "custody.md#receipt")
        case .openedListSigned:
            CheckMeaning(
                "Whoever the list names signed it, and nobody changed it since.",
                not: "That they are who they say: the check on who opened says that.",
                "verification.md#list")
        case .openedListNotAhead:
            CheckMeaning(
                "It is not dated more than 24 hours after now, or before these formats were there.",
                not: "That their clock was right.",
                "verification.md#list")
        case .openerKnown:
            CheckMeaning(
                "A card that whoever checks trusts is the one that signed.",
                not: "That the bundle was theirs to open: the custody chain says that.",
                "verification.md#list", "trust.md#standing")
        case .openedFilesAsListed:
            CheckMeaning(
                "Each file that is there has the size and the SHA-256 it was written with.",
                not: "That it is what lay in the bundle: with the bundle at hand that is compared.",
                "verification.md#files")
        case .openedFilesExact:
            CheckMeaning(
                "The folder holds the files that were written into it, and no others.",
                not: "That they are unchanged: the check before says that.",
                "verification.md#files")
        case .openedSumsAsListed:
            CheckMeaning(
                "Whoever compares by SHA-256, SHA-1 or MD5 compares with what was signed.",
                not: "That SHA-1 or MD5 prove anything: files can be made that share them.",
                "verification.md#sums")
        case .openedListOfBundle:
            CheckMeaning(
                "The bundle given is whole, and is the very file that was opened.",
                not: "Who sealed it: verifying the bundle says that.",
                "verification.md#list")
        case .openedFilesOfRecord:
            CheckMeaning(
                "Each clip has the SHA-256 of the record or of its facts, and the texts are those in the bundle, byte for byte.",
                not: "That viewing copies, and stills by whoever opened, show what the clips show.",
                "verification.md#files")
        case .openedStillsOfClips:
            CheckMeaning(
                "Each still by whoever opened was taken again out of the bundle's clip, and is the same file, of the moment that is listed.",
                not: "That the moment is right: it rests on what the recording's start rests on.",
                "verification.md#stills")
        case .ledgerDatabaseSound:
            CheckMeaning(
                "SQLite finds nothing wrong with the file, and it has a ledger's tables and nothing else.",
                not: "That the entries in it are those that were logged.",
                "ledger.md#database", "ledger.md#checking")
        case .ledgerEntriesNumbered:
            CheckMeaning(
                "The places of the entries are 0, 1, 2 and so on, each once.",
                not: "That no entry was taken away at the end.",
                "ledger.md#checking")
        case .ledgerEntriesUnaltered:
            CheckMeaning(
                "The hash beside each entry is that of its bytes.",
                not: "That nobody changed both: whoever can write the file can make all hashes anew.",
                "ledger.md#checking")
        case .ledgerTreeOfEntries:
            CheckMeaning(
                "Proofs that are made from this ledger are of its entries.",
                not: "That nobody changed both: whoever can write the file can make all hashes anew.",
                "ledger.md#checking")
        case .ledgerCheckpointsHold:
            CheckMeaning(
                "Each checkpoint in the ledger has the root that the entries before it really have: none was altered, removed, added or moved since.",
                not:
                    "Who signed the checkpoints, and that the newest entries were not taken away together with theirs.",
                "ledger.md#checkpoints", "ledger.md#checking")
        case .ledgerCheckpointsSigned:
            CheckMeaning(
                "Whoever holds the key on a card that was given signed each checkpoint.",
                not: "That what the entries say is true.",
                "ledger.md#checkpoints", "ledger.md#checking")
        case .ledgerKeptCheckpointsHold:
            CheckMeaning(
                "Each checkpoint that lay elsewhere has the root that the entries before it really have, so none of these was altered or taken away.",
                not: "Anything of the entries that came after the newest of them.",
                "ledger.md#checkpoints", "ledger.md#checking")
        }
    }
}
