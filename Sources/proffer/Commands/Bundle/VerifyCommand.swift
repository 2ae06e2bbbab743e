import ArgumentParser
import CustodianCommands
import Desk

/// `proffer verify`.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: VerifyArguments.abstract,
        discussion: VerifyArguments.discussion + """


            EXAMPLE
              proffer verify bundle.tar
              proffer verify bundle.tar --identity tom.identity --trust trust
              proffer verify opened --bundle bundle.tar --identity tom.identity
              proffer verify bundle.tar --custody bundle.tar.custody.jsonl --trust trust
              proffer verify bundle.tar --identity dana.identity --source samples/front-door_2026-07-04T21-38-00+0200.mp4
            """)

    @OptionGroup var arguments: VerifyArguments

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "The recordings themselves, where they are at hand: every original is compared with them. Needs "
                + "--identity.", valueName: "file"), completion: .file())
    var source: [String] = []

    func run() throws { try arguments.run(source: source, media: MediaAtHand.checks) }
}
