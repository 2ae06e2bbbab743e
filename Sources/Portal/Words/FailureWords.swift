import Outcomes

/// The page on which a person settles something, and the words of the link to it.
typealias LinkToStep = (address: String, text: String)

/// Why something was not done, in the words of the page's table.
///
/// The desk's own sentence, in English, stands behind them only where no table can hold it: what the operating system or a
/// library said, and what nobody foresaw.
package struct FailureWords: Equatable, Sendable {
    /// Why, as a sentence.
    package let text: String
    /// What it is about: files, or a camera.
    package let about: [String]
    /// The desk's own sentence, in English; nil where the words tell all there is.
    package let detail: String?

    /// - Parameter shown: how the page names files.
    package init(
        _ error: DeskError, _ words: PortalWords, naming shown: (String) -> String = { $0.harmlessOnPage }
    ) {
        guard let cause = error.cause else {
            text = "\(words["problem.\(error.kind.rawValue)"])."
            about = []
            detail = error.message.harmlessOnPage
            return
        }
        text = words["cause.\(cause.code.rawValue)"]
        about =
            [cause.camera.map(\.harmlessOnPage)].compactMap(\.self)
            + [cause.file, cause.other].compactMap(\.self).map(shown)
        detail = cause.code.isWhole ? nil : error.message.harmlessOnPage
    }

    /// What the part of a page is filled with that says it (`why.mustache`).
    ///
    /// - Parameter step: the page on which the person can mend it; nil where there is none, or a link leads there already.
    func values(_ step: LinkToStep? = nil) -> [String: Any] {
        var values: [String: Any] = ["whyText": text, "whyAbout": about]
        if let detail { values["whyDetail"] = detail }
        if let step { values["whyStep"] = ["whyAddress": step.address, "whyLink": step.text] }
        return values
    }
}
