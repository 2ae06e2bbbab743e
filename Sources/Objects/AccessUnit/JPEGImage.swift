/// What a JPEG image says of itself before its first scan (ISO/IEC 10918-1 Annex B).
package enum JPEGImage {
    /// In pixels.
    package struct Size: Sendable, Hashable {
        package let width: Int
        package let height: Int
    }

    /// The size in its frame header, of whatever process; nil where there is none before the first scan.
    package static func size(_ image: UnsafeRawBufferPointer) -> Size? {
        guard image.count > 4, image[0] == 0xFF, image[1] == 0xD8 else { return nil }
        var place = 2
        while place + 4 <= image.count {
            guard image[place] == 0xFF else { return nil }
            let marker = image[place + 1]
            // Bytes may fill up to a marker (§B.1.1.2).
            if marker == 0xFF {
                place += 1
                continue
            }
            guard marker != 0xDA, marker != 0xD9 else { return nil }
            let length = Int(image[place + 2]) << 8 | Int(image[place + 3])
            guard length >= 2 else { return nil }
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                guard place + 9 <= image.count else { return nil }
                return Size(
                    width: Int(image[place + 7]) << 8 | Int(image[place + 8]),
                    height: Int(image[place + 5]) << 8 | Int(image[place + 6]))
            }
            place += 2 + length
        }
        return nil
    }
}
