import CustodyDesk
import Outcomes
import Presentation
import Glibc

/// The two ways out: results on standard output, everything else on standard error.
package enum Output {
    /// Writes results as they are; they have been made harmless by whoever laid them out.
    ///
    /// - Throws: ``Failure`` with ``ExitStatus/inputOutput``: a full disk behind `> file` must not
    ///   look like success.
    package static func results(_ text: String) throws(Failure) { try results(bytes: Array(text.utf8)) }

    /// The same for bytes of UTF-8.
    package static func results(bytes: [UInt8]) throws(Failure) {
        guard write(bytes, to: STDOUT_FILENO) else {
            throw Failure(DeskError(resultNotWritten: errno))
        }
    }

    /// The same for a desk that writes a long result piece by piece.
    package static func lines(_ bytes: [UInt8]) throws(DeskError) {
        do { try results(bytes: bytes) } catch { throw DeskError(.brokeMidway, error.message) }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var start = 0
        while start < bytes.count {
            let written = bytes[start...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if written < 0 {
                if errno == EINTR { continue }
                return false
            }
            start += written
        }
        return true
    }

    /// Writes a page, as wide as the terminal and no wider than is easy to read.
    package static func results(_ page: Page) throws(Failure) {
        try results(page.rendered(width: Terminal.columns(atMost: Page.maximumWidth)))
    }

    /// Writes a value as JSON for a program.
    package static func json(_ value: some Encodable) throws {
        try results(try PrintedJSON.of(value))
    }

    /// Shows a line that the next one replaces: how far something has come. An empty one takes it away.
    package static func status(_ line: String) {
        _ = write(
            Array(
                "\r\u{1B}[K\(line.harmless.prefix(max(20, Terminal.columns(atMost: Page.maximumWidth) - 1)))"
                    .utf8), to: STDERR_FILENO)
    }

    /// Says what a desk noted: the port that fronts give to desks.
    package static func note(_ note: Note) {
        if case .keys(.exposed(let exposure)) = note, !ExposuresSaid.isNew(exposure) { return }
        notes("note: \(note.inWords)\(note.hint ?? "")")
    }

    /// Asks somebody who sits at the terminal, on a line of its own.
    ///
    /// - Returns: what they typed; nothing where they ended their input.
    package static func answer(to question: String) -> String {
        notes(question)
        return Terminal.line() ?? ""
    }

    /// Asks somebody who sits at the terminal which of several things is meant; nil where they answer with none of the numbers.
    package static func choice(_ question: String, among choices: [String]) -> Int? {
        notes(question)
        for (index, choice) in choices.enumerated() { notes("  \(index + 1)  \(choice)") }
        asking("Which? 1 to \(choices.count): ")
        guard let line = Terminal.line(), let number = Int(line.filter { $0 != " " }),
            choices.indices.contains(number - 1)
        else { return nil }
        return number - 1
    }

    /// Writes a question, behind which the answer is typed.
    package static func asking(_ question: String) {
        _ = write(Array(question.harmless.utf8), to: STDERR_FILENO)
    }

    /// Writes one line for the person that is no result: progress, a warning, an error.
    package static func notes(_ line: String) {
        // Nothing can be done, or said, if standard error is gone.
        _ = write(Array((line.harmless + "\n").utf8), to: STDERR_FILENO)
    }
}
