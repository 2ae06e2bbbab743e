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
        conclusions = [
            Conclusion(
                .openedAsWritten,
                "The files in this folder are those that \(who) wrote into it when opening the bundle "
                    + "(\(list.facts.bundle ?? ""))\(when)."),
            Self.compared.isSubset(of: held)
                ? Conclusion(
                    .openedOfBundle,
                    "Its clips, and what is known of them, are those that lie in the bundle that was given.")
                : Conclusion(
                    .openedNotCompared,
                    "They were not compared with what lies in the bundle: that they are its clips is the word of who opened it."
                ),
            Conclusion(
                .openedCheckedThen,
                "By the word of who opened it, \(codes.held.count) checks of the bundle held then, none failed, and "
                    + "\(codes.notMade.count) were not made."),
        ]
    }

    /// What shows that nothing of the folder was changed.
    private static let written: Set<CheckID> = [
        .openedListSigned, .openedFilesAsListed, .openedFilesExact, .openedSumsAsListed,
    ]
    /// What shows that it is of the bundle.
    private static let compared: Set<CheckID> = [.openedListOfBundle, .openedFilesOfRecord]
}
