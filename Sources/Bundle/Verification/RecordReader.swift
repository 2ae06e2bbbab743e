import Custody
import Sealing

/// The record of a bundle, decrypted.
struct OpenedRecord {
    /// What it says.
    let record: Record
    /// What it refers to, by id and number.
    let index: RecordIndex
    /// Its bytes, without the padding behind them.
    let json: [UInt8]
    /// The headers of the files it was read from.
    let headers: [MemberHeader]
    /// Which of them opened it, by the order of its header.
    let recipientPlace: Int

    /// A record describes more than one may, so that nothing of it is followed.
    struct Beyond: Error, CustomStringConvertible {
        let flaw: String

        var description: String { "it describes more than a record may: \(flaw)" }
    }

    /// Whether an error says that there is no record to go by, and not that it is for others.
    static func isUnreadable(_ error: any Error) -> Bool {
        (error as? SealingError).map { !$0.isNoMatch } ?? (error is Beyond)
    }

    /// Decrypts and reads `data/record.age`.
    ///
    /// - Throws: `SealingError`, `ageNoMatch` when the identity is no recipient; ``Beyond`` where it describes more than a
    ///   record may (docs/spec/record.md, Limits).
    init(_ archive: BundleArchive, identity: Identity) throws {
        let decryptor = try archive.decryptor(for: Seal.recordName, identities: identity.ageIdentities)
        headers = [MemberHeader(file: Seal.recordName, mark: try decryptor.header.mark())]
        recipientPlace = decryptor.recipientPlace
        var json: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = try block.withUnsafeMutableBytes { try decryptor.read(into: $0) }
            if count == 0 { break }
            guard json.count + count <= RecordLimits.bytes else {
                throw SealingError.json(reason: "the record is larger than any can be", byte: nil)
            }
            json += block[..<count]
        }
        while let last = json.last, last == 0x20 || last == 0x0A { json.removeLast() }
        record = try StrictJSON.decode(Record.self, from: json, maximumBytes: RecordLimits.bytes)
        let payloadBytes = archive.objects.reduce(0) { $0 + $1.size }
        if let flaw = record.beyondLimits ?? record.costFlaw(payloadBytes: payloadBytes) {
            throw Beyond(flaw: flaw)
        }
        index = RecordIndex(record)
        self.json = json
    }
}
