import CustodianCommands
import Desk
import Outcomes
import Presentation

/// Asks on the terminal which of several cameras a person means.
enum CameraQuestion {
    /// How often an answer is asked for that nobody understands.
    private static let tries = 3

    /// How a desk asks; nil where nobody sits at a terminal.
    static var asking: GrantedFootage.Choosing? {
        guard Terminal.canAsk else { return nil }
        return ask
    }

    private static func ask(_ choices: [CameraChoice]) throws(DeskError) -> [String] {
        Output.notes("Of that time there is something of:")
        for (index, choice) in choices.enumerated() {
            Output.notes("  \(index + 1)  \(choice.inWords)")
        }
        let question =
            "Which may leave? Numbers or names with commas between"
            + (choices.contains { $0.recorder.leavesUnnamed }
                ? ", or \(CameraAnswer.all) for every camera: " : ": ")
        for _ in 0..<tries {
            Output.asking(question)
            guard let text = Terminal.line() else { break }
            do {
                return try CameraAnswer.labels(in: text, of: choices)
            } catch {
                Output.notes(error.message)
            }
        }
        throw DeskError(
            .usage, "no camera was chosen, so there is nothing to agree to",
            remedy: .nameCamerasGranted(cameras: choices.map(\.camera)))
    }
}
