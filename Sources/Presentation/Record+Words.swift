import Objects
import Records
import Statements

extension Record {
    /// Each object by its name, and in a line what it is.
    ///
    /// - Parameter teller: who found out how close objects are to their recordings: whoever opens them cannot.
    package func objectsInWords(by teller: Teller) -> [LabelledText] {
        let index = RecordIndex(self)
        return objects.compactMap { LabelledText($0.name, $0.inWords(in: index, at: clock, by: teller)) }
    }

    /// By which clock the times of each camera are, and whose word that is: a sentence each.
    package var clocksInWords: [String] { recordings.clocksInWords.map { "Times \($0)." } }

    /// What was measured of the clocks after sealing, beside what the owner said: a sentence each.
    package func measuredInWords(_ measured: MeasuredClocks) -> [String] {
        measured.inWords(beside: recordings).map { shown("By the custody chain, \($0).") }
    }

    /// A sentence of ours with its times as every document about this bundle has them.
    package func shown(_ sentence: String) -> String { clock.shown(sentence) }

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
        return overlaps.map { shown("Twice: \($0.inWords(fileNames)).") }
    }

    /// What is missing, a sentence each.
    ///
    /// - Parameter shown: of each gap, whether it is shown to be the recording's own.
    package func gapsInWords(shown: [Bool]) -> [String] {
        zip(gaps, shown).map { self.shown($0.inWords(isShown: $1) + ".") }
    }
}

extension [DescribedObject] {
    /// Each object by its name, and in a line what it is, by the facts that were disclosed of it.
    package var objectsInWords: [LabelledText] {
        let index = RecordIndex(
            DescribedFootage(recordings: map(\.recording), objects: map(\.object)))
        return compactMap {
            LabelledText($0.object.name, $0.object.inWords(in: index, at: clock, by: .sealer))
        }
    }

    /// By which clock the times of each camera are, and whose word that is: a sentence each.
    package var clocksInWords: [String] { map(\.recording).clocksInWords.map { "Times \($0)." } }

    /// Labelled words of ours with their times by the clock of these objects.
    package func shown(_ labelled: LabelledText) -> LabelledText {
        var shown = labelled
        shown.value = clock.shown(labelled.value)
        return shown
    }

    /// A sentence of ours with its times by the same clock.
    package func shown(_ sentence: String) -> String { clock.shown(sentence) }
}

extension ObjectFacts {
    /// The object in a line: whose camera it is of where its name does not show it, and what it is.
    fileprivate func inWords(
        in record: RecordIndex, at clock: DocumentClock, by teller: Teller
    ) -> String {
        let camera = record.recording(recording)?.facts.camera
        let whose = camera.flatMap { ObjectFacts.showsLabel($0) ? nil : "of \($0.quoted): " } ?? ""
        let times = self.times(in: record, at: clock)
        if let still = derivative?.still {
            return "\(whose)\(times), \(still.width) by \(still.height) pixels, as PNG"
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
        return "\(whose)\(times): \(what)\(closeness)"
    }

    /// When it is seen and heard, as every document has it.
    private func times(in record: RecordIndex, at clock: DocumentClock) -> String {
        guard let recording = record.recording(self.recording)?.facts,
            let times = try? ObjectTimes(of: self, in: recording)
        else { return "at no time, as the record places its recording nowhere" }
        return times.inWords(by: clock)
    }

    /// What an original holds, and both containers.
    private func unchanged(in record: RecordIndex) -> String {
        let recording = record.recording(self.recording)
        let kinds = Set(tracks.compactMap { recording?.track($0.sourceTrack)?.kind })
        let what = [kinds.contains(.video) ? "pictures" : nil, kinds.contains(.audio) ? "sound" : nil]
            .compactMap(\.self)
        return
            "the camera's coded \(listInWords(what.isEmpty ? ["data"] : what)), unchanged, in a new container ("
            + (recording.map { ContainerName.both(object: name, recording: $0.facts.container) }
                ?? ContainerName.ofObject(named: name)) + ")"
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
