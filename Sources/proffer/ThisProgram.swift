import CustodianCommands
import Outcomes

extension ProgramVersion {
    /// This program.
    static let current = ProgramVersion(name: "proffer", version: Version.current)
}
