import Outcomes
import Statements

extension KeptBack {
    /// What stays, as the end of a sentence.
    package var inWords: String {
        var kept: [String] = []
        if let before { kept.append("the first \(before.lengthInWords) that were asked for") }
        if let after { kept.append("the last \(after.lengthInWords) that were asked for") }
        if sound { kept.append("the sound") }
        if stills { kept.append("single pictures") }
        if otherCameras { kept.append("every other camera") }
        return listInWords(kept + ["everything outside the window"])
    }
}
