import Outcomes
import Glibc
import Synchronization

/// Asks for a passphrase on the terminal, without showing it.
///
/// The terminal is `/dev/tty`, so that standard output can be a file. While a person types, signals
/// that end the command are caught, the echo is restored, and only then the command ends by that very
/// signal: a shell that no longer shows what is typed is a bad thing to leave behind.
package final class PassphrasePrompt {
    private let terminal: Int32
    private let before: termios
    private let wake: (read: Int32, write: Int32)
    private var handlers: [(signal: Int32, action: sigaction)] = []

    /// Where the signal handler writes; it can reach nothing but a global.
    private static let wakeDescriptor = Atomic<Int32>(-1)
    private static let ending = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

    /// - Throws: ``DeskError`` when the terminal cannot be opened or its echo not switched off.
    private init() throws(DeskError) {
        terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else { throw Self.noTerminal }
        var settings = termios()
        var ends: [Int32] = [-1, -1]
        guard tcgetattr(terminal, &settings) == 0, pipe(&ends) == 0 else {
            close(terminal)
            throw Self.noTerminal
        }
        before = settings
        wake = (ends[0], ends[1])
        Self.wakeDescriptor.store(wake.write, ordering: .sequentiallyConsistent)
        catchSignals()
        settings.c_lflag &= ~tcflag_t(ECHO)
        settings.c_lflag |= tcflag_t(ICANON | ISIG | ECHONL)
        // TCSAFLUSH also drops what was typed before the question stood there.
        guard tcsetattr(terminal, TCSAFLUSH, &settings) == 0 else { throw Self.noTerminal }
    }

    deinit {
        var settings = before
        tcsetattr(terminal, TCSAFLUSH, &settings)
        for (signal, action) in handlers {
            var action = action
            sigaction(signal, &action, nil)
        }
        Self.wakeDescriptor.store(-1, ordering: .sequentiallyConsistent)
        close(wake.read)
        close(wake.write)
        close(terminal)
    }

    /// Asks once.
    package static func ask(_ question: String) throws(DeskError) -> String {
        let caught: Int32
        // The prompt ends, and the echo is back, before the signal is let through.
        do {
            let prompt = try PassphrasePrompt()
            prompt.say(question.harmless + ": ")
            switch try prompt.line() {
            case .typed(let text): return text
            case .ended(let signal):
                prompt.say("\n")
                caught = signal
            }
        }
        // The Swift runtime takes SIGQUIT for a crash and would offer its backtrace here.
        signal(caught, SIG_DFL)
        raise(caught)
        throw DeskError(.usage, "no passphrase was given")
    }

    private enum Answer {
        case typed(String)
        case ended(by: Int32)
    }

    private func line() throws(DeskError) -> Answer {
        var bytes: [UInt8] = []
        while true {
            var sources = [
                pollfd(fd: terminal, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wake.read, events: Int16(POLLIN), revents: 0),
            ]
            if poll(&sources, 2, -1) < 0, errno != EINTR { throw Self.noTerminal }
            var signal: UInt8 = 0
            if sources[1].revents != 0, read(wake.read, &signal, 1) == 1 { return .ended(by: Int32(signal)) }
            guard sources[0].revents != 0 else { continue }
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
        return .typed(text)
    }

    private func say(_ text: String) {
        _ = text.withCString { write(terminal, $0, strlen($0)) }
    }

    private func catchSignals() {
        for signal in Self.ending { handle(signal) { number in PassphrasePrompt.note(number) } }
        // Stopped in the middle of a prompt, the shell would come back without an echo.
        handle(SIGTSTP, SIG_IGN)
    }

    private func handle(_ signal: Int32, _ handler: __sighandler_t?) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = handler
        var previous = sigaction()
        guard sigaction(signal, nil, &previous) == 0 else { return }
        // Under nohup, for one, a signal is ignored from the start, and stays so.
        let isIgnored = unsafeBitCast(previous.__sigaction_handler.sa_handler, to: Int.self) == 1
        guard !isIgnored, sigaction(signal, &action, nil) == 0 else { return }
        handlers.append((signal, previous))
    }

    /// Runs inside a signal handler, where little more than `write` is allowed.
    private static func note(_ signal: Int32) {
        let descriptor = wakeDescriptor.load(ordering: .sequentiallyConsistent)
        guard descriptor >= 0 else { return }
        var byte = UInt8(truncatingIfNeeded: signal)
        let kept = errno
        _ = write(descriptor, &byte, 1)
        errno = kept
    }

    private static var noTerminal: DeskError {
        DeskError(
            .usage, "a passphrase is needed, and the terminal cannot ask for it",
            remedy: .givePassphraseFile)
    }
}
