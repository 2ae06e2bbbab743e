import Bundle
import Files
import Foundation
import Ledger
import Outcomes
import Records
import Register
import Sealing
import StatementFiles
import Statements
import Threads

/// Bundles that came, many at once: each is checked, written into its custody chain as received, and gets a receipt.
///
/// What is done is not done twice: an entry, a receipt or a row of the ledger that is there already is found and left as it
/// is. So a run may be killed, and the next one goes on. A bundle that cannot be taken in is a row that says so, and the
/// others go on.
package struct BundlesToReceive {
    /// Files and folders.
    package var paths: [String]
    /// How they came, in words that anyone may read.
    package var how: String
    /// The card file of who brought them; only its fingerprint is written.
    package var sender: String?
    /// A file with the certificates of time-stamping authorities to trust; nil where none were chosen.
    package var authorities: String?
    /// The folder for the receipts; nil for beside each bundle.
    package var receipts: String?
    /// The receiver's ledger, in which all of it is logged; nil where it is not.
    package var ledger: LedgerAtHand?
    /// What the machine knows of other bundles.
    package var register: CustodiansRegister
    /// The private label they get; nil leaves what is there.
    package var label: LabelChange
    /// Whether who sealed them has to be known.
    package var requiresKnownSigners: Bool
    /// Where it is said what is to be said of files that are no rows.
    package var noting: (Note) -> Void
    /// What is done about words that say more than they should.
    package var texts: TextScrutiny

    package init(
        _ paths: [String], how: String, sender: String? = nil, authorities: String? = nil,
        receipts: String? = nil,
        ledger: LedgerAtHand? = nil, register: CustodiansRegister, label: LabelChange = LabelChange(),
        requiresKnownSigners: Bool = false, texts: TextScrutiny = .none, noting: @escaping (Note) -> Void
    ) {
        self.texts = texts
        self.paths = paths
        self.how = how
        self.sender = sender
        self.authorities = authorities
        self.receipts = receipts
        self.ledger = ledger
        self.register = register
        self.label = label
        self.requiresKnownSigners = requiresKnownSigners
        self.noting = noting
    }

    /// Where rows go, one after the other.
    package typealias Telling = (BundleRowFacts) throws(DeskError) -> Void

    /// Receives them.
    ///
    /// - Parameters:
    ///   - receiver: who takes them in. Their identity is opened once.
    ///   - trust: whose signatures are from somebody known.
    ///   - media: what makes the checks that need a media library; nil leaves them unchecked, and says so.
    ///   - telling: is given each row as soon as it is known.
    /// - Throws: ``DeskError`` for what stops all of them; then what was done before stays done.
    package func receive(
        by receiver: IdentityAtHand, trust: Trust, media: BundleToVerify.Media?, telling: Telling
    ) throws(DeskError) -> BundleTotals {
        try label.check(noting: noting)
        try texts.look(at: [how])
        let search = try search()
        let card: Card?
        if let sender { card = try Card(file: sender) } else { card = nil }
        if let receipts { try Self.checkFolder(receipts) }
        let certificates = try StatementFile.certificates(chosen: authorities)
        let log = try ledger?.open()
        let register = try register.open()
        let identity = try receiver.open()
        let desk = ReceivingDesk(
            identity: identity, before: SignedBefore(.beside(receiver.path), of: identity), trust: trust,
            how: how,
            sender: card, receipts: ReceiptPlace(folder: receipts), log: log, register: register,
            label: label, requiresKnownSigners: requiresKnownSigners,
            noting: noting)
        var totals = BundleTotals()
        totals.otherFiles = search.others
        var firsts = FirstCopies()
        let size = Self.filesPerCore * ProcessInfo.processInfo.activeProcessorCount
        for lot in search.lots(of: size) {
            for group in Self.look(
                at: lot, identity: identity, trust: trust, authorities: certificates, media: media)
            {
                for row in desk.rows(of: group, after: &firsts) {
                    totals.add(
                        row, requiresKnownSigners: requiresKnownSigners,
                        refusesWithdrawnKeys: trust.isAskedFor)
                    try telling(row)
                }
            }
        }
        return totals
    }

    private func search() throws(DeskError) -> BundleSearch {
        let search = try BundleSearch(paths)
        for reason in search.unread { noting(.custody(.passedOver(reason: reason))) }
        return search
    }

    private static func checkFolder(_ path: String) throws(DeskError) {
        let status: Result<FileKind, OutsideFile.Refusal> = Result { () throws(OutsideFile.Refusal) in
            FileKind(mode: try OutsideFile.status(of: path).st_mode)
        }
        switch status {
        case .success(.folder): return
        case .success(let kind):
            throw DeskError(.cannotWrite, "\(path): is \(kind.inWords), and the receipts need a folder")
        case .failure(let refusal): throw DeskError(.cannotWrite, "\(path): \(refusal.inWords)")
        }
    }

    /// How many files are looked at in one lot, for each core: enough that none waits long for a large one, and few enough
    /// that what is held of them stays small.
    private static let filesPerCore = 2

    /// Checks the files of a lot, as many at once as there are cores.
    private static func look(
        at lot: [[BundleSearch.Found]], identity: Identity, trust: Trust, authorities: [UInt8]?,
        media: BundleToVerify.Media?
    ) -> [[LookedAt]] {
        let looked = lot.joined().map(\.path).concurrentMap { path in
            LookedAt(path: path) {
                try HeldBundle(
                    path, identity: identity, trust: trust, authorities: authorities,
                    custody: CustodyFile(besideBundle: path), media: media)
            }
        }
        var rest = looked[...]
        return lot.map { group in
            defer { rest = rest.dropFirst(group.count) }
            return Array(rest.prefix(group.count))
        }
    }
}

/// A file that was looked at, and the bundle in it or why there is none.
struct LookedAt: Sendable {
    let path: String
    let outcome: Result<HeldBundle, DeskError>

    init(path: String, _ look: () throws -> HeldBundle) {
        self.path = path
        do { outcome = .success(try look()) } catch { outcome = .failure(DeskError(error)) }
    }

    var held: HeldBundle? { try? outcome.get() }

    /// Where there are several files of one bundle, the one that is taken for it: the one with an account, then a sound one,
    /// then the one with the shorter path (a copy is called `bundle (1).tar`).
    func isTakenBefore(_ other: LookedAt) -> Bool {
        guard let held, let others = other.held else { return held != nil && other.held == nil }
        if held.custody.exists != others.custody.exists { return held.custody.exists }
        if held.checks.holds != others.checks.holds { return held.checks.holds }
        return (path.utf8.count, path) < (other.path.utf8.count, other.path)
    }
}

/// The file of each bundle that was met first in this run, or first of those that are whole.
struct FirstCopies {
    /// A file that was met.
    struct First {
        let path: String
        let archive: ArchiveFacts
        /// Whether every check of it holds that was made.
        let holds: Bool
        /// Whether it is not what was sealed, and the digest of its timestamp.
        let isDamaged: Bool
        let timestamp: SHA256Digest?
        /// Its custody chain's file.
        let custody: CustodyFile
    }

    private var files: [BundleKey: First] = [:]

    /// The file that was met before; nil where this one is the first. One that is whole takes the place of a damaged one.
    mutating func first(of held: HeldBundle) -> First? {
        let key = BundleKey(seal: held.verification.keyless.sealDigest, archive: held.archive)
        let first = files[key]
        if first == nil || held.checks.holds && first?.holds == false {
            files[key] = First(
                path: held.path, archive: held.archive, holds: held.checks.holds, isDamaged: held.isDamaged,
                timestamp: held.verification.keyless.timestampDigest, custody: held.custody)
        }
        return first
    }
}
