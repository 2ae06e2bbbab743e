import ArgumentParser
import CustodyDesk
import Outcomes

/// `proffer what`, and `proffer FILE`: what somebody who was handed a file does first.
package struct WhatCommand: ParsableCommand {
    package init() {}

    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "what",
            abstract: "Say what a file is, and what can be done with it.",
            discussion: """
                By its content, whatever it is called. The word itself can be left out.

                EXAMPLE
                  \(Program.name) what request.json
                  \(Program.name) request.json
                """)
    }

    @Argument(help: "The files or folders.", completion: .file())
    package var file: [String] = []

    @OptionGroup package var result: ResultOptions

    package func run() throws {
        guard !file.isEmpty else { throw CleanExit.helpRequest() }
        let recognised = try file.map(Self.recognised)
        let facts = recognised.map { file in
            WhatFacts(
                file: file.path, kind: file.nature, words: file.nature.inWords, flaw: file.flaw,
                commands: NextStep.all(for: file).map(\.command))
        }
        try result.show(json: facts) { page in
            for (number, file) in recognised.enumerated() {
                if number > 0 { page.gap() }
                page.paragraph("\(file.path): this is \(file.nature.inWords).")
                if let flaw = file.flaw {
                    page.paragraph("It does not hold as that: \(flaw). Do not rely on it.")
                }
                for step in NextStep.all(for: file) {
                    page.paragraph("\(step.purpose):")
                    page.command(step.command)
                }
            }
        }
    }

    /// Somebody who mistypes a command is told that, and not only that no file is called so.
    private static func recognised(_ path: String) throws -> RecognisedFile {
        do { return try RecognisedFile(path) } catch {
            let failure = Failure(DeskError(error))
            guard failure.status == .inputMissing, !path.contains("/"), !path.contains(".") else {
                throw failure
            }
            throw Failure(
                .usage, "\(path): neither a command nor a file that is here",
                hint: "\(Program.name) --help lists the commands")
        }
    }
}

/// What a file is, as programs read it.
private struct WhatFacts: Encodable {
    var file: String
    var kind: FileNature
    var words: String
    /// Why it does not hold as that; absent where it does, or where that is not checked here.
    var flaw: String?
    /// What can be typed next, word by word; words in capitals are to be replaced.
    var commands: [[String]]
}
