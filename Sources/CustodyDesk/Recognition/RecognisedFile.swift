import Bundle
import Files
import Outcomes
import Records
import Sealing
import StatementFiles
import Statements
import SystemPackage

/// A file, and what it is by its content: the one place that tells, wherever a file is given. Its name tells nothing.
package struct RecognisedFile {
    package let path: String
    package let nature: FileNature
    /// Why it does not hold as that, where it is a statement; nil where it does, and where that is checked elsewhere.
    package let flaw: String?
    /// The digest that others refer to it by, where it is a statement.
    package let digest: SHA256Digest?
    /// The digest of the statement it answers, where it answers one.
    let answered: SHA256Digest?

    /// Looks at a file, or into a folder for what it holds.
    ///
    /// - Parameter looksIntoArchives: whether an archive is looked into for a bundle that was packed anew.
    /// - Throws: ``FileError`` where it cannot be read.
    package init(_ path: String, looksIntoArchives: Bool = true) throws(FileError) {
        do {
            let (descriptor, size) = try RegularFile.open(path)
            // A folder is no ordinary file.
            let head = try Self.head(of: descriptor, path)
            if looksIntoArchives, PackedBundle.canLie(inFileBeginning: head), !BundleHead.isInForm(path),
                PackedBundle.isOne(path)
            {
                self.init(path, .packedBundle)
            } else {
                self.init(path, head: head, size: size)
            }
        } catch .inputNotAFile(_, .folder) {
            self.init(path, Self.nature(ofFolder: path))
        }
    }

    private init(
        _ path: String, _ nature: FileNature, flaw: String? = nil, digest: SHA256Digest? = nil,
        answered: SHA256Digest? = nil
    ) {
        self.path = path
        self.nature = nature
        self.flaw = flaw
        self.digest = digest
        self.answered = answered
    }

    private init(_ path: String, head: [UInt8], size: UInt64) {
        guard size > 0, !head.isEmpty else {
            self.init(path, .empty)
            return
        }
        guard size <= Self.maximumBytes, let envelope = try? DSSEEnvelope(json: head),
            var nature = FileNature(statement: envelope)
        else {
            self.init(path, FileNature(head: head, size: size))
            return
        }
        var answered: SHA256Digest?
        if nature == .counterOffer {
            answered = (try? CounterOffer(verifying: envelope))?.request
        } else if nature == .consent, let consent = try? Consent(verifying: envelope) {
            answered = consent.request
            if consent.decision == .declined { nature = .decline }
        }
        self.init(
            path, nature,
            flaw: nature == .disclosure ? Self.flaw(ofDisclosure: envelope) : StatementClaim(envelope)?.flaw,
            digest: envelope.payloadDigest, answered: answered)
    }

    /// Why a disclosure does not hold as one, as far as that is seen without its bundle; nil where it does.
    private static func flaw(ofDisclosure envelope: DSSEEnvelope) -> String? {
        do throws(StatementError) {
            _ = try Disclosure(verifying: envelope)
            return nil
        } catch {
            return if case .statementNotValid(_, let reason) = error { reason } else { "\(error)" }
        }
    }

    /// The most that a file with a statement may measure, in bytes: that of a disclosure, the largest there is.
    fileprivate static let maximumBytes = max(StatementFile.maximumBytes, Disclosure.maximumFileBytes)

    /// As much as the largest statement has.
    private static func head(of descriptor: FileDescriptor, _ path: String) throws(FileError) -> [UInt8] {
        do {
            return try descriptor.closeAfter {
                var head: [UInt8] = []
                var buffer = [UInt8](repeating: 0, count: 64 << 10)
                while head.count < maximumBytes {
                    let count = try buffer.withUnsafeMutableBytes { try descriptor.read(into: $0) }
                    if count == 0 { break }
                    head.append(contentsOf: buffer[..<count])
                    // Only what begins as a statement does is read further.
                    guard Self.text(head).first(where: { !Self.isSpace($0) }) == UInt8(ascii: "{") else {
                        break
                    }
                }
                return Array(Self.text(head))
            }
        } catch {
            throw .inputNotReadable(path: path, cause: error as? Errno ?? .ioError)
        }
    }

    /// Without the byte order mark that some editors put in front: what a statement says lies behind it.
    private static func text(_ head: [UInt8]) -> ArraySlice<UInt8> {
        head.starts(with: StatementFile.byteOrderMark)
            ? head.dropFirst(StatementFile.byteOrderMark.count) : head[...]
    }

    fileprivate static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// Whether names are those of a folder that a bundle was opened into, whatever was taken out of it since: the signed list is
    /// there, or two kinds of what lies beside it.
    static func isOpenedFolder(_ names: [String], at path: String) -> Bool {
        if names.contains(OpenedList.fileName),
            let list = try? RecognisedFile("\(path)/\(OpenedList.fileName)", looksIntoArchives: false),
            list.nature == .verification
        {
            return true
        }
        let sums = Set(SumsFile.allCases.map(\.rawValue))
        return [
            names.contains { $0.hasSuffix(".facts.json") }, names.contains("record.json"),
            names.contains(OpenedList.fileName), names.contains(where: sums.contains),
        ].filter(\.self).count >= 2
    }

    private static func nature(ofFolder path: String) -> FileNature {
        guard let (names, _) = try? OutsideFolder(path).names() else { return .folder }
        if PackedBundle.isBag(names: names) { return .unpackedBundle }
        if isOpenedFolder(names, at: path) { return .openedBundle }
        let statements = names.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
        guard !statements.isEmpty, statements.count == names.count else { return .folder }
        let isTrust = statements.prefix(8).allSatisfy { name in
            let nature = try? RecognisedFile("\(path)/\(name)", looksIntoArchives: false).nature
            return nature == .card || nature == .cardRevocation
        }
        return isTrust ? .trustFolder : .folder
    }
}

extension RecognisedFile {
    /// What a file is instead of what was needed; nil where it is that, is damaged, or nobody can tell.
    ///
    /// - Parameter needed: what was needed.
    static func instead(of needed: Set<FileNature>, at path: String) -> FileNature? {
        guard let found = try? RecognisedFile(path), found.flaw == nil, found.nature.isCertain,
            !needed.contains(found.nature)
        else { return nil }
        return found.nature
    }
}

extension DeskError {
    /// That a file is another than is needed; nil where it is not known to be another.
    ///
    /// - Parameters:
    ///   - needed: what is needed, in words with its article.
    ///   - natures: what of that a file can be.
    package init?(wrong path: String, needed: String, _ natures: Set<FileNature>) {
        guard let nature = RecognisedFile.instead(of: natures, at: path) else { return nil }
        self.init(
            .notUnderstood, "\(path): this is \(nature.inWords); \(needed) is needed here",
            remedy: natures.contains(.card) && (nature == .identity || nature == .protectedIdentity)
                ? .makeCardOf(identity: path) : .lookAtFile(path: path),
            cause: Cause(.otherKind, file: path))
    }
}

extension FileNature {
    /// What a signed statement says it is; nil for a type that is not known.
    fileprivate init?(statement envelope: DSSEEnvelope) {
        switch envelope.payloadType {
        case Request.payloadType: self = .request
        case CounterOffer.payloadType: self = .counterOffer
        case Consent.payloadType: self = .consent
        case Revocation.payloadType: self = .revocation
        case CardRevocation.payloadType: self = .cardRevocation
        case Appointment.payloadType: self = .appointment
        case Card.payloadType: self = .card
        case InToto.payloadType:
            let head = try? StrictJSON.decode(
                PredicateType.self, from: envelope.payload, maximumBytes: RecognisedFile.maximumBytes)
            switch head?.predicateType {
            case Seal.predicateType: self = .seal
            case Receipt.predicateType: self = .receipt
            case Disclosure.predicateType: self = .disclosure
            case CustodyEntry.predicateType: self = .custodyChain
            case OpenedList.predicateType: self = .verification
            default: return nil
            }
        default: return nil
        }
    }

    private struct PredicateType: Decodable { var predicateType: String }

    /// What a file that is no statement is, by its beginning.
    fileprivate init(head: [UInt8], size: UInt64) {
        let start = head.drop(while: RecognisedFile.isSpace)
        func begins(_ text: String) -> Bool { start.starts(with: text.utf8) }
        if let nature = Self.binary(head) {
            self = nature
        } else if begins("-----BEGIN AGE ENCRYPTED FILE-----") {
            let lines = String(decoding: start.prefix(400), as: UTF8.self).split(whereSeparator: \.isNewline)
            // Base64 of *age-encryption.org/v1, -> scrypt*.
            let content = lines.dropFirst().prefix(2).joined()
            self =
                content.hasPrefix("YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdC")
                ? .protectedIdentity : .encrypted
        } else if begins("age-encryption.org/") {
            self =
                String(decoding: start.prefix(64), as: UTF8.self).contains("\n-> scrypt ")
                ? .protectedIdentity : .encrypted
        } else if begins("AGE-SECRET-KEY-") || begins("# created:") && Self.has("AGE-SECRET-KEY-", in: head) {
            self = .privateKey
        } else if Self.has("-----BEGIN", in: head), Self.has("PRIVATE KEY-----", in: head) {
            self = .privateKey
        } else if Self.has("-----BEGIN CERTIFICATE-----", in: head)
            || Self.has("-----BEGIN X509 CRL-----", in: head)
        {
            self = .certificates
        } else if begins("{") {
            self = Self.json(head)
        } else if begins("<!DOCTYPE html") || begins("<html") || begins("<!doctype html") {
            self = .document
        } else if Self.isNote(start) {
            self = .note
        } else {
            self =
                String(validating: head.prefix(4096), as: UTF8.self) != nil && !head.prefix(4096).contains(0)
                ? .text : .unknown
        }
    }

    private static func has(_ text: String, in head: [UInt8]) -> Bool {
        String(decoding: head.prefix(8192), as: UTF8.self).contains(text)
    }

    private static func binary(_ head: [UInt8]) -> FileNature? {
        func has(_ text: String, at place: Int) -> Bool {
            head.count >= place + text.utf8.count
                && head[place..<place + text.utf8.count].elementsEqual(text.utf8)
        }
        if has("ustar", at: 257) {
            let folder = String(
                decoding: head[..<100].prefix { $0 != 0 && $0 != UInt8(ascii: "/") }, as: UTF8.self)
            return BundleLayout.bundle(of: folder) == nil ? .archive : .bundle
        }
        if has("SQLite format 3\0", at: 0), head.count >= 72 {
            // The application id of SQLite's header: docs/spec/ledger.md, register.md, journal.md and commitment.md.
            switch head[68..<72].reduce(0, { $0 << 8 | UInt32($1) }) {
            case 0x5072_664C: return .ledger
            case 0x5066_5267: return .register
            case 0x5046_524A: return .journal
            case 0x5046_5243: return .commitments
            default: return .unknown
            }
        }
        if ["ftyp", "moov", "moof", "styp", "mdat"].contains(where: { has($0, at: 4) })
            || has("RIFF", at: 0) && has("AVI", at: 8) || has("FLV", at: 0) || has("DHAV", at: 0)
            || has("DAHUA", at: 0) || head.starts(with: [0x1A, 0x45, 0xDF, 0xA3])
            || head.starts(with: [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11])
            || head.starts(with: [0, 0, 1, 0xBA])
            || head.count > 376 && head[0] == 0x47 && head[188] == 0x47 && head[376] == 0x47
        {
            return .recording
        }
        if has("\u{89}PNG", at: 0) || head.starts(with: [0x89, 0x50, 0x4E, 0x47])
            || head.starts(with: [0xFF, 0xD8, 0xFF])
        {
            return .picture
        }
        if has("PK\u{3}\u{4}", at: 0) || head.starts(with: [0x1F, 0x8B]) || has("7z", at: 0)
            || has("Rar!", at: 0)
        {
            return .archive
        }
        return has("%PDF-", at: 0) ? .document : nil
    }

    private static func json(_ head: [UInt8]) -> FileNature {
        struct Members: Decodable { var type: String? }
        guard
            let members = try? StrictJSON.decode(
                Members.self, from: head, maximumBytes: StatementFile.maximumBytes)
        else {
            // Envelopes, a line each.
            let first = head.prefix { $0 != 0x0A }
            guard first.count < head.count, let envelope = try? DSSEEnvelope(json: Array(first)),
                FileNature(statement: envelope) == .custodyChain
            else { return .text }
            return .custodyChain
        }
        if members.type?.hasPrefix("application/vnd.proffer.identity.") == true { return .identity }
        switch members.type {
        case DisclosureTerms.currentType: return .disclosureTerms
        case Record.currentType, DescribedObject.currentType: return .openedText
        default: break
        }
        let error = try? StrictJSON.decode(
            ClockError.self, from: head, maximumBytes: StatementFile.maximumBytes)
        return error?.measurement == nil ? .text : .clockError
    }

    /// A note as C2SP's signed-note has it: a text, an empty line, and signatures that begin with a dash.
    private static func isNote(_ head: ArraySlice<UInt8>) -> Bool {
        String(decoding: head.prefix(65_536), as: UTF8.self).contains("\n\n\u{2014} ")
    }
}
