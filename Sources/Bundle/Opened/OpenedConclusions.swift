import Records
import Statements

/// What the checks of an opened folder amount to, in the sentences of docs/spec/conclusions.md and no others.
package struct OpenedConclusions {
    /// What is to be read out, in order.
    package let conclusions: [Conclusion]

    /// - Parameter list: what was signed when it was opened; nil where that does not hold.
    package init(_ checks: [Check], of list: OpenedList?) {
        let held = Set(checks.lazy.filter { $0.verdict == .ok }.map(\.id))
        let failed = checks.filter(\.isFailed)
        if let first = failed.first {
            conclusions = [
                Conclusion(
                    .openedNotReliedOn,
                    "This folder is NOT to be relied on: the check “\(first.name)” "
                        + (failed.count > 1 ? "and \(failed.count - 1) more do not hold." : "does not hold."))
            ]
            return
        }
        guard let list, Self.written.isSubset(of: held) else {
            conclusions = [
                Conclusion(
                    .openedNotSettled,
                    "Whether the files in this folder are those that were written into it was not found out.")
            ]
            return
        }
        let name = list.opener.quotedName
        let who =
            held.contains(.openerKnown)
            ? name : "somebody whose card says \(name) and who is not known to whoever checked"
        // A time that cannot be is nobody's to say aloud; the check names it.
        let when =
            held.contains(.openedListNotAhead)
            ? ", on \(list.facts.time.toTheSecond) by their own clock" : ""
        let codes = list.facts.codes
        let isOfBundle = Self.compared.isSubset(of: held)
        let all: [Conclusion?] = [
            Conclusion(
                .openedAsWritten,
                "The files in this folder are those that \(who) wrote into it when opening the bundle "
                    + "(\(list.facts.bundle ?? ""))\(when)."),
            isOfBundle
                ? Conclusion(
                    .openedOfBundle,
                    "Its clips, and what is known of them, are those that lie in the bundle that was given.")
                : Conclusion(
                    .openedNotCompared,
                    "They were not compared with what lies in the bundle: that they are its clips is the word of who opened it."
                ),
            isOfBundle && held.contains(.openedStillsOfClips) ? Self.stills(of: list) : nil,
            isOfBundle ? Self.madeByOpener(list, areStillsTaken: held.contains(.openedStillsOfClips)) : nil,
            Conclusion(
                .openedCheckedThen,
                "By the word of who opened it, \(codes.held.count) checks of the bundle held then, none failed, and "
                    + "\(codes.notMade.count) were not made."),
        ]
        conclusions = all.compactMap(\.self)
    }

    /// That the stills by whoever opened are what the clips show; nil where there are none.
    private static func stills(of list: OpenedList) -> Conclusion? {
        let count = list.files.count { $0.kind == .recipientsStill }
        guard count > 0 else { return nil }
        return Conclusion(
            .openedStillsOfClips,
            "\(counted(UInt64(count), "still")) \(count == 1 ? "was" : "were") made by who opened it and compared with the bundle's clips, by "
                + "taking \(count == 1 ? "it" : "each") again.")
    }

    /// How many files no check holds against the bundle, as whoever opened it made them; nil where there are none.
    ///
    /// - Parameter areStillsTaken: whether each still was taken again.
    private static func madeByOpener(_ list: OpenedList, areStillsTaken: Bool) -> Conclusion? {
        let kinds = list.files.map(\.kind).filter {
            !$0.isOfBundle && !($0 == .recipientsStill && areStillsTaken)
        }
        guard !kinds.isEmpty else { return nil }
        let names: [(kind: ListedFile.Kind, one: String, many: String)] = [
            (.recipientsStill, "still", "stills"), (.viewingCopy, "viewing copy", "viewing copies"),
            (.viewingCopies, "list of viewing copies", "lists of viewing copies"),
            (.frameSums, "list of the pictures' sums", "lists of the pictures' sums"),
        ]
        let told = names.compactMap { kind, one, many in
            let count = kinds.count { $0 == kind }
            return count > 0 ? "\(count) \(count == 1 ? one : many)" : nil
        }
        let isOne = kinds.count == 1
        return Conclusion(
            .openedMadeByOpener,
            "\(counted(UInt64(kinds.count), "file")) \(isOne ? "was" : "were") made by who opened it and NOT compared with the bundle "
                + "(\(listInWords(told))): that \(isOne ? "it shows" : "they show") what the clips do is their word."
        )
    }

    /// What shows that nothing of the folder was changed.
    private static let written: Set<CheckID> = [
        .openedListSigned, .openedFilesAsListed, .openedFilesExact, .openedSumsAsListed,
    ]
    /// What shows that it is of the bundle.
    private static let compared: Set<CheckID> = [.openedListOfBundle, .openedFilesOfRecord]
}
