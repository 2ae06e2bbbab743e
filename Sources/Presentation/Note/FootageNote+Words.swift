import Outcomes
import Starts
import Statements

extension FootageNote {
    /// The note as a person reads it, without the word “note”.
    package var inWords: String {
        switch self {
        case .passedOver(let reason, _): "passed over: \(reason)"
        case .linkFollowed(let link): link.inWords
        case .otherLinksFollowed(let count): "\(count) other link\(count == 1 ? " was" : "s were") followed"
        case .linksNotFollowed(let count, let first):
            count == 1
                ? "1 link was not followed: \(first.inWords)"
                : "\(count) links were not followed, such as: \(first.inWords)"
        case .secondNames(let count, let first):
            (count == 1 ? "" : "\(count) files were found by a second name, such as: ")
                + "\(first.path) is the same file as \(first.target) (a hard link), and counts once"
        case .noFootage(let folder, let why):
            switch why {
            case .bin: "passed over: \(folder) holds what was thrown away; name it if you mean it"
            case .openedBundle:
                "passed over: \(folder) holds what was taken out of a bundle, which is no footage; name it if you mean it"
            case .viewingCopies:
                "passed over: \(folder) holds copies to look at, which are no footage; name it if you mean it"
            }
        case .contradiction(let reason): reason
        case .index(let text): text
        case .misremembered(let count, let first):
            "the index of footage called \(count) \(count == 1 ? "file" : "files") something else than what was found "
                + "there now, such as \(first); what was found now counts"
        case .doubt(let doubt): doubt.sentence
        case .clockErrorOfAnother(let measured, let camera):
            "the clock error was measured on \(measured) and is taken off the times of \(camera)"
        case .sameFile(let kept, let copy):
            "\(copy) is, byte for byte, the same file as \(kept): the two are one recording, named once"
        case .staysUnnamed(let camera, let recorder, let count, let file):
            "\(file)\(count > 1 ? " and \(count - 1) more of \(camera.quoted)" : " (\(camera.quoted))") \(count > 1 ? "stay" : "stays"), "
                + "though of that time: \(recorder.whyNamed), and such a recording leaves only where the consent names it"
        case .othersStayUnnamed(let count): "and so do those of \(count) more"
        case .recordedNothingThen(let camera):
            "there are recordings of \(camera.quoted), and none of that time: the consent is not of it"
        case .noCameraNamed(let cameras):
            "you named no camera, so this is of all that have something of that time: "
                + listInWords(cameras.map(\.quoted)) + "; an agreement names those you mean"
        case .answerUsed(let answer, let count):
            "as you said on \(answer.said.inWords), \(answer.inWords): that counts for "
                + "\(counted(UInt64(clamping: count), "recording")) here"
        case .startsRemembered(let count, let first):
            "\(first)\(count > 1 ? " and \(count - 1) more" : "") \(count > 1 ? "start" : "starts") when you said before"
        case .answerDoesNotFit(let answer, let file):
            "you said on \(answer.said.inWords) that \(answer.inWords), and the name of \(file) cannot be read so: "
                + "that answer counts for nothing here, and you are asked anew"
        case .answersKept(let path): "what you said of starts is remembered in \(path)"
        case .answersNotKept(let reason): "what you say of starts is not remembered: \(reason)"
        case .storeCaution(let caution): caution
        case .storeBusy(let reason): reason
        case .commitmentNotReliedOn(let path, let reason, let isMadeAnew):
            "what the store of commitments has of \(path) is not relied on: \(reason)"
                + (isMadeAnew ? "; the recording is committed to anew" : "")
        case .committedUnderAnotherName(let path, let name):
            "\(path) was committed to as \(name) and has the same content: its proof holds, and both names stand in "
                + "the record"
        case .otherThanCommitted(let path, let name):
            "\(path) begins and ends like \(name), which was committed to, and is another recording between; it is "
                + "committed to anew, and nothing then says that it existed before the request"
        case .notCommittedInFolder(let count, let first):
            (count == 1
                ? "\(first) was not committed to, though its folder was"
                : "\(count) recordings were not committed to, though their folders were, such as \(first)")
                + ": nothing then says that \(count == 1 ? "it" : "they") existed before the request"
        case .changedSinceCommitted(let path):
            "\(path) has changed since it was committed to, so it is committed to anew; nothing then says that it "
                + "existed before the request"
        }
    }
}

extension LinkFacts {
    /// `X is a link to Y`.
    package var inWords: String {
        isLink ? "\(path) is a link to \(target)" : "\(path) leads through a link to \(target)"
    }
}
