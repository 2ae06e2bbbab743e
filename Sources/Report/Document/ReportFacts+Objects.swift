import Presentation
import Records
import Statements
import Foundation

/// What was handed over: pictures of it, and every clip and still with its times and digests.
extension ReportFacts {
    var contactSheet: ReportDocument.Section {
        let missing = notShown.map { "No picture of \($0.object.quoted) could be shown: \($0.reason)." }
        guard !pictures.isEmpty || !missing.isEmpty else {
            return .init(
                id: "pictures", title: "Contact sheet",
                blocks: [
                    .paragraph(
                        verification.failures.isEmpty
                            ? "The bundle holds no pictures."
                            : "A check does not hold, so it is not certain that what is inside was agreed to. "
                                + "Nothing of it is shown.")
                ])
        }
        let cameras = pictures.reduce(into: [String]()) { if $0.last != $1.camera { $0.append($1.camera) } }
        let picturesOfCamera = Dictionary(grouping: pictures, by: \.camera)
        let sheets: [ReportDocument.Block] = cameras.flatMap { camera -> [ReportDocument.Block] in
            [
                .paragraph("Camera \(camera.quoted):"),
                .pictures(
                    (picturesOfCamera[camera] ?? []).enumerated().map { number, picture in
                        .init(
                            jpegBase64: picture.jpegBase64, width: picture.width, height: picture.height,
                            caption:
                                "\(caption(picture, number, picturesOfCamera[camera]?.first))\n\(picture.object)",
                            description:
                                "The picture of \(camera) shown at \(words(picture.time)), from \(picture.object)"
                        )
                    }),
            ]
        }
        return .init(
            id: "pictures", title: "Contact sheet",
            blocks: [
                .paragraph(
                    "Pictures spread evenly over what was handed over, made small for this page, each with its "
                        + "time on the wall clock and the clip it is from. Not evidence: the clips are.")
            ] + sheets + (missing.isEmpty ? [] : [.list(missing)]))
    }

    /// When a picture was taken: the first of a sheet with its date, the others with the time of day where that is the same day.
    private func caption(_ picture: ReportedPicture, _ number: Int, _ first: ReportedPicture?) -> String {
        guard number > 0, let first else { return words(picture.time) }
        return clock.inWords(picture.time, beside: first.time)
    }

    var objectTable: ReportDocument.Section {
        let recordingsByID = recordingsByID
        let rows = objects.map { object -> [ReportDocument.Cell] in
            [
                .init(object.nameInWords),
                .init(timesInWords(of: object)),
                .init(
                    "\(content(of: object, in: recordingsByID[object.facts.recording]))\n\(counted(object.facts.size, "byte"))"
                ),
                .init(
                    "opened \(object.facts.sha256.hex)\nsealed \(object.sealedSHA256.hex)", .code),
            ]
        }
        let anew = objects.compactMap { object -> [ReportDocument.Cell]? in
            guard let derivative = object.facts.derivative else { return nil }
            return [
                .init(object.facts.name), .init(derivative.reason.inWords),
                .init("\(derivative.encoder.inWords)\n\(derivative.settings.inWords)"),
                .init(derivative.closenessInWords),
            ]
        }
        var blocks: [ReportDocument.Block] =
            hasExhibits
            ? [
                .paragraph(
                    "The reference above a clip's name is that by which \(maker.inWords) produces the clip as an exhibit. It counts for "
                        + "this report, of \(second(made)): another opening of the bundle may give it to something else."
                )
            ] : []
        blocks += [
            .paragraph(
                "An original holds the camera's coded pictures and sound, unchanged, in a new container\(ContainerName.ofOriginals(objects.lazy.map(\.facts), in: recordingsByID)). What is called a lead-in, a lead-out or a still "
                    + "was encoded anew, because the original data could not be cut there; rest on originals. The first "
                    + "SHA-256 is that of the clip once opened, the second that of its encrypted file, which the seal signs."
            ),
            .table(
                .init(
                    columns: [("Clip", 2.6), ("Time", 2.4), ("Content", 2.2), ("SHA-256", 3.6)], rows: rows)),
        ]
        if !anew.isEmpty {
            blocks.append(
                .paragraph(
                    "What was encoded anew, why, and how far its pictures are from the recording's; encoder, settings and that "
                        + "distance by the word of who sealed:"))
            blocks.append(
                .table(
                    .init(
                        columns: [
                            ("Clip", 2.4), ("Why encoded anew", 2.8), ("Encoder and settings", 3.6),
                            ("PSNR", 2),
                        ],
                        rows: anew)))
        }
        let sources = recordings.map { recording -> [ReportDocument.Cell] in
            [
                .init(
                    "\(recording.name.quoted)\(recording.committedNameInWords)\ncamera \(recording.camera.quoted)"
                ),
                .init("\(recording.contentInWords)\n\(counted(recording.size, "byte"))"),
                .init("\(recording.sha256.hex)\(recording.digestInWords)", .code),
            ]
        }
        blocks.append(
            .paragraph(
                "The recordings they are from. What follows of them is the word of who sealed, but for what "
                    + "the checks say of it; the cameras' names are the owner's:"))
        blocks.append(
            .table(.init(columns: [("Recording", 3), ("Content", 3), ("SHA-256", 3.6)], rows: sources)))
        for recording in recordings {
            blocks.append(
                .list(
                    recording.leftOut.map {
                        "Left out of \(recording.name.quoted), by the word of who sealed: \($0.inWords(recording.tracks))"
                    }))
            blocks.append(
                .list(
                    recording.provenance.map {
                        "\(recording.name.quoted) carried \($0.inWords), by the word of who sealed. \($0.effect) \($0.advice)"
                    }))
        }
        return .init(id: "objects", title: "What was handed over", blocks: blocks)
    }

    private func content(of object: ReportedObject, in recording: RecordingFacts?) -> String {
        object.facts.tracks.map { track in
            let other = OtherBytes.inWords(track.other ?? []).map { "\nno picture or sound: \($0)" } ?? ""
            return content(of: track, in: object, recording) + other
        }.joined(separator: "\n")
    }

    private func content(
        of track: ObjectTrack, in object: ReportedObject, _ recording: RecordingFacts?
    ) -> String {
        let kind = recording?.tracks.first { $0.index == track.sourceTrack }?.kind
        switch kind {
        case .video where object.facts.role == .still:
            return object.facts.derivative?.still.map { "\($0.width) by \($0.height) pixels" }
                ?? "a picture"
        case .video:
            return
                "\(counted(track.accessUnits, "picture")), \(counted(track.keyFrames, "key frame")), \(track.codec)"
        case .audio: return "sound, \(counted(track.accessUnits, "packet")), \(track.codec)"
        default: return "\(counted(track.accessUnits, "packet")), \(track.codec)"
        }
    }
}

extension ReportFacts.ReportedObject {
    /// Its reference as an exhibit where it has one, its name, and what it is, a line each.
    var nameInWords: String {
        [exhibit?.text, facts.name, roleInWords].compactMap(\.self).joined(separator: "\n")
    }

    /// `original`, `lead-in, encoded anew`.
    var roleInWords: String {
        switch facts.role {
        case .master: "original"
        case .leadIn: "lead-in, encoded anew"
        case .leadOut: "lead-out, encoded anew"
        case .still: "still"
        }
    }
}

extension DerivativeFacts {
    fileprivate var closenessInWords: String {
        // Whether it is so is a check of its own, which needs the recording.
        if lossless == true { return "without loss, by the word of who sealed" }
        if still != nil { return "the decoded picture, by the word of who sealed" }
        guard let psnrInWords else { return "identical, by the word of who sealed" }
        return "\(psnrInWords), by the word of who sealed"
    }
}

extension RecordingFacts {
    fileprivate var contentInWords: String {
        tracks.map { track in
            let left = track.handedOver ? "" : " (not handed over)"
            switch track.kind {
            case .video: return "\(track.codec) \(track.width ?? 0) by \(track.height ?? 0) pixels\(left)"
            case .audio: return "\(track.codec) sound, \(track.sampleRate ?? 0) Hz\(left)"
            default: return "\(track.kind.rawValue)\(left)"
            }
        }.joined(separator: "\n")
    }
}

extension RecordingFacts {
    /// As of when its SHA-256 is, where that is not the time of the seal.
    var digestInWords: String {
        digestTaken.map { " (when it was committed to, \($0.toTheSecond.inWords))" } ?? ""
    }
}

extension RecordingFacts {
    /// What the file was called when it was committed to, where it is called otherwise now; on a line of its own.
    fileprivate var committedNameInWords: String {
        guard let committed = commitment?.evidence.traces.name, committed != name else { return "" }
        return "\ncommitted to as \(committed.quoted)"
    }
}
