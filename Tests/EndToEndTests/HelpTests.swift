import Foundation
import Peers
import Testing

@Suite("the command explains itself")
struct HelpTests {
    /// Every command the tree of help pages lists.
    private func commands(under path: [String] = [], in folder: ScratchFolder) throws -> [[String]] {
        let help = try CommandRun.done(path + ["--help"], in: folder).text
        guard let list = help.range(of: "SUBCOMMANDS:\n") else { return [path] }
        var found = [path]
        for line in help[list.upperBound...].split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("  "), let first = line.dropFirst(2).first else { break }
            // Continuation lines are indented further.
            guard first != " " else { continue }
            let name = line.split(separator: " ")[0]
            found += try commands(under: path + [String(name)], in: folder)
        }
        return found
    }

    @Test("--help of every command succeeds and shows an example of that very command")
    func examples() throws {
        let folder = try ScratchFolder()
        let commands = try commands(in: folder)
        #expect(commands.count >= 16, "\(commands)")
        for command in commands {
            let help = try CommandRun.done(command + ["--help"], in: folder)
            let example = help.text.components(separatedBy: "EXAMPLE\n").dropFirst().first ?? ""
            #expect(
                example.hasPrefix((["  proffer"] + command).joined(separator: " ")),
                "\(command): \(help.text)")
            #expect(help.stderr.isEmpty)
        }
    }
}
