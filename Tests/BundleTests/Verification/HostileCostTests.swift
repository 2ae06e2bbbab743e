import Originals
import Bundle
import Records
import Statements
import Foundation
import Peers
import Sealing
import Testing

/// docs/spec/record.md, Limits. Each bundle is compared with an honest one of its size, in the same run on the same machine.
@Suite(
    "What a bundle costs to verify is bounded by its size: four times an honest one and two seconds",
    .serialized
)
struct HostileCostTests {
    typealias Honest = LyingOwnerTests.Honest

    /// A bundle of one film, or of one still, and what its record says of it.
    private struct Made {
        let honest: Honest
        let shapes: HostileShapes
        /// The derivative whose place the films take.
        let film: Int
        let still: Int

        init() throws {
            honest = try Honest(camera: "front-door", still: WallTime(rfc3339: "2026-07-04T21:40:35.5+02:00"))
            let objects = honest.record.objects
            film = try #require(objects.firstIndex { $0.role == .leadIn })
            still = try #require(objects.firstIndex { $0.role == .still })
            shapes = try HostileShapes(honest.objects[film], film, of: honest.record)
        }

        /// A bundle of one object in the place of an honest one.
        func bundle(
            of bytes: [UInt8], at place: Int, units: UInt64? = nil,
            _ change: (inout Record) -> Void = { _ in }, text: ((Record) throws -> [UInt8])? = nil,
            facts: ((Record, Int, [UInt8]) throws -> [UInt8])? = nil
        ) throws -> String {
            try honest.sealed(
                { record in
                    var object = record.objects[place]
                    object.file = "data/0001.age"
                    object.padding = 0
                    object.size = UInt64(bytes.count)
                    object.sha256 = try SHA256Digest.of(bytes)
                    if let units, !object.tracks.isEmpty {
                        object.tracks[0].accessUnits = units
                        object.tracks[0].keyFrames = units
                        object.tracks[0].firstPTS = 0
                        object.tracks[0].lastPTS = 0
                        object.tracks[0].lastEnd = 0
                    }
                    record.objects = [object]
                    change(&record)
                }, objects: [bytes], text: text, facts: facts)
        }

        func verify(_ path: String) throws -> (report: VerificationReport, time: Duration) {
            var report: VerificationReport?
            let time = try ContinuousClock().measure {
                report = try Verification.of(
                    path, identity: honest.reader, trust: Trust(), media: LibraryChecks()
                ).report
            }
            return (try #require(report), time)
        }

        /// Verifies a hostile bundle beside an honest one of its size. Where it seems dear, both are measured again: verifying
        /// uses several threads, and what other tests do at the same time may fall on the one and not on the other.
        func compare(_ path: String, _ what: String) throws -> VerificationReport {
            let size = try #require(
                try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
            let plain = try bundle(of: try shapes.film(bytes: size), at: film)
            var base = try verify(plain).time
            var (report, time) = try verify(path)
            for _ in 0..<2 where time > base * 4 + .seconds(2) {
                base = try verify(plain).time
                (report, time) = try verify(path)
            }
            #expect(
                time <= base * 4 + .seconds(2), "\(what): \(size) bytes took \(time), honest ones \(base)")
            return report
        }
    }

    private static let record = "record belongs to this bundle"
    private static let samples = "every stored sample lies inside the window"

    @Test(
        "a still, film, record, seal or header that promises more than it holds is refused for a reason, at once"
    )
    func refused() throws {
        let made = try Made()
        let (shapes, film, still) = (made.shapes, made.film, made.still)
        func expect(_ path: String, fails name: String, _ what: String) throws {
            let report = try made.compare(path, what)
            let found = report.failures.map { "\($0.name): \($0.verdict.reason ?? "")" }
            #expect(report.failures.contains { $0.name == name }, "\(what): \(found)")
            // One line each, whatever was written into the bundle.
            #expect(found.allSatisfy { $0.utf8.count < 4_000 && !$0.contains("\n") }, "\(what)")
        }
        let empty = shapes.fragment([1 << 16], size: 0)
        try expect(
            made.bundle(of: shapes.film(empty, times: 400), at: film, units: 400 << 16), fails: Self.record,
            "26 million samples of no bytes, and the record says so")
        try expect(
            made.bundle(of: shapes.film(empty, times: 400), at: film, units: 1_000), fails: Self.samples,
            "26 million samples of no bytes, and the record hides it")
        try expect(
            made.bundle(
                of: shapes.film(shapes.fragment([1 << 17], size: 0), times: 1), at: film, units: 1_000),
            fails: Self.samples, "a fragment of more samples than one has")
        for (what, fragment) in [
            ("runs of nothing", shapes.fragment([Int](repeating: 0, count: 5_000) + [1], size: 8)),
            ("fragments of nothing", shapes.fragment([], size: 0)),
        ] {
            try expect(
                made.bundle(of: shapes.film(fragment, times: 1), at: film, units: 1_000),
                fails: Self.samples,
                what)
        }
        func picture(_ chunks: [[UInt8]], width: Int? = nil, height: Int? = nil, says: Bool = true) throws
            -> String
        {
            let facts = try #require(made.honest.record.objects[still].derivative?.still)
            let (width, height) = (width ?? facts.width, height ?? facts.height)
            return try made.bundle(
                of: HostileShapes.still(width: width, height: height, chunks: chunks), at: still,
                { record in
                    guard says else { return }
                    record.objects[0].derivative?.still?.width = width
                    record.objects[0].derivative?.still?.height = height
                    record.objects[0].derivative?.still?.depth = 8
                })
        }
        try expect(
            picture([HostileShapes.emptyBlocks(bytes: 1 << 17)]), fails: Self.samples, "blocks of nothing")
        try expect(
            picture([[UInt8]](repeating: [], count: 20_000)), fails: Self.samples, "chunks of nothing")
        try expect(
            picture(HostileShapes.zeros(200_000).map { [$0] }), fails: Self.samples, "chunks of a byte")
        try expect(
            picture([HostileShapes.zeros(3_000_000)], width: 9_999, height: 1_000, says: false),
            fails: Self.samples, "a picture larger than the record says")
        try expect(
            picture([HostileShapes.zeros(3_000_000)], width: 40_000, height: 40_000), fails: Self.record,
            "a picture that unpacks to gigabytes, and the record says so")
    }

    @Test("a record that makes a reader do its work many times over is not understood")
    func records() throws {
        let made = try Made()
        let film = try made.shapes.film(bytes: 1 << 18)
        func expect(
            _ what: String, _ change: (inout Record) -> Void = { _ in },
            text: ((Record) throws -> [UInt8])? = nil,
            facts: ((Record, Int, [UInt8]) throws -> [UInt8])? = nil, check: String = Self.record
        ) throws {
            let path = try made.bundle(of: film, at: made.film, change, text: text, facts: facts)
            let report = try made.compare(path, what)
            let reason = report.checks.first { $0.name == check }?.verdict.reason ?? ""
            #expect(report.failures.contains { $0.name == check }, "\(what)")
            #expect((1..<400).contains(reason.utf8.count) && !reason.contains("\n"), "\(what): \(reason)")
        }
        func many<Element>(_ element: Element, _ count: Int) -> [Element] {
            [Element](repeating: element, count: count)
        }
        try expect("hundreds of tracks in an object") {
            $0.objects[0].tracks = many($0.objects[0].tracks[0], 300)
        }
        try expect("hundreds of tracks in a recording") {
            $0.recordings[0].tracks = many($0.recordings[0].tracks[0], 300)
        }
        try expect("a long label") { $0.recordings[0].camera = String(repeating: "x", count: 2_000) }
        try expect("a long text of the device") {
            $0.recordings[0].device["make"] = String(repeating: "x", count: 20_000)
        }
        let plain = try StrictJSON.encode(made.honest.record)
        for (what, field) in [
            ("millions of values", "[" + many("0", 200_000).joined(separator: ",") + "]"),
            ("a number of a million digits", String(repeating: "9", count: 100_000)),
            ("arrays in arrays", String(repeating: "[", count: 100_000)),
        ] {
            try expect(what, text: { _ in Array("{\"more\":\(field),".utf8) + plain.dropFirst() })
            try expect(
                "\(what), in facts", facts: { Array("{\"more\":\(field),".utf8) + $2.dropFirst() },
                check: "each object has its facts")
        }
    }

    @Test(
        "manifests, seals and headers that a reader would go through again and again cost no more than their size"
    )
    func outside() throws {
        let made = try Made()
        let path = try made.bundle(of: try made.shapes.film(bytes: 1 << 18), at: made.film)
        func rewritten(_ change: (inout RemadeBundle) throws -> Void) throws -> String {
            var bundle = try RemadeBundle(path: path)
            try change(&bundle)
            let changed = made.honest.folder.url.appending(path: "changed-\(UUID().uuidString).tar").path
            try Data(bundle.bytes).write(to: URL(fileURLWithPath: changed))
            return changed
        }
        let zeros = String(repeating: "0", count: 64)
        let lines = (0..<20_000).map { "\(zeros)  data/\($0)\n" }.joined()
        let manifest = try made.compare(
            rewritten { $0["manifest-sha256.txt"] = Array(lines.utf8) }, "twenty thousand lines")
        #expect(manifest.failures.contains { $0.name == "manifest lists exactly the payload" })
        let signed = try made.compare(
            rewritten { bundle in
                let seal = try DSSEEnvelope(json: bundle["seal.dsse.json"])
                let one = "{\"keyid\":\"a\",\"sig\":\"\(String(repeating: "A", count: 86))==\"}"
                let all = [String](repeating: one, count: 5_000).joined(separator: ",")
                bundle["seal.dsse.json"] = Array(
                    "{\"payload\":\"\(Data(seal.payload).base64EncodedString())\",\"payloadType\":\"\(seal.payloadType)\",\"signatures\":[\(all)]}\n"
                        .utf8)
            }, "five thousand signatures")
        let reason = signed.checks.first { $0.name == "seal signature is good" }?.verdict.reason ?? ""
        #expect(reason.contains("5000 signatures"), "\(reason)")
    }

    @Test(
        "an object for other recipients, or for them in another order, than the record is told from one that is not"
    )
    func recipients() throws {
        let made = try Made()
        let honest = made.honest
        let stranger = try Identity.generate(name: "Stranger", role: .owner)
        let (reader, owner) = (honest.reader.card.ageRecipients, honest.owner.card.ageRecipients)
        let film = try made.shapes.film(bytes: 1 << 16)
        func report(_ recipients: [AgeRecipient]) throws -> VerificationReport {
            // The object is of another bundle, which is for these.
            let other = try honest.sealed(objects: [film], recipients: recipients)
            let sealedFilm = try RemadeBundle(path: other)["data/0001.age"]
            let path = try made.bundle(of: film, at: made.film)
            let id = try BundleArchive.read(path).bundle
            var bundle = try RemadeBundle(path: path)
            bundle["data/0001.age"] = sealedFilm
            try bundle.seal(as: honest.owner, bundle: id)
            try bundle.fixManifests()
            try Data(bundle.bytes).write(to: URL(fileURLWithPath: path))
            return try Verification.of(path, identity: honest.reader, trust: Trust(), media: LibraryChecks())
                .report
        }
        let named = "encrypted to the named recipients and the owner only"
        func fails(_ recipients: [AgeRecipient]) throws -> Bool {
            try report(recipients).failures.contains { $0.name == named }
        }
        #expect(try !fails(reader + owner))
        #expect(try fails(reader + owner + stranger.card.ageRecipients), "one more reads along")
        #expect(try fails(owner + reader), "another order")
        #expect(try fails(reader), "the owner is left out")
    }
}
