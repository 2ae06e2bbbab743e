import ClockCode
import CustodyDesk
import Outcomes
import Recordings
import Records
import Sealing
import Starts
import Statements

/// How wrong a camera's clock was, by clips in which it saw clock codes.
package struct ClockMeasurement: Sendable {
    /// How far each thing leaves the error open, in seconds as a person reads them, either way.
    package struct Shares: Equatable, Sendable {
        package let codes: String
        package let start: String
        package let reference: String
        /// Whether the start is told in whole seconds only.
        package let isStartInWholeSeconds: Bool
    }

    package let facts: ClockCheckFacts
    package let shares: Shares
    /// The whole hours the error is near to, as in `2 h`: the clock may run in another zone. Nil where it is near to none.
    package let zonesInWords: String?

    /// Measures a clock, and writes the result to a file where something was measured.
    ///
    /// - Parameters:
    ///   - clips: of one camera, under the names the camera gave them.
    ///   - zone: of clips whose names carry no offset; nil for this machine's.
    ///   - reference: how near to true time the clock was that showed the codes, in seconds as a person writes them.
    ///   - followsLinks: whether a link is taken by what it leads to, whatever it is called itself.
    ///   - output: the file for a clock error; nil writes none.
    /// - Throws: ``DeskError``.
    package static func of(
        _ clips: [String], zone: String? = nil, referenceWithin reference: String,
        followsLinks: Bool = false, writtenTo output: OutputFile? = nil, noting: (Note) -> Void
    ) throws(DeskError) -> ClockMeasurement {
        guard let uncertainty = ClockErrorText.nanoseconds(reference) else {
            throw DeskError(
                .usage, "“\(reference.prefix(40))” is not a number of seconds", remedy: .sayReference)
        }
        guard uncertainty <= ClockCheck.largestReferenceUncertainty else {
            throw DeskError(
                .usage, "a clock that may be wrong by more than a day measures nothing", remedy: .sayReference
            )
        }
        if let output {
            guard ClockErrorText.isFile(output.path) else {
                throw DeskError(
                    .usage,
                    "\(output.path): it is taken for the file of a measurement only if its name ends in .json"
                )
            }
            try output.check()
        }
        return try telling {
            let check = try ClockCheck(
                try recordings(clips, zone, followsLinks, noting), referenceUncertainty: uncertainty)
            let measurement = ClockMeasurement(check)
            if let output, let error = measurement.facts.clockError {
                try output.write(bytes: try StrictJSON.encodePretty(error))
            }
            return measurement
        }
    }

    private static func recordings(
        _ clips: [String], _ zone: String?, _ followsLinks: Bool, _ noting: (Note) -> Void
    ) throws -> [Recording] {
        let zone = try RecordingZone.of(zone)
        let recordings = try clips.map { clip in
            let named = try NamedRecording(clip, followsLinks: followsLinks)
            if let link = named.link { noting(.footage(.linkFollowed(LinkFacts(link)))) }
            return try Recording.probe(named.path, zone: zone)
        }
        // Each camera has a clock of its own, and an error of its own.
        if let first = recordings.first, let other = recordings.first(where: { $0.camera != first.camera }) {
            throw DeskError(
                .usage, "\(first.camera) and \(other.camera) are two cameras with a clock each",
                remedy: .checkOneCamera)
        }
        return recordings
    }

    private init(_ check: ClockCheck) {
        let clips = check.clips.map { clip in
            ClockCheckFacts.Clip(
                file: clip.recording.path, camera: clip.recording.camera, start: clip.recording.start,
                zone: clip.recording.zone, codes: clip.sightings.codes, pictures: clip.sightings.pictures,
                shownFrom: clip.sightings.shown?.from)
        }
        facts =
            switch check.outcome {
            case .measured(let error):
                ClockCheckFacts(
                    clips: clips, clockError: error, option: ClockErrorText.write(error), contradiction: nil)
            case .contradictory(let reason):
                ClockCheckFacts(clips: clips, clockError: nil, option: nil, contradiction: reason)
            }
        shares = Shares(
            codes: ClockErrorText.seconds(check.shares.codes),
            start: ClockErrorText.seconds(check.shares.start),
            reference: ClockErrorText.seconds(check.shares.reference),
            isStartInWholeSeconds: check.shares.start == WallTime.nanosecondsPerSecond)
        zonesInWords = check.nearlyWholeZone.map { durationInWords(nanoseconds: $0) }
    }
}
