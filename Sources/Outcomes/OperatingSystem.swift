import Foundation

/// The system this program runs on.
package enum OperatingSystem {
    /// As it names itself: `Debian GNU/Linux 12 (bookworm)`.
    package static var name: String {
        if let release = try? String(contentsOfFile: "/etc/os-release", encoding: .utf8),
            let line = release.split(separator: "\n").first(where: { $0.hasPrefix("PRETTY_NAME=") })
        {
            return line.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" }
        }
        return ProcessInfo.processInfo.operatingSystemVersionString
    }
}
