import Foundation

/// Runs the independent implementations ours is compared with. One that is missing fails the test: a comparison
/// that did not take place must not look like one that passed.
package enum Peer {
    package struct Missing: Error, CustomStringConvertible {
        package let description: String

        package init(description: String) { self.description = description }
    }

    package struct Outcome {
        package let status: Int32
        package let output: [UInt8]
        package let errors: String

        package var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// The file of a program on the `PATH`.
    package static func program(_ name: String) throws -> URL {
        for folder in (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") {
            let candidate = URL(fileURLWithPath: String(folder)).appending(path: name)
            if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
        }
        throw Missing(
            description: "\(name) is not installed; `make setup` installs what the tests compare with")
    }

    /// The interpreter that has the packages of `scripts/requirements.txt`.
    package static func python() throws -> URL {
        guard let path = ProcessInfo.processInfo.environment["PROFFER_PYTHON"], !path.isEmpty else {
            return try program("python3")
        }
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw Missing(description: "PROFFER_PYTHON names \(path), which cannot be run; try `make setup`")
        }
        return URL(fileURLWithPath: path)
    }

    /// Runs a program to its end with its input from a file, so that neither side can block the other.
    package static func run(
        _ program: URL, _ arguments: [String], input: [UInt8] = [], in folder: ScratchFolder
    ) throws -> Outcome {
        let input = try folder.write(input, as: "stdin-\(UUID().uuidString)")
        let output = try folder.write([], as: "stdout-\(UUID().uuidString)")
        let errors = try folder.write([], as: "stderr-\(UUID().uuidString)")
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: [UInt8](try Data(contentsOf: output)),
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }

    /// Runs a Python program; a failure shows what it said.
    @discardableResult
    package static func python(
        _ source: String, _ arguments: [String] = [], input: [UInt8] = [], in folder: ScratchFolder
    ) throws -> Outcome {
        let outcome = try run(try python(), ["-c", source] + arguments, input: input, in: folder)
        guard outcome.status == 0 else { throw Missing(description: "Python said: \(outcome.errors)") }
        return outcome
    }
}
