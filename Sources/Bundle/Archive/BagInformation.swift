import Statements

/// `bag-info.txt` (RFC 8493 §2.2.2): four lines, and nothing that the seal or a listing of the tar does not show.
package struct BagInformation: Hashable {
    /// What made the bag.
    let software: String
    /// The day of sealing in UTC, `2026-11-24`.
    let baggingDate: String
    /// The bundle's id.
    let externalIdentifier: String
    /// Bytes and number of the payload's files, joined by a point.
    let payloadOxum: String

    private static let labels = ["Bag-Software-Agent", "Bagging-Date", "External-Identifier", "Payload-Oxum"]

    /// The information of a bundle.
    package init(bundle: String, software: String, sealed: WallTime, payloadSizes: [UInt64]) {
        self.software = software
        baggingDate = String(sealed.inOffset(seconds: 0).rfc3339.prefix(10))
        externalIdentifier = bundle
        payloadOxum = "\(payloadSizes.reduce(0, +)).\(payloadSizes.count)"
    }

    /// Reads the file; nil where it is not in the form that ``text`` has.
    init?(_ bytes: [UInt8]) {
        guard bytes.last == UInt8(ascii: "\n"), bytes.allSatisfy({ $0 == 0x0A || (0x20...0x7E).contains($0) })
        else { return nil }
        let lines = String(decoding: bytes.dropLast(), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == Self.labels.count else { return nil }
        var values: [String] = []
        for (line, label) in zip(lines, Self.labels) {
            guard line.hasPrefix("\(label): ") else { return nil }
            values.append(String(line.dropFirst(label.count + 2)))
        }
        guard Self.isSoftwareName(values[0]), values.allSatisfy({ $0.utf8.count <= 100 }) else { return nil }
        software = values[0]
        baggingDate = values[1]
        externalIdentifier = values[2]
        payloadOxum = values[3]
    }

    /// The file's bytes.
    package var text: [UInt8] {
        let values = [software, baggingDate, externalIdentifier, payloadOxum]
        return zip(Self.labels, values).flatMap { label, value in Array("\(label): \(value)\n".utf8) }
    }

    /// Whether a text can stand as the software's name: short, printable ASCII.
    package static func isSoftwareName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }
}
