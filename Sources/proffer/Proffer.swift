import ArgumentParser

@main
struct Proffer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "proffer",
        abstract: "Hands video footage over as evidence, only with the owner's consent.")
}
