import CustodyDesk
import Outcomes
import Records
import Statements

/// A receipt that an owner got back, and the case that it is of.
package struct CaseReceipt {
    /// Nil where the request is not kept by this front.
    package let found: OwnersCase?
    package let shown: ShownReceipt

    /// Takes a receipt in: reads it, finds the bundle it is for by the seal that the journal noted, notes it there, and keeps it
    /// in the folder of its case.
    ///
    /// - Parameters:
    ///   - path: the receipt's file.
    ///   - identity: the owner's, which opens what the receiver says they read; nil leaves that closed.
    /// - Throws: ``DeskError``, ``DeskError/Kind/missing`` for a receipt of a bundle that the journal does not know; then nothing
    ///   is noted.
    package init(
        _ path: String, of cases: OwnersCases, journal: OwnersJournal, openedBy identity: IdentityAtHand?,
        trust: Trust
    ) throws(DeskError) {
        let seal = try ReceiptToRead(path, bundle: nil, keeper: nil).read(openedBy: nil, trust: trust).receipt
            .seal?.hex
        let requests = try journal.show(trust: trust).facts.requests
        let entry = requests.first { request in
            request.answers.contains { answer in
                answer.bundles.contains { seal != nil && $0.seal == seal }
            }
        }
        guard let entry else {
            throw DeskError(
                .missing, "\(path): it is a receipt for a bundle that was not made by you on this computer")
        }
        found = cases.find(ofRequest: entry.digest)
        let file = entry.answers.flatMap(\.bundles).first { $0.seal == seal }?.file
        let bundle = found?.bundlesOfAll.first { $0.name == file }
        shown = try ReceiptToRead(path, bundle: bundle?.path, keeper: nil).read(
            openedBy: identity, trust: trust)
        _ = journal.note(read: shown)
        if let found { try OutputFile(found.receipt, replaces: true).write(shown.envelope) }
    }
}

extension OwnersCase {
    /// The receipt that came last, be it there or not.
    package var receipt: String { "\(folder)/receipt.json" }

    /// Reads the receipt that came last, and holds it against the bundle that it is for where that lies here.
    ///
    /// - Throws: ``DeskError``.
    package func shownReceipt(
        openedBy identity: IdentityAtHand?, journal: OwnersJournal, trust: Trust
    ) throws(DeskError) -> ShownReceipt {
        let seal = try ReceiptToRead(receipt, bundle: nil, keeper: nil).read(openedBy: nil, trust: trust)
            .receipt.seal?.hex
        let file = try journal.show(trust: trust).facts.requests.flatMap(\.answers).flatMap(\.bundles)
            .first { seal != nil && $0.seal == seal }?.file
        let bundle = bundlesOfAll.first { $0.name == file }
        return try ReceiptToRead(receipt, bundle: bundle?.path, keeper: nil).read(
            openedBy: identity, trust: trust)
    }
}

extension OwnersCases {
    /// The case of a request by the request's digest; nil where it is not kept.
    package func find(ofRequest digest: String) -> OwnersCase? {
        find(String(digest.prefix(OwnersCase.digits)))
    }
}
