import CustodianCommands
import Statements
import ArgumentParser

/// Of which moments single pictures are handed over.
struct StillOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Hand over the picture shown at this moment too, as PNG: 21:40:30 or in full; can be given more than once. "
                + "The request must ask for stills, and the consent give them.", valueName: "time"),
        transform: MomentInWindow.argument)
    var still: [MomentInWindow] = []

    /// The moments meant, by the clock of a window.
    func moments(in window: Window) throws -> [WallTime] { try still.map { try $0.moment(in: window) } }

    /// Refuses stills where only originals are wanted.
    func check(insideOnly: Bool) throws {
        guard insideOnly, !still.isEmpty else { return }
        throw Failure(
            .usage, "--inside-only hands over original packets only, and a still is none: give one of the two"
        )
    }
}
