import Records
import Statements

extension Disclosure {
    /// What a disclosure says, in labelled words.
    ///
    /// - Parameters:
    ///   - terms: what lies inside; nil where nobody opened it.
    ///   - opening: what its recipient or the owner gives to open it, in the front's words.
    package func labelled(_ terms: DisclosureTerms?, opening: String) -> [LabelledText] {
        let lines: [LabelledText?] = [
            .init("By", "\(discloser.inWords) (\(discloser.roleInWords))"),
            .init("On", time.toTheSecond.inWords), .init("Of", "bundle \(bundle)"),
            .init("Objects", terms.map { listInWords($0.objects.map(String.init)) } ?? "\(objects)"),
        ]
        let inside =
            terms?.labelled
            ?? [LabelledText("To and why", "only its recipient and the owner open that (\(opening))")]
        return (lines + inside).compactMap(\.self)
    }
}

extension DisclosureTerms {
    /// To whom, why, and under which conditions: all of it the word of who discloses.
    fileprivate var labelled: [LabelledText?] {
        [
            .init("To", "\(recipient.inWords) (\(recipient.roleInWords))"),
            .init("Owner", owner.inWords), .init("Why, they say", reason.theirs),
            .init(
                "Conditions",
                conditions.isEmpty
                    ? "they say the owner set none" : conditions.map(\.theirs).joined(separator: "\n")),
            .init("Kept, it was said", retention?.theirs),
            .init("Passed on to", onwardSharing?.theirs),
            .init("Permitted by", permittedBy?.theirs),
        ]
    }
}
