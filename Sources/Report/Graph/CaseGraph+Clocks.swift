import Records
import Statements

/// When footage was recorded, and by which clock. CASE and UCO have an event with a beginning and an end, and nothing for clocks: these
/// are terms of our own (docs/spec/report.md, Graph).
extension CaseGraph {
    /// A moment as the graph has it: by the clock of every document about the bundle.
    func moment(_ time: WallTime) -> LinkedData {
        .typed(facts.clock.shown(time).rfc3339, type: "xsd:dateTime")
    }

    func nanoseconds(_ length: Int64) -> LinkedData { .typed("\(length)", type: "xsd:integer") }

    /// What tells when a recording starts, and how far that clock was off.
    mutating func clockFacet(of recording: RecordingFacts) throws -> String {
        let statement = ClockStatement(recording)
        var values: [String: LinkedData] = [
            "proffer:camera": .text(recording.camera),
            "proffer:start": moment(recording.start.time),
            "proffer:startKnownFrom": .text(recording.start.how.rawValue),
            "proffer:startEvidence": .text(recording.start.detail),
            "proffer:clockStatement": .text(facts.clock.shown(statement.inWords)),
        ]
        if let zone = recording.zone { values["proffer:zone"] = .text(zone) }
        let conflicts = statement.conflictsInWords.map { LinkedData.text(facts.clock.shown($0)) }
        if !conflicts.isEmpty { values["proffer:startContradiction"] = .list(conflicts) }
        if let error = recording.clockError {
            values["proffer:clockError"] = nanoseconds(error.errorNanoseconds)
            values["proffer:clockErrorKnownFrom"] = .text(error.how.rawValue)
            if let uncertainty = error.uncertaintyNanoseconds {
                values["proffer:clockErrorUncertainty"] = nanoseconds(uncertainty)
            }
            if let measurement = error.measurement {
                values["proffer:clockMeasuredOn"] = .text(measurement.camera)
                values["proffer:clockMeasuredFrom"] = moment(measurement.shown.from)
                values["proffer:clockMeasuredTo"] = moment(measurement.shown.to)
                values["proffer:clockMeasuredAfterStart"] = nanoseconds(
                    MeasuredApart(measurement.shown.to, from: recording).nanoseconds)
                values["proffer:clockReferenceUncertainty"] = nanoseconds(
                    measurement.referenceUncertaintyNanoseconds)
                values["proffer:clockMeasuredIn"] = .list(
                    measurement.clips.map { .typed($0.sha256.hex, type: "xsd:hexBinary") })
            }
        }
        let measured = facts.measured.of(camera: recording.camera)
        if !measured.isEmpty {
            values["proffer:clockMeasuredLater"] = .list(
                try measured.map { .reference(try measuredNode($0, of: recording)) })
        }
        let disagreements = facts.measured.disagreements(of: recording.camera)
        if !disagreements.isEmpty {
            values["proffer:clockMeasurementsDisagree"] = .list(disagreements.map(LinkedData.text))
        }
        return try add("uco-core:Facet", own: "proffer:ClockFacet", "clock", recording.id, values)
    }

    /// What somebody measured of a recording's clock after it was sealed, by their word.
    private mutating func measuredNode(
        _ clock: MeasuredClock, of recording: RecordingFacts
    ) throws -> String {
        var values: [String: LinkedData] = [
            "proffer:clockError": nanoseconds(clock.finding.errorNanoseconds),
            "proffer:clockErrorUncertainty": nanoseconds(clock.finding.uncertaintyNanoseconds),
            "proffer:contradictsOwner": .typed(
                "\(clock.contradicts(recording.clockError))", type: "xsd:boolean"),
            "proffer:custodyEntry": .typed("\(clock.entry)", type: "xsd:integer"),
            "proffer:signed": moment(clock.time),
            "proffer:statement": .text(
                facts.clock.shown("\(clock.inWords); \(clock.beside(recording))")),
            "proffer:signedBy": .text(clock.actor.fingerprint.hex),
        ]
        if let moment = clock.moment {
            values["proffer:measuredAfterStart"] = nanoseconds(
                MeasuredApart(moment, from: recording).nanoseconds)
        }
        return try add(
            "uco-core:UcoObject", own: "proffer:ClockMeasurement", "clock-measurement",
            "\(clock.entry) \(recording.id)", values)
    }

    /// When a clip is seen and heard, to the last digit of the record.
    mutating func timesFacet(of object: ReportFacts.ReportedObject) throws -> String? {
        guard let times = object.times else { return nil }
        var values: [String: LinkedData] = [:]
        if let pictures = times.pictures {
            values["proffer:firstPicture"] = moment(pictures.first)
            values["proffer:lastPicture"] = moment(pictures.last)
            values["proffer:picturesEnd"] = moment(pictures.end)
        }
        if let sound = times.sound {
            values["proffer:firstSound"] = moment(sound.first)
            values["proffer:soundEnd"] = moment(sound.end)
        }
        if let still = times.still { values["proffer:stillTaken"] = moment(still) }
        return try add("uco-core:Facet", own: "proffer:TimesFacet", "times", object.facts.file, values)
    }

    /// That a clip was recorded, as an event from its first picture or sound to the end of its last.
    mutating func recorded(_ object: ReportFacts.ReportedObject, _ clip: String) throws {
        guard let times = object.times else { return }
        let spans = [times.pictures, times.sound].compactMap(\.self)
        guard let from = times.still ?? spans.map(\.first).min(),
            let to = times.still ?? spans.map(\.end).max()
        else { return }
        _ = try add(
            "uco-core:Event", "recorded", object.facts.file,
            [
                "uco-core:eventType": .text("recorded, by the record"),
                "uco-core:eventContext": .list([.reference(clip)]),
                "uco-core:startTime": moment(from), "uco-core:endTime": moment(to),
            ])
    }
}
