import Records
import Statements
import Sealing

/// The record of a bundle and the facts of its objects, decrypted.
package struct OpenedRecord {
    /// What it says, its objects included.
    package let record: Record
    /// What it refers to, by id and number.
    package let index: RecordIndex
    /// Its bytes, without the padding behind them.
    package let json: [UInt8]
    /// The headers of the files it was read from.
    let headers: [MemberHeader]
    /// Which of them opened it, by the order of its header.
    let recipientPlace: Int?

    /// A record describes more than one may, so that nothing of it is followed.
    struct Beyond: Error, CustomStringConvertible {
        let flaw: String

        package var description: String { "it describes more than a record may: \(flaw)" }
    }

    /// The facts of an object are not what they must be.
    struct FactsFlaw: Error, CustomStringConvertible {
        let file: String
        let reason: String

        package var description: String { "\(file): \(reason)" }
    }

    /// Whether an error says that there is no record to go by, and not that it is for others.
    package static func isUnreadable(_ error: any Error) -> Bool {
        (error as? SealingError).map { !$0.isNoMatch } ?? (error is Beyond || error is FactsFlaw)
    }

    /// Decrypts and reads `data/record.age` and the facts of every object.
    ///
    /// - Throws: `SealingError`, `ageNoMatch` when the identity is no recipient; ``Beyond`` where it describes more than a
    ///   record may (docs/spec/record.md, Limits); ``FactsFlaw``; ``BundleError/changedMeanwhile(path:)``.
    package init(_ archive: BundleArchive, identity: Identity) throws {
        let decryptor = try archive.decryptor(for: Seal.recordName, identities: identity.ageIdentities)
        var headers = [MemberHeader(file: Seal.recordName, mark: try decryptor.header.mark())]
        recipientPlace = decryptor.recipientPlace
        json = try Self.text(decryptor, maximumBytes: RecordLimits.bytes).json
        var record = try StrictJSON.decodeCanonical(
            Record.self, from: json, maximumBytes: RecordLimits.bytes)
        if let flaw = record.beyondLimits { throw Beyond(flaw: flaw) }
        record.objects = try Self.objects(
            of: record, archive, identity, place: recipientPlace, headers: &headers)
        self.headers = headers
        let payloadBytes = archive.objects.reduce(0) { $0 + $1.size }
        if let flaw = record.beyondLimits ?? record.costFlaw(payloadBytes: payloadBytes) {
            throw Beyond(flaw: flaw)
        }
        self.record = record
        index = RecordIndex(record)
    }

    /// Reads the facts of each object, which are for the same recipients as the record.
    private static func objects(
        of record: Record, _ archive: BundleArchive, _ identity: Identity, place: Int?,
        headers: inout [MemberHeader]
    ) throws -> [ObjectFacts] {
        var texts = Record.FactsText(record)
        var left = RecordLimits.allFactsBytes
        let index = RecordIndex(record)
        return try zip(archive.objects, archive.objectFacts).enumerated().map { number, members in
            let (object, facts) = members
            do {
                let decryptor = try archive.decryptor(
                    for: facts.name, identities: identity.ageIdentities, at: place)
                headers.append(MemberHeader(file: facts.name, mark: try decryptor.header.mark()))
                let (json, size) = try text(
                    decryptor, maximumBytes: min(RecordLimits.factsBytes, Int(left)))
                left -= UInt64(size)
                let described = try texts.object(from: json, of: object.name)
                let camera = index.recording(described.recording)?.facts.camera ?? ""
                if let flaw = described.nameFlaw(number: number + 1, camera: camera) {
                    throw FactsFlaw(file: facts.name, reason: flaw)
                }
                return described
            } catch let error as SealingError {
                throw FactsFlaw(file: facts.name, reason: "\(error)")
            }
        }
    }

    /// A text that lies padded in the payload.
    ///
    /// - Returns: the text, and how many bytes it has with its padding.
    static func text(
        _ decryptor: AgeDecryptor, maximumBytes: Int
    ) throws -> (json: [UInt8], size: Int) {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = try block.withUnsafeMutableBytes { try decryptor.read(into: $0) }
            if count == 0 { break }
            guard bytes.count + count <= maximumBytes else {
                throw SealingError.json(reason: "it is larger than any can be", byte: nil)
            }
            bytes += block[..<count]
        }
        guard let json = PaddedText.text(of: bytes) else {
            throw SealingError.json(reason: "its padding is not what it must be", byte: nil)
        }
        return (json, bytes.count)
    }
}
