import Objects
import Records
import Statements

extension Record {
    /// Each object by its name, and in a line what it is.
    ///
    /// - Parameter teller: who found out how close objects are to their recordings: whoever opens them cannot.
    package func objectsInWords(by teller: Teller) -> [LabelledText] {
        let index = RecordIndex(self)
        return objects.compactMap { LabelledText($0.name, $0.inWords(in: index, by: teller)) }
    }

    /// The proofs of origin the recordings carried, that nobody validated them, and what cutting did to them: a sentence
    /// each.
    ///
    /// - Parameter teller: who found them.
    package func provenanceInWords(by teller: Teller) -> [String] {
        recordings.flatMap { recording in
            recording.provenance.map { facts in
                "\(recording.camera) carried \(facts.inWords)\(teller.inWords). \(facts.effect) \(facts.advice)"
            }
        }
    }

    /// What is there twice, a sentence each.
    package var overlapsInWords: [String] {
        let fileNames = recordings.fileNames
        return overlaps.map { "Twice: \($0.inWords(fileNames))." }
    }

    /// What is missing, a sentence each.
    ///
    /// - Parameter shown: of each gap, whether it is shown to be the recording's own.
    package func gapsInWords(shown: [Bool]) -> [String] {
        zip(gaps, shown).map { $0.inWords(isShown: $1) + "." }
    }
}

extension [DescribedObject] {
    /// Each object by its name, and in a line what it is, by the facts that were disclosed of it.
    package var objectsInWords: [LabelledText] {
        let index = RecordIndex(
            DescribedFootage(recordings: map(\.recording), objects: map(\.object)))
        return compactMap { LabelledText($0.object.name, $0.object.inWords(in: index, by: .sealer)) }
    }
}

extension ObjectFacts {
    /// The object in a line: whose camera it is of where its name does not show it, and what it is.
    fileprivate func inWords(in record: RecordIndex, by teller: Teller) -> String {
        let camera = record.recording(recording)?.facts.camera
        let whose = camera.flatMap { ObjectFacts.showsLabel($0) ? nil : "of \($0.quoted): " } ?? ""
        if let still = derivative?.still {
            let shown = still.shown.inOffset(seconds: window.from.utcOffsetSeconds)
            return "\(whose)1 picture at \(shown.inWords), \(still.width) by \(still.height) pixels, as PNG"
        }
        let what =
            switch role {
            case .master: unchanged(in: record)
            case .leadIn, .leadOut, .still:
                "encoded anew, because \(derivative?.reason.inWords ?? "it had to be")"
            }
        let closeness =
            derivative?.lossless == true
            ? "; without loss: every picture equals the recording's\(teller.inWords)"
            : derivative?.psnrInWords.map { "; PSNR \($0)\(teller.inWords)" } ?? ""
        return "\(whose)\(window.from.inWords) for \(window.lengthInWords): \(what)\(closeness)"
            + beginnings(in: record)
    }

    /// What an original holds, and both containers.
    private func unchanged(in record: RecordIndex) -> String {
        let recording = record.recording(self.recording)
        let kinds = Set(tracks.compactMap { recording?.track($0.sourceTrack)?.kind })
        let what = [kinds.contains(.video) ? "pictures" : nil, kinds.contains(.audio) ? "sound" : nil]
            .compactMap(\.self)
        return
            "the camera's coded \(listInWords(what.isEmpty ? ["data"] : what)), unchanged, in a new container ("
            + ContainerName.ofObject(named: name)
            + (recording.map { ", from \(ContainerName.ofRecording($0.facts.container))" } ?? "") + ")"
    }

    /// When the pictures of an original begin, and its sound where it has any, where that is later than the window does.
    private func beginnings(in record: RecordIndex) -> String {
        guard role == .master, let recording = record.recording(self.recording),
            let placement = try? Placement(of: recording.facts)
        else { return "" }
        func beginning(of kind: SourceTrack.Kind) -> WallTime? {
            tracks.lazy.compactMap { track in
                recording.track(track.sourceTrack).flatMap { source in
                    source.kind == kind ? placement.start(of: track, source: source) : nil
                }
            }.first
        }
        func isLate(_ time: WallTime) -> Bool {
            time.adding(nanoseconds: -WallTime.nanosecondsPerSecond / 10) > window.from
        }
        func clock(_ time: WallTime) -> Substring {
            time.inOffset(seconds: window.from.utcOffsetSeconds).inWords.split(separator: " ")[2]
        }
        guard let pictures = beginning(of: .video), isLate(pictures) else { return "" }
        let sound = beginning(of: .audio).map {
            isLate($0) ? "sound from \(clock($0)), " : "sound from the start, "
        }
        return "; \(sound ?? "")pictures from \(clock(pictures))"
    }
}

extension DerivativeFacts {
    /// How close its pictures are to the recording's, with what was summed up: `58.0 dB over all its pictures and planes, 55.1 dB
    /// in the farthest picture`; nil where no figure is given.
    package var psnrInWords: String? {
        guard let psnrDecibels, let leastDecibels else { return nil }
        func words(_ figure: Double) -> String { "\((figure * 10).rounded() / 10) dB" }
        return
            "\(words(psnrDecibels)) over all its pictures and planes, \(words(leastDecibels)) in the farthest picture"
    }
}
