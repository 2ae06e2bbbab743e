import Statements

/// How much of a track's access units is no picture or sound, of one kind: messages, private units, comments.
///
/// A camera, too, can put a name or a place there, so that it is counted and shown (docs/spec/commitment.md, What is no
/// picture or sound).
package struct OtherBytes: Sendable, Hashable, Codable {
    /// The most kinds that a track can have.
    package static let maximumKinds = 512

    /// What kind, as a code: `sei:5`, `nal:24`, `user_data`.
    package var kind: String
    /// How many there are.
    package var count: UInt64
    /// How many bytes they have together.
    package var bytes: UInt64

    /// A row from its parts.
    package init(kind: String, count: UInt64, bytes: UInt64) {
        self.kind = kind
        self.count = count
        self.bytes = bytes
    }

    /// What the kind is, for a person.
    package var inWords: String {
        let parts = kind.split(separator: ":", maxSplits: 1)
        let number = parts.count > 1 ? String(parts[1]) : ""
        switch parts.first {
        case "sei": return Self.message(number)
        case "nal": return "private, unused or unshown units (NAL type \(number))"
        case "zeros": return "zero bytes behind units"
        case "delimiter": return "delimiters more than one an access unit"
        case "filler": return "filler units"
        case "sets": return "parameter sets that are repeated, or others than the track begins with"
        case "undivided": return "packets or ends of packets that cannot be told apart"
        case "unseen": return "frames that are not shown when they come"
        case "unused": return "bytes behind the last picture of a packet"
        case "padding": return "padding"
        case "element":
            return number == "4" ? "data beside sound (AAC DSE)" : "fill beside sound (AAC FIL)"
        case "start_code": return "parts behind start codes that no picture needs (code \(number))"
        case "segment": return "segments that no picture needs (JPEG marker \(number))"
        case "user_data": return "user data"
        case "app": return "application segments (APP\(number))"
        case "com": return "comments"
        case "obu": return "metadata, padding and hidden units (OBU type \(number))"
        default: return "bytes of an unknown kind"
        }
    }

    /// SEI payload types (ISO/IEC 14496-10 Annex D, ISO/IEC 23008-2 Annex D) that a person may want to know of.
    private static func message(_ type: String) -> String {
        switch type {
        case "0": "messages on buffering (SEI 0)"
        case "1": "messages on the time of pictures (SEI 1)"
        case "4": "user data of a registered kind, such as captions (SEI 4)"
        case "5": "user data of no registered kind (SEI 5)"
        case "6": "messages on where decoding can begin (SEI 6)"
        case "132": "digests of decoded pictures (SEI 132)"
        case "136": "time codes (SEI 136)"
        case "137", "144": "messages on brightness (SEI \(type))"
        default: "messages (SEI \(type))"
        }
    }

    /// A table in a line; nil for one without rows.
    package static func inWords(_ table: [OtherBytes]) -> String? {
        guard !table.isEmpty else { return nil }
        return table.map { row in
            "\(row.inWords), \(row.count == 1 ? "once" : "\(row.count) times"), \(counted(row.bytes, "byte"))"
        }.joined(separator: "; ")
    }

    /// How many originals that hold the same are named.
    private static let namedHolders = 3

    /// What originals hold beside picture and sound, a line for all that hold the same kinds; with the sums of theirs.
    ///
    /// - Parameter tables: what each is of, and what is in it: one row for each kind and track.
    package static func linesInWords(_ tables: [(of: String, table: [OtherBytes])]) -> [String] {
        var groups: [(kinds: [String], holders: [String], sums: [String: OtherBytes])] = []
        var places: [[String]: Int] = [:]
        for (holder, table) in tables where !table.isEmpty {
            var kinds: [String] = []
            for row in table where !kinds.contains(row.kind) { kinds.append(row.kind) }
            let key = kinds.sorted()
            let place = places[key] ?? groups.count
            if place == groups.count {
                places[key] = place
                groups.append((kinds, [], [:]))
            }
            if !groups[place].holders.contains(holder) { groups[place].holders.append(holder) }
            for row in table {
                var sum = groups[place].sums[row.kind] ?? OtherBytes(kind: row.kind, count: 0, bytes: 0)
                // The numbers are the sealer's: no sum of them may end the program.
                sum.count = sum.count.addingSaturated(row.count)
                sum.bytes = sum.bytes.addingSaturated(row.bytes)
                groups[place].sums[row.kind] = sum
            }
        }
        return groups.compactMap { group in
            inWords(group.kinds.compactMap { group.sums[$0] }).map { words in
                let named = group.holders.prefix(namedHolders)
                let more = group.holders.count - named.count
                let holders = listInWords(named + (more > 0 ? ["\(more) more"] : []))
                return group.holders.count == 1
                    ? "Beside picture and sound, \(holders) holds: \(words)."
                    : "Beside picture and sound, \(holders) hold together: \(words)."
            }
        }
    }
}

extension UInt64 {
    fileprivate func addingSaturated(_ other: UInt64) -> UInt64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
