/// What in a name is no camera's label: dates, times, numbers of events, and words that recorders write for every camera.
///
/// A consent names a camera by its label, so a label that two cameras share hands over more than was agreed to.
enum LabelWords {
    /// Words for a recording, for why it was made and for where it is kept.
    private static let common: Set<String> = [
        "alarm", "alarms", "alert", "alerts", "archive", "avi", "clip", "clips", "continuous", "continual",
        "dcim", "detected", "detection", "download", "downloads", "emergency", "ev", "event", "events",
        "evt", "export", "exported", "exports", "file", "files", "footage", "hmdalarm", "image", "images",
        "img", "iodetect", "main", "manual", "md", "mdalarm", "media", "mkv", "mot", "motion", "mov",
        "movie", "movies", "mp4", "normal", "parking", "period", "rec", "recent", "recentclips", "record",
        "recorded", "recording", "recordings", "records", "replay", "rotating", "saved", "savedclips",
        "schedule", "scheduled", "sdalarm", "sdcard", "segment", "segments", "sentry", "sentryclips",
        "snap", "snapshot", "sub", "timelapse", "trigger", "triggered", "vid", "video", "videos",
    ]

    /// Words behind a time for what was seen, or for what was done with the file: no camera is called so there.
    private static let kinds: Set<String> = [
        "animal", "backup", "car", "copied", "copy", "doorbell", "edited", "exported", "face", "hdr",
        "human", "intrusion", "line", "crossing", "loop", "package", "people", "person", "pet", "pxl",
        "ring", "slow", "smartaudiodetect", "smartdetectline", "smartdetectzone", "sound", "vehicle",
    ]

    /// Words by which telephones, cameras in the hand, drones and computers, and their programmes, call what they record.
    private static let devices: Set<String> = [
        "android", "camtasia", "capcut", "dji", "facetime", "gopro", "inshot", "insta360", "ios", "ipad",
        "iphone",
        "messenger", "onedrive", "screencast", "screenrecorder", "screenrecording", "screenshot", "snapchat",
        "telegram", "tiktok", "viber", "wechat", "whatsapp",
    ]

    /// Whether a text says that a telephone, a camera in the hand, a drone or a computer recorded it.
    static func isOfDevice(_ text: String) -> Bool {
        let words = words(of: text)
        // `WIN_20260704_21_40_00_Pro` is of Windows, `Screen Recording 2026-07-04 at 21.40.00` of a Mac.
        return words.contains(where: devices.contains) || words.first == "win"
            || words.starts(with: ["screen", "recording"])
    }

    /// Where on a car or in a house a camera looks.
    private static let views: Set<String> = [
        "front", "rear", "back", "left", "right", "interior", "inside", "cabin", "cockpit", "outside",
        "left_repeater", "right_repeater", "left_pillar", "right_pillar", "rear_view", "f", "r", "i",
    ]

    /// Words for a recording that stand before a camera's name or behind it, as in `clip_front` and `front_motion`.
    private static let beside: Set<String> = [
        "alarm", "alert", "clip", "event", "motion", "movie", "rec", "record", "recording", "vid", "video",
    ]

    /// A label without the words for a recording that stand at its ends; nil where no word is left that tells a camera from
    /// another.
    static func label(of text: String) -> String? {
        guard words(of: text).contains(where: { !isNumber($0) && !common.contains($0) }) else { return nil }
        var label = trimmed(text)[...]
        func end(_ character: Character) -> Bool { character == "_" || character == "-" }
        while let place = label.firstIndex(where: end), beside.contains(label[..<place].lowercased()) {
            label = label[label.index(after: place)...]
        }
        while let place = label.lastIndex(where: end) {
            let word = label[label.index(after: place)...].lowercased()
            guard beside.contains(word) || word == "main" || word == "sub" else { break }
            label = label[..<place]
        }
        return trimmed(String(label))
    }

    /// Whether a text is made of words alone that recorders write for every camera.
    static func isCommon(_ text: String) -> Bool {
        let words = words(of: text)
        return !words.isEmpty && words.allSatisfy(common.contains)
    }

    /// The number that a text is, as `01`; nil where it is something else.
    static func number(in text: String) -> String? {
        let text = trimmed(text)
        return (1...4).contains(text.utf8.count) && text.utf8.allSatisfy(PathParts.isDigit) ? text : nil
    }

    /// What behind a time tells the cameras of one folder apart: `F` of `0001F`, `left_repeater`, `ch2`.
    static func view(behind text: String) -> String? {
        let text = trimmed(text)
        let bare = String(text.drop { $0.isASCII && ($0.isNumber || $0 == "_" || $0 == "-") })
        if views.contains(bare.lowercased()), bare.utf8.count > 2 || bare == bare.uppercased() { return bare }
        let words = words(of: text)
        if let word = words.last, words.count > 1, views.contains(word), word.utf8.count > 2 { return word }
        for (index, word) in words.enumerated() {
            for name in ["cam", "camera", "ch", "channel"] where word.hasPrefix(name) {
                let number = word.dropFirst(name.utf8.count)
                if (1...3).contains(number.utf8.count), isNumber(number) { return word }
                if number.isEmpty, index + 1 < words.count, isNumber(words[index + 1]) {
                    return "\(word)-\(words[index + 1])"
                }
            }
        }
        return nil
    }

    /// Whether letters tell a camera's view: one or two, or a word for it.
    static func isView(_ letters: ArraySlice<UInt8>) -> Bool {
        letters.count <= 2 && !letters.contains(UInt8(ascii: "_"))
            || views.contains(String(decoding: letters, as: UTF8.self).lowercased())
    }

    /// A camera's name behind a time, where there is none before it: words, and no serial number among them.
    static func label(behind text: String) -> String? {
        let all = words(of: text)
        let words = all.filter { !common.contains($0) && !kinds.contains($0) && !isNumber($0) }
        guard !all.contains(where: { isNumber($0) && $0.utf8.count > 3 }),
            let longest = words.map(\.utf8.count).max(), longest >= 3,
            words.allSatisfy({ !$0.utf8.contains(where: PathParts.isDigit) })
        else { return nil }
        return trimmed(text)
    }

    /// What of a name is left to tell two recordings of one second apart: all words but those that recorders write for every
    /// camera.
    static func telling(_ text: String) -> String {
        words(of: text).filter { !common.contains($0) && !kinds.contains($0) }.joined(separator: " ")
    }

    /// Whether a folder is called for no camera.
    ///
    /// - Parameter parent: the name of the folder around it.
    static func isNoCamera(folder name: String, in parent: String?) -> Bool {
        isCommon(name) || isDate(name) || isPartOfDate(name, in: parent)
    }

    /// A month, a day or an hour of the date that the folder around it is: `07` in `2026`, `04` in `2026-07`.
    private static func isPartOfDate(_ name: String, in parent: String?) -> Bool {
        guard (1...2).contains(name.utf8.count), name.utf8.allSatisfy(PathParts.isDigit), let parent else {
            return false
        }
        // The folder around a day is a month, and looks like a day itself.
        return isDate(parent) || (parent.utf8.count <= 2 && parent.utf8.allSatisfy(PathParts.isDigit))
    }

    /// `2026`, `2026-07`, `2026-07-04`, `20260704`, `04-07-2026`, `2026-07-04_21-38-00`, `2022Y08M18D15H`, `20260704AM`,
    /// `21-38-00`, and a date with a serial number behind it.
    static func isDate(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        let groups = bytes.split(whereSeparator: { !PathParts.isDigit($0) }).map(Array.init)
        guard let first = groups.first, let start = bytes.first, PathParts.isDigit(start) else {
            return false
        }
        func value(_ digits: some Sequence<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        func isDay(_ year: Int, _ month: Int, _ day: Int) -> Bool {
            years.contains(year)
                && CivilTime(year: year, month: month, day: day, hour: 0, minute: 0, second: 0).exists
        }
        let others = bytes.filter { !PathParts.isDigit($0) }
        let isPlain = others.allSatisfy { "-_. :TYMDHAPZ".utf8.contains($0) }
        if first.count >= 8 {
            return isDay(value(first[0..<4]), value(first[4..<6]), value(first[6..<8]))
                && (first.count == 8 || [10, 12, 14].contains(first.count))
        }
        if first.count == 6 {
            return isPlain && groups.count == 1 && years.contains(value(first[0..<4]))
                && (1...12).contains(value(first[4..<6]))
        }
        guard isPlain, first.count == 4 || groups.count >= 3 else { return false }
        if first.count == 4 {
            guard years.contains(value(first)) else { return false }
            guard groups.count > 1 else { return true }
            guard groups.count > 2 else { return (1...12).contains(value(groups[1])) && groups[1].count <= 2 }
            return isDay(value(first), value(groups[1]), value(groups[2]))
        }
        guard groups.count >= 3, first.count <= 2, groups[1].count <= 2 else { return false }
        if groups[2].count == 4 {
            let (one, two, year) = (value(first), value(groups[1]), value(groups[2]))
            return isDay(year, one, two) || isDay(year, two, one)
        }
        return groups.count == 3 && groups.allSatisfy { $0.count == 2 }
    }

    /// Years in which cameras wrote files.
    static let years = 1990...2099

    /// The words of a text in small letters; what is neither an ASCII letter, a digit nor beyond ASCII parts them.
    private static func words(of text: some StringProtocol) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        for byte in text.utf8 {
            if byte >= 0x80 || PathParts.isAlphanumeric(byte) {
                word.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
            } else if !word.isEmpty {
                words.append(String(decoding: word, as: UTF8.self))
                word.removeAll(keepingCapacity: true)
            }
        }
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        return words
    }

    private static func isNumber(_ word: some StringProtocol) -> Bool {
        word.utf8.allSatisfy(PathParts.isDigit)
    }

    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while let first = text.utf8.first, FileNameTime.endsLabel(first) { text.removeFirst() }
        while let last = text.utf8.last, FileNameTime.endsLabel(last) { text.removeLast() }
        return String(text)
    }
}
