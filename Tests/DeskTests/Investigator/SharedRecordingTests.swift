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

    /// What is said where the second bundle has it start so much later, in seconds, and what its clocks are uncertain by.
    private func apart(_ seconds: Int64, uncertainty: Int64? = nil) throws -> [String] {
        var one = facts
        var other = facts
        let second = WallTime.nanosecondsPerSecond
        let error = uncertainty.map {
            ClockError(errorNanoseconds: 0, uncertaintyNanoseconds: $0 * second, how: .given)
        }
        let start = other.recordings[0].start
        other.recordings[0].start = StartEvidence(
            time: start.time.adding(nanoseconds: seconds * second), how: .given, detail: "")
        (one.recordings[0].clockError, other.recordings[0].clockError) = (error, error)
        return SharedRecordings([("A", one), ("B", other)]).sentences
    }

    @Test("records that place it apart are told so, with by how much, and that one of them is wrong")
    func timedApart() throws {
        let start = facts.recordings[0].start.time
        #expect(
            try apart(30).first?.hasSuffix(
                "; and by A it starts at \(start), by B 30 s later: one of the two at least is WRONG") == true
        )
        #expect(try apart(-30).first?.contains("by B 30 s earlier") == true)
        #expect(try apart(0).first?.hasSuffix("one account and not two") == true)
    }

    @Test("a difference that the errors of both clocks leave open is called that, and one beyond them wrong")
    func timedApartWithin() throws {
        #expect(
            try apart(3, uncertainty: 2).first?.hasSuffix(
                "by B 3 s later: that is no more than the errors of both clocks leave open") == true)
        #expect(try apart(5, uncertainty: 2).first?.hasSuffix("one of the two at least is WRONG") == true)
    }

    @Test("an error that is taken off one start is taken off before they are held against each other")
    func timedAlike() throws {
        let told = try told {
            $0.recordings[0].clockError = ClockError(
                errorNanoseconds: 30 * WallTime.nanosecondsPerSecond, uncertaintyNanoseconds: nil, how: .given
            )
            let start = $0.recordings[0].start
            $0.recordings[0].start = StartEvidence(
                time: start.time.adding(nanoseconds: 30 * WallTime.nanosecondsPerSecond), how: .given,
                detail: "")
        }
        #expect(told.first?.hasSuffix("one account and not two") == true, "\(told)")
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
