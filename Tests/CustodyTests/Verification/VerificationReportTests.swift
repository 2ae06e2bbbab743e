import Records
import Sealing
import Testing

@Suite("Verification reports")
struct VerificationReportTests {
    private static let ok = Check(.archiveWellFormed, .ok)
    private static let failed = Check(.sealSignature, .failed(reason: "it is another's"))
    private static let open = Check(.samplesInsideWindow, .notChecked(reason: "no key was given"))

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
        #expect(VerificationReport(checks: checks).holds == holds)
    }

    @Test("failures, omissions and groups are told apart, in order")
    func parts() {
        let report = VerificationReport(
            checks: [Self.ok, Self.open, Self.failed, Self.open])
        #expect(report.failures == [Self.failed])
        #expect(report.omissions == [Self.open, Self.open])
        #expect(report.checks(in: .intact) == [Self.ok])
        #expect(report.checks(in: .authorised).isEmpty)
    }

    @Test("a report is written with its result and reads back the same")
    func coding() throws {
        let report = VerificationReport(
            checks: [Self.ok, Self.failed, Self.open],
            conclusions: [
                Conclusion(.notReliedOn, "It does not."), Conclusion(.chainWithoutEntries, "Nobody."),
            ])
        let json = try StrictJSON.encode(report)
        #expect(
            String(decoding: json, as: UTF8.self)
                == #"{"checks":[{"code":"archive_well_formed","group":"intact","name":"archive well-formed","#
                + #""result":"ok"},{"code":"seal_signature","group":"sealed","name":"seal signature is good","#
                + #""reason":"it is another's","result":"failed"},{"code":"samples_inside_window","#
                + #""group":"faithful","name":"every stored sample lies inside the window","#
                + #""reason":"no key was given","result":"not_checked"}],"conclusions":[{"code":"not_relied_on","text":"It does not."},"#
                + #"{"code":"chain_without_entries","text":"Nobody."}],"result":"failed","summary":"It does not. Nobody."}"#
        )
        #expect(
            try StrictJSON.decode(VerificationReport.self, from: json, maximumBytes: 10_000) == report)
    }

    @Test("what a check needs is written, reads back, and stands with a check that was not made only")
    func needs() throws {
        let check = Check(
            .sourcesAreRecordings, .notChecked(reason: "no recording was given", needs: .recordings))
        let json = try StrictJSON.encode(check)
        #expect(String(decoding: json, as: UTF8.self).contains(#""needs":"recordings""#))
        #expect(try StrictJSON.decode(Check.self, from: json, maximumBytes: 1_000) == check)
        let made = Array(
            #"{"code":"archive_well_formed","group":"intact","needs":"bundle","result":"ok"}"#.utf8)
        #expect(throws: (any Error).self) {
            try StrictJSON.decode(Check.self, from: made, maximumBytes: 1_000)
        }
    }

    @Test("a note is kept and written, and no result is drawn from it")
    func notes() throws {
        let noted = VerificationReport(
            checks: [Self.ok], notes: ["a.mp4 is not of this bundle."])
        #expect(noted.holds)
        let again = try StrictJSON.decode(
            VerificationReport.self, from: try StrictJSON.encode(noted), maximumBytes: 10_000)
        #expect(again == noted)
        let more = noted.adding([Self.failed], conclusions: [])
        #expect(more.notes == noted.notes && !more.holds)
    }

    @Test("nothing is proven of a bundle of which a check fails, whoever says so, and whenever it is found")
    func proven() throws {
        let sentences = [Conclusion(.existedBeforeRequest, "It existed.")]
        let held = VerificationReport(checks: [Self.ok, Self.open], proven: sentences)
        #expect(held.proven == sentences)
        #expect(
            VerificationReport(checks: [Self.ok, Self.failed], proven: sentences).proven == [])
        #expect(held.adding([Self.failed], conclusions: []).proven == [])
        let forged =
            #"{"conclusions":[],"proven":[{"code":"existed_before_request","text":"p"}],"checks":[{"code":"timestamp","group":"sealed","name":"timestamp","result":"failed","reason":"r"}]}"#
        #expect(
            try StrictJSON.decode(
                VerificationReport.self, from: Array(forged.utf8), maximumBytes: 10_000
            ).proven == [])
    }

    @Test(
        "a good signature of somebody unknown is no plain success, of the seal or in the custody chain",
        arguments: [
            ([.signerKnown], VerificationResult.ok),
            ([], .signerUnknown),
            ([.signerKnown, .custodyChainPresent], .custodyUnknown),
            ([.signerKnown, .custodyChainPresent, .custodyPeopleKnown], .ok),
            ([.custodyChainPresent], .signerUnknown),
        ] as [([CheckID], VerificationResult)])
    func result(holding: [CheckID], result: VerificationResult) {
        let others: [CheckID] = [.signerKnown, .custodyPeopleKnown].filter { !holding.contains($0) }
        let checks =
            [Self.ok] + holding.map { Check($0, .ok) }
            + others.map { Check($0, .notChecked(reason: "valid, signer unknown")) }
        #expect(VerificationReport(checks: checks).result == result)
        #expect(VerificationReport(checks: checks + [Self.failed]).result == .failed)
    }

    @Test("the result of a report is not believed but derived from its checks")
    func derived() throws {
        let forged =
            #"{"result":"ok","conclusions":[],"checks":[{"code":"timestamp","group":"sealed","name":"timestamp","result":"failed","reason":"r"}]}"#
        let report = try StrictJSON.decode(
            VerificationReport.self, from: Array(forged.utf8), maximumBytes: 10_000)
        #expect(!report.holds)
    }

    @Test(
        "a verdict without its reason, or a good one with, is refused",
        arguments: [
            #"{"code":"timestamp","group":"sealed","name":"timestamp","result":"failed"}"#,
            #"{"code":"timestamp","group":"sealed","name":"timestamp","result":"not_checked"}"#,
            #"{"code":"timestamp","group":"sealed","name":"timestamp","result":"ok","reason":"r"}"#,
            #"{"code":"timestamp","group":"sealed","name":"timestamp","result":"true"}"#,
            #"{"code":"timestamp","group":"other","name":"timestamp","result":"ok"}"#,
        ])
    func incomplete(json: String) {
        #expect(throws: SealingError.self) {
            try StrictJSON.decode(Check.self, from: Array(json.utf8), maximumBytes: 1000)
        }
    }

    @Test(
        "a check goes by its code: without one, with an unknown one or with another's group it is refused",
        arguments: [
            #"{"group":"sealed","name":"timestamp","result":"ok"}"#,
            #"{"code":"time_stamp","group":"sealed","name":"timestamp","result":"ok"}"#,
            #"{"code":"timestamp","group":"intact","name":"timestamp","result":"ok"}"#,
        ])
    func identity(json: String) {
        #expect(throws: SealingError.self) {
            try StrictJSON.decode(Check.self, from: Array(json.utf8), maximumBytes: 1000)
        }
    }

    @Test("a check that is named in other words is the check of its code")
    func reworded() throws {
        let json = #"{"code":"timestamp","group":"sealed","name":"signer is known","result":"ok"}"#
        let check = try StrictJSON.decode(Check.self, from: Array(json.utf8), maximumBytes: 1000)
        #expect(check == Check(.timestamp, .ok))
    }

    @Test("every check has a code of small letters, digits and underscores, and a title of its own")
    func codes() {
        for id in CheckID.allCases {
            #expect(id.rawValue.wholeMatch(of: #/[a-z][a-z0-9]*(_[a-z0-9]+)*/#) != nil, "\(id.rawValue)")
        }
        #expect(Set(CheckID.allCases.map(\.title)).count == CheckID.allCases.count)
    }
}
