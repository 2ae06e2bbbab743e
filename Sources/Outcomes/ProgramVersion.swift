/// Which program it is that acts, as records and reports name it.
package struct ProgramVersion: Equatable, Sendable {
    package var name: String
    package var version: String

    package init(name: String, version: String) {
        self.name = name
        self.version = version
    }
}
