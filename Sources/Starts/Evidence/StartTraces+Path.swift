import Records
import Statements

extension StartTraces {
    /// What a path and a container say of a start: the file's name, and of the folders around it only those that a layout
    /// reads, as the others are nobody's business.
    package init(path: String, creationTime: String?) {
        let parts = PathParts(path)
        var names: [String] = []
        if let reading = LayoutTable.read(path: path),
            let count = (1...parts.parts.count).first(where: { parts.text(ofLast: $0) == reading.text })
        {
            names = (1..<count).reversed().compactMap { parts.folder($0) }
            if names.count != count - 1 { names = [] }
        }
        names.append(String(decoding: parts.bytes[parts.fileName], as: UTF8.self))
        self.init(parts: names, creationTime: creationTime)
    }

    /// What the name said; nil where no layout fits it.
    package var reading: NameReading? { LayoutTable.read(path: parts.joined(separator: "/")) }
}

extension StartEvidence {
    /// What a start that the record tells is worth beside what the recording was committed with.
    package enum Standing: Sendable, Hashable {
        /// It is what the committed name or container says.
        case read
        /// Nothing but the owner's word stands behind it.
        case ownersWord
        /// The committed name or container says something else, or nothing.
        case contradicted
    }

    /// Whether the owner went by the container where a name tells another time.
    var isOverName: Bool {
        [StartAnswer.containerBegins, .containerEnds].contains {
            detail.hasSuffix(NameDecision(answer: $0, by: .owner).detail)
        }
    }

    /// Reads the start anew from what was committed to.
    ///
    /// The zone of a name that tells none is the owner's word: the date and time of day must be the name's, in the offset
    /// that the start is written in.
    package func standing(beside traces: StartTraces) -> Standing {
        switch how {
        case .given: return .ownersWord
        // The first evidence there is counts.
        case .fileTime: return traces.reading == nil && traces.made == nil ? .ownersWord : .contradicted
        case .fileName:
            guard let first = traces.reading else { return .contradicted }
            let reading = first.told(by: detail) ?? first
            let offset: Int
            switch reading.clock {
            case .utc: offset = 0
            case .offset(let seconds): offset = seconds
            case .local, .daylight: offset = Int(time.utcOffsetSeconds)
            }
            guard reading.civil.exists else { return .contradicted }
            let shown = reading.civil.moment(offset: offset)
            // How long the recording lasts is the owner's word, as nothing committed to tells it.
            if reading.isEnd { return time <= shown ? .ownersWord : .contradicted }
            guard shown == time else { return .contradicted }
            if reading.decision?.by == .container {
                var plain = reading
                plain.isConfirmed = false
                guard first.settled(answers: StartAnswers(), made: traces.made) == plain else {
                    return .contradicted
                }
            }
            return reading.isOwnersWord ? .ownersWord : .read
        case .container:
            guard let made = traces.made else { return .contradicted }
            // That it counts and not the name is the owner's word, where there is a name that tells one.
            guard traces.reading == nil else {
                return time <= made && isOverName ? .ownersWord : .contradicted
            }
            if made == time { return .read }
            return time < made && detail.contains(Self.lessLength) ? .ownersWord : .contradicted
        }
    }
}
