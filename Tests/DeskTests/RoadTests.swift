import CustodyDesk
import Desk
import Foundation
import Outcomes
import Statements
import Testing

/// The whole road through the desks, without a command line.
@Suite("From a request to a report at desks")
struct RoadTests {
    @Test(
        "an agency asks, an owner looks, agrees and seals, a custodian verifies, and an investigator opens and reports"
    )
    func road() throws {
        let owner = try AgreedOwner { $0.audio = true }
        let agency = owner.asked.identity(owner.asked.agency, "keller.identity")
        let preview = try owner.preview()
        let sealed = try owner.seal(try owner.agree())
        #expect(preview.facts.objects.count == sealed.facts.objects.count)
        let bundle = owner.folder.path("bundle.tar")

        var known = Trust([owner.asked.owner.card, owner.asked.agency.card])
        known.isAskedFor = true
        let custodian = try BundleToVerify(bundle).verify(
            with: nil, trust: known, media: nil)
        #expect(custodian.report.failures.isEmpty)
        let reader = try BundleToVerify(
            bundle,
            sources: [
                "\(AgreedOwner.samples)/\(AgreedOwner.recording)"
            ]
        ).verify(with: agency, trust: known, media: MediaAtHand.checks)
        #expect(reader.report.failures.isEmpty)

        guard
            case .opened(let opened) = try OpenedBundle.open(
                bundle, by: agency, trust: known, into: owner.folder.path("opened"),
                program: AgreedOwner.program)
        else {
            Issue.record("not opened")
            return
        }
        #expect(opened.record.bundle == sealed.record.bundle)
        guard
            case .written(let report, _) = try ReportOrder(bundle: bundle).write(
                into: owner.asked.output("report.jsonld"), by: agency, trust: known,
                program: AgreedOwner.program)
        else {
            Issue.record("not reported")
            return
        }
        #expect(report.report.failures.isEmpty)
    }
}
