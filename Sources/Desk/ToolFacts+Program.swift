import CustodyDesk
import Outcomes
import Recordings
import Records
import Sealing

extension ToolFacts {
    /// A program, as it stands in the records and reports it makes: as it was built, with this system and these
    /// libraries.
    init(_ program: ProgramVersion) {
        self.init(
            name: program.name, version: program.version, commit: ProgramBuild.commit,
            sha256: ProgramBuild.digest.flatMap(SHA256Digest.init(hex:)),
            operatingSystem: OperatingSystem.name,
            libraries: MediaLibraries.versions)
    }
}
