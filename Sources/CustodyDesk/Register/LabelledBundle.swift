import Bundle
import Outcomes
import Records
import Register
import Statements

/// What of a private label is to change; what is nil stays, and an empty text takes away.
package struct LabelChange {
    /// The case it belongs to.
    package var caseNumber: String?
    /// Where the medium stands.
    package var shelf: String?
    /// The day it is due for disposal, as `2027-01-31`.
    package var due: String?

    package init(caseNumber: String? = nil, shelf: String? = nil, due: String? = nil) {
        self.caseNumber = caseNumber
        self.shelf = shelf
        self.due = due
    }

    /// Whether nothing is to change.
    package var isEmpty: Bool { caseNumber == nil && shelf == nil && due == nil }

    /// Refuses what no label can be, and says where a day is past already.
    ///
    /// - Throws: ``DeskError``.
    package func check(noting: (Note) -> Void) throws(DeskError) {
        for text in [caseNumber, shelf].compactMap(\.self) {
            guard text.utf8.count <= PrivateLabel.maximumBytes else {
                throw DeskError(.usage, "a label has at most \(PrivateLabel.maximumBytes) bytes")
            }
        }
        if let due, !due.isEmpty, try DueDay(due).isPast { noting(.custody(.found(.duePassed(day: due)))) }
    }

    /// Changes the label of a bundle that the register knows.
    func apply(to key: BundleKey, in register: Register) throws(DeskError) {
        guard !isEmpty else { return }
        _ = try telling {
            try register.label(key) { label in
                label.caseNumber = caseNumber ?? label.caseNumber
                label.shelf = shelf ?? label.shelf
                label.due = due ?? label.due
            }
        }
    }
}

/// A day, by which a bundle is to be disposed of.
package struct DueDay: Comparable, Sendable {
    /// As RFC 3339 writes a date: `2027-01-31`.
    package let text: String

    /// Reads a day.
    ///
    /// - Throws: ``DeskError`` for what is none.
    package init(_ text: String) throws(DeskError) {
        guard text.utf8.count == 10, (try? WallTime(rfc3339: text + "T00:00:00Z")) != nil else {
            throw DeskError(.usage, "“\(text.prefix(40))” is no day such as 2027-01-31")
        }
        self.text = text
    }

    /// The day of a moment, in UTC.
    package init(of moment: WallTime) { text = String(moment.inOffset(seconds: 0).rfc3339.prefix(10)) }

    /// Whether it is over, in UTC and by this machine's clock.
    package var isPast: Bool { self < DueDay(of: .now()) }

    package static func < (one: DueDay, other: DueDay) -> Bool { one.text < other.text }

    /// The one day that a text names, as terms do: `deleted on 2027-01-31`; nil where it names none, or more than one.
    package init?(namedIn texts: [String]) {
        var found: Set<String> = []
        for text in texts {
            for word in text.split(whereSeparator: { !($0.isASCII && ($0.isNumber || $0 == "-")) }) {
                if let day = try? DueDay(String(word)) { found.insert(day.text) }
            }
        }
        guard let day = found.first, found.count == 1 else { return nil }
        text = day
    }
}

extension DueDay {
    /// The one day by which what is inside is to be gone, as request and consent in a record say; nil where they name none, or
    /// more than one.
    init?(promisedIn record: Record) throws {
        let request = try Request(verifying: record.request)
        let consent = try Consent(verifying: record.consent)
        self.init(namedIn: [request.terms.retention].compactMap(\.self) + consent.conditions)
    }
}

extension BundleFinding {
    /// That the day by which what is inside was to be gone is past, by this machine's clock. It is said once wherever somebody uses
    /// what is inside and their key opens the terms.
    ///
    /// - Parameters:
    ///   - retention: how long it may be kept, in the agency's words.
    ///   - conditions: those the owner set.
    ///   - owner: to whom it was promised, and who keeps their own for as long as they like.
    ///   - reader: who reads the terms.
    /// - Returns: nil where the terms name no day or more than one, it is not past, or the owner reads.
    package static func promisePassed(
        retention: String?, conditions: [String], owner: Card, reader: Card
    ) -> BundleFinding? {
        guard owner.fingerprint != reader.fingerprint,
            let day = DueDay(namedIn: [retention].compactMap(\.self) + conditions), day.isPast
        else { return nil }
        return .duePassed(day: day.text)
    }

    /// The same by what a record says; nil also where request or consent in it does not hold.
    package static func promisePassed(in record: Record, reader: Card) -> BundleFinding? {
        guard let request = try? Request(verifying: record.request),
            let consent = try? Consent(verifying: record.consent)
        else { return nil }
        return promisePassed(
            retention: request.terms.retention, conditions: consent.conditions, owner: consent.owner,
            reader: reader)
    }

    /// The same by the terms of a disclosure.
    package static func promisePassed(in terms: DisclosureTerms, reader: Card) -> BundleFinding? {
        promisePassed(
            retention: terms.retention, conditions: terms.conditions, owner: terms.owner, reader: reader)
    }
}

extension HeldBundle {
    /// That the day by which the bundle was to be gone is past, where the key of who reads opens what the owner was promised.
    func duePassed(for reader: Card) -> BundleFinding? {
        (verification.record ?? recordByKey).flatMap {
            BundleFinding.promisePassed(in: $0, reader: reader)
        }
    }
}

/// A bundle that a custodian notes something of for themselves.
package struct BundleToLabel {
    /// The bundle's file.
    package var bundle: String
    package var register: CustodiansRegister

    package init(_ bundle: String, register: CustodiansRegister) {
        self.bundle = bundle
        self.register = register
    }

    /// Changes its private label, which stands in nothing that leaves the machine.
    ///
    /// - Throws: ``DeskError``, also where the register does not know the bundle.
    package func label(_ change: LabelChange) throws(DeskError) {
        try change.check(noting: register.noting)
        guard let known = try register.existing(), let bundle = try telling({ try find(in: known) }) else {
            throw DeskError(
                .missing, "\(self.bundle): your register of bundles does not know it", remedy: .receiveFirst)
        }
        try change.apply(to: bundle.seen.key, in: known)
    }

    private func find(in register: Register) throws -> RegisteredBundle? {
        let path = RegisteredPath.of(bundle)
        if let known = try register.bundle(at: path) { return known }
        // Moved or renamed since: its chain says which bundle it is.
        guard let content = try? CustodyFile(besideBundle: bundle).content(),
            let chain = CustodyChain(withoutSeal: content)
        else { return nil }
        return try register.bundle(BundleKey(seal: chain.seal))
    }
}

/// Several bundles that a custodian notes the same of for themselves.
package struct BundlesToLabel {
    /// Bundles, and folders with bundles.
    package var paths: [String]
    package var register: CustodiansRegister

    package init(_ paths: [String], register: CustodiansRegister) {
        self.paths = paths
        self.register = register
    }

    /// Changes the private label of each. One whose label cannot be changed is a row that says so.
    ///
    /// - Parameter telling: is given each row as soon as it is known.
    /// - Returns: the worst that was met.
    /// - Throws: ``DeskError`` for what stops all of them.
    package func label(
        _ change: LabelChange, telling: (LabelRowFacts) throws(DeskError) -> Void
    ) throws(DeskError) -> BundleTotals.Worst {
        try change.check(noting: register.noting)
        var worst = BundleTotals.Worst.holds
        for path in try GivenBundles.files(paths, noting: register.noting) {
            var row = LabelRowFacts(file: path)
            do throws(DeskError) {
                try BundleToLabel(path, register: CustodiansRegister(at: register.path, noting: { _ in }))
                    .label(change)
            } catch {
                (row.reason, row.kind, row.remedy) = (error.message, error.kind, error.remedy)
            }
            worst = max(worst, BundleTotals.Worst(row.kind))
            try telling(row)
        }
        return worst
    }
}
