import Outcomes
import Glibc
import Synchronization

/// Asks for a passphrase on the terminal, without showing it.
///
/// The terminal is `/dev/tty`, so that standard output can be a file. Who stops the program while a person types gives the
/// terminal back first (``giveTerminalBack()``): a shell that no longer shows what is typed is a bad thing to leave behind.
package final class PassphrasePrompt {
    private let terminal: Int32
    private var handlers: [(signal: Int32, action: sigaction)] = []

    /// How the terminal was before its echo was switched off; nil while it is as it was.
    private static let before = Mutex<(terminal: Int32, settings: termios)?>(nil)

    /// - Throws: ``DeskError`` when the terminal cannot be opened or its echo not switched off.
    private init() throws(DeskError) {
        terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else { throw Self.noTerminal }
        var settings = termios()
        guard tcgetattr(terminal, &settings) == 0 else {
            close(terminal)
            throw Self.noTerminal
        }
        let before = settings
        Self.before.withLock { [terminal] in $0 = (terminal, before) }
        // Halted in the middle of a prompt, the shell would come back without an echo.
        ignore(SIGTSTP)
        settings.c_lflag &= ~tcflag_t(ECHO)
        settings.c_lflag |= tcflag_t(ICANON | ISIG | ECHONL)
        // TCSAFLUSH also drops what was typed before the question stood there.
        guard tcsetattr(terminal, TCSAFLUSH, &settings) == 0 else { throw Self.noTerminal }
    }

    deinit {
        Self.giveTerminalBack()
        for (signal, action) in handlers {
            var action = action
            sigaction(signal, &action, nil)
        }
        close(terminal)
    }

    /// Has the terminal show again what is typed, where a prompt had it not; on whatever thread.
    static func giveTerminalBack() {
        before.withLock { before in
            guard var settings = before?.settings, let terminal = before?.terminal else { return }
            tcsetattr(terminal, TCSAFLUSH, &settings)
            before = nil
        }
    }

    /// Asks once.
    package static func ask(_ question: String) throws(DeskError) -> String {
        let prompt = try PassphrasePrompt()
        prompt.say(question.harmless + ": ")
        return try prompt.line()
    }

    private func line() throws(DeskError) -> String {
        var bytes: [UInt8] = []
        while true {
            var byte: UInt8 = 0
            let count = read(terminal, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { throw DeskError(.usage, "no passphrase was given") }
            if byte == UInt8(ascii: "\n") { break }
            bytes.append(byte)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw DeskError(.usage, "the passphrase is not UTF-8 text")
        }
        return text
    }

    private func say(_ text: String) {
        _ = text.withCString { write(terminal, $0, strlen($0)) }
    }

    private func ignore(_ signal: Int32) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = SIG_IGN
        var previous = sigaction()
        guard sigaction(signal, &action, &previous) == 0 else { return }
        handlers.append((signal, previous))
    }

    private static var noTerminal: DeskError {
        DeskError(
            .usage, "a passphrase is needed, and the terminal cannot ask for it",
            remedy: .givePassphraseFile)
    }
}
