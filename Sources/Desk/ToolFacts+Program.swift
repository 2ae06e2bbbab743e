import CustodyDesk
import Outcomes
import Recordings
import Records
import Foundation
import Sealing

extension ToolFacts {
    /// A program, as it stands in the records and reports it makes: as it was built, with this system and these
    /// libraries.
    init(_ program: ProgramVersion) {
        var system = ProcessInfo.processInfo.operatingSystemVersionString
        if let release = try? String(contentsOfFile: "/etc/os-release", encoding: .utf8),
            let line = release.split(separator: "\n").first(where: { $0.hasPrefix("PRETTY_NAME=") })
        {
            system = line.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" }
        }
        self.init(
            name: program.name, version: program.version, commit: ProgramBuild.commit,
            sha256: ProgramBuild.digest.flatMap(SHA256Digest.init(hex:)), operatingSystem: system,
            libraries: MediaLibraries.versions)
    }
}
