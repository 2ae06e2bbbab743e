import Records
import Statements
import Testing

@Suite("A start that is contradicted holds only with its owner's word, and verify says what is weak")
struct WeakStartLieTests {
    typealias Honest = LyingOwnerTests.Honest

    private static let start = "starts are read from what was committed to"
    private static let word = "; as its name says, by its owner's word"

    @Test("a name that the record says is contradicted, without the owner's word for it, does not hold")
    func withoutWord() throws {
        let report = try Honest().verified { $0.recordings[0].conflicts = [.summerTime] }
        #expect(report.failures.map(\.name) == [Self.start], "\(report.failures)")
    }

    @Test("the owner's word for a name that nothing contradicts does not hold")
    func withoutContradiction() throws {
        let report = try Honest().verified { $0.recordings[0].start.detail += Self.word }
        #expect(report.failures.map(\.name) == [Self.start], "\(report.failures)")
    }

    @Test("with both the start is not checked but the owner's word, and a note says what contradicts it")
    func withWord() throws {
        let report = try Honest().verified {
            $0.recordings[0].conflicts = [.summerTime]
            $0.recordings[0].start.detail += Self.word
        }
        #expect(report.failures.isEmpty, "\(report.failures)")
        let verdict = report.checks.first { $0.name == Self.start }?.verdict
        #expect(verdict?.reason?.contains("the owner's word") == true)
        #expect(report.notes.contains { $0.contains("by the record") && $0.contains("put forward") })
        #expect(report.summary.contains("rests on the start of a recording as the owner gave it"))
    }
}
