import Files
import Records
import Sealing
import Statements

/// Whether the folder that a bundle was opened into is still as it was written, and is of that bundle.
///
/// What each check means is written down in docs/spec/verification.md.
package struct OpenedChecks {
    /// The checks there are, in order.
    package static let ids = CheckID.allCases.filter { $0.group == .opened }

    /// The bundle that was opened, and whose key is at hand.
    package struct BundleAtHand {
        let keyless: KeylessVerification
        let identity: Identity?
        let media: (any MediaChecks)?

        /// - Parameters:
        ///   - identity: of whoever can open it; nil leaves what is inside uncompared, and says so.
        ///   - media: what takes stills again; nil leaves them uncompared, and says so.
        package init(_ keyless: KeylessVerification, identity: Identity?, media: (any MediaChecks)?) {
            self.keyless = keyless
            self.identity = identity
            self.media = media
        }
    }

    /// Always the same checks in the same order.
    package let checks: [Check]
    /// What was signed when it was opened; nil where that is not there, or does not hold.
    package private(set) var list: OpenedList?
    /// What the signature of whoever opened is worth; nil where it does not hold.
    package private(set) var standing: SignerStanding?
    /// The files that were written and are not there any more.
    package private(set) var missing: [String] = []
    /// The files that are not what was written.
    package private(set) var changed: [String] = []
    /// What lies there and was not written then.
    package private(set) var added: [String] = []

    /// Checks a folder.
    ///
    /// - Parameters:
    ///   - path: the folder. One that is not as it was written is no error: that is what is found.
    ///   - bundle: the bundle it was opened from; nil where that is not at hand.
    ///   - trust: whose signatures are from somebody known.
    ///   - now: the time by this machine's clock.
    /// - Throws: ``FileError`` where there is no folder to look into, and what reading the bundle throws.
    package init(
        _ path: String, against bundle: BundleAtHand?, trust: Trust, now: WallTime = .now()
    ) throws {
        let folder = try Self.folder(path)
        let found = Self.list(in: folder)
        guard case .success(let list) = found else {
            checks = Self.unreached(by: found)
            return
        }
        self.list = list
        let standing = trust.standing(of: list.opener, signed: list.facts.time)
        self.standing = standing
        let states = zip(list.files.map(\.name), folder.states(of: list.files)).map {
            (name: $0, state: $1)
        }
        missing = states.filter { $0.1 == .missing }.map(\.0)
        changed = states.filter { if case .changed = $0.1 { true } else { false } }.map(\.0)
        let written = Set(list.files.map(\.name)).union(OpenedList.unlisted)
        added = folder.names.filter { !written.contains($0) } + folder.unnamed
        let ofBundle = bundle.map { Self.verdict(on: list, of: $0.keyless) } ?? Self.noBundle
        let (ofRecord, content) = try Self.comparison(
            of: list, states, ofBundle, with: bundle, in: folder, trust: trust)
        checks = [
            Check(.openedListSigned, .ok),
            Check(
                .openedListNotAhead,
                list.facts.time.doubt(at: now).map {
                    .notChecked(reason: "the time of the opening, \(list.facts.time), \($0)")
                } ?? .ok),
            Check(.openerKnown, standing.verdict(of: list.opener)),
            Check(.openedFilesAsListed, Self.verdict(on: states)),
            Check(.openedFilesExact, Self.verdict(missing: missing, added: added)),
            Check(.openedSumsAsListed, try Self.verdict(onSumsOf: list, in: folder)),
            Check(.openedListOfBundle, ofBundle),
            Check(.openedFilesOfRecord, ofRecord),
            Check(.openedStillsOfClips, try Self.stills(of: list, ofRecord, content, media: bundle?.media)),
        ]
    }

    private static let noBundle = Verdict.notChecked(reason: "the bundle was not given", needs: .bundle)

    // MARK: - The list

    /// Why the list is none.
    private struct ListFlaw: Error { let reason: String }

    private static func folder(_ path: String) throws -> OpenedFolderReading {
        do { return try OpenedFolderReading(path) } catch {
            if case .kind(let kind) = error { throw FileError.inputNotAFolder(path: path, kind: kind) }
            throw FileError(error, path)
        }
    }

    private static func list(in folder: OpenedFolderReading) -> Result<OpenedList, ListFlaw> {
        let name = OpenedList.fileName
        do {
            guard let file = try folder.small(name, maximumBytes: OpenedList.maximumFileBytes) else {
                return .failure(ListFlaw(reason: "there is no \(name), which whoever opens signs"))
            }
            return .success(try OpenedList(verifying: try DSSEEnvelope(json: file)))
        } catch let error as OutsideFile.Refusal {
            return .failure(ListFlaw(reason: "\(name) cannot be read: \(error.inWords)"))
        } catch StatementError.statementNotValid(_, let reason) {
            return .failure(ListFlaw(reason: "\(name) does not hold: \(reason)"))
        } catch {
            return .failure(ListFlaw(reason: "\(name) is no signed statement: \(error)"))
        }
    }

    /// The checks where there is no list to go by.
    private static func unreached(by list: Result<OpenedList, ListFlaw>) -> [Check] {
        guard case .failure(let flaw) = list else { return [] }
        let unreached = Verdict.notChecked(
            reason: "\(OpenedList.fileName), which says what was written, cannot be relied on")
        return ids.map { Check($0, $0 == .openedListSigned ? .failed(reason: flaw.reason) : unreached) }
    }

    // MARK: - The files

    /// How many files are named.
    private static let told = 8

    private static func inWords(_ names: [String]) -> String {
        let more = names.count - told
        return listInWords(names.prefix(told).map(\.quoted) + (more > 0 ? ["\(more) more"] : []))
    }

    private static func verdict(on states: [(String, OpenedFolderReading.State)]) -> Verdict {
        var (changed, unread): ([String], [String]) = ([], [])
        for (name, state) in states {
            switch state {
            case .asWritten, .missing: break
            case .changed(let how): changed.append("\(name.quoted) is not what was written: \(how)")
            case .unread(let why): unread.append("\(name.quoted) cannot be read: \(why)")
            }
        }
        func told(_ flaws: [String]) -> String {
            flaws.prefix(Self.told).joined(separator: "; ")
                + (flaws.count > Self.told ? "; and \(flaws.count - Self.told) more" : "")
        }
        if !changed.isEmpty { return .failed(reason: told(changed)) }
        return unread.isEmpty ? .ok : .notChecked(reason: told(unread))
    }

    private static func verdict(missing: [String], added: [String]) -> Verdict {
        let flaws = [
            missing.isEmpty ? nil : "missing: \(inWords(missing))",
            added.isEmpty ? nil : "added since: \(inWords(added))",
        ].compactMap(\.self)
        return flaws.isEmpty ? .ok : .failed(reason: flaws.joined(separator: "; "))
    }

    /// Whether the files of sums say what was signed, and of the list's own file what it is.
    private static func verdict(
        onSumsOf list: OpenedList, in folder: OpenedFolderReading
    ) throws -> Verdict {
        let name = OpenedList.fileName
        do {
            guard let own = try folder.small(name, maximumBytes: OpenedList.maximumFileBytes) else {
                return .failed(reason: "\(name) was taken away meanwhile")
            }
            let files = list.files.map { ($0.name, $0.sums) } + [(name, try FileSums.of(own))]
            for sums in SumsFile.allCases {
                let verdict = verdict(on: sums.rawValue, due: sums.text(files), in: folder)
                guard verdict == .ok else { return verdict }
            }
            return .ok
        } catch let error as OutsideFile.Refusal {
            return .notChecked(reason: "\(name) cannot be read: \(error.inWords)")
        }
    }

    private static func verdict(
        on name: String, due: [UInt8], in folder: OpenedFolderReading
    ) -> Verdict {
        let found: [UInt8]?
        do { found = try folder.small(name, maximumBytes: due.count) } catch {
            return switch error {
            case .kind(let kind): .failed(reason: "\(name) is \(kind.inWords), not a file")
            case .failed(tooLarge): .failed(reason: "\(name) does not say what was signed")
            case .missing, .failed: .notChecked(reason: "\(name) cannot be read: \(error.inWords)")
            }
        }
        guard let found else { return .failed(reason: "\(name) is missing") }
        return found == due ? .ok : .failed(reason: "\(name) does not say what was signed")
    }

    private static let tooLarge = OpenedFolderReading.tooLarge

    // MARK: - The bundle

    private static func verdict(on list: OpenedList, of keyless: KeylessVerification) -> Verdict {
        if let failed = keyless.checks.first(where: \.isFailed) {
            return .failed(
                reason:
                    "the bundle given does not hold: \(failed.name): \(failed.verdict.reason ?? "it does not")"
            )
        }
        guard let seal = keyless.seal, let archive = keyless.archive else {
            return .notChecked(reason: "the bundle given could not be checked")
        }
        guard keyless.sealDigest == list.facts.seal, seal.bundle == list.facts.bundle else {
            return .failed(
                reason:
                    "the bundle given is \(seal.bundle), and the list is of \(list.facts.bundle ?? "none")")
        }
        guard list.facts.signer?.fingerprint == seal.signer.digest else {
            return .failed(
                reason: "the list names another card as who sealed than the seal of the bundle given does")
        }
        guard archive.facts == list.facts.archive else {
            return .failed(
                reason:
                    "the bundle given has the same seal, and is another file than was opened: its SHA-256 is "
                    + archive.facts.sha256.hex)
        }
        return .ok
    }

    /// Holds what is listed, and what lies in the folder, against what lies in the bundle.
    ///
    /// - Returns: what came of it, and what lies in the bundle, where that could be read.
    private static func comparison(
        of list: OpenedList, _ states: [(name: String, state: OpenedFolderReading.State)],
        _ ofBundle: Verdict, with bundle: BundleAtHand?, in folder: OpenedFolderReading, trust: Trust
    ) throws -> (verdict: Verdict, content: OpenedContent?) {
        guard let bundle else { return (noBundle, nil) }
        guard ofBundle == .ok else {
            return (.notChecked(reason: "the bundle given is not the one that was opened"), nil)
        }
        guard let identity = bundle.identity else {
            return (
                .notChecked(reason: "only who can open the bundle can look into it", needs: .identity), nil
            )
        }
        func notChecked(_ reason: String) -> (Verdict, OpenedContent?) { (.notChecked(reason: reason), nil) }
        do {
            let content = try content(of: bundle, identity, of: list, in: folder, trust: trust)
            return (verdict(on: list, states, content.due), content)
        } catch let error as SealingError where error.isNoMatch {
            return notChecked("the bundle is not opened by the key of \(identity.card.quotedName)")
        } catch DisclosureRefusal.readsAlready {
            return notChecked(
                "it was opened by a disclosure, and the key of \(identity.card.quotedName) is that of no recipient of it"
            )
        } catch let flaw as ListFlaw {
            return (.failed(reason: flaw.reason), nil)
        } catch  where OpenedRecord.isUnreadable(error) {
            return (.failed(reason: "what is inside the bundle cannot be read: \(error)"), nil)
        }
    }

    private static func verdict(
        on list: OpenedList, _ states: [(name: String, state: OpenedFolderReading.State)],
        _ due: [String: OpenedContent.Due]
    ) -> Verdict {
        for (name, digest) in due.sorted(by: { $0.key < $1.key }) {
            guard let file = list.file(name) else {
                return .failed(reason: "the bundle has \(name.quoted), which the list does not have")
            }
            guard file.sums.sha256 == digest.sha256 else {
                return .failed(
                    reason: "\(name.quoted) is listed with another SHA-256 than the bundle gives it")
            }
            guard file.kind == digest.kind else {
                return .failed(
                    reason:
                        "\(name.quoted) is listed as \(file.kind.rawValue), and by the bundle it is \(digest.kind.rawValue)"
                )
            }
        }
        for file in list.files where due[file.name] == nil && file.kind.isOfBundle {
            return .failed(reason: "the list has \(file.name.quoted), which is not in the bundle")
        }
        return verdict(ofBundle: states.filter { due[$0.name] != nil })
    }

    /// What the folder has of what lies in the bundle, once the list has it as the bundle does: what is not as it was listed is not the
    /// bundle's either.
    private static func verdict(
        ofBundle states: [(name: String, state: OpenedFolderReading.State)]
    ) -> Verdict {
        var unread: String?
        for (name, state) in states {
            switch state {
            case .asWritten: break
            case .missing:
                return .failed(reason: "\(name.quoted), which the bundle has, is missing in the folder")
            case .changed(let how):
                return .failed(reason: "\(name.quoted) in the folder is not what the bundle has: \(how)")
            case .unread(let why): unread = unread ?? "\(name.quoted) in the folder cannot be read: \(why)"
            }
        }
        return unread.map { .notChecked(reason: $0) } ?? .ok
    }

    /// What lies in a bundle, or in what was disclosed of it.
    private static func content(
        of bundle: BundleAtHand, _ identity: Identity, of list: OpenedList, in folder: OpenedFolderReading,
        trust: Trust
    ) throws -> OpenedContent {
        guard let archive = bundle.keyless.archive else { return .nothing }
        guard list.disclosure != nil else {
            let opened = try OpenedRecord(archive, identity: identity)
            return try OpenedContent(opened.record.footage, texts: opened.textDigests()) { object in
                let decryptor = try archive.decryptor(for: object.file, identities: identity.ageIdentities)
                return { buffer, _ in try decryptor.read(into: buffer) }
            }
        }
        let envelope = try disclosure(of: list, in: folder)
        let checked = try CheckedDisclosure(envelope, of: bundle.keyless, identity: identity, trust: trust)
        guard case .holds(let objects, _) = checked else {
            throw ListFlaw(reason: "the disclosure it was opened by does not hold")
        }
        return try OpenedContent(objects.footage, texts: objects.textDigests(of: envelope)) {
            try objects.reader(of: $0, in: archive)
        }
    }

    /// The disclosure that a folder was opened by, as it lies there.
    private static func disclosure(
        of list: OpenedList, in folder: OpenedFolderReading
    ) throws -> DSSEEnvelope {
        let name = DisclosedObjects.disclosureName
        do {
            guard let file = try folder.small(name, maximumBytes: Disclosure.maximumFileBytes) else {
                throw ListFlaw(reason: "\(name), by which it was opened, is missing")
            }
            let envelope = try DSSEEnvelope(json: file)
            guard envelope.payloadDigest == list.disclosure else {
                throw ListFlaw(reason: "\(name) is not the disclosure it was opened by")
            }
            return envelope
        } catch let error as OutsideFile.Refusal {
            throw ListFlaw(reason: "\(name), by which it was opened, cannot be read: \(error.inWords)")
        } catch let error as SealingError {
            throw ListFlaw(reason: "\(name), by which it was opened, is no signed statement: \(error)")
        }
    }
}

extension ListedFile.Kind {
    /// Whether a file of this kind lies in the bundle, and was not made when it was opened.
    var isOfBundle: Bool {
        switch self {
        case .master, .leadIn, .leadOut, .still, .facts, .record, .request, .consent, .disclosure, .terms:
            true
        case .viewingCopy, .viewingCopies, .recipientsStill, .frameSums: false
        }
    }
}
