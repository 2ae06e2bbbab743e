/// An offset from UTC as file names have it: `Z`, `+0200`, `-05-00`, `+02_00`.
enum UTCOffsetText {
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
        case UInt8(ascii: "Z"): return (0, start + 1)
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
}
