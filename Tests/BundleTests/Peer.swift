import Foundation
import Testing

/// Runs the independent implementations ours is compared with. One that is missing fails the test: a comparison
/// that did not take place must not look like one that passed.
enum Peer {
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    struct Outcome {
        let status: Int32
        let output: [UInt8]
        let errors: String

        var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// The file of a program on the `PATH`.
    static func program(_ name: String) throws -> URL {
        for folder in (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") {
            let candidate = URL(fileURLWithPath: String(folder)).appending(path: name)
            if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
        }
        throw Missing(
            description: "\(name) is not installed; `make setup` installs what the tests compare with")
    }

    /// The interpreter that has the packages of `scripts/requirements.txt`.
    static func python() throws -> URL {
        guard let path = ProcessInfo.processInfo.environment["PROFFER_PYTHON"], !path.isEmpty else {
            return try program("python3")
        }
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw Missing(description: "PROFFER_PYTHON names \(path), which cannot be run; try `make setup`")
        }
        return URL(fileURLWithPath: path)
    }

    /// Runs a program to its end with its input from a file, so that neither side can block the other.
    static func run(
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
    static func python(
        _ source: String, _ arguments: [String] = [], input: [UInt8] = [], in folder: ScratchFolder
    ) throws -> Outcome {
        let outcome = try run(try python(), ["-c", source] + arguments, input: input, in: folder)
        try #require(outcome.status == 0, "Python said: \(outcome.errors)")
        return outcome
    }
}

/// A folder that goes away with its owner.
final class ScratchFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "bundle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    @discardableResult
    func write(_ bytes: [UInt8], as name: String) throws -> URL {
        let file = url.appending(path: name)
        try Data(bytes).write(to: file)
        return file
    }

    /// Where a file of that name lies in the folder.
    func path(_ name: String) -> String { url.appending(path: name).path }

    /// The names of what is in the folder, hidden ones too.
    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
    }

    func read(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url.appending(path: name))) }
}
