import CustodyDesk
import Outcomes
import Records
import Sealing
import StatementFiles
import Statements

/// How far a camera's clock was off, as a person writes it: `+183.2s±0.3s`, `-12.5`, or the name of the file that a
/// measurement was written to.
package enum ClockErrorText {
    /// Whether a text names the file of a measurement.
    static func isFile(_ text: String) -> Bool { text.hasSuffix(".json") }

    /// Whether a file of that name is there.
    static func isThere(_ path: String) -> Bool { (try? StatementFile.read(path)) != nil }

    /// Reads the text, or the file it names.
    ///
    /// - Throws: ``DeskError`` for a text that says no such thing, and for a file that is no measurement.
    static func read(_ text: String) throws -> ClockError {
        guard isFile(text) else { return try parse(text) }
        let bytes = try StatementFile.read(text)
        let error: ClockError
        do {
            error = try StrictJSON.decode(
                ClockError.self, from: bytes, maximumBytes: StatementFile.maximumBytes)
        } catch {
            throw DeskError(wrong: text, needed: "the measurement of a camera's clock", [.clockError])
                ?? DeskError(error, in: text)
        }
        guard error.how == .measured, error.measurement != nil else {
            throw DeskError(.notUnderstood, "\(text): does not say what the clock error was measured from")
        }
        return error
    }

    /// Writes the error as it can be given again; positive where the clock was fast.
    static func write(_ error: ClockError) -> String {
        let sign = error.errorNanoseconds < 0 ? "-" : "+"
        let uncertainty = error.uncertaintyNanoseconds.map { "±\(seconds($0))s" } ?? ""
        return "\(sign)\(seconds(error.errorNanoseconds))s\(uncertainty)"
    }

    private static func parse(_ text: String) throws -> ClockError {
        let sides = text.replacing("+-", with: "±").split(separator: "±", omittingEmptySubsequences: false)
        let sign: Int64 = sides[0].hasPrefix("-") ? -1 : 1
        let magnitude = sides[0].dropFirst(sides[0].hasPrefix("-") || sides[0].hasPrefix("+") ? 1 : 0)
        guard (1...2).contains(sides.count), let error = nanoseconds(magnitude) else {
            throw notUnderstood(text)
        }
        var uncertainty: Int64?
        if sides.count == 2 {
            guard let value = nanoseconds(sides[1]) else { throw notUnderstood(text) }
            uncertainty = value
        }
        return ClockError(
            errorNanoseconds: sign * error, uncertaintyNanoseconds: uncertainty, how: .given)
    }

    /// Seconds in decimal digits, with or without an `s`, read without a detour over a binary fraction; at most
    /// a century, as a camera that lost its clock starts at 1970 or 2000.
    package static func nanoseconds(_ text: some StringProtocol) -> Int64? {
        ClockError.nanoseconds(seconds: text)
    }

    /// The magnitude in seconds, with no more digits than it needs.
    package static func seconds(_ nanoseconds: Int64) -> String {
        let unit = UInt64(WallTime.nanosecondsPerSecond)
        var text = "\(nanoseconds.magnitude / unit)"
        let rest = nanoseconds.magnitude % unit
        guard rest > 0 else { return text }
        text += "." + String(unit + rest).dropFirst()
        while text.hasSuffix("0") { text.removeLast() }
        return text
    }

    private static func notUnderstood(_ text: String) -> DeskError {
        DeskError(
            .usage, "“\(text.prefix(40))” does not say how far a clock was off", remedy: .sayClockError)
    }
}
