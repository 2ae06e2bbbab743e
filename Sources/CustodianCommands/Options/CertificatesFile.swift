import StatementFiles
import Sealing

extension StatementFile {
    /// The certificates of time-stamping authorities in a file, found to be some.
    package static func certificates(_ path: String) throws -> [UInt8] {
        let pem = try read(path)
        do {
            _ = try TimeStampToken.certificateCount(pem: pem)
        } catch {
            throw Failure(.notUnderstood, "\(path): holds no certificate in PEM")
        }
        return pem
    }
}
