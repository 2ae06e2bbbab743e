import Objects
import Recordings
import Records
import Statements
import CFFmpeg

/// Copies the packets of a master, bit for bit, and makes sure that none of the window is lost.
struct MasterWriter {
    private let plan: CutPlan
    private let object: PlannedObject
    private let recording: Recording

    init(plan: CutPlan, object: PlannedObject) {
        self.plan = plan
        self.object = object
        recording = plan.recording
    }

    func write(size: (UInt64) throws -> UInt64, to sink: @escaping MovieWriter.Sink) throws -> WrittenCut {
        let input = try MediaInput(recording.open(), index: recording.index(around: object.window))
        input.places = plan.places
        let picture = plan.picture?.master == nil ? nil : plan.picture
        var sources: [ObjectWriter.Source] = []
        var places: [Int: Int] = [:]
        var headers: [Int: CodingHeaders] = [:]
        for track in tracks(picture) {
            places[track.index] = sources.count
            let parameters = UnsafePointer(try input.parameters(track.index))
            let description = try input.trackDescription(of: track.index)
            headers[track.index] = try CodingHeaders(
                Codec(parameters), header: parameters.header, describedBy: description)
            sources.append(
                ObjectWriter.Source(
                    track: track, description: description, form: SampleForm(parameters),
                    shift: try shift(of: track, picture)))
        }
        try input.select(Set(places.keys))
        try WindowEntry(picture, plan.sound, of: recording.tracks)?.enter(input)
        // Where the packets of the window end, so that reading stops there.
        let writer = try ObjectWriter(
            sources, container: object.container, window: object.window, of: recording, sink: sink)
        var run = Run(
            plan: plan, judge: try picture.flatMap { RandomAccess(try input.parameters($0.track)) },
            sizes: try recording.pictureTrack.map { try PictureSizes($0, in: input) })
        let packet = try Packet()
        while !run.isDone, try input.read(into: packet) {
            try Task.checkCancellation()
            guard let place = places[packet.track] else { continue }
            let kept = try run.keep(packet, in: input)
            if !run.isOpen(packet.track) { writer.end(place) }
            guard let kept else { continue }
            let isChange = try kept.isKey && headers[packet.track]?.isChanged(by: packet.bytes) == true
            try write(packet, to: place, isKey: kept.isKey, isChange: isChange, with: writer)
        }
        if !run.isDone { try run.checkEnd(of: input) }
        try run.checkPictures()
        var cut = try writer.finish(object, size: size, derivative: nil)
        cut.damagedPictures = run.damaged
        return cut
    }

    private func write(
        _ packet: Packet, to place: Int, isKey: Bool, isChange: Bool, with writer: ObjectWriter
    ) throws {
        do {
            try writer.write(packet.pointer, to: place, isKey: isKey, isChange: isChange)
        } catch is FragmentRule.OutOfOrder {
            throw FootageError.notCuttable(
                path: recording.path,
                reason:
                    "it stores its sound too far from the pictures it belongs to; without sound it can be cut"
            )
        }
    }

    /// The tracks of the master: pictures first.
    private func tracks(_ picture: PictureCut?) -> [SourceTrack] {
        recording.tracks.filter { $0.index == picture?.track }
            + plan.sound.compactMap { sound in recording.tracks.first { $0.index == sound.track } }
    }

    /// What is taken off a track's times.
    private func shift(of track: SourceTrack, _ picture: PictureCut?) throws(FootageError) -> Int64 {
        let (from, placement) = (plan.grant.window.from, recording.placement)
        guard let master = picture?.master, let main = recording.pictureTrack else {
            return try ObjectShift.sound(track, from: from, placement: placement)
        }
        let shift = try ObjectShift.pictures(
            firstDTS: master.firstDTS, from: from, track: main, placement: placement)
        return track.index == main.index ? shift : ObjectShift.sound(track, beside: main, shiftedBy: shift)
    }

    /// Decides packet by packet what belongs to the master, and accounts for what does not.
    private struct Run {
        private let plan: CutPlan
        private let judge: RandomAccess?
        private var sizes: PictureSizes?
        /// The tracks that may still have packets of the window.
        private var open: Set<Int>
        private var lastDTS: [Int: Int64] = [:]
        private var lastPosition: [Int: Int64] = [:]
        /// How many packets of each time are part of something else.
        private var elsewhere: [Int64: Int]
        private var foundElsewhere = 0
        /// Packets handed over that the container itself calls damaged.
        private(set) var damaged = 0

        init(plan: CutPlan, judge: RandomAccess?, sizes: PictureSizes?) {
            self.plan = plan
            self.judge = judge
            self.sizes = sizes
            open = Set(plan.sound.map(\.track))
            if let picture = plan.picture, picture.master != nil { open.insert(picture.track) }
            elsewhere = Dictionary(
                (plan.picture.map { $0.leadIn + $0.leadOut + $0.undecodable + $0.otherFields } ?? []).map {
                    ($0, 1)
                },
                uniquingKeysWith: +)
        }

        var isDone: Bool { open.isEmpty }

        /// Whether a track may still have packets of the window.
        func isOpen(_ track: Int) -> Bool { open.contains(track) }

        /// Whether a packet is the master's, and then whether decoding can start at it.
        mutating func keep(
            _ packet: Packet, in input: MediaInput
        ) throws(FootageError) -> (isKey: Bool, Void)? {
            guard let pts = packet.pts, let dts = packet.dts else {
                throw .timesNotUsable(path: plan.recording.path, reason: "a packet carries no times")
            }
            if let last = lastDTS[packet.track], dts <= last {
                throw .timesNotUsable(
                    path: plan.recording.path, reason: "its packets are not in the order they are decoded in")
            }
            lastDTS[packet.track] = dts
            lastPosition[packet.track] = packet.position
            if let sound = plan.sound.first(where: { $0.track == packet.track }) {
                if pts >= sound.window.upperBound { open.remove(packet.track) }
                return sound.takes(packet, pts: pts) ? (true, ()) : nil
            }
            guard let picture = plan.picture, picture.track == packet.track else { return nil }
            if dts >= picture.window.upperBound { open.remove(packet.track) }
            if picture.isInMaster(dts: dts, pts: pts) {
                guard pts < picture.window.upperBound else {
                    throw .outsideWindow(
                        path: plan.recording.path, reason: "a picture at \(pts) is shown after it")
                }
                if packet.isDamaged { damaged += 1 }
                let isKey = judge?.isClean(packet.bytes) ?? packet.isFlaggedKey
                try isKey ? sizes?.check(packet, in: input) : sizes?.checkHeader(packet, in: input)
                return (isKey, ())
            }
            if picture.window.contains(pts) {
                guard elsewhere[pts] != nil else {
                    throw .incomplete(
                        path: plan.recording.path, reason: "a picture at \(pts) is in no part of the cut")
                }
                foundElsewhere += 1
            }
            return nil
        }

        /// The file ended before the window did: its own index tells whether that is the recording's end.
        func checkEnd(of input: MediaInput) throws(FootageError) {
            for track in open where try input.indexIsWhole(track: track) {
                guard let last = lastDTS[track],
                    try input.isLastPromised(track: track, dts: last, position: lastPosition[track] ?? -1)
                else {
                    throw .truncated(
                        path: plan.recording.path, cause: "its index promises more than the file has")
                }
            }
        }

        /// Every picture of the window that is not the master's was planned as part of another object.
        func checkPictures() throws(FootageError) {
            let planned = elsewhere.values.reduce(0, +)
            guard plan.picture?.master != nil, foundElsewhere != planned else { return }
            throw .incomplete(
                path: plan.recording.path,
                reason:
                    "\(planned) pictures were to stand outside the master, \(foundElsewhere) were found"
            )
        }
    }
}
