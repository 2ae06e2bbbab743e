import Foundation
import Records
import Report
import Sealing
import Statements
import Testing

@Suite("Two bundles that are from one recording")
struct SharedRecordingTests {
    private let facts: ReportFacts

    init() throws {
        let owner = try AgreedOwner()
        try owner.seal(try owner.agree())
        facts = try ReportFacts.examine(
            owner.folder.path("bundle.tar"), identity: owner.asked.agency, trust: Trust([]),
            entersOpening: false,
            tool: ToolFacts(name: "proffer", version: "test", operatingSystem: "any", libraries: [:])
        ).facts
    }

    /// What is said of the bundle beside one that differs from it.
    private func told(_ change: (inout ReportFacts) throws -> Void) throws -> [String] {
        var other = facts
        try change(&other)
        return SharedRecordings([("A", facts), ("B", other)]).sentences
    }

    @Test(
        "one SHA-256 in both records shows it, by the word of who sealed each, whatever the camera is called")
    func digest() throws {
        let told = try told {
            $0.recordings[0].camera = "another"
            $0.recordings[0].commitment = nil
        }
        #expect(told.count == 1)
        #expect(told.first?.contains("are one recording, by the word of who sealed each") == true)
        #expect(told.first?.contains(facts.recordings[0].sha256.hex) == true)
        #expect(told.first?.contains("commitment") == false)
    }

    @Test("one commitment in both shows it too")
    func commitment() throws {
        let told = try told { $0.recordings[0].sha256 = try SHA256Digest.of([1]) }
        #expect(told.first?.contains("the same commitment to all pictures and sound") == true, "\(told)")
        #expect(told.first?.contains("the same SHA-256") == false)
    }

    @Test("the same camera and time with nothing signed that shows it is not known")
    func notKnown() throws {
        let told = try told {
            $0.recordings[0].sha256 = try SHA256Digest.of([1])
            $0.recordings[0].commitment = nil
        }
        #expect(told.count == 1 && told.first?.hasPrefix("Whether A: ") == true)
        #expect(told.first?.contains("is not known") == true)
    }

    @Test("another camera, or another file that nobody says is the same, is passed over")
    func others() throws {
        #expect(
            try told {
                $0.recordings[0].sha256 = try SHA256Digest.of([1])
                $0.recordings[0].commitment = nil
                $0.recordings[0].camera = "garden"
            }.isEmpty)
    }
}
