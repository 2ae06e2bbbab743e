import Custody
import Footage
import Sealing

/// Decrypts one object to its end and holds it against the record, every stored sample included.
struct ObjectInspection {
    /// Why the file is not the one the record describes; nil where it is.
    private(set) var fileFlaw: String?
    /// Why a stored sample lies outside the window; nil where none does.
    private(set) var windowFlaw: String?
    /// Why tracks or times are not as the record says; nil where they are.
    private(set) var trackFlaw: String?
    /// Why a master is no run of the recording committed to; nil where it is, and for what is no master.
    private(set) var runFlaw: String?
    /// What the tracks of a master come to, by their number, where that was asked for.
    private(set) var runs: [Int: RunDigest.Value] = [:]

    /// - Parameters:
    ///   - comparesSource: whether ``runs`` are wanted.
    ///   - sink: takes the decrypted bytes, each authenticated; what it throws ends the inspection.
    /// - Throws: `SealingError` where the object cannot be decrypted, and what `sink` throws.
    init(
        _ object: ObjectFacts, of recording: RecordingFacts?, in archive: BundleArchive, identity: Identity,
        comparesSource: Bool = false,
        sink: (UnsafeRawBufferPointer) throws -> Void = { _ in }
    ) throws {
        let decryptor = try archive.decryptor(for: object.file, identities: identity.ageIdentities)
        let hasher = try SHA256Hasher()
        let bounds = Self.bounds(object, recording)
        var scanFailure: FootageError?
        let master = try MasterInspection(object, of: recording, comparesSource: comparesSource)
        let stillScan = object.role == .still ? StillScan() : nil
        let scan = ObjectScan(
            inspect: { sample in
                guard let allowed = bounds[sample.track] else {
                    throw FootageError.outsideWindow(
                        path: object.name, reason: "track \(sample.track) is not in the record")
                }
                try allowed.check(sample)
            }, lend: master.map { master in { try master.look(at: $0, $1, $2) } })
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
                scanFailure = try Self.failure { try stillScan?.update(bytes) ?? scan.update(bytes) }
            }
            try sink(bytes)
        }
        if size != object.size {
            fileFlaw = "it has \(size) bytes, the record says \(object.size)"
        } else if try hasher.finalize() != object.sha256 {
            fileFlaw = "its SHA-256 is not the record's"
        }
        var scanned: ScannedObject?
        var still: ScannedStill?
        if scanFailure == nil {
            scanFailure = try Self.failure {
                if let stillScan {
                    still = try stillScan.finish()
                    try Self.checkMoment(of: object, bounds)
                } else {
                    scanned = try scan.finish()
                }
            }
        }
        switch scanFailure {
        case .outsideWindow(_, let reason)?: windowFlaw = reason
        case let other?:
            windowFlaw = other.description
        case nil: break
        }
        if let still {
            trackFlaw = try still.difference(from: object, of: recording)
        } else if let scanned {
            trackFlaw = Self.difference(object, recording, scanned)
        } else {
            trackFlaw = "they were not read to their end"
        }
        if let master {
            try master.finish()
            runFlaw = scanned == nil ? "it was not read to its end" : master.flaw
            runs = try master.digests()
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
    private static func checkMoment(of object: ObjectFacts, _ bounds: [Int: ObjectBounds]) throws {
        guard let track = object.tracks.first, let allowed = bounds[track.id] else {
            throw FootageError.outsideWindow(
                path: object.name, reason: "the record does not say of when it is")
        }
        try allowed.check(0, lasting: 1, track: track.id)
    }

    private static func bounds(_ object: ObjectFacts, _ recording: RecordingFacts?) -> [Int: ObjectBounds] {
        guard let recording, let main = recording.tracks.first(where: { $0.index == recording.origin.track }),
            let placement = try? Placement(
                start: recording.start.time,
                clockErrorNanoseconds: recording.clockError?.errorNanoseconds ?? 0,
                origin: recording.origin.time, originTimeBase: main.timeBase)
        else { return [:] }
        var bounds: [Int: ObjectBounds] = [:]
        for track in object.tracks {
            guard let source = recording.tracks.first(where: { $0.index == track.sourceTrack }) else {
                continue
            }
            bounds[track.id] = try? ObjectBounds(
                object.window, placement: placement, source: source.timeBase, object: track.timeBase,
                shift: track.shift, kind: source.kind)
        }
        return bounds
    }

    private static func difference(
        _ object: ObjectFacts, _ recording: RecordingFacts?, _ scanned: ScannedObject
    ) -> String? {
        guard object.padding == scanned.padding else { return "its padding is not what the record says" }
        guard object.tracks.map(\.id).sorted() == scanned.tracks.filter({ $0.accessUnits > 0 }).map(\.id)
        else {
            return "its tracks are not those of the record"
        }
        for track in object.tracks {
            guard let found = scanned.tracks.first(where: { $0.id == track.id }),
                found.timeBase == track.timeBase, found.accessUnits == track.accessUnits,
                found.keyFrames == track.keyFrames, found.firstPTS == track.firstPTS,
                found.lastPTS == track.lastPTS, found.lastEnd == track.lastEnd,
                found.timesSHA256 == track.timesSHA256
            else { return "the counts and times of track \(track.id) are not those of the record" }
        }
        // Whether sound was granted is judged by the record's word for the track, so that word must be true.
        for track in scanned.tracks {
            let source = object.tracks.first { $0.id == track.id }?.sourceTrack
            guard
                track.accessUnits == 0
                    || recording?.tracks.first(where: { $0.index == source })?.kind == track.kind
            else { return "track \(track.id) is \(track.kind.rawValue), which the record does not say" }
        }
        guard (object.derivative != nil) == object.role.isDerivative else {
            return "it does not say whether it was encoded anew"
        }
        return nil
    }
}
