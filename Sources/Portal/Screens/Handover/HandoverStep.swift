import CustodyDesk
import Desk
import Outcomes

/// The steps of the road from who asks to a signed consent, in their order. Each is a page of its own that can be come back
/// to; what is chosen on it stands in the case's draft.
enum HandoverStep: String, CaseIterable, Sendable {
    case who, recordings, cameras, clock, window, terms, sign

    /// The address of its page.
    func address(of found: OwnersCase) -> String {
        self == .who ? "/case/\(found.name)" : "/case/\(found.name)/\(rawValue)"
    }

    /// What the list of steps at the top of a page is filled with (`steps.mustache`).
    func values(of found: OwnersCase, _ visit: Visit) -> [[String: Any]] {
        let here = Self.allCases.firstIndex(of: self) ?? 0
        let draft = found.draft
        return Self.allCases.enumerated().map { place, step in
            [
                "text": visit.words["step.\(step.rawValue)"], "isHere": place == here,
                "isBehind": place < here && step.isReached(by: draft), "address": step.address(of: found),
            ] as [String: Any]
        }
    }

    /// Whether what the steps before it ask for was chosen, so that its page has something to show.
    private func isReached(by draft: OwnersDraft) -> Bool {
        switch self {
        case .who, .recordings: true
        case .cameras: !draft.footage.isEmpty
        case .clock, .window, .terms, .sign: !draft.footage.isEmpty && !(draft.cameras?.isEmpty ?? true)
        }
    }

    /// What the page of each step is filled with: its case, its title, the list of steps, and what is wrong with its form.
    func page(of found: OwnersCase, _ visit: Visit) -> [String: Any] {
        var page: [String: Any] = [
            "case": found.name, "title": visit.words["\(rawValue).title"],
            "steps": values(of: found, visit),
        ]
        if let problem = visit.problem { page["problem"] = problem }
        return page
    }
}

extension DeskError.Code {
    /// The step of the road on which the person settles it; nil where no step does.
    var step: HandoverStep? {
        switch self {
        case .zoneMissing, .zoneNotUnderstood, .clockOfNoCamera: .clock
        case .startOpen, .startNotUnderstood, .hourSkipped, .twoCameras, .twoKinds, .sameTwice, .cameraGone,
            .cameraThere, .cameraNotAsked, .noCameraChosen, .nothingOfTime:
            .cameras
        case .fileMissing, .noRecordings, .recordingEmpty, .noRecording, .recordingTruncated, .twoNames,
            .linkDiffers, .nameNotText, .startOfNothing:
            .recordings
        case .windowEmpty, .windowNotAsked, .moreThanAsked, .tooMuch, .notCuttable: .window
        case .timeNotUnderstood, .consentExpired: .terms
        default: nil
        }
    }
}

extension DeskError {
    /// The page of a case on which the person settles it.
    func step(of found: OwnersCase, _ words: PortalWords) -> LinkToStep? {
        cause?.code.step.map { ($0.address(of: found), words["step.to-\($0.rawValue)"]) }
    }
}

extension AskedCase {
    /// What the owner answered before, where what they sign now is another answer: a no, and a yes that was taken back or has run
    /// out unused.
    func earlierAnswers(_ found: OwnersCase, _ words: PortalWords, _ desk: DeskAtHand) throws -> [String] {
        let trust = try desk.trust.load()
        var lines: [String] = []
        if found.content(of: found.decline) != nil,
            let no = try ShownConsent(found.decline, trust: trust).facts.consent
        {
            lines.append(words("again.declined", ["time": times(words).act(no.issued)]))
        }
        if found.isTakenBack,
            let revocation = try ShownConsent(found.revocation, trust: trust).facts.revocation
        {
            lines.append(words("again.earlier", ["time": times(words).act(revocation.issued)]))
        } else if found.hasRunOut(), let end = found.unusedUntil {
            lines.append(words("again.run-out", ["time": times(words).moment(clock.shown(end))]))
        }
        return lines
    }
}
