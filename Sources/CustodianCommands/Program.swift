import ArgumentParser
import CustodyDesk
import Outcomes
import Presentation
import Glibc
import Synchronization

/// A process of one of our programs, from its first step to its last.
package enum Program {
    /// How the program that runs is called, in hints and examples: several programs share commands.
    package static var name: String { running.withLock(\.self) }
    private static let running = Mutex("proffer")

    /// Whether the program that runs has a command of that name.
    static func has(_ command: String) -> Bool { commands.withLock { $0.contains(command) } }
    private static let commands = Mutex<Set<String>>([])

    /// Tells which cards are the person's own, as far as the program that runs knows without their identity.
    package static var ownCards: @Sendable () -> [TrustSource.Card] { knowing.withLock(\.self) }
    private static let knowing = Mutex<@Sendable () -> [TrustSource.Card]>({ [] })

    /// Parses what was typed, does it, and ends the process.
    ///
    /// - Parameter ownCards: tells which cards are the person's own.
    package static func run(
        _ root: any ParsableCommand.Type,
        ownCards: @escaping @Sendable () -> [TrustSource.Card] = { [] }
    ) -> Never {
        knowing.withLock { $0 = ownCards }
        if let name = root.configuration.commandName { running.withLock { $0 = name } }
        commands.withLock {
            $0 = Set(root.configuration.subcommands.compactMap { $0.configuration.commandName })
        }
        ProcessMemory.protect()
        EditedFiles.tell { Output.note($0) }
        let stopping = StopSignals.wait(for: [SIGINT, SIGTERM, SIGHUP, SIGQUIT]) { end(stoppedBy: $0) }
        withExtendedLifetime(stopping) { end(status(of: root)) }
    }

    /// Ends the process because somebody stopped it, and says what of its work stays.
    private static func end(stoppedBy work: StoppedWork) -> Never {
        PassphrasePrompt.giveTerminalBack()
        guard let status = ExitStatus(signal: work.signal) else {
            // Who asks for a core gets the end that a core comes of. The Swift runtime takes the signal for a crash.
            signal(work.signal, SIG_DFL)
            var set = sigset_t()
            sigemptyset(&set)
            sigaddset(&set, work.signal)
            pthread_sigmask(SIG_UNBLOCK, &set, nil)
            raise(work.signal)
            end(.ourFault)
        }
        if Terminal.showsProgress { Output.status("") }
        Output.notes(work.inWords)
        end(status)
    }

    private static func status(of root: any ParsableCommand.Type) -> ExitStatus {
        do {
            var command = try root.parseAsRoot()
            try command.run()
            return .done
        } catch {
            return status(saying: error, root)
        }
    }

    /// Ends the process: the one place that does.
    ///
    /// All that was written has been synced and named, and every thread of ours has been joined. Libraries keep threads of
    /// their own, as for requests over the network; the functions that `exit` calls would take away what these still use,
    /// and such a process crashes or never ends. So it ends without them.
    private static func end(_ status: ExitStatus) -> Never {
        fflush(nil)
        _exit(status.rawValue)
    }

    /// Says why the command ends, and with which code.
    private static func status(saying error: any Error, _ root: any ParsableCommand.Type) -> ExitStatus {
        if let status = error as? ExitStatus { return status }
        do {
            // --help, --version and a noun without a verb arrive as errors as well.
            if root.exitCode(for: error).isSuccess {
                let message = root.fullMessage(for: error)
                // Which build it is takes reading the program's own file: only who asks for the version waits for that.
                try Output.results((message == Version.current ? Version.inFull : message) + "\n")
                return .done
            }
            throw error
        } catch {
            let failure = misuse(error, root) ?? Failure(error)
            Output.notes("\(name): \(failure.message)")
            if let hint = failure.hint { Output.notes("hint: \(hint)") }
            return failure.status
        }
    }

    /// An error of the argument parser; nil for any other.
    private static func misuse(_ error: any Error, _ root: any ParsableCommand.Type) -> Failure? {
        guard root.exitCode(for: error) == .validationFailure else { return nil }
        let lines = root.fullMessage(for: error).split(separator: "\n")
        var message = root.message(for: error)
            .split(separator: "\n").joined(separator: " ")
        message = message.prefix(1).lowercased() + message.dropFirst()
        let pointer = lines.last { $0.contains("See 'proffer") }
            .flatMap { $0.split(separator: "'").dropFirst().first }
        return Failure(
            .usage, message, hint: pointer.map { "\($0) shows what can be given, with an example" })
    }
}
