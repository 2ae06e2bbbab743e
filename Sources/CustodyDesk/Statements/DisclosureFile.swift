import Outcomes
import Records
import Sealing
import StatementFiles
import Statements

/// A disclosure as a file: an envelope of the type a disclosure has. Nothing else of it was checked.
package struct DisclosureFile: Sendable {
    /// Where it was read.
    package let path: String
    package let envelope: DSSEEnvelope

    /// - Throws: ``DeskError`` that names the file, and what it is where that is something else.
    package init(_ path: String) throws(DeskError) {
        let file = try SignedFile(path, maximumBytes: Disclosure.maximumFileBytes)
        guard file.payloadType == InToto.payloadType else { throw file.isNot("a disclosure") }
        self.path = path
        envelope = file.envelope
    }

    /// What it says, its signature checked.
    ///
    /// - Throws: ``DeskError`` that names the file.
    func statement() throws(DeskError) -> Disclosure {
        try telling(in: path) { try Disclosure(verifying: envelope) }
    }
}
