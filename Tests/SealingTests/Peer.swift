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
        url = FileManager.default.temporaryDirectory.appending(path: "sealing-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    @discardableResult
    func write(_ bytes: [UInt8], as name: String) throws -> URL {
        let file = url.appending(path: name)
        try Data(bytes).write(to: file)
        return file
    }

    func read(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: url.appending(path: name))) }
}

/// The checked-out repository, for tests that read its pages.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The fenced blocks of a Markdown page by the word after their fence, in order.
    static func examples(of page: String, _ language: String) throws -> [String] {
        let text = try String(contentsOf: root.appending(path: page), encoding: .utf8)
        var examples: [String] = []
        var current: [Substring]?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let lines = current {
                if line == "```" {
                    examples.append(lines.joined(separator: "\n"))
                    current = nil
                } else {
                    current = lines + [line]
                }
            } else if line == "```\(language)" {
                current = []
            }
        }
        return examples
    }
}

/// Bytes that look random and are the same in every run.
func patternedBytes(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
        for index in 0..<count {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            buffer[index] = UInt8(truncatingIfNeeded: state >> 24)
        }
        initialized = count
    }
}

/// Bytes from hexadecimal digits in a test's table.
func hex(_ text: String) throws -> [UInt8] {
    let digits = Array(text)
    return try stride(from: 0, to: digits.count, by: 2).map { index in
        try #require(UInt8(String(digits[index...index + 1]), radix: 16))
    }
}
