import Outcomes
import Records
import Statements

extension ClockCheckFacts {
    /// `The clock is 3 min 3.2 s fast, give or take 300 ms.`; nil where nothing was measured.
    package var errorInWords: String? {
        guard let clockError else { return nil }
        let length = durationInWords(nanoseconds: abs(clockError.errorNanoseconds))
        let openness = durationInWords(nanoseconds: clockError.uncertaintyNanoseconds ?? 0)
        return
            "The clock is \(length) \(clockError.errorNanoseconds >= 0 ? "fast" : "slow"), give or take \(openness)."
    }
}

extension ClockCheckFacts.Clip {
    /// What a person is told of the clip.
    package var labelled: [LabelledText] {
        let facts: [LabelledText?] = [
            .init("Clip", file),
            .init("Camera", camera),
            .init("Known by", start.inWords),
            .init(
                "Codes",
                "\(codes) different, in \(counted(UInt64(clamping: pictures), "picture"))"
                    + (shownFrom.map { ", from \($0.inWords)" } ?? "")),
        ]
        return facts.compactMap(\.self)
    }
}
