import Files
import Objects
import Records
import Sealing
import Statements
import Viewing

/// What whoever opens wants beside the clips and what is known of them.
package struct OpeningChoices: Sendable {
    /// Whether a film of each camera is made to watch.
    package var makesViewingCopies = false
    /// Whether the decoded pictures of each master are summed up one by one. It decodes all of them.
    package var sumsPictures = false
    /// The moments whose pictures are taken out of the clips as stills.
    package var stills: [MomentInWindow] = []
    /// The reference by which the first clip is an exhibit; the others count on from it. Nil gives none.
    package var exhibit: ExhibitReference?

    package init() {}

    /// Something that was wanted and could not be made.
    package struct NotMade: Sendable, Hashable, Codable {
        /// The file it would have been.
        package let file: String
        /// Why it is not there.
        package let reason: String
    }

    /// A still that is to be made.
    struct PlannedStill {
        let moment: WallTime
        let object: ObjectFacts
        let recording: RecordingFacts
    }

    /// Finds the clip of each moment: of several cameras, or recordings of one, each that has a picture of it.
    ///
    /// - Parameter clock: by which a time of day is meant, as it is that of every document about the bundle.
    /// - Throws: ``OpeningRefusal/noPicture(moment:)``, and `StatementError` for a time of day that may be several.
    func stills(of footage: DescribedFootage, by clock: DocumentClock) throws -> [PlannedStill] {
        guard !stills.isEmpty else { return [] }
        let index = RecordIndex(footage)
        var clips: [(object: ObjectFacts, recording: RecordingFacts, span: Window)] = []
        for object in footage.objects {
            guard let recording = index.recording(object.recording)?.facts,
                let span = try ClipStill.span(of: object, in: recording)
            else { continue }
            clips.append((object, recording, span))
        }
        guard let from = clips.map(\.span.from).min(), let to = clips.map(\.span.to).max(),
            let window = try? Window(from: from, to: to)
        else { throw OpeningRefusal.noPictures }
        return try stills.flatMap { given in
            let moment = try given.moment(in: clock.shown(window))
            let shown = clips.filter { $0.span.from <= moment && moment < $0.span.to }
            guard !shown.isEmpty else { throw OpeningRefusal.noPicture(moment: moment) }
            return shown.map { PlannedStill(moment: moment, object: $0.object, recording: $0.recording) }
        }
    }

    /// Makes the stills, and the sums of pictures, out of clips that lie in a folder that has not got its name yet.
    ///
    /// What was recorded may be damaged, or be of a kind that the media library cannot decode: then that file is not there, and
    /// the bundle is opened all the same.
    ///
    /// - Returns: what could not be made.
    /// - Throws: ``FileError``.
    func make(
        _ stills: [PlannedStill], of footage: DescribedFootage, in folder: OpenedFolder,
        _ progress: (String) -> Void
    ) throws -> [NotMade] {
        var notMade: [NotMade] = []
        func making(_ name: String, _ body: () throws -> Void) throws {
            progress(name)
            do { try body() } catch let error as FootageError {
                notMade.append(NotMade(file: name, reason: error.cause))
            }
        }
        for (index, still) in stills.enumerated() {
            let name =
                "by-recipient-"
                + ObjectFacts.name(
                    number: index + 1, camera: still.recording.camera, role: .still, container: "png")
            try making(name) {
                let made = try ClipStill(
                    of: still.object, in: still.recording, at: still.moment,
                    path: folder.location(of: still.object.name))
                try folder.write(made.png, as: name, .recipientsStill)
                folder.describeLast(still: made.facts)
            }
        }
        for object in footage.objects where sumsPictures && object.role == .master {
            let name = object.name.split(separator: ".").dropLast().joined(separator: ".") + ".framemd5"
            try making(name) {
                let file = try folder.begin(name)
                let summary = try FrameSums.write(
                    of: folder.location(of: object.name), named: object.name
                ) { try file.write($0) }
                // A clip of nothing but sound has none.
                guard let summary else { return }
                try folder.keep(file, as: name, .frameSums)
                folder.describeLast(
                    frames: FrameSumsFacts(
                        of: object, decoder: summary.decoder, pictures: summary.pictures,
                        damaged: summary.damaged))
            }
        }
        return notMade
    }
}

/// Why nothing is opened the way somebody wants it.
package enum OpeningRefusal: Error, Sendable, Equatable {
    /// No clip has moving pictures.
    case noPictures
    /// No clip has a picture of a moment. From when to when they have some is told where the bundle is opened.
    case noPicture(moment: WallTime)
}

extension OpeningRefusal: CustomStringConvertible {
    /// One line, without a full stop.
    package var description: String {
        switch self {
        case .noPictures: "no clip has moving pictures, so no still can be taken out of one"
        case .noPicture(let moment):
            "no clip has a picture of \(moment); from when to when each has some, opening without a still says, with an entry of "
                + "the custody chain"
        }
    }
}
