import Objects
import Records
import Statements
import Sealing

/// Decrypts one object to its end and holds it against the record, every stored sample included.
package struct ObjectInspection {
    /// Why the file is not the one the record describes; nil where it is.
    private(set) var fileFlaw: String?
    /// Why a stored sample lies outside the window; nil where none does.
    private(set) var windowFlaw: String?
    /// Why tracks or times are not as the record says; nil where they are.
    private(set) var trackFlaw: String?
    /// Why a master is no run of the recording committed to; nil where it is, and for what is no master.
    private(set) var runFlaw: String?
    /// The header it was opened by.
    let header: MemberHeader
    /// When each track is seen or heard, by its place in the object; none of a still, and none where the object was not
    /// read to its end.
    private(set) var instants: [Int: TimeRuns] = [:]
    /// What the tracks of a master come to, by their number, where that was asked for.
    package private(set) var runs: [Int: RunDigest.Value] = [:]
    /// The tracks of which only the record says how long their last picture is shown.
    package private(set) var toldLastDurations: Set<Int> = []
    /// When the pictures of a derivative are shown in the recording, in the unit of its track.
    private(set) var pictureTimes: [Int64] = []
    /// Why something else than pictures could be in a derivative; nil where nothing could.
    private(set) var packingFlaw: String?

    /// - Parameters:
    ///   - opened: the record that describes it.
    ///   - grants: of the consent; nil where it does not hold.
    ///   - comparesSource: whether ``runs`` are wanted.
    ///   - sink: takes the decrypted bytes, each authenticated; what it throws ends the inspection.
    /// - Throws: `SealingError` where the object cannot be decrypted, and what `sink` throws.
    package init(
        _ object: ObjectFacts, of opened: OpenedRecord, in archive: BundleArchive, identity: Identity,
        grants: [GrantedWindow]?, comparesSource: Bool = false,
        sink: (UnsafeRawBufferPointer) throws -> Void = { _ in }
    ) throws {
        // All files of a bundle have the same recipients in the same order (docs/spec/bundle.md, Payload).
        let decryptor = try archive.decryptor(
            for: object.file, identities: identity.ageIdentities, at: opened.recipientPlace)
        try self.init(
            object, of: opened.index.recording(object.recording), decryptor, grants: grants,
            comparesSource: comparesSource, sink: sink)
    }

    /// The same of an object whatever opens it.
    ///
    /// - Parameters:
    ///   - recording: what is said of the recording it is of.
    ///   - decryptor: at the beginning of the object.
    init(
        _ object: ObjectFacts, of recording: RecordIndex.Entry?, _ decryptor: AgeDecryptor,
        grants: [GrantedWindow]?, comparesSource: Bool = false,
        sink: (UnsafeRawBufferPointer) throws -> Void = { _ in }
    ) throws {
        header = MemberHeader(file: object.file, mark: try decryptor.header.mark())
        let hasher = try SHA256Hasher()
        let granted = recording.flatMap { recording in
            grants.map { Self.granted($0, around: object, of: recording) }
        }
        var allowed = Self.allowed(object, recording, granted)
        var scanFailure: FootageError?
        let master = try MasterInspection(object, of: recording, comparesSource: comparesSource)
        let derivative = DerivativeInspection(object, of: recording)
        let stillScan = object.role == .still ? StillScan(expecting: object.derivative?.still) : nil
        var scan: ObjectScan?
        if stillScan == nil {
            scanFailure = try Self.failure {
                scan = try ObjectScan(
                    MovieForm(object) { recording?.track($0) },
                    inspect: { sample in
                        guard let place = allowed.index(forKey: sample.track) else {
                            throw FootageError.outsideWindow(
                                path: object.name, reason: "track \(sample.track) is not in the record")
                        }
                        try allowed.values[place].take(sample)
                    },
                    lend: { sample, canonical, bytes in
                        try allowed[sample.track]?.bounds.check(sample, bytes)
                        try master?.look(at: sample, bytes)
                        derivative?.look(at: sample, canonical, bytes)
                    })
            }
        }
        var size: UInt64 = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 64)
        defer { buffer.deallocate() }
        while true {
            let count = try decryptor.read(into: buffer)
            if count == 0 { break }
            let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            try hasher.update(bytes)
            size += UInt64(count)
            if scanFailure == nil {
                scanFailure = try Self.failure { try stillScan?.update(bytes) ?? scan?.update(bytes) }
            }
            try sink(bytes)
        }
        if size != object.size {
            fileFlaw = "it has \(counted(size, "byte")), the record says \(object.size)"
        } else if try hasher.finalize() != object.sha256 {
            fileFlaw = "its SHA-256 is not the record's"
        }
        var scanned: ScannedObject?
        var still: ScannedStill?
        if scanFailure == nil {
            scanFailure = try Self.failure {
                if let stillScan {
                    still = try stillScan.finish()
                    try Self.checkMoment(of: object, allowed)
                } else {
                    scanned = try scan?.finish()
                }
            }
        }
        switch scanFailure {
        case .outsideWindow(_, let reason)?: windowFlaw = reason
        case let other?:
            windowFlaw = other.description
        case nil: break
        }
        if scanned != nil {
            for (place, track) in object.tracks.enumerated() {
                instants[place] = allowed[track.id]?.instants
            }
        }
        if let still {
            trackFlaw = try still.difference(from: object, of: recording)
        } else if let scanned {
            trackFlaw =
                Self.difference(object, recording, scanned)
                ?? Self.shiftFlaw(object, recording, scanned, granted)
        } else {
            trackFlaw = "they were not read to their end"
        }
        if let derivative {
            pictureTimes = derivative.outcome.times
            packingFlaw = derivative.outcome.flaw
        }
        if let master {
            try master.finish()
            runFlaw = scanned == nil ? "it was not read to its end" : master.flaw
            trackFlaw = trackFlaw ?? master.otherFlaw
            runs = try master.digests()
            toldLastDurations = Set(scanned?.tracks.filter(\.isLastDurationTold).map(\.id) ?? [])
        }
    }

    /// Runs the scan and hands back what it found wrong with the object; other errors pass.
    private static func failure(_ body: () throws -> Void) throws -> FootageError? {
        do {
            try body()
            return nil
        } catch let error as FootageError {
            return error
        }
    }

    /// A still has no times of its own: its place is where the record says its picture lies in the recording.
    private static func checkMoment(of object: ObjectFacts, _ allowed: [Int: Allowed]) throws {
        guard let track = object.tracks.first, let allowed = allowed[track.id] else {
            throw FootageError.outsideWindow(
                path: object.name, reason: "the record does not say of when it is")
        }
        try allowed.bounds.check(0, lasting: 1, track: track.id)
    }

    /// What the record allows a track to store: where, and how much of it.
    private struct Allowed {
        let bounds: ObjectBounds
        /// How many access units it may still have. A scan ends at the first that the record does not speak of: the
        /// record's own count is held against the bundle's size, so that it bounds the work.
        var left: UInt64
        /// When there is something of it.
        var instants: TimeRuns

        mutating func take(_ sample: StoredSample) throws(FootageError) {
            guard left > 0 else {
                throw .objectNotUnderstood(
                    reason: "track \(sample.track) stores more access units than the record says")
            }
            left -= 1
            try bounds.check(sample)
            instants.add(sample.pts)
        }
    }

    /// What was granted that an object lies in: with sound, where it has any.
    private static func granted(
        _ grants: [GrantedWindow], around object: ObjectFacts, of recording: RecordIndex.Entry
    ) -> [Window] {
        let hasSound = object.tracks.contains { recording.track($0.sourceTrack)?.kind == .audio }
        return grants.filter {
            ($0.camera ?? recording.facts.camera) == recording.facts.camera && ($0.audio || !hasSound)
                && $0.window.from <= object.window.from && object.window.to <= $0.window.to
        }.map(\.window)
    }

    private static func shiftFlaw(
        _ object: ObjectFacts, _ recording: RecordIndex.Entry?, _ scanned: ScannedObject,
        _ granted: [Window]?
    ) -> String? {
        guard let recording, let placement = try? Placement(of: recording.facts) else {
            return "its recording has no place in time"
        }
        return ObjectShift.flaw(
            object, scanned, placement: placement, windows: granted, source: { recording.track($0) })
    }

    private static func allowed(
        _ object: ObjectFacts, _ recording: RecordIndex.Entry?, _ granted: [Window]?
    ) -> [Int: Allowed] {
        guard let recording, let placement = try? Placement(of: recording.facts) else { return [:] }
        // All of them hold the object's window, so together they are one.
        let around = granted.flatMap { granted in
            granted.map(\.from).min().flatMap { from in
                granted.map(\.to).max().flatMap { try? Window(from: from, to: $0) }
            }
        }
        var allowed: [Int: Allowed] = [:]
        for track in object.tracks {
            guard let source = recording.track(track.sourceTrack) else { continue }
            let bounds = try? ObjectBounds(
                object.window, placement: placement, source: source.timeBase, object: track.timeBase,
                shift: track.shift, kind: source.kind, description: track.description ?? source.description,
                granted: around)
            allowed[track.id] = bounds.map {
                Allowed(
                    bounds: $0, left: track.accessUnits,
                    instants: TimeRuns(rhythm: Rhythm.ticks(track, of: object.role), limit: Rhythm.runs))
            }
        }
        return allowed
    }

    private static func difference(
        _ object: ObjectFacts, _ recording: RecordIndex.Entry?, _ scanned: ScannedObject
    ) -> String? {
        if let flaw = object.flaw(ofPadding: scanned.padding, size: scanned.size, least: 8) { return flaw }
        guard object.tracks.map(\.id).sorted() == scanned.tracks.filter({ $0.accessUnits > 0 }).map(\.id)
        else {
            return "its tracks are not those of the record"
        }
        guard Set(object.tracks.map(\.sourceTrack)).count == object.tracks.count else {
            return "a track of the recording is there twice"
        }
        for track in object.tracks {
            guard let found = scanned.tracks.first(where: { $0.id == track.id }),
                found.timeBase == track.timeBase, found.accessUnits == track.accessUnits,
                found.keyFrames == track.keyFrames, found.firstPTS == track.firstPTS,
                found.lastPTS == track.lastPTS, found.lastEnd == track.lastEnd,
                found.timesSHA256 == track.timesSHA256
            else { return "the counts and times of track \(track.id) are not those of the record" }
            guard found.exact?.lowerBound == track.firstExact, found.exact?.upperBound == track.lastExact
            else { return "the sound of track \(track.id) is exact elsewhere than the record says" }
        }
        // Whether sound was granted is judged by the record's word for the track, so that word must be true.
        for track in scanned.tracks {
            let source = object.tracks.first { $0.id == track.id }
            let kind = source.flatMap { recording?.track($0.sourceTrack)?.kind }
            guard track.accessUnits == 0 || kind == track.kind else {
                return "track \(track.id) is \(track.kind.rawValue), which the record does not say"
            }
        }
        guard (object.derivative != nil) == object.role.isDerivative else {
            return "it does not say whether it was encoded anew"
        }
        return nil
    }
}
