import Glibc

/// What is known of the terminal, if there is one.
package enum Terminal {
    /// Whether somebody sits there who can be asked. A script's input is never a terminal.
    package static var canAsk: Bool { isatty(STDIN_FILENO) == 1 }

    /// Whether somebody watches: progress in a log file is noise.
    package static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

    /// A line of text, which is shown as it is typed; nil where the input ended.
    package static func line() -> String? { readLine(strippingNewline: true) }

    /// Columns for results: the terminal's, and no more than that many.
    package static func columns(atMost most: Int) -> Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return most }
        return min(Int(size.ws_col), most)
    }
}
