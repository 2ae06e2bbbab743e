import Records
import Statements

/// What helps where something was not done. A front says what to type or to press for it.
package enum Remedy: Equatable, Sendable {
    /// Tell us, and look at what is there before trying again.
    case reportFault
    /// Give another start or end of the window.
    case changeWindow
    /// Say which of several moments a time of day is.
    case sayWhichTime(text: String, moments: [WallTime])
    /// Give the passphrase in a file that only its owner can read.
    case givePassphraseFile
    /// Look at all that is wrong with a custody chain, and keep its file as it is.
    case showCustody
    /// Whoever holds the bundle hands it over.
    case handOver
    /// Whoever the bundle is offered to takes it over.
    case takeOver
    /// Say by what handing on footage is permitted beside the owner's conditions.
    case sayPermission
    /// Ask whoever disclosed for the custody chain as it is since.
    case askForChain
    /// Begin the chain by writing down that the bundle was received.
    case writeReceived
    /// Say when a recording starts, or how the names in its folder are read, by one of these answers.
    case sayStart(answers: [String])
    /// Do it with one bundle at a time.
    case giveOneBundle
    /// Give a bundle once.
    case giveEachOnce
    /// Say that bundles of several cases are meant, or make one of each case.
    case saySeveralCases
    /// Give one first reference of an exhibit for all bundles, or one for each whose numbers do not reach those of another.
    case giveOtherExhibits
    /// Give the report's file a name that says its format.
    case nameFormat
    /// Keep the journal elsewhere, or say that this is not to be noted.
    case keepJournalElsewhere

    // Footage and seals.

    /// Say how far a clock was off as it can be read, or give the file of a measurement.
    case sayClockError
    /// Say in seconds how near to true time the clock was that showed the codes.
    case sayReference
    /// Measure the clips of one camera at a time.
    case checkOneCamera
    /// A moment is for a picture of one code.
    case drawOneCode
    /// Give the file of a clock code a name that says whether it is a page or a picture.
    case nameClockCode
    /// Give the picture of a match a name that says its format.
    case namePicture
    /// Say where commitments are kept.
    case namePlaceOfCommitments
    /// Commit into a store that is not there yet.
    case commitInto(store: String)
    /// Look at what recordings there are in these files and folders.
    case listFootage(paths: [String])
    /// Move a damaged revocation away, where the consent still stands.
    case moveRevocationAway
    /// Seal without asking a time-stamping authority.
    case sealWithoutTimestamp
    /// Give a passphrase file that holds the passphrase on its one line and nothing else.
    case givePassphraseOnOneLine
    /// Give the passphrase of new keys in a file, or say that they are to be left unprotected.
    case givePassphraseOrNone
    /// Say openly that keys are to be left unprotected.
    case sayUnprotected
    /// Give away the card of an identity, and not the identity.
    case makeCardOf(identity: String)
    /// Put the bundle back that was packed anew or unpacked.
    case restoreBundle(packed: String)
    /// See what a file is, and what can be done with it.
    case lookAtFile(path: String)
    /// Give another name or organisation.
    case nameOtherwise
    /// Add the first card to a folder, which makes it.
    case makeTrustFolder(path: String)
    /// Look at which cards are trusted.
    case listTrust
    /// Give more of the fingerprint that was read out.
    case compareMoreDigits
    /// Say who compared a card's fingerprint, when and by which number; or that nobody writes it down.
    case sayWhoCompared(card: String)
    /// Call a person, and give the fingerprint they read out.
    case callAndCompare(name: String)
    /// Get to know who signed by their card, or say that somebody unknown is meant.
    case acceptUnknownSigner
    /// Call a person who is known by another key, and name the fingerprint they read out.
    case nameAcceptedKey(name: String)
    /// Ask, at a number one has looked up, for a request that is signed with a key that stands.
    case askForAnotherRequest
    /// Compare fingerprints with several people, then trust their cards.
    case compareWithPeople
    /// Compare the fingerprint with who signed, then trust their card.
    case compareWithSigner
    /// Ask who sealed why they did it with a key that was replaced.
    case askWhyOldKey
    /// Show by a timestamp that a signature is older than a revocation.
    case showTimestamp
    /// Look at a custody chain without its bundle.
    case showChainAlone(path: String)
    /// Dispose of a file first, and write down afterwards what was seen.
    case disposeFirst
    /// Sign with the identity of an office, and appoint a person.
    case appointAsOffice
    /// Say less in words that anyone may read.
    case sayLess
    /// Write down in which state the bundle is.
    case writeVerified
    /// Go on with the chain that a bundle has, or say that it is lost and another begins.
    case useKnownChain(file: String)
    /// Take back in that chain, of the bundle in that file, what is not so, and go on with the one that is here.
    case takeBackFork(bundle: String, chain: String)
    /// Look for the chain that has the entry; where it is lost for good, say so and go on with the one that is here.
    case takeUpAccount
    /// Ask why a bundle comes again that was disposed of; take the disposal back where it was a slip, or begin a second chain.
    case askAboutDisposal
    /// Keep the register of bundles elsewhere, or say that none is kept.
    case keepRegisterElsewhere
    /// Take the bundle in first, so that the register knows it.
    case receiveFirst
    /// Say which entry of a ledger is meant by its place.
    case givePlaceInLedger
    /// Give the card of who keeps a ledger.
    case giveKeepersCard
    /// Begin the journal by looking at a request.
    case beginJournal
    /// Say where the journal lies.
    case nameJournal
    /// Name the request that is meant by more digits of its SHA-256.
    case nameRequestByDigest

    // Files, recordings and ledgers: what the errors of modules below the desks ask for.

    /// Choose another name for a file that is there already, or say that it may be replaced.
    case replaceFile
    /// Make keys of both kinds, and have readers use the new card.
    case makeBothKinds
    /// Say of which of these cameras it is.
    case nameCamera(cameras: [String])
    /// Say of which of these cameras the clock was measured.
    case nameCameraMeasured(cameras: [String])
    /// Name cameras as they are listed, or say that it is meant that nothing of these is among the files.
    case nameCameraOrSayAbsent(names: [String])
    /// Name in the consent those of these cameras that are meant.
    case nameCamerasGranted(cameras: [String])
    /// Look at what would leave although a consent to the request was taken back.
    case lookAnew
    /// Say in which zone a camera's clock runs.
    case sayZone
    /// Say how far a camera's clock is ahead of UTC, or when a recording starts.
    case sayOffsetOrStart
    /// Say when a recording starts, or which offset was in force.
    case sayStartOrOffset
    /// Name the file that a link leads to, or say that links are meant.
    case followLinks
    /// Seal a recording without what was committed to beforehand.
    case sealWithoutStore
    /// Have pictures encoded as close as can be, and not without loss.
    case encodeWithLoss
    /// Begin a ledger.
    case beginLedger
    /// Sign a checkpoint that is over all entries.
    case signCheckpoint
    /// Look at all that is wrong with a ledger.
    case verifyLedger
    /// Hold a ledger against a checkpoint that was kept elsewhere.
    case verifyLedgerByCheckpoint
    /// Keep what is signed for at another place.
    case keepHeadElsewhere

    // What stands behind a reason and not under an error.

    /// Give what a check needs that was not made.
    case give(CheckNeed)
    /// Take a step of the linter's advice.
    case take(Finding.Step)
    /// Settle who a signer is.
    case settle(SignerNote.Way)
}
