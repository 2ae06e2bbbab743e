import Custody
import Foundation
import Sealing
import SystemPackage

/// A folder of cards a person trusts: one file each, `<fingerprint>.card.json`.
///
/// Being in the folder is all that trust consists of, so a card can also be copied in by hand. The
/// names are for people; who a card belongs to is read from the card.
public struct TrustFolder: Sendable, Hashable {
    /// Where the folder lies. It is made when the first card is added.
    public let path: String

    /// A trust folder at a place, which need not exist.
    public init(path: String) { self.path = path }

    /// A file in the folder that looks like a card and is none.
    public struct Unusable: Sendable, Hashable {
        /// The file.
        public let path: String
        /// What is wrong with it.
        public let reason: String
    }

    /// What the folder holds.
    public struct Content: Sendable, Hashable {
        /// The trusted cards.
        public var trust = Trust()
        /// The file each card lies in. A card that lies there twice is in both.
        public var files: [Fingerprint: [String]] = [:]
        /// What could not be read, so that it can be named: a person may believe it is trusted.
        public var unusable: [Unusable] = []
    }

    /// Whether there is such a folder.
    public var exists: Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            && isDirectory.boolValue
    }

    /// Reads every `.json` file of the folder. A folder that is not there holds nothing.
    ///
    /// - Throws: ``FileError/inputNotReadable(path:cause:)`` if the folder itself cannot be read.
    public func load() throws(FileError) -> Content {
        var content = Content()
        guard exists else { return content }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        } catch {
            throw .inputNotReadable(path: path, cause: .permissionDenied)
        }
        for name in names where name.hasSuffix(".json") && !name.hasPrefix(".") {
            let file = "\(path)/\(name)"
            do {
                let card = try Card(json: try StatementFile.read(file))
                content.trust = content.trust.adding(card)
                content.files[card.fingerprint, default: []].append(file)
            } catch let error as FileError {
                content.unusable.append(Unusable(path: file, reason: error.description))
            } catch {
                content.unusable.append(Unusable(path: file, reason: "\(file): \(error)"))
            }
        }
        return content
    }

    /// Adds a card. Adding one that is there already changes nothing.
    ///
    /// - Returns: the card's file.
    /// - Throws: ``FileError/cannotWrite(path:cause:)`` and what ``AtomicFile`` throws.
    @discardableResult
    public func add(_ card: Card) throws -> String {
        if let file = try load().files[card.fingerprint]?.first { return file }
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw FileError.cannotWrite(path: path, cause: .permissionDenied)
        }
        let file = "\(path)/\(card.fingerprint.hex).card.json"
        // A damaged card may stand in the way under this name; it is replaced by the sound one.
        try StatementFile.write(try card.json(), to: file, replaceExisting: true)
        return file
    }

    /// Removes a card from wherever it lies in the folder.
    ///
    /// - Returns: whether it was there.
    /// - Throws: ``FileError/cannotWrite(path:cause:)``.
    @discardableResult
    public func remove(_ fingerprint: Fingerprint) throws(FileError) -> Bool {
        let files = try load().files[fingerprint] ?? []
        for file in files where unlink(file) != 0 {
            throw .cannotWrite(path: file, cause: Errno(rawValue: errno))
        }
        return !files.isEmpty
    }
}
