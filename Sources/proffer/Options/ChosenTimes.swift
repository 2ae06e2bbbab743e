import CustodianCommands
import Outcomes
import Presentation

/// Which moments were meant by times of day that could be several, as a person at the terminal said.
struct ChosenTimes {
    private var moments: [String: GivenTime] = [:]

    /// The time as it was given, or the moment that was meant by it.
    func meant(_ given: GivenMoment) -> GivenMoment { moments[given.text].map { GivenMoment($0) } ?? given }

    /// Does something with times that a person gave, and asks which is meant by one that could be several.
    ///
    /// - Throws: what is thrown; also that a time could be several, where nobody is there to be asked.
    static func asking<Value>(_ act: (ChosenTimes) throws -> Value) throws -> Value {
        var chosen = ChosenTimes()
        while true {
            do {
                return try act(chosen)
            } catch let error as DeskError {
                guard case .sayWhichTime(let text, let moments)? = error.remedy, Terminal.canAsk,
                    chosen.moments[text] == nil,
                    let choice = Output.choice(
                        "“\(text)” can be:", among: moments.map(\.inWords))
                else { throw error }
                chosen.moments[text] = moments[choice]
            }
        }
    }
}
