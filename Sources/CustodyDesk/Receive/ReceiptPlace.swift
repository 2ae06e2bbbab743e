import Bundle
import Files
import Foundation
import Outcomes
import Records
import Sealing
import StatementFiles
import Statements

/// Where the receipts of many bundles are written: each beside its bundle, or all in one folder.
///
/// Names follow from the bundle's file, so that the next run finds what this one wrote.
struct ReceiptPlace {
    /// The folder for all; nil for beside each bundle.
    let folder: String?

    /// A receipt that is there, or the free name for one.
    enum Place {
        case there(file: String)
        case free(file: String)
    }

    /// How many receipts of one file are told apart: one for each state in which it was found.
    private static let maximum = 99

    /// Looks for the receipt of a bundle that says what a new one would say.
    ///
    /// - Parameter entry: the custody entry it has to hold; nil where the bundle is too damaged to have one.
    /// - Throws: ``DeskError`` where every name is taken.
    func place(of held: HeldBundle, entry: DSSEEnvelope?, by receiver: Card) throws(DeskError) -> Place {
        let stem = self.stem(held)
        for number in 1...Self.maximum {
            let file = number == 1 ? "\(stem).receipt.json" : "\(stem).receipt-\(number).json"
            guard RegisteredPath.isThere(file) else { return .free(file: file) }
            if Self.holds(file, held, entry, receiver) { return .there(file: file) }
        }
        throw DeskError(
            .cannotWrite,
            "\(stem).receipt.json: there are \(Self.maximum) files of such a name, and none is this receipt")
    }

    private func stem(_ held: HeldBundle) -> String {
        guard let folder else { return held.path }
        // Bundles of one name may come from many folders.
        let name = (held.path as NSString).lastPathComponent
        return
            "\(folder.hasSuffix("/") ? String(folder.dropLast()) : folder)/\(name).\(held.archive.sha256.hex.prefix(8))"
    }

    /// Whether a file is a receipt of that very bundle in that very state, by the same person.
    private static func holds(_ file: String, _ held: HeldBundle, _ entry: DSSEEnvelope?, _ receiver: Card)
        -> Bool
    {
        guard let bytes = try? StatementFile.read(file), let envelope = try? DSSEEnvelope(json: bytes),
            let receipt = try? Receipt(verifying: envelope)
        else { return false }
        return receipt.receiver.fingerprint == receiver.fingerprint && receipt.archive == held.archive
            && receipt.checks.agrees(with: held.checks)
            && receipt.entry?.payloadDigest == entry?.payloadDigest
    }
}
