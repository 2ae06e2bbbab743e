import Bundle
import Files
import Records
import Statements
import Sealing

/// What became of an object that was put into a bundle.
package struct WrittenObject: Sendable, Hashable {
    /// Its place in the bag: `data/0001.age` for the first.
    package let file: String
    /// Bytes of plaintext.
    package let size: UInt64
    /// SHA-256 of the plaintext. It belongs into the record only: outside the encryption it would let
    /// anyone confirm a guess.
    package let sha256: SHA256Digest
    /// SHA-256 of the ciphertext, as manifest and seal give it.
    package let ciphertextSHA256: SHA256Digest
}

/// Writes a bundle in one pass: objects, their facts, the record, the seal. It appears whole under its name or not at all.
///
/// ```swift
/// let writer = try BundleWriter(path: "out.tar", replaceExisting: false, bundle: id, recipients: keys)
/// let object = try writer.addObject(size: clipSize) { sink in try clip.write(to: sink) }
/// try writer.add(record)
/// try writer.finish(sealed: record.sealed) { subjects in try Seal(…, subjects: subjects).signed(by: owner) }
/// ```
///
/// Plaintext is hashed and encrypted as it comes and never touches the disk. After any error the bundle is
/// given up and every further call throws; an instance dropped before ``finish(seal:)`` leaves nothing
/// behind. Not `Sendable`: one owner. Format: docs/spec/bundle.md.
package final class BundleWriter {
    /// The bundle's id.
    package let bundle: String

    private let path: String
    private let software: String
    private let recipients: [AgeRecipient]
    private let output: AtomicFile
    private let tar: TarWriter
    private var state = State.objects
    private var objects = 0
    private var facts = 0
    private var payload: [Manifest.Entry] = []
    private var payloadSizes: [UInt64] = []
    private var tagFiles: [Manifest.Entry] = []

    private enum State { case objects, facts, recordWritten, finished, failed }

    /// Begins a bundle.
    ///
    /// - Parameters:
    ///   - path: where it shall appear.
    ///   - replaceExisting: whether an ordinary file already there may be replaced, once all is written.
    ///   - bundle: a random id, 32 to 64 lower-case hexadecimal digits; see ``newBundleID()``.
    ///   - recipients: who can open it.
    ///   - software: stands in `bag-info.txt` as what made the bag; printable ASCII, at most 64 bytes.
    /// - Throws: ``FileError`` for the output, ``BundleError/notWritable(path:member:reason:)``, and
    ///   `SealingError.misuse` for recipients that do not go together.
    package init(
        path: String, replaceExisting: Bool, bundle: String, recipients: [AgeRecipient],
        software: String = "Proffer"
    ) throws {
        guard BundleLayout.isBundleID(bundle) else {
            throw BundleError.notWritable(
                path: path, member: nil, reason: "a bundle's id has 32 to 64 lower-case hexadecimal digits")
        }
        guard BagInformation.isSoftwareName(software) else {
            throw BundleError.notWritable(
                path: path, member: nil, reason: "the software's name is not one line of printable ASCII")
        }
        // Recipients that do not go together are refused before there is a file.
        _ = try AgeEncryptor(recipients: recipients)
        self.path = path
        self.bundle = bundle
        self.software = software
        self.recipients = recipients
        output = try AtomicFile(path: path, replaceExisting: replaceExisting)
        tar = try TarWriter(output: output)
        try writeTagFile(Seal.declarationName, BundleLayout.declaration)
        try writeTagFile(Seal.readMeName, Array(BundleReadMe.text.utf8))
    }

    /// A fresh random id for a bundle.
    ///
    /// - Throws: `SealingError.cryptoLibrary` when the machine has no randomness.
    package static func newBundleID() throws(SealingError) -> String { try BundleLayout.newBundleID() }

    /// Says how many bytes the bundle will have at least, before anything is added.
    ///
    /// - Throws: ``FileError/diskFull(path:neededBytes:freeBytes:isBegun:)`` where there is no room for them.
    package func expect(bytes: UInt64) throws(FileError) { try output.expect(bytes: bytes) }

    /// Adds the next object, of a size known in advance.
    ///
    /// - Parameters:
    ///   - size: its plaintext size in bytes. `produce` must give exactly that many.
    ///   - produce: called once, on the caller's thread; gives the plaintext to the sink in pieces of any size.
    ///   - check: called once all is encrypted; it can read the object back, decrypted from the very bytes of the bundle, and
    ///     by throwing keep it from leaving.
    /// - Throws: what `produce` and `check` throw, ``FileError/writeFailed(path:cause:)``, or
    ///   ``BundleError/notWritable(path:member:reason:)``. The bundle is given up then.
    package func addObject(
        size: UInt64, _ produce: (_ sink: (UnsafeRawBufferPointer) throws -> Void) throws -> Void,
        check: (AgeRandomAccessDecryptor) throws -> Void = { _ in }
    ) throws -> WrittenObject {
        try adding(in: .objects) {
            let object = try add(try nextObjectName(), size: size, produce, check: check)
            objects += 1
            return object
        }
    }

    /// Adds the next object, encrypted before.
    ///
    /// - Parameter object: prepared for this bundle's recipients.
    /// - Throws: ``FileError/writeFailed(path:cause:)``, or ``BundleError/notWritable(path:member:reason:)``. The
    ///   bundle is given up then.
    package func add(_ object: PreparedObject) throws -> WrittenObject {
        try adding(in: .objects) {
            let name = try nextObjectName()
            guard object.recipients == recipients else { throw misuse("an object for other recipients") }
            try begin(name, size: object.ciphertext.size)
            try object.ciphertext.replay(tar.write)
            objects += 1
            return note(name, object.outcome, ciphertextSize: object.ciphertext.size)
        }
    }

    /// Adds the facts of the next object, after the last object. They are padded (``PaddedText``).
    ///
    /// - Parameter json: the text of a `DescribedObject`.
    /// - Throws: as ``addObject(size:_:)``.
    package func addFacts(_ json: [UInt8]) throws {
        if state == .objects { state = .facts }
        try adding(in: .facts) {
            guard facts < objects else { throw misuse("facts of no object") }
            try add(json, as: Seal.factsName(facts + 1))
            facts += 1
        }
    }

    /// Adds the record, after the facts of the last object. It is padded (``PaddedText``).
    ///
    /// - Parameter json: the record's JSON.
    /// - Throws: as ``addObject(size:_:)``.
    package func addRecord(_ json: [UInt8]) throws {
        if let flaw = RecipientCost.flaw(
            keys: recipients.count, members: payload.count + 1, bytes: payloadSizes.reduce(0, +))
        {
            throw misuse(flaw)
        }
        if state == .objects { state = .facts }
        try adding(in: .facts) {
            guard facts == objects else { throw misuse("an object without its facts") }
            try add(json, as: Seal.recordName)
        }
        state = .recordWritten
    }

    private func add(_ json: [UInt8], as name: String) throws {
        let padded = PaddedText.padded(json)
        _ = try add(name, size: UInt64(padded.count)) { sink in try padded.withUnsafeBytes(sink) }
    }

    /// Adds manifests, seal and timestamp, syncs, and gives the bundle its name.
    ///
    /// - Parameters:
    ///   - sealed: the time the seal will give: its day stands in `bag-info.txt`, which the seal covers.
    ///   - seal: signs a seal over exactly these subjects, for this bundle.
    ///   - timestamp: has an authority stamp a digest, that of the file `seal.dsse.json`; nil where the seal announces no
    ///     timestamp.
    ///   - beforeNaming: called when all is on the disk, just before the bundle gets its name; by throwing it keeps it from that.
    /// - Returns: what the authority answered.
    /// - Throws: what `seal`, `timestamp` and `beforeNaming` throw, ``FileError``, ``BundleError/notWritable(path:member:reason:)`` when
    ///   the seal is for something else or its signature is not good.
    @discardableResult
    package func finish(
        sealed: WallTime,
        seal: (_ subjects: [Seal.Subject]) throws -> DSSEEnvelope,
        timestamp: ((SHA256Digest) throws -> TimeStampResponse)? = nil,
        beforeNaming: () throws -> Void = {}
    ) throws -> TimeStampResponse? {
        let answer = try adding(in: .recordWritten) {
            let before = tagFiles
            try writeTagFile(
                Seal.informationName,
                BagInformation(
                    bundle: bundle, software: software, sealed: sealed, payloadSizes: payloadSizes
                ).text)
            try writeTagFile(Seal.manifestName, Manifest.text(payload))
            let subjects = (before + payload + tagFiles.dropFirst(before.count)).map {
                Seal.Subject(name: $0.name, sha256: $0.sha256)
            }
            let sealFile = try Seal.file(of: try seal(subjects))
            let signed = try Seal.read(file: sealFile).seal
            guard signed.bundle == bundle, signed.subjects == subjects, signed.sealed == sealed else {
                throw BundleError.notWritable(
                    path: path, member: BundleLayout.sealName, reason: "the seal is for something else")
            }
            try writeTagFile(BundleLayout.sealName, sealFile)
            let answer = try timestamp.map { try stamp(sealFile, announced: signed.isTimestamped, $0) }
            guard answer != nil || !signed.isTimestamped else {
                throw misuse("the seal announces a timestamp, and there is none")
            }
            try writeTagFile(BundleLayout.tagManifestName, Manifest.text(tagFiles))
            try tar.close()
            try output.sync()
            try beforeNaming()
            try output.commit()
            return answer
        }
        state = .finished
        return answer
    }

    private func stamp(
        _ seal: [UInt8], announced: Bool, _ timestamp: (SHA256Digest) throws -> TimeStampResponse
    ) throws -> TimeStampResponse {
        guard announced else { throw misuse("the seal announces no timestamp, and there is one") }
        let digest = try SHA256Digest.of(seal)
        let answer = try timestamp(digest)
        try answer.token.verify(digest: digest, trusting: .itsOwnCertificate)
        try writeTagFile(BundleLayout.timestampName, answer.der)
        return answer
    }

    // MARK: - Members

    private func add(
        _ name: String, size: UInt64, _ produce: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void,
        check: (AgeRandomAccessDecryptor) throws -> Void = { _ in }
    ) throws -> WrittenObject {
        let encryptor = try AgeEncryptor(recipients: recipients)
        guard size <= TarHeader.maximumSize else {
            throw BundleError.notWritable(
                path: path, member: name, reason: "it is larger than 64 GiB; cut a shorter window")
        }
        let ciphertextSize = encryptor.ciphertextSize(plaintextSize: size)
        try begin(name, size: ciphertextSize)
        let start = output.bytesWritten
        let outcome = try ObjectPipeline.run(
            encryptor: encryptor, announced: size,
            wrongSize: .notWritable(
                path: path, member: name,
                reason: "its content has not the \(size) bytes it was announced with"),
            produce: produce, consume: tar.write)
        let output = output
        try check(
            encryptor.reader(size: ciphertextSize) { buffer, offset in
                try output.read(into: buffer, at: start + offset)
            })
        return note(name, outcome, ciphertextSize: ciphertextSize)
    }

    private func begin(_ name: String, size: UInt64) throws {
        try tar.begin(name: "\(BundleLayout.folder(of: bundle))/\(name)", size: size)
    }

    private func note(
        _ name: String, _ outcome: ObjectPipeline.Outcome, ciphertextSize: UInt64
    ) -> WrittenObject {
        payload.append(.init(name: name, sha256: outcome.ciphertextSHA256))
        payloadSizes.append(ciphertextSize)
        return WrittenObject(
            file: name, size: outcome.size, sha256: outcome.sha256,
            ciphertextSHA256: outcome.ciphertextSHA256)
    }

    private func nextObjectName() throws -> String {
        guard objects < Seal.maximumObjects else {
            throw misuse("a bundle holds at most \(Seal.maximumObjects) objects")
        }
        return Seal.objectName(objects + 1)
    }

    private func writeTagFile(_ name: String, _ content: [UInt8]) throws {
        if let limit = BundleLayout.maximumSize(of: name), UInt64(content.count) > limit {
            throw BundleError.notWritable(
                path: path, member: name, reason: "it is larger than \(limit) bytes")
        }
        try begin(name, size: UInt64(content.count))
        try content.withUnsafeBytes(tar.write)
        tagFiles.append(.init(name: name, sha256: try SHA256Digest.of(content)))
    }

    // MARK: - All or nothing

    private func adding<T>(in wanted: State, _ work: () throws -> T) throws -> T {
        guard state == wanted else {
            let found = state
            state = .failed
            output.abandon()
            throw misuse(
                found == .failed ? "an error before" : "its parts were added in the wrong order")
        }
        do { return try work() } catch {
            state = .failed
            output.abandon()
            throw error
        }
    }

    private func misuse(_ reason: String) -> BundleError {
        .notWritable(path: path, member: nil, reason: reason)
    }
}
