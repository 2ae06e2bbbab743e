import CustodyDesk
import Outcomes
import Sealing
import StatementFiles
import Statements

/// What an owner has chosen for a request and not signed: which recordings, whose clock, which cameras, from when to when, on
/// which conditions. A front keeps it beside the request, so that an owner can stop at any step and go on.
///
/// It agrees to nothing. ``digest`` names what was chosen, so that what is signed is what was shown.
package struct OwnersDraft: Codable, Equatable, Sendable {
    /// Files and folders with recordings, as absolute paths.
    package var footage: [String] = []
    /// Zones of clocks, as ``OwnersFootage/zones`` has them.
    package var zones: [String] = []
    /// Starts that the owner stated, as ``OwnersFootage/starts`` has them.
    package var starts: [String] = []
    /// How far clocks were off, as ``OwnersFootage/clockErrors`` has them.
    package var clockErrors: [String] = []
    /// What the owner said of each camera's clock, by its label.
    package var clocks: [String: ClockWord] = [:]
    /// The cameras that were ticked; nil while nobody chose.
    package var cameras: [String]?
    /// Cameras that the request names and of which the owner says that they have nothing; each is named in what is granted.
    package var absentCameras: [String] = []
    /// When the owner lets it start; nil where the request does.
    package var from: WallTime?
    /// When the owner lets it end; nil where the request does.
    package var to: WallTime?
    package var keepsSound = false
    package var keepsStills = false
    /// Whether pictures at the ends that need others from outside are left out rather than encoded anew.
    package var originalsOnly = false
    /// What the owner asks in return, in words.
    package var conditions: [String] = []
    /// Until when can be sealed under it; nil as usual.
    package var expires: WallTime?

    /// What an owner says of a camera's clock.
    package enum ClockWord: String, Codable, Sendable {
        case right, unknown, measured
    }

    package init() {}

    /// The recordings, read as the owner said.
    ///
    /// - Parameter answers: what was answered in earlier acts; nil for none.
    package func recordings(answers: OwnersAnswers? = .place()) -> OwnersFootage {
        OwnersFootage(
            paths: footage, zones: zones, starts: starts, clockErrors: clockErrors,
            absentCameras: Set(absentCameras), answers: answers)
    }

    /// What would be granted.
    package var terms: GrantTerms {
        var terms = GrantTerms()
        terms.from = from.map(MomentInWindow.init)
        terms.to = to.map(MomentInWindow.init)
        terms.cameras = (cameras ?? []) + absentCameras
        terms.keepsSound = keepsSound
        terms.keepsStills = keepsStills
        terms.conditions = conditions
        terms.expires = expires
        return terms
    }

    /// What is chosen beside what a consent says.
    ///
    /// - Parameter answers: as for ``recordings(answers:)``.
    package func choices(answers: OwnersAnswers? = .place()) -> HandoverChoices {
        HandoverChoices(recordings(answers: answers), encodingAnew: originalsOnly ? .none : .whereNeeded())
    }

    /// The SHA-256 of all that was chosen, as hexadecimal digits.
    package var digest: String {
        (try? StrictJSON.encode(self)).flatMap { try? SHA256Digest.of($0) }?.hex ?? ""
    }
}

extension OwnersCase {
    /// The file of what was chosen and not signed, be it there or not.
    package var draftFile: String { "\(folder)/draft.json" }

    /// What was chosen so far; nothing where that cannot be read.
    package var draft: OwnersDraft {
        guard let bytes = try? StatementFile.read(draftFile),
            let draft = try? StrictJSON.decode(
                OwnersDraft.self, from: bytes, maximumBytes: StatementFile.maximumBytes)
        else { return OwnersDraft() }
        return draft
    }

    /// Keeps what was chosen.
    ///
    /// - Throws: ``DeskError`` where it cannot be written.
    package func keep(_ draft: OwnersDraft) throws(DeskError) {
        let bytes = try telling { try StrictJSON.encodePretty(draft) }
        try OutputFile(draftFile, replaces: true).writePrivate(bytes, isOutput: false)
    }
}
