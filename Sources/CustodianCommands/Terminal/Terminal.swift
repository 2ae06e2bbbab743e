import Glibc

/// What is known of the terminal, if there is one.
package enum Terminal {
    /// Whether somebody sits there who can be asked. A script's input is never a terminal.
    package static var canAsk: Bool { isatty(STDIN_FILENO) == 1 }

    /// Whether somebody watches: progress in a log file is noise.
    package static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

    /// Asks which of several things is meant; nil where nobody answers with one of their numbers.
    package static func choose(_ question: String, among choices: [String]) -> Int? {
        Output.notes(question)
        for (index, choice) in choices.enumerated() { Output.notes("  \(index + 1)  \(choice)") }
        Output.asking("Which? 1 to \(choices.count): ")
        guard let line = line(), let number = Int(line.filter { $0 != " " }),
            choices.indices.contains(number - 1)
        else { return nil }
        return number - 1
    }

    /// A line of text, which is shown as it is typed; nil where the input ended.
    package static func line() -> String? { readLine(strippingNewline: true) }

    /// Columns for results: the terminal's, and no more than that many.
    package static func columns(atMost most: Int) -> Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return most }
        return min(Int(size.ws_col), most)
    }
}
