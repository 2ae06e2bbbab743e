import Desk
import Foundation
import Outcomes

/// What the page of the cameras is filled with.
struct CameraValues {
    private(set) var values: [String: Any] = [:]
    private let words: PortalWords
    private let times: PortalTimes
    private let clock: RequestClock
    private let names: FileNames

    /// How many files of a kind are named, and how many others are counted.
    private static let most = 8

    init(_ cameras: RecordedCameras, _ draft: OwnersDraft, _ asked: AskedCase, _ visit: Visit) {
        (words, times, clock) = (visit.words, asked.times(visit.words), asked.clock)
        names = FileNames(draft)
        let window = asked.shown.request.window
        let (from, to) = (clock.shown(window.from), clock.shown(window.to))
        values["lead"] = words(
            cameras.cameras.isEmpty ? "cameras.lead-none" : "cameras.lead",
            ["time": times.span(from, to), "zone": times.zoneName(from: from, to: to)])
        values["questions"] = cameras.questions.enumerated().map { number, asked in
            // Of several, the first is answered next.
            var question = question(asked)
            question["isNext"] = number == 0
            question["title"] =
                cameras.questions.count == 1
                ? words["cameras.question"]
                : words(
                    "cameras.question-of",
                    ["number": "\(number + 1)", "total": "\(cameras.questions.count)"])
            return question
        }
        values["labels"] = cameras.doubtfulLabels.map(label)
        if let contradiction = cameras.contradiction {
            values["contradiction"] = [
                "why": FailureWords(contradiction, words, naming: names.shown).values()
            ]
        }
        let ticked = Self.ticked(cameras, draft, visit)
        let isSettled = cameras.questions.isEmpty && cameras.contradiction == nil
        values["way"] = ["on": isSettled ? ticked.isEmpty ? "when-ticked" : "go" : ""]
        let length = window.durationNanoseconds
        func tile(_ camera: RecordedCameras.Camera) -> [String: Any] {
            self.tile(camera, of: length, ticked.contains(camera.label))
        }
        let (home, apart) = (
            cameras.cameras.filter(\.isOfHome), cameras.cameras.filter { !$0.isOfHome }
        )
        if !home.isEmpty { values["home"] = ["each": home.map(tile)] }
        if !apart.isEmpty { values["apart"] = ["each": apart.map(tile)] }
        values["isEmpty"] = cameras.cameras.isEmpty
        values["lacksZone"] = cameras.cameras.contains(where: \.lacksZone)
        if let most = cameras.most { values["most"] = words("cameras.most", ["count": "\(most)"]) }
        let absent = visit.again.map { $0.fields["absent"] ?? [] } ?? draft.absentCameras
        if !cameras.missing.isEmpty {
            values["missing"] = [
                "each": cameras.missing.map {
                    [
                        "name": $0,
                        "text": words("cameras.missing-one", ["camera": $0.harmlessOnPage]),
                        "isTicked": absent.contains($0),
                    ] as [String: Any]
                }
            ]
        }
        setAside(cameras)
    }

    /// The cameras that are ticked: as they were sent, else as they were chosen, else those of a home; never one that the
    /// request does not let be granted, or whose label may be of two.
    private static func ticked(
        _ cameras: RecordedCameras, _ draft: OwnersDraft, _ visit: Visit
    ) -> Set<String> {
        if let again = visit.again { return Set(again.fields["camera"] ?? []) }
        if let chosen = draft.cameras { return Set(chosen) }
        let doubtful = Set(cameras.doubtfulLabels.map(\.label))
        let usual = cameras.cameras.filter {
            $0.isOfHome && $0.isAskedFor && !doubtful.contains($0.label)
        }
        // Which of too many, nobody but their owner knows.
        guard usual.count <= cameras.most ?? .max else { return [] }
        return Set(usual.map(\.label))
    }

    private func tile(
        _ camera: RecordedCameras.Camera, of length: Int64, _ isTicked: Bool
    ) -> [String: Any] {
        let choice = camera.choice
        var values: [String: Any] = [
            "label": camera.label, "name": camera.label.harmlessOnPage, "isTicked": isTicked,
            "isAskedFor": camera.isAskedFor, "kind": words["recorder.\(choice.recorder.rawValue)"],
            "covers": covers(choice.covered, of: length),
            "files": words("cameras.files", ["count": "\(choice.recordings)"]),
            "alt": words("cameras.picture", ["camera": camera.label.harmlessOnPage]),
        ]
        if let picture = camera.picture { values["picture"] = ["key": picture.key] }
        return values
    }

    /// How much of the time that is asked for a camera has; of one that is here for a question only, nobody knows.
    private func covers(_ covered: Int64, of length: Int64) -> String {
        if covered >= length { return words["cameras.covers-all"] }
        if covered == 0 { return words["cameras.covers-open"] }
        return words("cameras.covers", ["part": times.length(nanoseconds: covered)])
    }

    // MARK: - What is asked

    private func question(_ question: StartToAsk) -> [String: Any] {
        var values: [String: Any] = [
            "place": question.place, "file": names.shown(question.file),
            "what": words["question.\(question.code)"],
            "readings": question.readings.map { reading in
                let shown = clock.shown(reading.time)
                let isTime = question.code == StartToAsk.repeatedHour
                return [
                    "answer": reading.answer,
                    "text": isTime
                        ? "\(times.full(shown)), \(times.zoneName(at: reading.time))" : times.moment(shown),
                    "says": isTime ? "" : words["answer.\(reading.answer)"],
                ]
            }, "isTime": question.readings.isEmpty,
        ]
        if question.count > 1 {
            values["more"] = words("cameras.question-more", ["count": "\(question.count - 1)"])
        }
        return values
    }

    private func label(_ doubt: RecordedCameras.DoubtfulLabel) -> [String: Any] {
        [
            "what": words(
                doubt.isOfKinds ? "cameras.two-kinds" : "cameras.two-cameras",
                ["camera": doubt.label.harmlessOnPage]),
            "files": [names.shown(doubt.first), names.shown(doubt.second)],
        ]
    }

    // MARK: - What is set aside

    private mutating func setAside(_ cameras: RecordedCameras) {
        if !cameras.resetClocks.first.isEmpty {
            values["resets"] = [
                "title": words("cameras.resets", ["count": "\(cameras.resetClocks.count)"]),
                "each": cameras.resetClocks.first.prefix(Self.most).map { reset in
                    [
                        "file": reset.file, "name": names.shown(reset.file),
                        "start": words(
                            "cameras.reset-start", ["time": times.full(reset.start)]),
                    ]
                },
            ]
        }
        if !cameras.copies.isEmpty {
            values["copies"] = [
                "title": words("cameras.copies", ["count": "\(cameras.copies.count)"]),
                "each": cameras.copies.prefix(Self.most).map {
                    words(
                        "cameras.copy",
                        ["kept": names.shown($0.kept), "copy": names.shown($0.copy)])
                },
            ]
        }
        if !cameras.unreadable.isEmpty {
            values["damaged"] = [
                "title": words("cameras.damaged", ["count": "\(cameras.unreadable.count)"]),
                "each": cameras.unreadable.prefix(Self.most).map {
                    var row = ["name": names.shown($0.path), "reason": words["unreadable.\($0.code)"]]
                    if !$0.isWhole { row["detail"] = names.without(path: $0.path, $0.reason) }
                    return row
                },
            ]
        }
        if !cameras.others.isEmpty {
            values["others"] = [
                "title": words("cameras.others", ["count": "\(cameras.others.count)"]),
                "each": cameras.others.prefix(64).map(\.harmlessOnPage),
            ]
        }
    }
}

/// What the person said of starts, here or in an earlier case, with the way to take it back.
struct SaidStarts {
    private(set) var values: [[String: Any]] = []

    /// - Parameters:
    ///   - notes: what the desk said, where it tells of answers that were remembered.
    ///   - asked: by whose clock times are shown; nil where that could not be read.
    init(_ draft: OwnersDraft, _ notes: [Note], _ asked: AskedCase?, _ visit: Visit) {
        let words = visit.words
        let names = FileNames(draft)
        for text in draft.starts {
            guard let (place, answer) = Self.split(text) else { continue }
            let time = (try? GivenTime(rfc3339: answer)).flatMap { time in
                asked.map { $0.times(words).moment($0.clock.shown(time)) }
            }
            let says =
                StartToAsk.answers.contains(answer)
                ? words["answer.\(answer)"] : words("cameras.said-time", ["time": time ?? answer])
            values.append(["place": place, "name": names.shown(place), "says": says])
        }
        for case .footage(.answerUsed(let facts, _)) in notes
        where !values.contains(where: { $0["place"] as? String == facts.place }) {
            let says =
                StartToAsk.answers.contains(facts.answer)
                ? words["answer.\(facts.answer)"] : words("cameras.said-time", ["time": facts.answer])
            values.append(["place": facts.place, "name": names.shown(facts.place), "says": says])
        }
    }

    /// The place and the answer of one text.
    static func split(_ text: String) -> (place: String, answer: String)? {
        guard let sign = text.lastIndex(of: "=") else { return nil }
        return (String(text[..<sign]), String(text[text.index(after: sign)...]))
    }
}
