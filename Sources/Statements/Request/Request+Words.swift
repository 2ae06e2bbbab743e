extension Wanted {
    /// `video and sound`.
    package var inWords: String {
        listInWords([("video", video), ("sound", audio), ("stills", stills)].filter(\.1).map(\.0))
    }
}

extension CameraLimit {
    /// `only “front-door” and “driveway”`, `at most 2, of your choice`.
    package var inWords: String {
        switch self {
        case .labels(let labels): "only \(listInWords(labels.map(\.quoted)))"
        case .count(let count): "at most \(count), of your choice"
        }
    }
}

extension Location {
    /// `| front of 12 Elm St`, and on a line of its own `within 60 m of 49.8728, 8.6512`.
    package var inWords: String {
        guard let latitude, let longitude else { return text.theirs }
        let point = "\(latitude), \(longitude)"
        guard let radiusMetres else { return "\(text.theirs)\nat \(point)" }
        let rounded = radiusMetres.rounded()
        let metres = rounded == radiusMetres && rounded < 1e15 ? "\(Int64(rounded))" : "\(radiusMetres)"
        return "\(text.theirs)\nwithin \(metres) m of \(point)"
    }
}
