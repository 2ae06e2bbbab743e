import Outcomes
import Statements

/// What a person answers who is asked which of several cameras they mean.
package enum CameraAnswer {
    /// The word for every camera and vehicle. What is not certainly one has to be ticked by itself.
    package static let all = "all"

    /// The labels that an answer ticks: places in the list and names, with commas between, or ``all``.
    ///
    /// - Parameters:
    ///   - text: as it was typed.
    ///   - choices: what was listed, in that order; the first has the place 1.
    /// - Throws: ``DeskError`` for an answer that is neither a place, a name nor ``all``, and for one of nothing.
    package static func labels(in text: String, of choices: [CameraChoice]) throws(DeskError) -> [String] {
        let isNumbers = text.allSatisfy { $0.isWholeNumber || $0.isWhitespace || $0 == "," }
        let parts = text.split { $0 == "," || isNumbers && $0.isWhitespace }
            .map { part in
                part.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
            }
            .map { String($0) }
            .filter { !$0.isEmpty }
        var labels: [String] = []
        for part in parts {
            // A name is meant as a name also where it is a number or the word for all.
            if let named = choices.first(where: { $0.camera == part }) {
                labels.append(named.camera)
            } else if let place = Int(part), choices.indices.contains(place - 1) {
                labels.append(choices[place - 1].camera)
            } else if part.lowercased() == all {
                labels += choices.filter(\.recorder.leavesUnnamed).map(\.camera)
            } else {
                let near = NearNames.of(part, among: choices.map(\.camera)).map(\.quoted)
                throw DeskError(
                    .usage,
                    "\(part.quoted) is none of them"
                        + (near.isEmpty ? "" : " (nearest: \(near.joined(separator: ", ")))"))
            }
        }
        guard !labels.isEmpty else {
            throw DeskError(.usage, "that chooses none of them")
        }
        return labels
    }
}
