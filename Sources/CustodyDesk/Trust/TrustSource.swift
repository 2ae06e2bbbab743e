import Files
import Foundation
import Outcomes
import Sealing
import StatementFiles
import Statements

/// Whom a person says they believe: a folder of cards and, where they chose some, certificate authorities.
package struct TrustSource {
    /// The public half of somebody's identity.
    package typealias Card = Statements.Card
    /// What was found there.
    package typealias Loaded = Trust
    /// A folder of cards, which need not exist.
    package typealias Folder = TrustFolder

    /// The folder that was named; nil where the usual one is meant.
    package let named: String?
    /// A file with the certificates of the authorities; nil where none were chosen.
    package let certificateRoots: String?
    /// Files with the revocation lists of those authorities.
    package let revocationLists: [String]
    /// Tells which cards are the person's own, as far as that is known without their identity.
    package let own: () -> [Card]
    let noting: (Note) -> Void

    package init(
        named: String?, certificateRoots: String? = nil, revocationLists: [String] = [],
        own: @escaping () -> [Card] = { [] }, noting: @escaping (Note) -> Void
    ) {
        self.named = named
        self.certificateRoots = certificateRoots
        self.revocationLists = revocationLists
        self.own = own
        self.noting = noting
    }

    /// Whether the person named a folder, here or by the variable `PROFFER_TRUST`, and so asks that a signature be of somebody
    /// in it: a stranger's is then no success, however valid.
    package func isAskedFor(
        in environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> Bool { named != nil || environment["PROFFER_TRUST"].map { !$0.isEmpty } ?? false }

    /// The folder, which need not exist.
    package var folder: TrustFolder { TrustFolder(path: named ?? Self.usualPlace()) }

    /// The trusted cards and the person's own, what is known of revoked ones, and the authorities.
    ///
    /// - Throws: ``DeskError``, also where the folder that was named is not there: one with a typing error must not look
    ///   like a folder that trusts nobody.
    package func load() throws(DeskError) -> Trust {
        if let named, !folder.exists {
            throw DeskError(
                .missing, FileError.inputMissing(path: named).description,
                remedy: .makeTrustFolder(path: named))
        }
        var trust = try withRoots(own().reduce(try content().trust) { $0.adding(own: $1) })
        trust.isAskedFor = isAskedFor()
        return trust
    }

    /// What the folder holds, or nothing where it is not there yet. What is to be said of it is noted: what in it is no
    /// card (somebody may believe it is trusted), who else may change it, and where two cards replace the same one.
    package func content() throws(DeskError) -> TrustFolder.Content {
        let content = try telling { try folder.load() }
        for file in content.unusable { noting(.trust(.notTrusted(reason: file.reason))) }
        let files = content.files.values.joined().sorted()
        for exposure in Exposure.all(ofTrust: folder.path, files: files) { noting(.keys(.exposed(exposure))) }
        for fork in content.trust.forks {
            noting(.trust(.fork(predecessor: fork.predecessor, successors: fork.successors)))
        }
        return content
    }

    /// The same trust, and in the authorities that were chosen.
    func withRoots(_ trust: Trust) throws(DeskError) -> Trust {
        guard let certificateRoots else { return trust }
        var trust = trust
        let files = [certificateRoots] + revocationLists
        trust.certificateRoots = try telling(in: files.joined(separator: ", ")) {
            try CertificateRoots(
                pem: try StatementFile.read(certificateRoots),
                revocationLists: try revocationLists.map { try StatementFile.read($0) })
        }
        return trust
    }

    /// Where cards lie that nobody named a folder for: as the variable `PROFFER_TRUST` says, or `proffer/trust` in the
    /// folder for data.
    package static func usualPlace(
        in environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String {
        if let path = environment["PROFFER_TRUST"], !path.isEmpty { return path }
        return PersonsFolder(in: environment).path + "/trust"
    }
}

extension Trust {
    /// Why nobody who knows better will rely on what one signs now; nil where one's key stands.
    package func doubt(ofOwn card: Card) -> Note? {
        let standing = standing(of: card, signed: .now())
        switch standing {
        case .replaced, .revoked: return .keys(.whoeverKnowsWillNotRely(reason: standing.reason ?? ""))
        case .trusted, .certified, .unknown, .doubtful: return nil
        }
    }
}
