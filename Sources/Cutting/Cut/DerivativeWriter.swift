import Objects
import Recordings
import Records
import CFFmpeg

/// Writes a lead-in or lead-out: decodes from the nearest clean point and encodes exactly the planned pictures.
struct DerivativeWriter {
    private let plan: CutPlan
    private let object: PlannedObject
    private let recording: Recording

    init(plan: CutPlan, object: PlannedObject) {
        self.plan = plan
        self.object = object
        recording = plan.recording
    }

    func write(
        size: (UInt64) throws -> UInt64, to sink: @escaping MovieWriter.Sink, pictureDone: () throws -> Void
    ) throws -> WrittenCut {
        guard let track = recording.pictureTrack, let part = DerivativePart(object, of: plan),
            !part.pictures.isEmpty
        else { throw FootageError.incomplete(path: recording.path, reason: "it has no pictures to encode") }
        let input = try part.open()
        var output = try input.outputTrack(track.index)
        let source = output
        let encoder = try DerivativeEncoder(
            parameters: output.parameters, timeBase: AVRational(track.timeBase),
            sampleAspectRatio: output.sampleAspectRatio, wanted: part.pictures,
            reason: object.reason ?? .betweenKeyFrames,
            encoding: object.encoding)
        var writer: ObjectWriter?
        func emit(_ packet: UnsafeMutablePointer<AVPacket>) throws {
            if writer == nil, let parameters = encoder.codecParameters {
                output.parameters = parameters
                output.pictureParameters = MediaOutput.PictureParameters()
                var description = try TrackDescription(output)
                description.show(like: source, of: encoder.facts())
                writer = try ObjectWriter(
                    [
                        .init(
                            track: track, description: description,
                            form: SampleForm(parameters), shift: packet.pointee.pts)
                    ],
                    container: object.container, window: object.window, of: recording, sink: sink)
            }
            let isKey = packet.pointee.flags & AV_PKT_FLAG_KEY != 0
            try writer?.write(packet, to: 0, isKey: isKey)
            try pictureDone()
        }
        let packet = try Packet()
        while try part.read(input, into: packet) {
            try encoder.feed(UnsafePointer(packet.pointer), emit: emit)
        }
        try encoder.feed(nil, emit: emit)
        guard let writer else {
            throw FootageError.incomplete(
                path: recording.path,
                reason:
                    "none of the \(part.pictures.count) pictures of its \(object.role.rawValue) can be decoded"
            )
        }
        var cut = try writer.finish(object, size: size, derivative: encoder.facts())
        cut.pictureTimes = encoder.encodedTimes
        cut.missingPictures = encoder.missing.count
        cut.damagedPictures = encoder.damagedFrames
        guard encoder.encodedTimes.count + encoder.missing.count == part.pictures.count else {
            throw FootageError.incomplete(path: recording.path, reason: "a picture was encoded twice")
        }
        return cut
    }
}
