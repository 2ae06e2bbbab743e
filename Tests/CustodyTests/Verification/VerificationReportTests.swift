import Records
import Sealing
import Testing

@Suite("Verification reports")
struct VerificationReportTests {
    private static let ok = Check(.intact, "every listed file is there", .ok)
    private static let failed = Check(.sealed, "signature", .failed(reason: "it is another's"))
    private static let open = Check(.faithful, "inside the window", .notChecked(reason: "no key was given"))

    @Test(
        "a report holds when something was checked and nothing failed",
        arguments: [
            ([ok], true),
            ([ok, open], true),
            ([ok, failed], false),
            ([failed], false),
            ([open], false),
            ([open, open, ok], true),
            ([ok, open, failed], false),
            ([], false),
        ])
    func holds(checks: [Check], holds: Bool) {
        #expect(VerificationReport(checks: checks, summary: "").holds == holds)
    }

    @Test("failures, omissions and groups are told apart, in order")
    func parts() {
        let report = VerificationReport(
            checks: [Self.ok, Self.open, Self.failed, Self.open], summary: "It does not hold.")
        #expect(report.failures == [Self.failed])
        #expect(report.omissions == [Self.open, Self.open])
        #expect(report.checks(in: .intact) == [Self.ok])
        #expect(report.checks(in: .authorised).isEmpty)
    }

    @Test("a report is written with its result and reads back the same")
    func coding() throws {
        let report = VerificationReport(
            checks: [Self.ok, Self.failed, Self.open], summary: "It does not hold.")
        let json = try StrictJSON.encode(report)
        #expect(
            String(decoding: json, as: UTF8.self)
                == #"{"checks":[{"group":"intact","name":"every listed file is there","result":"ok"},"#
                + #"{"group":"sealed","name":"signature","reason":"it is another's","result":"failed"},"#
                + #"{"group":"faithful","name":"inside the window","reason":"no key was given","#
                + #""result":"not_checked"}],"result":"failed","summary":"It does not hold."}"#)
        #expect(
            try StrictJSON.decode(VerificationReport.self, from: json, maximumBytes: 10_000) == report)
    }

    @Test("a note is kept and written, and no result is drawn from it")
    func notes() throws {
        let noted = VerificationReport(
            checks: [Self.ok], notes: ["a.mp4 is not of this bundle."], summary: "")
        #expect(noted.holds)
        let again = try StrictJSON.decode(
            VerificationReport.self, from: try StrictJSON.encode(noted), maximumBytes: 10_000)
        #expect(again == noted)
        let more = noted.adding([Self.failed], sentence: "")
        #expect(more.notes == noted.notes && !more.holds)
    }

    @Test("nothing is proven of a bundle of which a check fails, whoever says so, and whenever it is found")
    func proven() throws {
        let sentences = ["It is proven to have existed."]
        let held = VerificationReport(checks: [Self.ok, Self.open], proven: sentences, summary: "")
        #expect(held.proven == sentences)
        #expect(
            VerificationReport(checks: [Self.ok, Self.failed], proven: sentences, summary: "").proven == [])
        #expect(held.adding([Self.failed], sentence: "").proven == [])
        let forged =
            #"{"summary":"","proven":["p"],"checks":[{"group":"intact","name":"n","result":"failed","reason":"r"}]}"#
        #expect(
            try StrictJSON.decode(
                VerificationReport.self, from: Array(forged.utf8), maximumBytes: 10_000
            ).proven == [])
    }

    @Test("the result of a report is not believed but derived from its checks")
    func derived() throws {
        let forged =
            #"{"result":"ok","summary":"","checks":[{"group":"intact","name":"n","result":"failed","reason":"r"}]}"#
        let report = try StrictJSON.decode(
            VerificationReport.self, from: Array(forged.utf8), maximumBytes: 10_000)
        #expect(!report.holds)
    }

    @Test(
        "a verdict without its reason, or a good one with, is refused",
        arguments: [
            #"{"group":"intact","name":"n","result":"failed"}"#,
            #"{"group":"intact","name":"n","result":"not_checked"}"#,
            #"{"group":"intact","name":"n","result":"ok","reason":"r"}"#,
            #"{"group":"intact","name":"n","result":"true"}"#,
            #"{"group":"other","name":"n","result":"ok"}"#,
        ])
    func incomplete(json: String) {
        #expect(throws: SealingError.self) {
            try StrictJSON.decode(Check.self, from: Array(json.utf8), maximumBytes: 1000)
        }
    }
}
