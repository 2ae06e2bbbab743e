import Outcomes
import Sealing
import StatementFiles

extension StatementFile {
    /// The certificates of time-stamping authorities in a file, found to be some.
    package static func certificates(_ path: String) throws(DeskError) -> [UInt8] {
        let pem = try telling { try read(path) }
        guard (try? TimeStampToken.certificateCount(pem: pem)) != nil else {
            throw DeskError(.notUnderstood, "\(path): holds no certificate in PEM")
        }
        return pem
    }

    /// The same, where a file was chosen.
    package static func certificates(chosen path: String?) throws(DeskError) -> [UInt8]? {
        guard let path else { return nil }
        return try certificates(path)
    }
}
