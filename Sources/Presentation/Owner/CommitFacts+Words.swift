import Outcomes
import Statements

extension CommitFacts {
    /// What was done, a sentence each.
    package var sentences: [String] {
        var sentences = ["Committed to \(count(committed)); \(unchanged) had been before."]
        if beingWritten > 0 {
            sentences.append("\(count(beingWritten)) changed a moment ago: left for the next time.")
        }
        if let authority, let time {
            sentences.append("\(authority) says that \(count(stamped)) existed on \(time.inWords).")
        }
        return sentences
    }

    /// That nobody else says since when there is what has no timestamp; nil where an authority was asked, or all have one.
    package var unstampedInWords: String? {
        guard authority == nil, unstamped > 0 else { return nil }
        let (has, exists) = unstamped == 1 ? ("has", "it exists") : ("have", "they exist")
        return "\(count(unstamped)) \(has) no timestamp: only your own clock says since when \(exists)."
    }

    /// How to look after them.
    package var keeping: String {
        "Kept in \(store): keep it as long as the footage, and as safe as a key."
    }

    private func count(_ number: Int) -> String { "\(number) recording\(number == 1 ? "" : "s")" }
}
