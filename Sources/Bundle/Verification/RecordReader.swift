import Custody
import Sealing

/// The record of a bundle, decrypted.
struct OpenedRecord {
    /// What it says.
    let record: Record
    /// Its bytes, without the padding behind them.
    let json: [UInt8]
    /// Of what types the stanzas of its recipients are.
    let stanzaTypes: [String]

    /// The most a record may measure, in bytes: far above one of a thousand objects.
    static let maximumBytes = 64 << 20

    /// Decrypts and reads `data/record.age`.
    ///
    /// - Throws: `SealingError`; `ageNoMatch` when the identity is no recipient.
    init(_ archive: BundleArchive, identity: Identity) throws {
        let decryptor = try archive.decryptor(for: Seal.recordName, identities: identity.ageIdentities)
        stanzaTypes = decryptor.stanzaTypes
        var json: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = try block.withUnsafeMutableBytes { try decryptor.read(into: $0) }
            if count == 0 { break }
            guard json.count + count <= Self.maximumBytes else {
                throw SealingError.json(reason: "the record is larger than any can be", byte: nil)
            }
            json += block[..<count]
        }
        while let last = json.last, last == 0x20 || last == 0x0A { json.removeLast() }
        record = try StrictJSON.decode(Record.self, from: json, maximumBytes: Self.maximumBytes)
        self.json = json
    }
}
