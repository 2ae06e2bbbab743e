import Starts

/// What is to be said of recordings that were looked for, and of what was committed to of them before.
package enum FootageNote: Equatable, Sendable {
    /// A file or a folder that cannot be read, in a sentence, and by its cause where that is known.
    case passedOver(reason: String, cause: DeskError.Cause? = nil)

    /// A link that was followed.
    case linkFollowed(LinkFacts)
    /// How many others were followed as well.
    case otherLinksFollowed(count: Int)
    /// Links in folders that were left alone, and the first of them.
    case linksNotFollowed(count: Int, first: LinkFacts)
    /// Files that have two names, and the first of them.
    case secondNames(count: Int, first: LinkFacts)
    /// A folder in which nothing is taken for a recording, and why.
    case noFootage(folder: String, FolderWithout)

    /// Why a folder in another holds no footage.
    package enum FolderWithout: String, Equatable, Sendable, CaseIterable {
        /// It holds what was thrown away.
        case bin
        /// It holds what was taken out of a bundle.
        case openedBundle
        /// It holds copies to look at.
        case viewingCopies
    }

    /// Two names of one file tell different things.
    case contradiction(reason: String)

    /// What there is to say of the index of footage.
    case index(String)
    /// How many files the index called something else than they are, and one of them.
    case misremembered(count: Int, first: String)

    /// What is odd about the recordings of a camera as a whole.
    case doubt(FootageDoubt)
    /// A clock error that was measured on one camera is taken off the times of another.
    case clockErrorOfAnother(measuredOn: String, camera: String)
    /// A file that is, byte for byte, another one that was given.
    case sameFile(kept: String, copy: String)

    /// What has some of the time and stays, as the consent does not name it.
    case staysUnnamed(camera: String, RecorderKind, count: Int, file: String)
    /// How many more labels such recordings have.
    case othersStayUnnamed(count: Int)
    /// A camera that was named, and recorded nothing of the time: the consent is not of it.
    case recordedNothingThen(camera: String)
    /// No camera was named, and more than one has something of the time.
    case noCameraNamed(cameras: [String])
    /// An answer of an earlier command that counted, and for how many recordings.
    case answerUsed(RememberedAnswerFacts, count: Int)
    /// Starts that were given in earlier commands: how many counted, and the first of their files.
    case startsRemembered(count: Int, first: String)
    /// An answer of an earlier command does not fit the name of a file, so it counts for none.
    case answerDoesNotFit(RememberedAnswerFacts, file: String)
    /// What was said now is remembered in a file.
    case answersKept(path: String)
    /// What was said before, or now, cannot be read or kept there.
    case answersNotKept(reason: String)

    /// What there is to say of the place where commitments are kept.
    case storeCaution(String)
    /// Somebody else commits at this moment, which does the same.
    case storeBusy(reason: String)
    /// What was committed to of a recording is not believed; whether it is committed to anew.
    case commitmentNotReliedOn(path: String, reason: String, isMadeAnew: Bool)
    /// A recording had another name when it was committed to.
    case committedUnderAnotherName(path: String, name: String)
    /// A recording has the size and the ends of one that was committed to, and is another between.
    case otherThanCommitted(path: String, name: String)
    /// How many recordings were not committed to, though their folders were, and the first of them.
    case notCommittedInFolder(count: Int, first: String)
    /// A recording has changed since it was committed to.
    case changedSinceCommitted(path: String)
}
