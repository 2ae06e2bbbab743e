/// The English name of a month, or its first three letters.
enum MonthName {
    private static let names = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december",
    ].map { Array($0.utf8) }

    /// Reads one that begins at a place: the number of the month, and where its name ends.
    static func read(_ bytes: [UInt8], _ start: Int, _ end: Int) -> (number: Int, end: Int)? {
        guard start + 3 <= end, PathParts.isLetter(bytes[start]) else { return nil }
        for (index, name) in names.enumerated() {
            var length = 0
            while length < name.count, start + length < end, bytes[start + length] | 0x20 == name[length] {
                length += 1
            }
            guard length == 3 || length == name.count else { continue }
            if start + length < end, PathParts.isLetter(bytes[start + length]) { continue }
            return (index + 1, start + length)
        }
        return nil
    }
}
