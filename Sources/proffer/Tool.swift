import CustodianCommands
import Recordings
import Records
import Foundation

extension ToolFacts {
    /// This program, as it stands in the records it makes.
    static var current: ToolFacts {
        var system = ProcessInfo.processInfo.operatingSystemVersionString
        if let release = try? String(contentsOfFile: "/etc/os-release", encoding: .utf8),
            let line = release.split(separator: "\n").first(where: { $0.hasPrefix("PRETTY_NAME=") })
        {
            system = line.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" }
        }
        return ToolFacts(
            name: "proffer", version: Version.current, operatingSystem: system,
            libraries: MediaLibraries.versions)
    }
}
