import Bundle
import Files
import Outcomes
import Records
import Statements

/// Writes what was disclosed as age files for its recipient, which any age tool opens: a new header, and behind it what the
/// bundle has, byte for byte.
package enum DisclosedFiles {
    /// What came of it.
    package enum Outcome {
        /// The folder is there.
        case written(DisclosedFilesFacts)
        /// Bundle or disclosure does not hold; nothing was written.
        case refused(VerificationReport)
    }

    /// Checks bundle and disclosure and writes the files into a folder that must not be there yet. Nothing is decrypted.
    ///
    /// - Parameter reader: the recipient's identity, which opens the disclosure.
    /// - Throws: ``DeskError``; then nothing was written.
    package static func write(
        of bundle: String, by disclosure: String, openedBy reader: IdentityAtHand, trust: Trust,
        into folder: String
    ) throws(DeskError) -> Outcome {
        let file = try DisclosureFile(disclosure)
        let staging = try telling { try StagingFolder(for: folder) }
        let identity = try reader.open()
        return try telling {
            let trust = trust.adding(identity.card)
            let keyless = try KeylessVerification.of(bundle, trust: trust)
            let checked = try CheckedDisclosure(file.envelope, of: keyless, identity: identity, trust: trust)
            guard case .holds(let objects, let archive) = checked else {
                return .refused(checked.report(keyless).withheld(nil))
            }
            var names: [String] = []
            for member in objects.files {
                let name = String(member.dropFirst("data/".count))
                let target = try staging.begin(name)
                try objects.ageFile(member, in: archive) { try target.write($0) }
                try staging.keep(target, as: name)
                names.append(name)
            }
            try staging.commit()
            return .written(DisclosedFilesFacts(folder: folder, files: names))
        }
    }
}
