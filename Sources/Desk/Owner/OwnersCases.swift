import CustodyDesk
import Files
import Outcomes
import Sealing
import StatementFiles
import Statements

/// Where a front keeps what belongs to the cases of an owner: a folder for each request, for its owner's eyes alone. What is
/// signed lies there under names that tell what it is.
package struct OwnersCases: Sendable, Equatable {
    /// The folder with a folder for each.
    package let path: String

    package init(in place: PersonsFolder) { path = place.path + "/cases" }

    /// Keeps a request that was given. Given again it is the same case.
    ///
    /// - Parameter file: the request's file.
    /// - Throws: ``DeskError`` for a file that is no request as it was signed.
    package func keep(_ file: String) throws(DeskError) -> OwnersCase {
        let input = try StatementInput<Request>(file)
        let found = OwnersCase(digest: input.envelope.payloadDigest, in: self)
        if !found.isThere {
            try PersonsFolder.make(found.folder)
            try OutputFile(found.request, replaces: false).write(input.envelope)
        }
        return found
    }

    /// A case by the name it has in addresses; nil for what is no such name, and where no such case is kept.
    package func find(_ name: String) -> OwnersCase? {
        guard let found = OwnersCase(name: name, in: self), found.isThere else { return nil }
        return found
    }
}

/// A request, and the files of what came of it.
package struct OwnersCase: Sendable, Equatable {
    /// The first 32 digits of the SHA-256 of what was signed.
    package let name: String
    /// Where its files lie.
    package let folder: String

    static let digits = 32

    init(digest: SHA256Digest, in cases: OwnersCases) {
        name = String(digest.hex.prefix(Self.digits))
        folder = "\(cases.path)/\(name)"
    }

    init?(name: String, in cases: OwnersCases) {
        // It becomes part of a path.
        guard name.utf8.count == Self.digits,
            name.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        self.name = name
        folder = "\(cases.path)/\(name)"
    }

    var isThere: Bool { (try? OutsideFile.status(of: request)) != nil }

    /// The request.
    package var request: String { "\(folder)/request.json" }
    /// The answer that says no, be it there or not.
    package var decline: String { "\(folder)/declined.json" }
    /// The counter-offer, be it there or not.
    package var offer: String { "\(folder)/offer.json" }
    /// The consent that was given last, be it there or not.
    package var consent: String { consent(yeses) }
    /// What takes it back, be it there or not.
    package var revocation: String { revocation(yeses) }

    /// What a file of it holds, to be handed to its owner; nil where it is not there.
    package func content(of file: String) -> [UInt8]? { try? StatementFile.read(file) }
}

/// What became of a request, as its owner thinks of it: the last thing that counts.
package enum CaseStanding: Equatable, Sendable {
    case asked
    /// Less was offered, and nothing was answered yet.
    case offered(WallTime)
    case declined(WallTime)
    case agreed(WallTime)
    case takenBack(WallTime)
    /// A bundle was made, and nobody said that they got it.
    case sealed(WallTime)
    /// A receipt came back.
    case received(WallTime)
}

extension JournalFacts.RequestEntry {
    /// What became of it. What is certainly not signed with the owner's key counts for nothing.
    package var standing: CaseStanding {
        let own = answers.filter { $0.yours != false && $0.consent != nil }
        let last = own.max { ($0.consent?.issued ?? .earliest) < ($1.consent?.issued ?? .earliest) }
        guard let last, let consent = last.consent else {
            let offered = offers.filter { $0.yours != false }.map(\.offer.issued).max()
            return offered.map(CaseStanding.offered) ?? .asked
        }
        if consent.decision == .declined { return .declined(consent.issued) }
        if let taken = last.revocations.map(\.issued).min() { return .takenBack(taken) }
        let bundles = last.bundles.compactMap(\.ended)
        if let received = last.bundles.flatMap(\.receipts).map(\.time).max() { return .received(received) }
        return bundles.max().map(CaseStanding.sealed) ?? .agreed(consent.issued)
    }
}
