import ArgumentParser
import Glibc

/// The command line: parse, call, present. What a command does lies in the modules below; what a
/// failure is called and which code it ends with lies in `Failure.swift`.
@main
struct Proffer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proffer",
        abstract: "Hands video footage over as evidence, only with the owner's consent.",
        discussion: """
            An agency signs a request, the owner signs a consent, and what leaves is what was agreed.

            EXAMPLE
              proffer identity new --name 'Dana Whitfield' --role owner --out dana.identity
              proffer request show request.json
              proffer consent grant --request request.json --identity dana.identity \\
                --camera front-door --out consent.json
            """,
        version: Version.current,
        subcommands: [
            IdentityCommand.self, TrustCommand.self, RequestCommand.self, FootageCommand.self,
            CommitCommand.self, ConsentCommand.self, SealCommand.self, VerifyCommand.self, OpenCommand.self,
            JournalCommand.self, ReportCommand.self, CustodyCommand.self, ReceiptCommand.self,
            LedgerCommand.self,
        ])

    static func main() {
        ProcessMemory.protect()
        end(run())
    }

    private static func run() -> ExitStatus {
        do {
            var command = try parseAsRoot()
            try command.run()
            return .done
        } catch {
            return status(saying: error)
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
    private static func status(saying error: any Error) -> ExitStatus {
        if let status = error as? ExitStatus { return status }
        do {
            // --help, --version and a noun without a verb arrive as errors as well.
            if exitCode(for: error).isSuccess {
                try Output.results(fullMessage(for: error) + "\n")
                return .done
            }
            throw error
        } catch {
            let failure = Failure(error)
            Output.notes("proffer: \(failure.message)")
            if let hint = failure.hint { Output.notes("hint: \(hint)") }
            return failure.status
        }
    }
}
