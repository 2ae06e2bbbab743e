import Outcomes
import Records
import Starts
import Statements

extension MatchFacts {
    /// What is asked for, and what was agreed to.
    package var asked: [Passage] {
        let clock = PageClock(self.window)
        let window = clock.shown(self.window)
        return [
            .facts([
                .init("Asked for", "\(window.from.inWords) to \(window.to.inWords), \(window.lengthInWords)")
            ]),
            .facts(
                (granted ?? []).map {
                    .init(
                        "Agreed to",
                        "\($0.camera ?? "every camera"), \(clock.shown($0.window.from).inWords) for \($0.window.lengthInWords)"
                    )
                }),
            .gap,
        ]
    }

    /// The cameras that have something of the time, as rows of a table, its head first; nil where none has.
    package var table: [[String]]? {
        let have = cameras.filter { !$0.recordings.isEmpty }
        guard !have.isEmpty else { return nil }
        return [["Camera", "Files", "They span", "Without a file", "Leaves unchanged", "Encoded anew"]]
            + have.map(\.row)
    }

    /// What there is to say behind the table.
    package var details: [Passage] {
        guard cameras.contains(where: { !$0.recordings.isEmpty }) else {
            return [.paragraph("No camera has anything of that time.")]
        }
        var passages: [Passage] =
            [.gap]
            + cameras.filter { !$0.recordings.isEmpty }.flatMap {
                $0.details(by: PageClock(window))
            }
        let without = cameras.filter(\.recordings.isEmpty).map(\.camera)
        if !without.isEmpty {
            passages.append(
                .paragraph(
                    "Nothing of that time: "
                        + listInWords(
                            Array(without.prefix(8))
                                + (without.count > 8 ? ["\(without.count - 8) others"] : []))
                        + "."))
        }
        passages.append(
            .paragraph(
                "A file may have holes inside its time: they are found when it is cut, and the record tells of them."
            ))
        passages.append(.paragraph(leavingInWords))
        if let plot { passages.append(.paragraph("The picture is in \(plot).")) }
        return passages
    }

    private var leavingInWords: String {
        if let mostCameras {
            let are = mostCameras == 1 ? "is" : "are"
            return
                "Nothing has left. At most \(mostCameras) of these cameras \(are) asked for, and you choose "
                + "which: a consent that names them shows what would leave."
        }
        return granted == nil
            ? "Nothing has left. This is what would if you agreed to all that is asked for: \(total.inWords)."
            : "Nothing has left. This is what would under your consent: \(total.inWords)."
    }
}

extension MatchFacts.Camera {
    fileprivate var row: [String] {
        let missing = gaps.reduce(0) { $0 + $1.window.durationNanoseconds }
        return [
            camera, "\(recordings.count)", durationInWords(nanoseconds: Int64(clamping: covered)),
            missing == 0 ? "nothing" : durationInWords(nanoseconds: missing), leaving.masters.inWords,
            leaving.derivatives.inWords,
        ]
    }

    fileprivate func details(by clock: PageClock) -> [Passage] {
        let missing = gaps.map { gap in
            "\(camera): nothing recorded from \(clock.shown(gap.window.from).inWords) for \(gap.window.lengthInWords)"
                + (gap.mayBeRounding
                    ? "; starts are known to the second, so it may be less, or none" : "") + "."
        }
        let twice = overlaps.map {
            "\(camera): recorded twice from \(clock.shown($0.window.from).inWords) for \($0.window.lengthInWords)."
        }
        let stays =
            onlyNamed == true
            ? [
                "\(camera): \(recordings.first { !$0.recorder.leavesUnnamed }?.recorder.whyNamed ?? "its name is not a camera's"). "
                    + "It leaves only where a consent names it."
            ] : []
        return (missing + twice + stays).map { .paragraph($0) }
            + (gaps.isEmpty && overlaps.isEmpty && stays.isEmpty ? [] : [.gap])
    }
}

extension MatchFacts.Leaving {
    /// `3 originals of 50 s …, and 1 piece encoded anew …`.
    fileprivate var inWords: String {
        if masters.count + derivatives.count == 0 { return "nothing" }
        return "unchanged originals: \(masters.inWords); encoded anew: \(derivatives.inWords)"
    }
}

extension MatchFacts.Sum {
    /// `3, 50 s, at most 2.1 MB`; `none`.
    fileprivate var inWords: String {
        guard count > 0 else { return "none" }
        // The size of what is encoded anew is known of nothing, so it is not said of each.
        let size = pictures == nil ? ", \(sizeInWords(atMost: maximumSize))" : ""
        let pictures = pictures.map { ", \(counted(UInt64(clamping: $0), "picture"))" } ?? ""
        return "\(count), \(durationInWords(nanoseconds: nanoseconds))\(size)\(pictures)"
    }
}

/// `at most 2.1 MB`; where nobody knows, so.
private func sizeInWords(atMost bytes: UInt64?) -> String {
    bytes.map { "at most \(bytesInWords($0))" } ?? "of a size not known"
}
