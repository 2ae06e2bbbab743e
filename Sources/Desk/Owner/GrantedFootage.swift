import CustodyDesk
import Handover
import Outcomes
import Recordings
import Sealing
import Starts
import Statements

/// The recordings a consent is given over: it is held against them before it is signed, and names the cameras of them that
/// were chosen and have something of the time, and no other (docs/spec/consent.md, Cameras).
package struct GrantedFootage {
    /// How a person is asked which of several cameras they mean: the labels they chose.
    package typealias Choosing = ([CameraChoice]) throws(DeskError) -> [String]

    package var footage: OwnersFootage
    let choosing: Choosing?

    /// - Parameter choosing: how a person is asked; nil where nobody is here.
    package init(_ footage: OwnersFootage, choosing: Choosing? = nil) {
        self.footage = footage
        self.choosing = choosing
    }

    /// The terms with the cameras that a consent of them names.
    ///
    /// - Parameters:
    ///   - terms: as the owner gave them.
    ///   - request: what is answered.
    /// - Throws: ``DeskError`` where several cameras have something of that time, none was named and nobody can be asked; where
    ///   a name is no camera's; where none of those chosen has anything of it; and what a seal of it would be refused for.
    func terms(
        _ terms: GrantTerms, answering request: StatementInput<Request>, noting: (Note) -> Void
    ) throws(DeskError) -> GrantTerms {
        try proposed(terms, answering: request, noting: noting).terms
    }

    /// The same, with what a seal would take, and the cameras that have something of that time, by their labels.
    ///
    /// - Throws: as ``terms(_:answering:noting:)``.
    func proposed(
        _ terms: GrantTerms, answering request: StatementInput<Request>, noting: (Note) -> Void
    ) throws(DeskError) -> (terms: GrantTerms, plan: SealPlan, having: [String]) {
        try telling { try chosen(terms, request, noting) }
    }

    private func chosen(
        _ terms: GrantTerms, _ request: StatementInput<Request>, _ noting: (Note) -> Void
    ) throws -> (terms: GrantTerms, plan: SealPlan, having: [String]) {
        let window = try terms.window(in: request.statement)
        let search = try footage.search(within: [window], noting: noting)
        let choices = CameraChoice.all(of: search.recordings, in: window)
        let named = try named(terms, request.statement, choices, search)
        let meant = Set(named).union(footage.absentCameras)
        // As a seal of all that was named, so that what stops a seal stops this before anything is signed.
        var asked = terms
        asked.cameras = meant.sorted()
        let plan = try SealPlan.asIf(
            request.envelope, try asked.grants(in: request.statement), search, absent: footage.absentCameras)
        try plan.requireAnswers()
        // A file of that time that cannot be read is missing for that reason, so its camera is one that has something.
        let having = Set(choices.map(\.camera)).union(
            search.unread.filter { $0.part(of: window, before: []) != nil }.map(\.camera))
        for camera in named where !having.contains(camera) && !footage.absentCameras.contains(camera) {
            noting(.footage(.recordedNothingThen(camera: camera)))
        }
        asked.cameras = named.filter(having.contains) + footage.absentCameras.sorted()
        guard asked.cameras.contains(where: having.contains) else {
            throw DeskError(
                .missing,
                "no recording of \(listInWords(named.map(\.quoted))) has anything from \(window.from.inWords) to "
                    + "\(window.to.inWords), so there is nothing to agree to"
                    + (choices.isEmpty
                        ? "" : "; of that time are \(listInWords(choices.prefix(8).map(\.camera.quoted)))"),
                remedy: .listFootage(paths: footage.paths), cause: DeskError.Cause(.nothingOfTime))
        }
        return (asked, plan, choices.map(\.camera))
    }

    /// The cameras that are meant: those that the owner names, else those of the request; else, among several, those that a
    /// person who is asked chooses.
    private func named(
        _ terms: GrantTerms, _ request: Request, _ choices: [CameraChoice], _ search: FootageSearch
    ) throws -> [String] {
        if !terms.cameras.isEmpty { return terms.cameras.inOrderOnce }
        if case .labels(let labels) = request.cameras { return labels }
        if choices.count == 1, let only = choices.first, only.recorder.leavesUnnamed { return [only.camera] }
        guard !choices.isEmpty else {
            throw DeskError(
                .missing,
                "no recording has anything of that time, so there is nothing to agree to"
                    + camerasHere(search.cameras.map(\.quoted)),
                remedy: .listFootage(paths: footage.paths), cause: DeskError.Cause(.nothingOfTime))
        }
        guard let choosing else {
            throw DeskError(
                .usage,
                (choices.count == 1
                    ? "a consent must name what is not certainly a camera, and this has something of that time: "
                    : "a consent names the cameras it is of, and \(choices.count) have something of that time: ")
                    + listInWords(choices.prefix(32).map(\.inOneLine)),
                remedy: .nameCamerasGranted(cameras: choices.map(\.camera)),
                cause: DeskError.Cause(.noCameraChosen))
        }
        let chosen = try choosing(choices)
        guard !chosen.isEmpty else {
            throw DeskError(
                .usage, "no camera was chosen, so there is nothing to agree to",
                cause: DeskError.Cause(.noCameraChosen))
        }
        return chosen.inOrderOnce
    }
}

extension CameraChoice {
    /// `“front-door”`; what is not certainly a camera is said to be none.
    fileprivate var inOneLine: String {
        switch recorder {
        case .camera: camera.quoted
        case .vehicle: "\(camera.quoted) (a vehicle)"
        case .personalDevice: "\(camera.quoted) (a telephone's or another personal device's)"
        case .unknown: "\(camera.quoted) (nothing tells what made it)"
        }
    }
}

extension [String] {
    /// The same, each once.
    fileprivate var inOrderOnce: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}

/// The end of a sentence that says that no recording has anything of a time: which cameras there are, and nothing where there
/// is none.
func camerasHere(_ names: [String]) -> String {
    guard !names.isEmpty else { return "" }
    return "; the cameras here are "
        + listInWords(Array(names.prefix(8)) + (names.count > 8 ? ["others"] : []))
}
