import Objects
import Recordings
import Records
import CFFmpeg

/// Which pictures of a recording a lead-in, a lead-out or a still holds, and where in the file they are decoded from.
struct DerivativePart {
    /// The presentation times of the pictures, sorted.
    let pictures: [Int64]
    private let track: SourceTrack
    private let timeBase: AVRational
    private let recording: Recording
    private let index: SampleIndex
    private let places: [PacketPlace]
    /// Where decoding starts for them.
    private let startDTS: Int64
    /// From here on no packet can matter to them.
    private let endDTS: Int64

    /// - Returns: nil for an object that is no derivative, or has no pictures.
    init?(_ object: PlannedObject, of plan: CutPlan) {
        guard let picture = plan.picture, let track = plan.recording.pictureTrack else { return nil }
        switch object.role {
        case .leadIn:
            pictures = picture.leadIn
            startDTS = picture.headDTS
            endDTS = picture.master?.firstPTS ?? picture.window.upperBound
        case .leadOut:
            guard let master = picture.master else { return nil }
            pictures = picture.leadOut
            startDTS = master.tailDTS
            endDTS = picture.window.upperBound
        case .still:
            guard let still = object.still else { return nil }
            pictures = [still.pts]
            startDTS = still.startDTS
            endDTS = still.endPTS + 1
        default: return nil
        }
        guard !pictures.isEmpty else { return nil }
        self.track = track
        timeBase = AVRational(track.timeBase)
        recording = plan.recording
        index = plan.recording.index(around: object.window)
        places = plan.places
    }

    /// Opens the recording where decoding has to start.
    func open() throws(FootageError) -> MediaInput {
        let input = try MediaInput(recording.open(), index: index)
        input.places = places
        try input.select([track.index])
        try input.seek(track: track.index, atOrBefore: startDTS)
        return input
    }

    /// The first of the pictures, decoded; nil where the decoder does not deliver it.
    func firstPicture() throws -> Frame? {
        let input = try open()
        let reader = try PictureReader(
            VideoDecoder(parameters: input.parameters(track.index), timeBase: timeBase)
        ) { try read(input, into: $0) }
        while let picture = try reader.next() {
            if let time = picture.presentationTime, pictures.contains(time) { return try picture.moved() }
        }
        return nil
    }

    /// Reads the next packet that may matter; false when there is none.
    func read(_ input: MediaInput, into packet: Packet) throws -> Bool {
        try Task.checkCancellation()
        guard try input.read(into: packet), let dts = packet.dts else { return false }
        return dts < endDTS
    }
}
