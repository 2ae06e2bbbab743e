/// An offset from UTC as file names have it: `Z`, `UTC`, `GMT-4`, `+0200`, `-05-00`, `+02_00`, `EST`.
enum UTCOffsetText {
    /// What stands behind a time.
    struct Found {
        /// Seconds ahead of UTC; nil where its letters may mean several.
        var seconds: Int?
        /// What letters that mean several may mean.
        var offsets: [Int] = []
        /// Where it ends.
        var end: Int
    }

    /// Reads one that begins at a place.
    ///
    /// What only looks like one is not: the number `-0001` behind a time, or its end as in `10-00-00-10-15-00`.
    /// No zone is further from Greenwich than 14 hours, and all lie on a quarter of an hour.
    ///
    /// - Returns: seconds ahead of UTC, and where it ends.
    static func read(_ bytes: [UInt8], _ start: Int, _ end: Int) -> (seconds: Int, end: Int)? {
        guard start < end else { return nil }
        let sign: Int
        switch bytes[start] {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"):
            if start + 1 < end, PathParts.isAlphanumeric(bytes[start + 1]) { return nil }
            return (0, start + 1)
        case UInt8(ascii: "+"): sign = 1
        case UInt8(ascii: "-"): sign = -1
        default: return nil
        }
        var position = start + 1
        func twoDigits() -> Int? {
            guard position + 2 <= end, PathParts.isDigit(bytes[position]),
                PathParts.isDigit(bytes[position + 1])
            else { return nil }
            defer { position += 2 }
            return Int(bytes[position] - 0x30) * 10 + Int(bytes[position + 1] - 0x30)
        }
        guard let hours = twoDigits(), hours <= 14 else { return nil }
        let isParted = position < end && FileNameTime.separators.contains(bytes[position])
        if isParted { position += 1 }
        guard let minutes = twoDigits(), minutes < 60, minutes % 15 == 0 else { return nil }
        if position < end, PathParts.isDigit(bytes[position]) { return nil }
        if isParted, position + 1 < end, FileNameTime.separators.contains(bytes[position]),
            PathParts.isDigit(bytes[position + 1])
        {
            return nil
        }
        return (sign * (hours * 3600 + minutes * 60), position)
    }

    /// Reads one that stands directly behind a time, or one space or `_` behind it.
    static func behindTime(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Found? {
        if let found = read(bytes, start, end) { return Found(seconds: found.seconds, end: found.end) }
        var place = start
        while place < min(end, start + 2), " _-([.".utf8.contains(bytes[place]) { place += 1 }
        if place > start, place < end,
            bytes[place] != UInt8(ascii: "-") || bytes[place - 1] != UInt8(ascii: "-"),
            let found = read(bytes, place, end)
        {
            return Found(seconds: found.seconds, end: found.end)
        }
        // `18-00-00 -0500`: the second of the two is the sign.
        if place == start + 2, bytes[start + 1] == UInt8(ascii: "-"), let found = read(bytes, start + 1, end)
        {
            return Found(seconds: found.seconds, end: found.end)
        }
        return letters(bytes, place, end)
    }

    private static func letters(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Found? {
        var after = start
        while after < end, PathParts.isLetter(bytes[after]) { after += 1 }
        guard (3...4).contains(after - start) else { return nil }
        let name = String(decoding: bytes[start..<after], as: UTF8.self)
        guard after == end || !PathParts.isDigit(bytes[after]) else { return nil }
        if name == "UTC" || name == "GMT" {
            guard let (hours, place) = hours(bytes, after, end) else { return Found(seconds: 0, end: after) }
            return Found(seconds: hours, end: place)
        }
        guard let hours = zones[name] else { return nil }
        let offsets = hours.map { Int($0 * 3600) }
        return offsets.count == 1
            ? Found(seconds: offsets[0], end: after) : Found(offsets: offsets, end: after)
    }

    /// The hours of `GMT-4` and `UTC+05:30`, in seconds.
    private static func hours(_ bytes: [UInt8], _ start: Int, _ end: Int) -> (Int, Int)? {
        if let found = read(bytes, start, end) { return found }
        guard start + 1 < end, "+-".utf8.contains(bytes[start]) else { return nil }
        var place = start + 1
        var value = 0
        while place < end, PathParts.isDigit(bytes[place]), place < start + 3 {
            value = value * 10 + Int(bytes[place] - 0x30)
            place += 1
        }
        guard place > start + 1, value <= 14, place == end || !PathParts.isDigit(bytes[place]) else {
            return nil
        }
        return ((bytes[start] == UInt8(ascii: "-") ? -1 : 1) * value * 3600, place)
    }

    /// What letters mean, in hours ahead of UTC. Those that stand for several clocks have all that are in use.
    private static let zones: [String: [Double]] = [
        "EDT": [-4], "EST": [-5, 10], "CDT": [-5, -4], "CST": [-6, 8, -5], "MDT": [-6], "MST": [-7, 8],
        "PDT": [-7], "PST": [-8, 8], "AKDT": [-8], "AKST": [-9], "HST": [-10], "WET": [0], "WEST": [1],
        "CET": [1], "CEST": [2], "EET": [2], "EEST": [3], "MSK": [3], "BST": [1, 6], "IST": [5.5, 2, 1],
        "JST": [9], "KST": [9], "AWST": [8], "ACST": [9.5], "ACDT": [10.5], "AEST": [10], "AEDT": [11],
        "NZST": [12], "NZDT": [13], "SAST": [2], "SGT": [8], "HKT": [8], "PKT": [5],
    ]
}
