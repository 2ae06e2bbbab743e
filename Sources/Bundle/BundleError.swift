/// Why a bundle could not be written, read or opened.
///
/// What concerns a file as such (missing, not readable, disk full) is a ``FileError``; what concerns
/// encryption is Sealing's error.
package enum BundleError: Error, Sendable, Hashable {
    /// The input is something else than a bundle: there is nothing to check.
    case notABundle(path: String, reason: String)
    /// The members of a bundle lie in the input, and it is not the file that was sealed: somebody packed it anew, or
    /// unpacked it.
    case packedAnew(path: String)
    /// The input is a bundle whose bytes are not what a bundle may consist of: changed, cut short, extended.
    case damaged(path: String, member: String?, reason: String)
    /// A member is missing, or stands where it does not belong, or belongs to no bundle.
    case wrongMember(path: String, member: String, reason: String)
    /// The file was well-formed when it was read whole, and is another one where it is read again.
    case changedMeanwhile(path: String)
    /// A bundle has no such member.
    case noSuchMember(path: String, member: String)
    /// What was to be put into the bundle does not fit its format; the bundle was given up.
    case notWritable(path: String, member: String?, reason: String)
    /// libarchive refused; a fault of ours or of the machine.
    case archiveLibrary(path: String, operation: String, cause: String)
}

extension BundleError: CustomStringConvertible {
    /// One line: which file and member, what was wrong, and what to do where there is something to do.
    package var description: String {
        switch self {
        case .notABundle(let path, let reason):
            "\(path): is not a bundle: \(reason)"
        case .packedAnew(let path):
            "\(path): this is a bundle that was packed anew, or unpacked, and not the file that was sealed; nothing of it is "
                + "checked, opened or receipted before the bundle is put back"
        case .damaged(let path, nil, let reason):
            "\(path): is not as it was sealed: \(reason); ask for the file again"
        case .damaged(let path, let member?, let reason):
            "\(path): is not as it was sealed, at \(member): \(reason); ask for the file again"
        case .wrongMember(let path, let member, let reason):
            "\(path): \(member): \(reason); ask for the file again"
        case .changedMeanwhile(let path):
            "\(path): was changed while it was being read, so nothing of it was used; copy it to where nobody else can "
                + "write, and ask for the file again if the copy does not hold"
        case .noSuchMember(let path, let member):
            "\(path): has no member \(member)"
        case .notWritable(let path, nil, let reason):
            "\(path): was not written: \(reason)"
        case .notWritable(let path, let member?, let reason):
            "\(path): was not written: \(member): \(reason)"
        case .archiveLibrary(let path, let operation, let cause):
            "\(path): libarchive failed at \(operation): \(cause)"
        }
    }
}
