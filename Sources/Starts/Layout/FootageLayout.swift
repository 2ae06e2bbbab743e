/// How one kind of recorder names its files and the folders they lie in: a row of ``LayoutTable``.
package struct FootageLayout: Sendable {
    /// Who names files so, as a person knows it.
    package let name: String
    /// What the last parts of the path look like, in the notation of ``PathPattern``; the first that fits counts.
    package let notations: [String]
    /// The clock that is shown, where the name does not tell it itself.
    package let clock: NameClock
    /// What the camera's label is taken from, where the pattern has no `{camera}`.
    package let label: Label
    /// Which moment the time is of.
    package let moment: Moment
    /// What writes such names; nil for those of no particular recorder, where a label in the name tells a camera.
    package private(set) var recorder: RecorderKind?
    let patterns: [PathPattern]
    /// Whether a time anywhere in the file's name is taken as well (``FileNameTime``).
    private let readsAnywhere: Bool
    /// Whether a folder that is a date is taken with a time of day in the file's name (``FileNameDate``).
    private let readsFolderOfDate: Bool

    /// Where a camera's label comes from.
    package enum Label: Sendable {
        /// The folder that what the pattern describes lies in, or the next one around it that is called for a camera.
        case folderAround
        /// The folder that the file lies in, though the pattern describes it.
        case folderOfFile
    }

    /// What a name's time says of a recording.
    package enum Moment: Sendable {
        /// It starts then.
        case start
        /// It ends then.
        case end
        /// It was sent, received or saved then, and recorded some time before.
        case sent
    }

    package init(
        _ name: String, _ notations: String..., clock: NameClock, label: Label = .folderAround,
        moment: Moment = .start
    ) {
        self.name = name
        self.notations = notations
        self.clock = clock
        self.label = label
        self.moment = moment
        patterns = notations.compactMap(PathPattern.init)
        (readsAnywhere, readsFolderOfDate) = (false, false)
    }

    /// Folders that tell a date, and a time of day in the file's name.
    package init(folderOfDate name: String, _ notations: String..., clock: NameClock) {
        self.name = name
        self.notations = notations
        self.clock = clock
        label = .folderAround
        moment = .start
        patterns = notations.compactMap(PathPattern.init)
        (readsAnywhere, readsFolderOfDate) = (false, true)
    }

    /// A date and a time of day wherever they stand in a file's name, and an offset behind them.
    package init(dateAndTimeAnywhere name: String, clock: NameClock) {
        self.name = name
        notations = []
        self.clock = clock
        label = .folderOfFile
        moment = .start
        patterns = []
        (readsAnywhere, readsFolderOfDate) = (true, false)
    }

    /// The same row, of names that such a recorder writes.
    func made(by recorder: RecorderKind) -> FootageLayout {
        var layout = self
        layout.recorder = recorder
        return layout
    }

    /// Whether every notation of the row is one; a row in which one is not never matches by it.
    package var isUnderstood: Bool { patterns.count == notations.count }

    /// One way to read a path by a row: a pattern, or what a row does without one.
    enum Way: Sendable {
        case pattern(PathPattern)
        case anywhere
        case folderOfDate
    }

    /// The ways of the row, in the order in which they are tried.
    var ways: [Way] {
        patterns.map(Way.pattern) + (readsAnywhere ? [.anywhere] : [])
            + (readsFolderOfDate ? [.folderOfDate] : [])
    }

    /// Reads a path that fits one of the patterns; nil otherwise, and for dates that do not exist.
    ///
    /// A path is read by the whole table through ``LayoutEntries``, which must agree with this row by row.
    package func read(_ path: PathParts) -> NameReading? {
        for way in ways {
            if let reading = read(path, way) { return reading }
        }
        return nil
    }

    /// Reads a path in one of the ways of the row.
    func read(_ path: PathParts, _ way: Way) -> NameReading? {
        switch way {
        case .pattern(let pattern): pattern.match(path).flatMap { reading(of: $0, pattern, path) }
        case .anywhere: anywhere(path)
        case .folderOfDate: inFolderOfDate(path)
        }
    }

    /// What a label in a name of no particular recorder tells. Folders of dates with nothing but a time of day in them are a
    /// recorder's; a date and a time alone may as well be a telephone's.
    private func told(by label: String?) -> RecorderKind {
        guard let label, !LabelWords.isCommon(label) else { return readsFolderOfDate ? .camera : .unknown }
        return LabelWords.isOfDevice(label) ? .personalDevice : .camera
    }

    /// A time of day in the file's name, in a folder that is a date, or in one of such a folder.
    private func inFolderOfDate(_ path: PathParts) -> NameReading? {
        let name = path.parts[0]
        for above in 1...2 where above < path.parts.count && path.shapes[above].digits >= 4 {
            let folder = path.parts[above]
            guard
                let date = FileNameDate.Form.allCases.lazy.compactMap({
                    FileNameDate(path.bytes, folder.lowerBound, folder.upperBound, $0)
                }).first(where: { $0.end == folder.upperBound }),
                let (start, time) = clock(in: path.bytes, name)
            else { continue }
            let choices = date.choices.map { choice in
                (choice.answer, time.civil(year: choice.year, month: choice.month, day: choice.day))
            }
            var end = time.end
            let found = UTCOffsetText.behindTime(path.bytes, end, name.upperBound)
            if let found { end = found.end }
            func text(_ range: Range<Int>) -> String { String(decoding: path.bytes[range], as: UTF8.self) }
            let view = LabelWords.view(behind: text(end..<name.upperBound))
            let between =
                above == 2
                ? path.folder(1).flatMap { LabelWords.isNoCamera(folder: $0, in: nil) ? nil : $0 } : nil
            let base =
                LabelWords.label(of: text(name.lowerBound..<start)) ?? between
                ?? path.folderOfCamera(from: above + 1)
            let clock = found?.seconds.map { NameClock.offset(seconds: $0) } ?? self.clock
            let isOpen = Set(choices.map(\.1)).count > 1
            let recorder = told(by: LabelWords.label(of: text(name.lowerBound..<start)) ?? between)
            var reading = NameReading(
                layout: self.name, camera: base.map { base in view.map { "\(base)-\($0)" } ?? base },
                suffix: view,
                civil: choices[0].1, clock: clock, text: path.text(ofLast: above + 1),
                rest: LabelWords.telling(text(end..<name.upperBound)), question: isOpen ? .dateOrder : nil,
                choices: isOpen ? choices.map { NameChoice($0.0, $0.1, clock) } : [],
                zoneOffsets: found?.offsets ?? [], recorder: recorder)
            if choices.count == 1 { reading.order = choices[0].0 }
            return reading
        }
        return nil
    }

    /// The first time of day in a name: at its beginning, or behind something that parts it from a label.
    private func clock(in bytes: [UInt8], _ name: Range<Int>) -> (start: Int, clock: FileNameClock)? {
        for start in name where PathParts.isDigit(bytes[start]) {
            guard start == name.lowerBound || FileNameTime.endsLabel(bytes[start - 1]),
                let clock = FileNameClock(bytes, start, name.upperBound, mayBeShort: false)
            else { continue }
            return (start, clock)
        }
        return nil
    }

    private func reading(
        of match: PathPattern.Match, _ pattern: PathPattern, _ path: PathParts
    ) -> NameReading? {
        let epoch = match.epochCivil
        if epoch == nil, match.countsEpoch { return nil }
        let shown = match.shownCivil
        if shown == nil, match.countsDate { return nil }
        guard let civil = shown ?? epoch else { return nil }
        let suffix = match.channel ?? match.view
        let camera: String?
        if let captured = match.camera, !LabelWords.isCommon(captured) {
            camera =
                match.channel.map { "\(captured)-\($0)" } ?? match.view.map { "\(captured)-\($0)" }
                ?? captured
        } else {
            let folder =
                label == .folderOfFile ? path.folder(1) : path.folderOfCamera(from: pattern.depth)
            camera = folder.map { folder in suffix.map { "\(folder)-\($0)" } ?? folder }
        }
        var reading = NameReading(
            layout: name, camera: camera, suffix: suffix, civil: civil,
            clock: shown == nil ? .utc : match.clock ?? clock, isEnd: moment == .end,
            civilEnd: match.end(from: civil), text: path.text(ofLast: pattern.depth),
            question: moment == .sent ? .sent : nil)
        if shown != nil, let epoch { reading.hold(against: epoch, isFirst: true) }
        reading.recorder = recorder ?? told(by: match.camera)
        return reading
    }

    private func anywhere(_ path: PathParts) -> NameReading? {
        let name = path.parts[0]
        guard path.shapes[0].digits >= 8, let found = FileNameTime(path.bytes, name) else { return nil }
        func text(_ range: Range<Int>) -> String { String(decoding: path.bytes[range], as: UTF8.self) }
        let before = text(name.lowerBound..<found.range.lowerBound)
        let behind = text(found.range.upperBound..<name.upperBound)
        let view = LabelWords.view(behind: behind)
        let suffix = view ?? LabelWords.number(in: before)
        let camera: String?
        var recorder = suffix == nil ? RecorderKind.unknown : .camera
        if let label = LabelWords.label(of: before) {
            camera = view.map { "\(label)-\($0)" } ?? label
            recorder = told(by: label)
        } else if view == nil, let label = LabelWords.label(behind: behind) {
            camera = label
            recorder = told(by: label)
        } else {
            camera = path.folderOfCamera(from: 1).map { folder in suffix.map { "\(folder)-\($0)" } ?? folder }
        }
        if LabelWords.isOfDevice(before) || LabelWords.isOfDevice(behind) { recorder = .personalDevice }
        let clock = found.offset.map { NameClock.offset(seconds: $0) } ?? self.clock
        var reading = NameReading(
            layout: self.name, camera: camera, suffix: suffix, civil: found.civil, clock: clock,
            civilEnd: found.civilEnd, text: found.text,
            rest: LabelWords.telling(before) + "|" + LabelWords.telling(behind),
            zoneOffsets: found.zoneOffsets, recorder: recorder)
        reading.order = found.order
        if !found.choices.isEmpty {
            reading.question = .dateOrder
            reading.choices = found.choices.map { NameChoice($0.answer, $0.civil, clock) }
        }
        reading.holdAgainstOthers(in: path.bytes, name, found.range)
        return reading
    }
}

extension NameReading {
    /// Takes in another time that stands in the name, before the one that was read or behind it.
    fileprivate mutating func holdAgainstOthers(in bytes: [UInt8], _ name: Range<Int>, _ own: Range<Int>) {
        guard question == nil else { return }
        for place in name where !own.contains(place) && PathParts.isDigit(bytes[place]) {
            if place > name.lowerBound, PathParts.isDigit(bytes[place - 1]) { continue }
            var scanner = NameScanner(bytes: bytes, position: place, end: name.upperBound)
            let run = scanner.run
            guard run == 10 || run == 13, let count = scanner.number(run),
                let epoch = PathPattern.Match.civil(
                    epochMilliseconds: run == 10 ? Int64(count) * 1000 : Int64(count))
            else { continue }
            return hold(against: epoch, isFirst: place < own.lowerBound)
        }
        guard let other = FileNameTime(bytes, own.upperBound..<name.upperBound),
            other.civil != civil || (other.offset.map { .offset(seconds: $0) } ?? clock) != clock
        else { return }
        question = .whichTime
        choices = [
            NameChoice(.firstTime, civil, clock),
            NameChoice(.secondTime, other.civil, other.offset.map { .offset(seconds: $0) } ?? clock),
        ]
    }
}
