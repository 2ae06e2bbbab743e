import Files
import StatementFiles
import Sealing

extension HeadPlace {
    /// Beside an identity file, readable by its owner only.
    package static func beside(_ identity: String) -> HeadPlace {
        HeadPlace(
            beside: identity,
            read: { path in
                do {
                    return try StatementFile.read(path, maximumBytes: maximumBytes)
                } catch FileError.inputMissing {
                    return nil
                }
            },
            replace: { bytes, path in
                try StatementFile.write(
                    bytes, to: path, replaceExisting: true, permissions: [.ownerReadWrite], isOutput: false)
            })
    }
}
