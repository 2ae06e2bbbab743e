import Foundation
import Peers
import Testing

extension CommandRun {
    /// Starts `proffer` in a folder and kills it after some time.
    ///
    /// - Parameters:
    ///   - seconds: after how long, counted from its start.
    ///   - output: where it writes what it says; nil for nowhere.
    /// - Returns: whether it was the kill that ended it; false where it had ended before, and well.
    /// - Throws: ``EndedBadly`` where it ended by itself and not well, since then nothing was tried.
    static func killed(
        _ arguments: [String], in folder: ScratchFolder, after seconds: TimeInterval,
        environment: [String: String] = [:], output: URL? = nil
    ) throws -> Bool {
        let channels = try ScratchFolder()
        let process = process(try binary(), arguments, in: folder, beside: channels, environment)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try output.map { try FileHandle(forWritingTo: $0) } ?? FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: try channels.write([], as: "err"))
        try process.run()
        Thread.sleep(forTimeInterval: seconds)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        if process.terminationReason == .uncaughtSignal, process.terminationStatus == SIGKILL { return true }
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw EndedBadly(said: String(decoding: try channels.read("err"), as: UTF8.self))
        }
        return false
    }

    /// How long `proffer` takes here and now, so that kills fall into every part of it.
    static func seconds(
        _ arguments: [String], in folder: ScratchFolder, environment: [String: String] = [:]
    ) throws -> TimeInterval {
        let begin = ContinuousClock.now
        try done(arguments, in: folder, environment: environment)
        return (ContinuousClock.now - begin) / .seconds(1)
    }

    struct EndedBadly: Error {
        let said: String
    }
}
