import Objects
import Records
import Sealing
import Statements

/// What of a bundle was disclosed, opened by the keys of a disclosure: some objects with their facts, and no record.
package struct DisclosedObjects: Sendable {
    /// What, to whom and why.
    package let opened: OpenedDisclosure
    /// The facts of each object, in order.
    package let facts: [DescribedObject]
    /// The text of each object's facts, without its padding.
    package let texts: [[UInt8]]
    /// The objects and their recordings.
    package let footage: DescribedFootage

    /// What was found of the disclosure.
    package let checks: DisclosureChecks

    /// The names in it.
    var names: InsideNames {
        InsideNames(
            footage.recordings, zip(opened.terms.objects, footage.objects).map { ($0, $1.name) })
    }

    private let keys: [String: HandedKey]
    private let index: RecordIndex

    /// Reads the facts of what a disclosure opens.
    ///
    /// - Throws: `SealingError.json` and ``OpenedRecord/FactsFlaw`` for facts that are not what they must be,
    ///   ``BundleError/changedMeanwhile(path:)``.
    package init(_ disclosure: DisclosureChecks, in archive: BundleArchive) throws {
        guard disclosure.holds, let opened = disclosure.opened else {
            throw SealingError.misuse("facts were read of a disclosure that does not hold")
        }
        self.opened = opened
        keys = disclosure.keys
        checks = disclosure
        var left = Int(RecordLimits.allFactsBytes)
        var facts: [DescribedObject] = []
        var texts: [[UInt8]] = []
        for number in opened.terms.objects {
            let name = Seal.factsName(number)
            do {
                let decryptor = try Self.decryptor(name, disclosure.keys, archive)
                let (json, size) = try OpenedRecord.text(
                    decryptor, maximumBytes: min(RecordLimits.factsBytes, left))
                left -= size
                let described = try DescribedObject(
                    json: json, ofBundle: opened.disclosure.bundle, file: Seal.objectName(number))
                if let flaw = described.object.nameFlaw(number: number, camera: described.recording.camera) {
                    throw OpenedRecord.FactsFlaw(file: name, reason: flaw)
                }
                facts.append(described)
                texts.append(json)
            } catch let error as SealingError {
                throw OpenedRecord.FactsFlaw(file: name, reason: "\(error)")
            }
        }
        footage = try DescribedFootage(facts)
        index = RecordIndex(footage)
        self.facts = facts
        self.texts = texts
        let payload = archive.objects.reduce(0) { $0 + $1.size }
        if let flaw = footage.flaw(owner: opened.terms.owner, payloadBytes: payload) {
            throw OpenedRecord.Beyond(flaw: flaw)
        }
    }

    private static func decryptor(
        _ file: String, _ keys: [String: HandedKey], _ archive: BundleArchive
    ) throws -> AgeDecryptor {
        guard let key = keys[file] else {
            throw SealingError.misuse("the disclosure hands over no key of \(file)")
        }
        return try archive.decryptor(for: file, key: key)
    }

    /// Decrypts one object to its end and holds it against its facts.
    ///
    /// - Parameter sink: takes the decrypted bytes, each authenticated; what it throws ends the inspection.
    /// - Throws: `SealingError` where the object cannot be decrypted, and what `sink` throws.
    package func inspect(
        _ object: ObjectFacts, in archive: BundleArchive,
        sink: (UnsafeRawBufferPointer) throws -> Void = { _ in }
    ) throws -> ObjectInspection {
        try ObjectInspection(
            object, of: index.recording(object.recording), Self.decryptor(object.file, keys, archive),
            grants: nil, sink: sink)
    }

    /// Decrypts one object from its start on.
    func reader(of object: ObjectFacts, in archive: BundleArchive) throws -> DerivativeChecks.Reader {
        let decryptor = try Self.decryptor(object.file, keys, archive)
        return { buffer, _ in try decryptor.read(into: buffer) }
    }

    /// The checks of what was inspected.
    ///
    /// - Parameters:
    ///   - inspections: one for each object, in order.
    ///   - media: what makes the checks that need a media library; nil leaves them unchecked, and says so.
    func checks(
        _ inspections: [ObjectInspection], in archive: BundleArchive, media: (any MediaChecks)?
    ) throws -> FaithfulChecks {
        FaithfulChecks(
            disclosed: footage, inspections,
            derivatives: try DerivativeChecks.ofFootage(
                footage, index, inspections, isWhole: false, media: media
            ) { try reader(of: $0, in: archive) })
    }

    /// The files of the objects and of their facts, as age files for the recipient: the header of the disclosure, and behind it
    /// what the bundle has, byte for byte.
    ///
    /// - Parameters:
    ///   - file: `data/0001.age` or `data/0001.facts.age`.
    ///   - sink: takes the bytes in order.
    /// - Throws: what reading the bundle throws, and what `sink` throws.
    package func ageFile(
        _ file: String, in archive: BundleArchive, sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        guard let key = keys[file] else {
            throw SealingError.misuse("the disclosure hands over no key of \(file)")
        }
        try key.headerBytes.withUnsafeBytes(sink)
        try archive.payload(behindHeaderOf: file, sink: sink)
    }

    /// The files that it opens, in order.
    package var files: [String] { DisclosedKeys.names(ofObjects: opened.terms.objects) }
}
