import Starts
import Recordings
import Records
import Foundation
import Peers
import Testing

@Suite("Proofs of origin are read before cutting breaks them")
struct ProvenanceTests {
    static let onvif: [UInt8] = [
        0x00, 0x5B, 0xC9, 0x3F, 0x2D, 0x71, 0x5E, 0x95, 0xAD, 0xA4, 0x79, 0x6F, 0x90, 0x87, 0x7A, 0x6F,
    ]
    static let axis = Array("Signed Video...0".utf8)

    private func probe(_ path: String) throws -> Recording {
        try Recording.probe(path, zone: RecordingZone("UTC"))
    }

    private func clip(_ folder: ScratchFolder, _ arguments: [String] = []) throws -> String {
        let path = folder.path("gate_2026-07-04T20-00-00Z.mp4")
        try MediaPeer.encode(
            [
                "-f", "lavfi", "-i", "testsrc2=size=64x48:rate=25:duration=2", "-c:v", "libx264", "-pix_fmt",
                "yuv420p", "-g", "10", "-bf", "0",
            ] + arguments, to: path)
        return path
    }

    @Test("footage that carries none has none", arguments: ["front-door", "driveway", "garden"])
    func none(camera: String) throws {
        #expect(try probe(try MediaPeer.sample(camera)).provenance().isEmpty)
    }

    // MARK: - C2PA

    @Test("content credentials are named with their place and active manifest, and said not to be validated")
    func contentCredentials() throws {
        let folder = try ScratchFolder()
        let path = try clip(folder, ["-movflags", "frag_keyframe+empty_moov+default_base_moof"])
        let box = CredentialedClip.credentials(manifests: ["urn:c2pa:first", "urn:c2pa:second"])
        try CredentialedClip.insert(box, into: path)
        let found = try probe(path).provenance()
        let facts = try #require(found.first)
        #expect(found.count == 1)
        #expect(facts.kind == .contentCredentials)
        let first = try Data(contentsOf: URL(fileURLWithPath: path)).prefix(4).reduce(0) { $0 << 8 | Int($1) }
        #expect(
            facts
                == .contentCredentials(
                    .init(
                        boxes: [
                            .init(offset: UInt64(first), size: UInt64(box.count), purpose: .manifest)
                        ], boxCount: 1, manifest: "urn:c2pa:second")))
        #expect(facts.inWords.contains("nobody has validated") && facts.effect.contains("whole file"))
    }

    @Test("an update behind the pictures speaks for the file; Merkle boxes are counted")
    func update() throws {
        let folder = try ScratchFolder()
        let path = try clip(folder)
        try CredentialedClip.append(
            CredentialedClip.credentials(purpose: "original", manifests: ["urn:c2pa:old"]), to: path)
        try CredentialedClip.append(
            CredentialedClip.credentials(purpose: "update", manifests: ["urn:c2pa:new"]), to: path)
        try CredentialedClip.append(CredentialedClip.credentials(purpose: "merkle", manifests: []), to: path)
        guard case .contentCredentials(let facts)? = try probe(path).provenance().first else {
            Issue.record("no credentials")
            return
        }
        #expect(facts.boxes.map(\.purpose) == [.original, .update])
        #expect(facts.boxCount == 3)
        #expect(facts.manifest == "urn:c2pa:new")
    }

    @Test("a box of another type, or a text that looks like it among the samples, is no credential")
    func otherBoxes() throws {
        let folder = try ScratchFolder()
        let path = try clip(folder)
        let credentials = CredentialedClip.credentials(manifests: ["urn:c2pa:none"])
        var other = credentials
        other[9] ^= 1
        try CredentialedClip.append(other, to: path)
        try CredentialedClip.append(CredentialedClip.box("free", credentials), to: path)
        #expect(try probe(path).provenance().isEmpty)
    }

    @Test("a label that could play tricks on a screen is not repeated")
    func hostileLabel() throws {
        let folder = try ScratchFolder()
        let path = try clip(folder)
        try CredentialedClip.append(
            CredentialedClip.credentials(purpose: "\u{1B}[2J", manifests: ["\u{1B}[2Jvalid"]), to: path)
        try CredentialedClip.append(
            CredentialedClip.credentials(manifests: ["\u{1B}[2Jvalid"]), to: path)
        let facts = try #require(try probe(path).provenance().first)
        guard case .contentCredentials(let credentials) = facts else { return }
        #expect(!facts.inWords.contains("\u{1B}"))
        #expect(credentials.manifest == nil && credentials.boxes.first?.purpose == .unknown)
    }

    // MARK: - Signatures among the pictures

    static let signed: [(codec: String, uuid: [UInt8], kind: ProvenanceFacts.Kind)] = [
        ("h264", onvif, .onvifMediaSigning), ("h264", axis, .axisSignedVideo),
        ("hevc", onvif, .onvifMediaSigning), ("hevc", axis, .axisSignedVideo),
    ]

    @Test(
        "a camera's signatures are named, and every one of the window's originals is in the master",
        arguments: 0..<4)
    func signatures(number: Int) throws {
        let folder = try ScratchFolder()
        let (codec, uuid, kind) = Self.signed[number]
        let signed = try SignedClip(codec: codec, uuid: uuid, in: folder)
        #expect(try signed.numbers(in: signed.path) == Array(0..<100))
        let recording = try probe(signed.path)
        let found = try recording.provenance()
        let facts = try #require(found.first)
        #expect(found.count == 1)
        #expect(facts.kind == kind)
        // Two groups of ten, and the picture behind them, which would sign the second.
        #expect(
            facts == .signedVideo(.init(kind: kind, firstUnit: 0, messages: 21, unitsLookedAt: 21)))

        // From the picture 13 to the picture 56: the first key frame in it is 20.
        let grant = try Consented.grant(from: "2026-07-04T20:00:00.52Z", to: "2026-07-04T20:00:02.28Z")
        let result = try CutResult(recording, grant, into: folder)
        let master = try #require(result.object(.master))
        #expect(try signed.numbers(in: master.path) == Array(20..<57))
        let leadIn = try #require(result.object(.leadIn))
        #expect(try signed.numbers(in: leadIn.path).isEmpty)
    }

    @Test("what ffmpeg writes into the pictures is found, and other messages are not taken for signatures")
    func peer() throws {
        let folder = try ScratchFolder()
        let path = try clip(
            folder, ["-bsf:v", "h264_metadata=sei_user_data=005bc93f2d715e95ada4796f90877a6f+signature"])
        let facts = try probe(path).provenance()
        #expect(facts.map(\.kind) == [.onvifMediaSigning])
        // x264 names itself in a message of the same type.
        #expect(try probe(try clip(folder)).provenance().isEmpty)
    }
}
