import Outcomes
import Statements

extension StoppedWork {
    /// That the work was stopped, and what of it stays.
    package var inWords: String {
        guard !written.isEmpty else { return "Stopped. Nothing was written." }
        let words = written.map { item in
            item.entries.map { "\($0) \($0 == 1 ? "entry" : "entries") in \(item.path)" } ?? item.path
        }
        return "Stopped. Before that \(listInWords(words)) \(isOne ? "was" : "were") written, whole, and "
            + "\(isOne ? "stays" : "stay"); nothing else was."
    }

    private var isOne: Bool { written.count == 1 && (written[0].entries ?? 1) == 1 }
}
