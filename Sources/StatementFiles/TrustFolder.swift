import Files
import Statements
import Glibc
import Sealing
import SystemPackage

/// A folder of cards a person trusts: one file each, `<fingerprint>.card.json`; and of what is known of cards that were
/// revoked, `<fingerprint>.….revocation.json`, and who compared which fingerprint, `<fingerprint>.….compared.json`.
///
/// Being in the folder is all that trust consists of, so a card can also be copied in by hand. The
/// names are for people; what a file is, and of whom, is read from it.
package struct TrustFolder: Sendable, Hashable {
    /// Where the folder lies. It is made when the first card is added.
    package let path: String

    /// A trust folder at a place, which need not exist.
    package init(path: String) { self.path = path }

    /// A file in the folder that looks like a card, a revocation or a comparison and is none.
    package struct Unusable: Sendable, Hashable {
        /// The file.
        package let path: String
        /// What is wrong with it.
        package let reason: String
    }

    /// What the folder holds.
    package struct Content: Sendable, Hashable {
        /// The trusted cards, and the revocations.
        package var trust = Trust()
        /// The file each card lies in. A card that lies there twice is in both.
        package var files: [Fingerprint: [String]] = [:]
        /// The files in which comparisons of a card lie.
        package var comparisonFiles: [Fingerprint: [String]] = [:]
        /// The cards of which a comparison is written down in a file that only somebody else may read: it has a telephone number.
        package var closedComparisons: Set<Fingerprint> = []
        /// What could not be read, so that it can be named: a person may believe it is trusted.
        package var unusable: [Unusable] = []
    }

    /// Whether anything lies at that place. Whether it can be read as a folder, ``load()`` tells.
    package var exists: Bool {
        do { _ = try OutsideFile.status(of: path) } catch { return error != .missing }
        return true
    }

    /// Reads every `.json` file of the folder. A folder that is not there holds nothing.
    ///
    /// - Throws: ``FileError/inputNotReadable(path:cause:)`` and ``FileError/inputNotAFolder(path:kind:)`` if the folder
    ///   itself cannot be read.
    package func load() throws(FileError) -> Content {
        var content = Content()
        guard let (names, unnamed) = try names() else { return content }
        for name in unnamed where name.hasSuffix(".json") {
            content.unusable.append(
                Unusable(path: "\(path)/\(name)", reason: "\(path)/\(name): its name is not UTF-8; rename it")
            )
        }
        for name in names where name.hasSuffix(".json") && !name.hasPrefix(".") {
            let file = "\(path)/\(name)"
            do {
                let bytes = try StatementFile.read(inFolder: file)
                if let envelope = try? DSSEEnvelope(json: bytes),
                    envelope.payloadType == CardRevocation.payloadType
                {
                    content.trust = content.trust.adding(try CardRevocation(verifying: envelope))
                    continue
                }
                if FingerprintComparison.isNamed(in: bytes) {
                    let comparison = try FingerprintComparison(json: bytes)
                    content.trust = content.trust.adding(comparison)
                    content.comparisonFiles[comparison.fingerprint, default: []].append(file)
                    continue
                }
                let card = try Card(json: bytes)
                content.trust = content.trust.adding(card)
                content.files[card.fingerprint, default: []].append(file)
            } catch let error as FileError {
                if case .inputNotReadable(_, .permissionDenied) = error,
                    name.hasSuffix(Self.comparisonEnding),
                    let card = try? Fingerprint(String(name.prefix(64)))
                {
                    content.closedComparisons.insert(card)
                    continue
                }
                content.unusable.append(Unusable(path: file, reason: error.description))
            } catch {
                content.unusable.append(Unusable(path: file, reason: "\(file): \(error)"))
            }
        }
        return content
    }

    /// The names in the folder; nil where there is none.
    private func names() throws(FileError) -> (texts: [String], unnamed: [String])? {
        do {
            return try OutsideFolder(path).names()
        } catch .missing {
            return nil
        } catch .kind(let kind) {
            throw .inputNotAFolder(path: path, kind: kind)
        } catch {
            throw FileError(error, path)
        }
    }

    /// Adds a card. Adding one that is there already changes nothing.
    ///
    /// - Returns: the card's file.
    /// - Throws: ``FileError/cannotWrite(path:cause:)`` and what ``AtomicFile`` throws.
    @discardableResult
    package func add(_ card: Card) throws -> String {
        if let file = try load().files[card.fingerprint]?.first { return file }
        try make()
        let file = "\(path)/\(card.fingerprint.hex).card.json"
        // A damaged card may stand in the way under this name; it is replaced by the sound one.
        try StatementFile.write(try card.json(), to: file, replaceExisting: true)
        return file
    }

    /// Keeps a revocation, whether its card is trusted or not. Keeping one that is there already changes nothing.
    ///
    /// - Parameter envelope: the revocation as it was signed.
    /// - Returns: its file.
    /// - Throws: ``FileError/cannotWrite(path:cause:)``, what ``AtomicFile`` throws, and Custody's error for what is no
    ///   revocation.
    @discardableResult
    package func add(revocation envelope: DSSEEnvelope) throws -> String {
        let revocation = try CardRevocation(verifying: envelope)
        try make()
        let name =
            "\(revocation.card.fingerprint.hex).\(envelope.payloadDigest.hex.prefix(8)).revocation.json"
        try StatementFile.write(
            try envelope.json() + [UInt8(ascii: "\n")], to: "\(path)/\(name)", replaceExisting: true)
        return "\(path)/\(name)"
    }

    private static let comparisonEnding = ".compared.json"

    /// Writes down who compared a card's fingerprint, in a file that only its owner may read: it has a telephone number.
    /// Writing down again what is there already changes nothing.
    ///
    /// - Throws: as ``add(_:)``.
    package func add(_ comparison: FingerprintComparison) throws {
        try make()
        let bytes = try comparison.json()
        let name =
            "\(comparison.fingerprint.hex).\(try SHA256Digest.of(bytes).hex.prefix(8))\(Self.comparisonEnding)"
        try StatementFile.write(
            bytes, to: "\(path)/\(name)", replaceExisting: true, permissions: .ownerReadWrite)
    }

    private func make() throws(FileError) {
        do {
            try OutsideFolder.make(path)
        } catch {
            switch error.refusal {
            case .missing: throw .cannotWrite(path: error.path, cause: .noSuchFileOrDirectory)
            case .kind(let kind): throw .inputNotAFolder(path: error.path, kind: kind)
            case .failed(let code): throw .cannotWrite(path: error.path, cause: Errno(rawValue: code))
            }
        }
    }

    /// Removes a card from wherever it lies in the folder, and with it what was written down of who compared it.
    ///
    /// - Returns: whether it was there.
    /// - Throws: ``FileError/cannotWrite(path:cause:)``.
    @discardableResult
    package func remove(_ fingerprint: Fingerprint) throws(FileError) -> Bool {
        let content = try load()
        let files = content.files[fingerprint] ?? []
        // The card last: a note without its card does nothing, a card without its note would be trusted still.
        for file in (content.comparisonFiles[fingerprint] ?? []) + files where unlink(file) != 0 {
            throw .cannotWrite(path: file, cause: Errno(rawValue: errno))
        }
        return !files.isEmpty
    }
}
