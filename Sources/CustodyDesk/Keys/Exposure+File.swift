import Files
import Outcomes

extension Exposure {
    /// Looks at a file or folder; nil where nothing is to be said.
    package init?(of path: String, _ use: FileExposure.Use) {
        guard let exposure = FileExposure(of: path, use) else { return nil }
        self.init(
            path: exposure.path, isTrust: use == .trusted, findings: exposure.findings.map(Finding.init),
            remedies: exposure.remedies)
    }

    /// Looks at a trust folder and what lies in it: of several cards that others may change, the first is named.
    package static func all(ofTrust folder: String, files: [String]) -> [Exposure] {
        // Where the folder itself can be changed, no more is learnt from its files.
        if let exposure = Exposure(of: folder, .trusted) { return [exposure] }
        return files.lazy.compactMap { Exposure(of: $0, .trusted) }.first.map { [$0] } ?? []
    }
}

extension Exposure.Finding {
    fileprivate init(_ finding: FileExposure.Finding) {
        self =
            switch finding {
            case .readable: .readable
            case .writable: .writable
            case .replaceable(let folder): .replaceable(folder: folder)
            case .foreign(let user): .foreign(user: user)
            case .noRights: .noRights
            }
    }
}
