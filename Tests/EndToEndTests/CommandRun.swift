import Foundation
import Peers
import Testing

/// One run of the built command, as a script would run it: input not a terminal, a home of its own.
struct CommandRun {
    let arguments: [String]
    let status: Int32
    let stdout: [UInt8]
    let stderr: String

    /// Standard output as text.
    var text: String { String(decoding: stdout, as: UTF8.self) }

    /// What is to be read out of one kind, of what was found or of what is proven.
    func sentences(of code: String, in list: String = "conclusions") throws -> [String] {
        (try json()[list] as? [[String: Any]] ?? []).filter { $0["code"] as? String == code }
            .compactMap { $0["text"] as? String }
    }

    /// Standard output as a JSON object.
    func json() throws -> [String: Any] {
        try #require(
            try JSONSerialization.jsonObject(with: Data(stdout)) as? [String: Any], "not an object: \(text)")
    }

    /// The command under test: `PROFFER_BINARY`, else the release build of this package. One that is
    /// missing fails the test.
    static func binary() throws -> URL {
        let named = ProcessInfo.processInfo.environment["PROFFER_BINARY"] ?? ""
        let url =
            named.isEmpty
            ? Repository.root.appending(path: ".build/release/proffer") : URL(fileURLWithPath: named)
        guard FileManager.default.isExecutableFile(atPath: url.path) else {
            throw Missing(description: "\(url.path) is not built; scripts/build.sh --build-tests builds it")
        }
        return url
    }

    /// Runs `proffer` in a folder.
    static func proffer(
        _ arguments: [String], in folder: ScratchFolder, stdin: [UInt8] = [],
        environment: [String: String] = [:]
    ) throws -> CommandRun {
        try run(try binary(), arguments, in: folder, stdin: stdin, environment: environment)
    }

    /// Runs `proffer` and requires that it succeeds.
    @discardableResult
    static func done(
        _ arguments: [String], in folder: ScratchFolder, environment: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> CommandRun {
        let run = try proffer(arguments, in: folder, environment: environment)
        try #require(
            run.status == 0, "proffer \(arguments.joined(separator: " ")) said: \(run.stderr)",
            sourceLocation: sourceLocation)
        return run
    }

    /// A program before it runs, with a home of its own.
    ///
    /// - Parameter channels: where it keeps what it remembers of footage and notes in a journal, unless a test asks for it.
    static func process(
        _ program: URL, _ arguments: [String], in folder: ScratchFolder, beside channels: ScratchFolder,
        _ environment: [String: String]
    ) -> Process {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        process.environment = [
            "PATH": path, "HOME": folder.url.path, "LC_ALL": "C.UTF-8",
            "XDG_CACHE_HOME": channels.path("cache"), "PROFFER_JOURNAL": channels.path("journal.sqlite"),
            "PROFFER_REGISTER": channels.path("register.sqlite"),
            "PROFFER_ANSWERS": channels.path("answers.json"),
        ].merging(environment) { $1 }
        return process
    }

    /// Runs any program. Input and outputs are files, so that neither side can block the other.
    static func run(
        _ program: URL, _ arguments: [String], in folder: ScratchFolder, stdin: [UInt8] = [],
        environment: [String: String] = [:]
    ) throws -> CommandRun {
        let channels = try ScratchFolder()
        let process = process(program, arguments, in: folder, beside: channels, environment)
        process.standardInput = try FileHandle(forReadingFrom: try channels.write(stdin, as: "in"))
        process.standardOutput = try FileHandle(forWritingTo: try channels.write([], as: "out"))
        process.standardError = try FileHandle(forWritingTo: try channels.write([], as: "err"))
        try process.run()
        process.waitUntilExit()
        return CommandRun(
            arguments: arguments, status: process.terminationStatus, stdout: try channels.read("out"),
            stderr: String(decoding: try channels.read("err"), as: UTF8.self))
    }
}

/// What a test needs and does not find. A comparison that did not take place must not look like one
/// that passed.
typealias Missing = Peer.Missing

extension Peer {
    /// Runs a program of the `PATH`.
    static func run(_ name: String, _ arguments: [String], in folder: ScratchFolder) throws -> CommandRun {
        try CommandRun.run(try program(name), arguments, in: folder)
    }

    /// Runs a Python program with the packages of `scripts/requirements.txt`; it must succeed.
    @discardableResult
    static func pythonScript(
        _ source: String, _ arguments: [String] = [], in folder: ScratchFolder,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> CommandRun {
        let run = try CommandRun.run(
            try python(), ["-c", source] + arguments, in: folder,
            environment: ["PROFFER": try CommandRun.binary().path])
        try #require(run.status == 0, "Python said: \(run.stderr)", sourceLocation: sourceLocation)
        return run
    }
}
