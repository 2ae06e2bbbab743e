import Statements
import Sealing

extension CounterOffer {
    /// What a counter-offer offers, and which request it answers where that is not said already.
    ///
    /// - Parameter isOwn: whether who reads it made it; other people's words are marked.
    package func labelled(isOwn: Bool, to request: SHA256Digest? = nil) -> [LabelledText] {
        func words(_ text: String) -> String { isOwn ? text : text.theirs }
        let (window, expires) = (shown.window, shown.expires)
        let lines: [LabelledText?] = [
            .init("From", window.from.inWords),
            .init("To", "\(window.to.inWords) (\(window.lengthInWords))"),
            .init("Cameras", cameras?.inWords ?? "not said"),
            .init("Content", Wanted(video: true, audio: audio, stills: stills).inWords),
            .init("Conditions", conditions.map(words).joined(separator: "\n")),
            .init("Note", note.map(words)),
            .init("Stands until", expires.inWords),
            .init("Request", request.map { "SHA-256 \($0.hex)" }),
        ]
        return lines.compactMap(\.self)
    }
}
