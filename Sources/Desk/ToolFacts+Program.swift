import Outcomes
import Recordings
import Records

extension ToolFacts {
    /// A program, as it stands in the records and reports it makes: with this system and these libraries.
    init(_ program: ProgramVersion) {
        self.init(
            name: program.name, version: program.version, operatingSystem: OperatingSystem.name,
            libraries: MediaLibraries.versions)
    }
}
