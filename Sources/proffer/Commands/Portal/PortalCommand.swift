import ArgumentParser
import CustodianCommands
import Foundation
import Glibc

/// `proffer portal`: starts the program beside this one that serves the owner's page.
struct PortalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "portal",
        abstract: "Open your page in the browser: your key, who asks, and your cases.",
        discussion: """
            The page is on this computer only; nothing of it is sent anywhere. It ends when nobody uses it.

            EXAMPLE
              proffer portal
              proffer portal request.json
            """)

    @Argument(help: "A file to open first, such as a request that you got.", completion: .file())
    var file: String?

    @OptionGroup var page: PageOptions

    func run() throws {
        let program = try Self.neighbour("proffer-portal")
        let words = [program] + page.typed + (try page.whole(file).map { [$0] } ?? [])
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        // From here on this process is that program.
        execv(program, &arguments)
        throw Failure(.ourFault, "\(program) cannot be started: \(String(cString: strerror(errno)))")
    }

    /// A program that lies beside this one.
    private static func neighbour(_ name: String) throws -> String {
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let program = own.deletingLastPathComponent().appending(path: name).path
        guard access(program, X_OK) == 0 else {
            throw Failure(
                .inputMissing, "\(program): the program that serves the page is not installed here",
                hint: "install it beside this one; the commands do without it")
        }
        return program
    }
}
