import Bundle
import CustodyDesk
import Files
import Outcomes
import Records
import Sealing
import StatementFiles
import Statements

/// What an owner did with a bundle once it was made, as they say: it lies beside the bundle in the case's folder.
package struct BundleNotes: Codable, Equatable, Sendable {
    /// Where a copy was saved, and held against the bundle.
    package struct Copy: Codable, Equatable, Sendable {
        package var path: String
        package var size: UInt64
        package var saved: WallTime

        package init(path: String, size: UInt64, saved: WallTime) {
            (self.path, self.size, self.saved) = (path, size, saved)
        }
    }

    /// The copies, in the order in which they were made.
    package var copies: [Copy] = []
    /// The day on which the owner handed it over, by their word, as in `2026-12-24`; nil where they have not said so.
    package var handedOver: String?

    package init() {}
}

/// A bundle in the folder of a case.
package struct OwnersBundle: Equatable, Sendable {
    /// The name of its file.
    package let name: String
    /// Where it lies.
    package let path: String
    /// Its size in bytes.
    package let size: UInt64

    private var notesFile: String { "\(path).notes.json" }

    /// What was done with it; nothing where that cannot be read.
    package var notes: BundleNotes {
        guard let bytes = try? StatementFile.read(notesFile),
            let notes = try? StrictJSON.decode(
                BundleNotes.self, from: bytes, maximumBytes: StatementFile.maximumBytes)
        else { return BundleNotes() }
        return notes
    }

    /// Notes the day on which it was handed over, by the owner's word.
    ///
    /// - Parameter day: as in `2026-12-24`; nil takes back what was said.
    /// - Throws: ``DeskError``, ``DeskError/Kind/usage`` for what is no day, and for one that is still to come.
    package func isHandedOver(on day: String?, at moment: WallTime = .now()) throws(DeskError) {
        if let day {
            // A day that has begun somewhere on Earth is not to come.
            guard let start = try? WallTime(rfc3339: "\(day)T00:00:00+14:00"), start <= moment else {
                throw DeskError(.usage, "“\(day.prefix(20))” is no day of the past")
            }
        }
        var notes = self.notes
        notes.handedOver = day
        try keep(notes)
    }

    /// Keeps what was done with it.
    ///
    /// - Throws: ``DeskError`` where it cannot be written.
    package func keep(_ notes: BundleNotes) throws(DeskError) {
        let bytes = try telling { try StrictJSON.encodePretty(notes) }
        try OutputFile(notesFile, replaces: true).writePrivate(bytes, isOutput: false)
    }
}

extension OwnersCase {
    /// The bundles that were made under the consent that was given last, the newest first.
    package var bundles: [OwnersBundle] { bundles(ofYes: yeses) }

    func bundles(ofYes number: Int) -> [OwnersBundle] {
        let folder = place(ofYes: number)
        let names = (try? OutsideFolder(folder).names().texts) ?? []
        let found = names.compactMap { name -> (OwnersBundle, Int, Int)? in
            let path = "\(folder)/\(name)"
            guard BundleLayout.isFileName(name), let status = try? OutsideFile.status(of: path),
                FileKind(mode: status.st_mode) == .file
            else { return nil }
            let bundle = OwnersBundle(name: name, path: path, size: UInt64(max(0, status.st_size)))
            return (bundle, status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
        }
        return found.sorted { ($0.1, $0.2, $0.0.name) > ($1.1, $1.2, $1.0.name) }.map(\.0)
    }

    /// Agrees to what was chosen, and keeps with the consent what it was. Where the last consent was taken back or has run out
    /// unused it stays so, and this is a new one.
    ///
    /// - Parameters:
    ///   - digest: that of what the owner read (``OwnersDraft/digest``).
    ///   - identity: the owner's; the answer is noted and dated by it.
    /// - Throws: ``DeskError``; ``DeskError/Kind/busy`` where something else was chosen since it was read. Then there is no
    ///   consent.
    package func agree(
        read digest: String, by identity: IdentityAtHand, heldAgainst scrutiny: RequestScrutiny,
        accepting acceptance: SignerAcceptance, answers: OwnersAnswers? = .place(),
        at moment: WallTime = .now(),
        noting: @escaping (Note) -> Void
    ) throws(DeskError) -> GivenConsent {
        let draft = self.draft
        guard draft.digest == digest else {
            throw DeskError(
                .busy, "\(draftFile): something else was chosen since it was read",
                cause: DeskError.Cause(.changedSince))
        }
        let bytes = try telling { try StrictJSON.encodePretty(draft) }
        // Before the consent, so that there is none without it.
        let number = isTakenBack || hasRunOut(at: moment) ? yeses + 1 : yeses
        try PersonsFolder.make(place(ofYes: number))
        let output = OutputFile(consent(number), replaces: false)
        try output.check()
        try OutputFile(signedFile(number), replaces: true).writePrivate(bytes, isOutput: false)
        return try OwnersAnswer(by: identity, to: output, journal: scrutiny.journal, noting: noting)
            .grant(
                request, draft.terms, over: GrantedFootage(draft.recordings(answers: answers)),
                heldAgainst: scrutiny, accepting: acceptance)
    }

    /// Seals what was agreed to last, into the folder of its consent.
    ///
    /// - Parameters:
    ///   - goesOn: as for ``SealOrder/seal(by:trust:accepting:journal:_:into:program:goesOn:progress:noting:)``.
    /// - Throws: ``DeskError``; then no bundle was made.
    package func seal(
        by identity: IdentityAtHand, trust: Trust, accepting acceptance: SignerAcceptance,
        journal: OwnersJournal, answers: OwnersAnswers? = .place(), commitments: CommitmentPlace = .usual,
        program: ProgramVersion, goesOn: @escaping @Sendable () -> Bool,
        progress: @escaping @Sendable (SealingProgress) -> Void, noting: (Note) -> Void
    ) throws(DeskError) -> SealedHandover {
        let number = yeses
        guard let bytes = try? StatementFile.read(signedFile(number)),
            let signed = try? StrictJSON.decode(
                OwnersDraft.self, from: bytes, maximumBytes: StatementFile.maximumBytes)
        else {
            throw DeskError(
                .missing,
                "\(signedFile(number)): it says which recordings the consent was given over, and it cannot be read",
                cause: DeskError.Cause(.choicesGone, file: signedFile(number))
            )
        }
        var choices = signed.choices(answers: answers)
        choices.commitments = commitments
        let bundle = try NewBundle()
        return try SealOrder(request: request, consent: consent(number), choices).seal(
            by: identity, trust: trust, accepting: acceptance, journal: journal, bundle,
            into: OutputFile("\(place(ofYes: number))/\(bundle.fileName)", replaces: false), program: program,
            goesOn: goesOn, progress: progress, noting: noting)
    }
}
