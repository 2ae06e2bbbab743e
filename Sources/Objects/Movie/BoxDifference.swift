/// Says in which box of an object a byte lies that is not the one it should be.
enum BoxDifference {
    /// - Parameters:
    ///   - expected: the content of the box as its facts make it.
    ///   - found: its content as it is.
    ///   - type: of the box.
    /// - Returns: why the box is not the one it should be; nil where it is.
    static func flaw(_ expected: [UInt8], _ found: [UInt8], in type: BoxType) -> FootageError? {
        guard expected != found else { return nil }
        let common = min(expected.count, found.count)
        let place = (0..<common).first { expected[$0] != found[$0] }
        var path = [type.text]
        if let place { descend(expected, 0..<expected.count, type, to: place, &path) }
        let whole = place == nil ? ", which is \(found.count > expected.count ? "longer" : "shorter")" : ""
        return BoxReader.damaged(
            "its “\(path.joined(separator: "/"))” is not the one that the record's facts make\(whole)")
    }

    /// Boxes with boxes in them, and how many bytes of fields stand before these.
    private static let fields: [BoxType: Int] = [
        "moov": 0, "trak": 0, "mdia": 0, "minf": 0, "dinf": 0, "stbl": 0, "mvex": 0, "moof": 0, "traf": 0,
        "stsd": 8, "dref": 8, "avc1": 78, "hvc1": 78, "av01": 78, "vp09": 78, "mp4v": 78, "m2v1": 78,
        "m1v ": 78, "jpeg": 78, "FFV1": 78, "mp4a": 28, "Opus": 28,
    ]

    private static func descend(
        _ bytes: [UInt8], _ range: Range<Int>, _ type: BoxType, to place: Int, _ path: inout [String]
    ) {
        guard let fields = fields[type] else { return }
        var start = range.lowerBound + fields
        while start + 8 <= range.upperBound, start <= place {
            let size = bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
            guard size >= 8, start + size <= range.upperBound else { return }
            if place < start + size {
                let inner = BoxType(bytes[start + 4..<start + 8].reduce(0) { $0 << 8 | UInt32($1) })
                path.append(inner.text)
                return descend(bytes, start + 8..<start + size, inner, to: place, &path)
            }
            start += size
        }
    }
}
