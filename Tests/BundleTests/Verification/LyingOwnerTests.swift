import Originals
import Starts
import Bundle
import Handover
import Recordings
import Records
import Statements
import Foundation
import Peers
import Sealing
import Testing

@Suite("An owner's tool that hands over more than was consented to is found out by whoever holds a key")
struct LyingOwnerTests {
    /// A bundle of our own making, opened, so that its record can be changed and sealed again by its owner.
    struct Honest {
        let folder: ScratchFolder
        let owner: Identity
        let reader: Identity
        let record: Record
        let objects: [[UInt8]]
        let otherRequest: DSSEEnvelope

        /// - Parameters:
        ///   - footage: a folder with recordings; the samples where it is nil.
        ///   - still: a moment a still is handed over of, where it is not nil.
        ///   - windows: what is granted; ten seconds where it is nil.
        ///   - lossless: whether what is encoded anew is so without loss.
        ///   - postQuantum: whether owner and reader have post-quantum keys too.
        init(
            camera: String = "driveway", footage: String? = nil, still: WallTime? = nil,
            windows: [Window]? = nil, lossless: Bool = false, postQuantum: Bool = false
        ) throws {
            folder = try ScratchFolder()
            let agency = try Identity.generate(name: "Agency", role: .agency)
            owner = try Identity.generate(name: "Owner", role: .owner, postQuantum: postQuantum)
            reader = try Identity.generate(
                name: "Reader", role: .investigator, postQuantum: postQuantum)
            let now = WallTime.now()
            let later = now.adding(nanoseconds: 3_600_000_000_000)
            func request(_ card: Card) throws -> DSSEEnvelope {
                try Request(
                    agency: agency.card, caseNumber: "1", purpose: "a test", location: Location(text: "here"),
                    window: try Window(
                        from: WallTime(rfc3339: "2026-07-04T21:40:00+02:00"),
                        to: WallTime(rfc3339: "2026-07-04T21:43:00+02:00")),
                    wanted: Wanted(audio: true, stills: still != nil), recipients: [card], issued: now,
                    expires: later
                ).signed(by: agency)
            }
            let asked = try request(reader.card)
            otherRequest = try request(agency.card)
            let consent = try Consent(
                request: asked.payloadDigest, decision: .granted,
                grants: (windows ?? [
                    try Window(
                        from: WallTime(rfc3339: "2026-07-04T21:40:30+02:00"),
                        to: WallTime(rfc3339: "2026-07-04T21:40:40+02:00"))
                ]).map { Grant(camera: camera, window: $0, audio: true, stills: still != nil) },
                owner: owner.card, issued: now, expires: later
            ).signed(by: owner)
            var sealer = try Sealer(
                request: asked, consent: consent, identity: owner,
                tool: ToolFacts(name: "test", version: "1", operatingSystem: "none", libraries: [:]))
            sealer.stills = still.map { [$0] } ?? []
            sealer.lossless = lossless
            let plan = try sealer.plan(
                FootageSearch(
                    [footage ?? Self.samples], clocks: RecordingClocks(zone: RecordingZone("UTC"))
                ).recordings)
            let path = folder.url.appending(path: "honest.tar").path
            record = try sealer.seal(plan, to: path).record
            let archive = try BundleArchive.read(path)
            let ageIdentities = owner.ageIdentities
            objects = try record.objects.map { object in
                let decryptor = try archive.decryptor(for: object.file, identities: ageIdentities)
                var bytes: [UInt8] = []
                var block = [UInt8](repeating: 0, count: 65_536)
                while true {
                    let count = try block.withUnsafeMutableBytes { try decryptor.read(into: $0) }
                    if count == 0 { return bytes }
                    bytes += block[..<count]
                }
            }
        }

        static let samples =
            ProcessInfo.processInfo.environment["PROFFER_SAMPLES"]
            ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "samples").path

        /// Seals a changed record and changed objects, and verifies them as the reader would, or somebody else.
        func verified(
            _ change: (inout Record) throws -> Void = { _ in }, objects changed: [[UInt8]]? = nil,
            recipients: [AgeRecipient]? = nil, signer: Identity? = nil, as verifier: Identity? = nil,
            sources: [String] = []
        ) throws -> VerificationReport {
            let path = try sealed(change, objects: changed, recipients: recipients, signer: signer)
            return try Verification.of(
                path, identity: verifier ?? reader, trust: Trust(), sources: sources, media: LibraryChecks()
            ).report
        }

        /// Seals a changed record and changed objects.
        ///
        /// - Parameters:
        ///   - text: makes the record's JSON; nil writes what the record is.
        ///   - facts: makes the JSON of the facts of each object; nil writes what they are.
        /// - Returns: where the bundle lies.
        func sealed(
            _ change: (inout Record) throws -> Void = { _ in }, objects changed: [[UInt8]]? = nil,
            recipients: [AgeRecipient]? = nil, signer: Identity? = nil,
            text: ((Record) throws -> [UInt8])? = nil,
            facts: ((Record, Int, [UInt8]) throws -> [UInt8])? = nil
        ) throws -> String {
            let path = folder.url.appending(path: "lie-\(UUID().uuidString).tar").path
            let signer = signer ?? owner
            let bundle = try BundleWriter.newBundleID()
            let writer = try BundleWriter(
                path: path, replaceExisting: false, bundle: bundle,
                recipients: recipients ?? ReaderKeys(of: [reader.card, owner.card]).keys)
            var record = record
            record.bundle = bundle
            for (index, bytes) in (changed ?? objects).enumerated() {
                let written = try writer.addObject(size: UInt64(bytes.count)) { sink in
                    try bytes.withUnsafeBytes { try sink($0) }
                }
                // A liar tells the truth about the file they put in.
                guard record.objects.indices.contains(index) else { continue }
                record.objects[index].sha256 = written.sha256
                record.objects[index].size = written.size
            }
            try change(&record)
            // Names follow from the rest, and a name that does not would be all that is found.
            let cameras = Dictionary(record.recordings.map { ($0.id, $0.camera) }) { first, _ in first }
            for (index, object) in record.objects.enumerated() {
                record.objects[index].name = ObjectFacts.name(
                    number: index + 1, camera: cameras[object.recording] ?? "", role: object.role,
                    container: object.container)
            }
            for index in (changed ?? objects).indices {
                // Written by the liar's own hand: our tool refuses an object of no recording.
                let object = record.objects[index]
                let recording = record.recordings.first { $0.id == object.recording }
                let json = try DescribedObject(
                    bundle: bundle, object: object, recording: recording ?? record.recordings[0]
                ).json()
                try writer.addFacts(try facts?(record, index, json) ?? json)
            }
            try writer.addRecord(try text?(record) ?? StrictJSON.encode(record))
            let sealed = record.sealed
            try writer.finish(sealed: sealed) { subjects in
                try Seal(
                    bundle: bundle, sealed: sealed, signer: signer.card, subjects: subjects
                ).signed(by: signer)
            }
            return path
        }
    }

    @Test("the honest bundle holds: otherwise the lies below would prove nothing")
    func honest() throws {
        let report = try Honest().verified()
        #expect(report.failures.isEmpty, "\(report.failures)")
    }

    @Test("each lie is named by the check it breaks")
    func lies() throws {
        let honest = try Honest()
        func expect(_ report: VerificationReport, fails name: String, _ what: String) {
            #expect(report.failures.contains { $0.name == name }, "\(what): \(report.failures.map(\.name))")
        }
        let windows = "every object lies in what was granted"
        let samples = "every stored sample lies inside the window"
        let second: Int64 = 1_000_000_000

        expect(
            try honest.verified { record in
                let window = record.objects[0].window
                record.objects[0].window = try Window(
                    from: window.from.adding(nanoseconds: -second), to: window.to)
            }, fails: windows, "an object that says it reaches beyond the consent")
        expect(
            try honest.verified { $0.recordings[0].camera = "garden" }, fails: windows,
            "a recording of a camera that was not granted")
        expect(
            try honest.verified { record in
                record.recordings[0].start.time = record.recordings[0].start.time.adding(nanoseconds: second)
            }, fails: samples, "pictures that lie outside the window by the record's own clock")
        expect(
            try honest.verified { $0.objects[0].tracks[0].shift += 12_800 }, fails: samples,
            "times shifted out of the window")
        expect(
            try honest.verified { $0.request = honest.otherRequest },
            fails: "consent answers the request and held when sealed", "a consent to another request")
        expect(
            try honest.verified(signer: try Identity.generate(name: "Somebody", role: .owner)),
            fails: "consent is signed by who sealed", "another owner's seal")
        expect(
            try honest.verified(
                recipients: honest.reader.card.ageRecipients + honest.owner.card.ageRecipients
                    + (try Identity.generate(name: "Press", role: .investigator)).card.ageRecipients),
            fails: "encrypted to the named recipients and the owner only", "a recipient too many")
        expect(
            try honest.verified { record in
                record.sealed = record.sealed.adding(nanoseconds: 7200 * second)
            }, fails: "consent answers the request and held when sealed", "sealed after the consent expired")
        expect(
            try honest.verified { $0.objects[0].tracks[0].accessUnits -= 1 },
            fails: "tracks, counts and times are as the record says", "a picture more than the record says")
        expect(
            try honest.verified {
                $0.recordings[0].tracks[$0.objects[0].tracks[0].sourceTrack].kind = .audio
            },
            fails: "tracks, counts and times are as the record says", "a track of another kind than it says")
        expect(
            try honest.verified { $0.objects[0].role = .leadIn },
            fails: "tracks, counts and times are as the record says", "an original called a derivative")
    }

    @Test(
        "what could hide in an object is refused: an edit list, bytes in the padding, a track without record")
    func hiding() throws {
        let honest = try Honest()
        let samples = "every stored sample lies inside the window"
        var padded = honest.objects
        padded[0][padded[0].count - 1] = 1
        var renamed = honest.objects
        // An edit list is a box inside trak; any other name for a box is refused the same way.
        let place = try #require(Data(renamed[0]).range(of: Data("tkhd".utf8)))
        renamed[0].replaceSubrange(place.lowerBound..<place.upperBound, with: Array("edts".utf8))
        for (what, objects) in [("padding", padded), ("edit list", renamed)] {
            let report = try honest.verified(objects: objects)
            #expect(
                report.failures.contains { $0.name == samples }, "\(what): \(report.failures.map(\.name))")
        }
        let report = try honest.verified { $0.objects[0].tracks.removeLast() }
        #expect(report.failures.contains { $0.name == samples })
    }
}
