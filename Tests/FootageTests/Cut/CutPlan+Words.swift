import Cutting
import Recordings
import Records

extension CutPlan {
    /// What is left out, in the words a person gets.
    var leftOutInWords: [String] { leftOut.map { $0.inWords(recording.tracks) } }
}
