import Foundation
import Peers
import Testing

/// ffmpeg and ffprobe, asked what is in a file: a second opinion that shares no code with ours.
enum MediaPeer {
    struct Failed: Error, CustomStringConvertible { let description: String }

    /// The footage that comes with the repository.
    static func sample(_ camera: String) throws -> String {
        let folder = ProcessInfo.processInfo.environment["PROFFER_SAMPLES"] ?? Self.root + "/samples"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        guard let name = names.first(where: { $0.hasPrefix(camera + "_") }) else {
            throw Failed(description: "no sample of \(camera) in \(folder)")
        }
        return "\(folder)/\(name)"
    }

    /// Footage nobody here made (`make setup` collects it).
    static func foreign(_ name: String) throws -> String {
        let folder = ProcessInfo.processInfo.environment["PROFFER_FOOTAGE"] ?? Self.root + "/.footage"
        guard FileManager.default.fileExists(atPath: "\(folder)/\(name)") else {
            throw Failed(description: "\(folder)/\(name) is missing; `make setup` collects it")
        }
        return "\(folder)/\(name)"
    }

    private static var root: String { Repository.root.path }

    /// Runs a program to its end; a failure shows what it said.
    @discardableResult
    static func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let folder = try ScratchFolder()
        let (output, errors) = (folder.path("out"), folder.path("err"))
        for file in [output, errors] { try Data().write(to: URL(fileURLWithPath: file)) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: output)
        process.standardError = FileHandle(forWritingAtPath: errors)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let said = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
            throw Failed(description: "\(program) \(arguments.joined(separator: " ")): \(said)")
        }
        return try String(contentsOfFile: output, encoding: .utf8)
    }

    /// Makes a clip with ffmpeg.
    static func encode(_ arguments: [String], to path: String) throws {
        try run("ffmpeg", ["-nostdin", "-v", "error", "-y"] + arguments + [path])
    }

    /// One stored packet as ffprobe sees it, edit lists ignored.
    struct Packet: Hashable {
        var pts: Int64
        var dts: Int64
        var hash: String
    }

    /// Every stored packet of a kind of track (`v` or `a`), in storage order, with the hash of its bytes.
    static func packets(_ path: String, _ kind: String, editLists: Bool = false) throws -> [Packet] {
        let options = editLists ? ["-advanced_editlist", "0"] : ["-ignore_editlist", "1"]
        let text = try run(
            "ffprobe",
            ["-v", "error"] + options + [
                "-select_streams", kind + ":0", "-show_packets", "-show_data_hash", "sha256",
                "-show_entries", "packet=pts,dts,data_hash", "-of", "csv=p=0", path,
            ])
        // Lines of side data, such as samples to skip, have a hash and no times.
        return try text.split(separator: "\n").filter { !$0.hasPrefix(",") }.map { line in
            let fields = line.split(separator: ",").map(String.init)
            guard fields.count >= 3, let pts = Int64(fields[0]), let dts = Int64(fields[1]) else {
                throw Failed(description: "ffprobe: \(line)")
            }
            return Packet(pts: pts, dts: dts, hash: fields[2])
        }
    }
}
