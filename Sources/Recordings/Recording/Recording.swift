import Starts
import Objects
import Records
import Statements
import CFFmpeg
import Foundation

/// One source file placed on the wall clock: what it holds, and when.
///
/// Made by ``probe(_:zone:clockError:starts:)``; nothing of the file stays open.
package struct Recording: Sendable, Hashable {
    /// Where the file lies.
    package let path: String
    /// The camera's label as the owner calls it.
    package let camera: String
    /// Which file lay there when it was looked at.
    let file: FileIdentity
    /// The file's size in bytes.
    package let size: UInt64
    /// The container format, as libavformat names it.
    package let container: String
    /// Every track of the file; `handedOver` is false in all of them.
    package let tracks: [SourceTrack]
    /// When it starts, and how that is known.
    package internal(set) var start: StartEvidence
    /// The zone its clock was read in: an IANA name or an offset; nil when the evidence carries its own.
    package internal(set) var zone: String?
    /// Whether that zone is only this machine's, because nobody said in which one the camera's clock runs.
    package internal(set) var zoneIsAssumed: Bool
    /// The zone that was given for clocks whose times carry none.
    let clockZone: RecordingZone
    /// When it may start as well: clocks show one hour twice in autumn, and nothing says which of the two it was.
    package internal(set) var otherStart: WallTime?
    /// What else its name or its container may mean, where nothing settles which; nil where it means one start.
    package internal(set) var openStart: OpenStart?
    /// What the owner answered for it where that settled how it is read.
    package let answer: StartAnswer?
    /// What else of its name may tell two cameras of one label apart.
    package let rest: String
    /// What made it, by its name; a telephone also by what the container says of it.
    package let recorder: RecorderKind
    /// Where something else about the file tells another time than ``start``.
    package internal(set) var conflicts: [StartConflict]
    /// The time that its name or evidence shows, as text.
    package internal(set) var shown: String
    /// How far the camera's clock was off; nil when nobody said.
    package let clockError: ClockError?
    /// Facts in the container that identify the device.
    package let device: [String: String]
    /// Where its media times lie on the wall clock.
    package internal(set) var placement: Placement
    /// The true wall-clock time it covers.
    package internal(set) var span: Window
    /// How long a picture is shown on average, in nanoseconds; 0 for sound alone and where the container does not tell.
    package let pictureNanoseconds: Int64
    /// What of the file has no place in that span, and why; nil where all has.
    package let doubt: LeftOutPart?
    /// What a player shows of its main track, in that track's unit.
    let shownTime: PlayedTime
    /// From the first picture or sound that the file has to the end of the last, shown or not, in the same unit.
    let stored: Range<Int64>

    /// The file's name, without its folder.
    package var name: String { (path as NSString).lastPathComponent }

    /// The track whose pictures are cut; nil for a recording of sound alone.
    package var pictureTrack: SourceTrack? { tracks.first { $0.kind == .video } }

    /// Reads what a file holds and places it on the wall clock.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - zone: the zone of times that carry none, for this recording's clock.
    ///   - clockError: how far its clock was off, if that is known.
    ///   - starts: what the owner said of the starts of files.
    /// - Throws: ``FootageError``; a file that is no recording is ``FootageError/notARecording(path:cause:)``.
    package static func probe(
        _ path: String, zone: RecordingZone, clockError: ClockError? = nil,
        starts: GivenStarts = GivenStarts()
    ) throws(FootageError) -> Recording {
        let file = try SourceFile(path: path)
        let input = try MediaInput(file, index: .ends)
        let tracks = try describe(input)
        let (main, extent) = try extent(of: tracks, in: input)
        let name = LayoutTable.read(path: path)
        let duration = try extent.nanoseconds(in: main.timeBase, path: path)
        let camera = CameraLabel.of(path: path, reading: name)
        let start = try StartEvidence.find(
            path: path, camera: camera, name: name, creationTime: input.metadata["creation_time"],
            lastChanged: file.lastChanged, durationNanoseconds: duration, zone: zone, starts: starts)
        let placement = try Placement(
            start: start.evidence.time, clockErrorNanoseconds: clockError?.errorNanoseconds ?? 0,
            origin: extent.first, originTimeBase: main.timeBase, path: path)
        let from = placement.originTime
        let device = deviceFacts(input.metadata)
        let span: Window
        do {
            span = try Window(from: from, to: from.adding(nanoseconds: duration))
        } catch {
            throw .timesNotUsable(path: path, reason: "it lies at the end of time")
        }
        return Recording(
            path: path, camera: camera, file: file.identity.file,
            size: file.size, container: input.container, tracks: tracks, start: start.evidence,
            zone: start.zone,
            zoneIsAssumed: start.zoneIsAssumed, clockZone: zone, otherStart: start.otherStart,
            openStart: start.open, answer: start.answer, rest: name?.rest ?? "",
            recorder: RecorderKind.told(by: device) ?? name?.recorder ?? .unknown, conflicts: start.conflicts,
            shown: start.evidence.how == .fileName ? name?.text ?? "" : start.evidence.detail,
            clockError: clockError, device: device, placement: placement, span: span,
            pictureNanoseconds: try pictureNanoseconds(main, in: input), doubt: extent.doubt,
            shownTime: extent.shown, stored: extent.stored)
    }

    /// Opens the file again.
    ///
    /// - Throws: as ``SourceFile/init(path:)``, and ``FootageError/notReadable(path:cause:)`` where another file has taken
    ///   its place: nothing is known of that one.
    package func open() throws(FootageError) -> SourceFile {
        let opened = try SourceFile(path: path)
        guard opened.identity.file == file else {
            throw .notReadable(
                path: path, cause: "another file has taken its place since it was looked at; try again")
        }
        return opened
    }

    /// From when to when a file's pictures are shown, or its sound is heard where it has none; and which track that is.
    static func extent(
        of tracks: [SourceTrack], in input: MediaInput
    ) throws(FootageError) -> (main: SourceTrack, extent: MediaExtent) {
        guard
            let main = tracks.first(where: { $0.kind == .video })
                ?? tracks.first(where: { $0.kind == .audio })
        else { throw .notARecording(path: input.path, cause: "it has neither pictures nor sound") }
        guard Placement.isUsable(main.timeBase) else {
            throw .timesNotUsable(path: input.path, reason: "its unit of time is not one")
        }
        let sound = tracks.filter { $0.kind == .audio && $0.index != main.index }
        return (main, try MediaExtent(of: main, sound: sound, in: input))
    }

    private static func pictureNanoseconds(
        _ main: SourceTrack, in input: MediaInput
    ) throws(FootageError) -> Int64 {
        guard main.kind == .video else { return 0 }
        let rate = try input.track(main.index).pointee.avg_frame_rate
        guard rate.num > 0, rate.den > 0 else { return 0 }
        // One picture in ten seconds is the slowest that is still taken for a rate.
        return min(
            Int64(rate.den) * WallTime.nanosecondsPerSecond / Int64(rate.num),
            10 * WallTime.nanosecondsPerSecond)
    }

    package static func describe(_ input: MediaInput) throws(FootageError) -> [SourceTrack] {
        var tracks: [SourceTrack] = []
        for index in 0..<input.trackCount {
            let stream = try input.track(index)
            let parameters = try input.parameters(index).pointee
            var track = SourceTrack(
                index: index, kind: kind(stream.pointee, parameters),
                codec: String(cString: avcodec_get_name(parameters.codec_id)),
                timeBase: TimeBase(stream.pointee.time_base), handedOver: false)
            switch track.kind {
            case .video: (track.width, track.height) = (Int(parameters.width), Int(parameters.height))
            case .audio:
                (track.sampleRate, track.channels) = (
                    Int(parameters.sample_rate), Int(parameters.ch_layout.nb_channels)
                )
            default: break
            }
            tracks.append(track)
        }
        return tracks
    }

    private static func kind(_ stream: AVStream, _ parameters: AVCodecParameters) -> SourceTrack.Kind {
        switch parameters.codec_type {
        // A cover or thumbnail is a picture, but not one of the recording.
        case AVMEDIA_TYPE_VIDEO where stream.disposition & AV_DISPOSITION_ATTACHED_PIC == 0: .video
        case AVMEDIA_TYPE_AUDIO: .audio
        case AVMEDIA_TYPE_SUBTITLE: .subtitle
        case AVMEDIA_TYPE_DATA: .data
        default: .other
        }
    }

    /// What names the camera, out of the many spellings containers have; nothing that places or dates it.
    static func deviceFacts(_ metadata: [String: String]) -> [String: String] {
        let known = ["make", "model", "serial", "firmware", "software", "author", "device", "version"]
        return metadata.filter { key, value in
            let key = key.lowercased()
            return !value.isEmpty && known.contains { key.contains($0) } && !key.hasSuffix("minor_version")
        }
    }
}

extension Placement {
    /// A number of ticks in nanoseconds, rounded down.
    package static func nanoseconds(_ ticks: Int64, in timeBase: TimeBase) -> Int64 {
        Int64(
            clamping: Int128(ticks) * Int128(timeBase.numerator) * Int128(WallTime.nanosecondsPerSecond)
                / Int128(timeBase.denominator))
    }
}
