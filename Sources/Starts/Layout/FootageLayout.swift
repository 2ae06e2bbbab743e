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
    let patterns: [PathPattern]
    /// Whether a time anywhere in the file's name is taken as well (``FileNameTime``).
    private let readsAnywhere: Bool

    /// Where a camera's label comes from.
    package enum Label: Sendable {
        /// The folder that what the pattern describes lies in.
        case folderAround
        /// The folder that the file lies in, though the pattern describes it.
        case folderOfFile
    }

    package init(
        _ name: String, _ notations: String..., clock: NameClock, label: Label = .folderAround
    ) {
        self.name = name
        self.notations = notations
        self.clock = clock
        self.label = label
        patterns = notations.compactMap(PathPattern.init)
        readsAnywhere = false
    }

    /// Year, month, day, hour, minute and second wherever they stand in a file's name, and an offset behind them.
    package init(dateAndTimeAnywhere name: String, clock: NameClock) {
        self.name = name
        notations = []
        self.clock = clock
        label = .folderOfFile
        patterns = []
        readsAnywhere = true
    }

    /// Whether every notation of the row is one; a row in which one is not never matches by it.
    package var isUnderstood: Bool { patterns.count == notations.count }

    /// Reads a path that fits one of the patterns; nil otherwise, and for dates that do not exist.
    func read(_ path: PathParts) -> NameReading? {
        for pattern in patterns {
            guard let match = pattern.match(path), let civil = match.civil else { continue }
            let camera: String?
            if let captured = match.camera {
                camera = captured
            } else {
                let above = label == .folderOfFile ? 1 : pattern.depth
                camera = path.folder(above).map { folder in
                    match.channel.map { "\(folder)-\($0)" } ?? folder
                }
            }
            return NameReading(
                layout: name, camera: camera, civil: civil, clock: match.clock ?? clock,
                civilEnd: match.end(from: civil), text: path.text(ofLast: pattern.depth))
        }
        return readsAnywhere ? anywhere(path) : nil
    }

    private func anywhere(_ path: PathParts) -> NameReading? {
        guard let found = FileNameTime(path.bytes, path.fileName) else { return nil }
        return NameReading(
            layout: name, camera: found.prefix.isEmpty ? path.folder(1) : found.prefix, civil: found.civil,
            clock: found.offset.map { .offset(seconds: $0) } ?? clock, text: found.text)
    }
}
