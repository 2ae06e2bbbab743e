import Foundation
import Peers
import Testing

/// The independent tools that make the recordings and check the results. One that is missing fails the test.
enum FFmpeg {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Makes a recording and returns where it lies.
    static func make(_ name: String, in folder: ScratchFolder, _ arguments: [String]) throws -> URL {
        let file = folder.url.appending(path: name)
        _ = try run("ffmpeg", ["-v", "error", "-y", "-threads", "1"] + arguments + [file.path], in: folder)
        return file
    }

    /// The presentation times stored in the first video track, sorted.
    static func times(of file: URL, in folder: ScratchFolder) throws -> [Int64] {
        let text = try run(
            "ffprobe",
            [
                "-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pts", "-of", "csv=p=0",
                file.path,
            ],
            in: folder
        ).output
        return text.split(whereSeparator: { $0 == "\n" || $0 == "," }).compactMap { Int64($0) }.sorted()
    }

    /// ffmpeg's own PSNR between pictures of a recording, counted in presentation order, and a byte stream
    /// made of them, on average and at the least; infinite when they are identical.
    static func psnr(
        of stream: URL, against source: URL, pictures: ClosedRange<Int>, in folder: ScratchFolder
    ) throws -> (average: Double, least: Double) {
        let chosen = "select='between(n,\(pictures.lowerBound),\(pictures.upperBound))'"
        let filter =
            "[0:v:0]\(chosen),settb=1/1000,setpts=N[a];[1:v:0]settb=1/1000,setpts=N[b];[a][b]psnr"
        let text = try run(
            "ffmpeg",
            [
                "-v", "info", "-nostats", "-i", source.path, "-i", stream.path, "-lavfi", filter, "-vsync",
                "passthrough", "-f", "null", "-",
            ], in: folder
        ).errors
        func figure(_ name: String) throws -> Double {
            let found = try #require(text.components(separatedBy: "\(name):").dropFirst().last, "\(text)")
            return try #require(Double(found.prefix { $0 != " " }))
        }
        return (try figure("average"), try figure("min"))
    }

    static func run(
        _ name: String, _ arguments: [String], in folder: ScratchFolder
    ) throws -> (output: String, errors: String) {
        let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let candidates = paths.map { URL(fileURLWithPath: String($0)).appending(path: name) }
        guard let program = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) })
        else { throw Failure(description: "\(name) is not installed; `make setup` installs it") }
        let output = try folder.write([], as: "stdout-\(UUID().uuidString)")
        let errors = try folder.write([], as: "stderr-\(UUID().uuidString)")
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        let said = try String(contentsOf: errors, encoding: .utf8)
        guard process.terminationStatus == 0 else {
            throw Failure(description: "\(name) \(arguments.joined(separator: " ")): \(said)")
        }
        return (try String(contentsOf: output, encoding: .utf8), said)
    }
}
