import Objects
import Outcomes
import Records
import Statements

extension PreviewFacts {
    /// What of the originals that would leave is neither picture nor sound.
    package var otherBytesInWords: [String] {
        OtherBytes.linesInWords(
            objects.map { ("what would leave of \($0.camera.quoted)", $0.other ?? []) })
    }

    /// Whether nothing of it would be the camera's own data.
    package var isAllEncodedAnew: Bool { objects.allSatisfy(\.role.isDerivative) }

    /// Whether the request has something one should not miss.
    package var hasGraveFindings: Bool { findings.contains { $0.weight >= .warning } }

    /// What is missing, a sentence each.
    package var gapsInWords: [String] { gaps.map { $0.value.inWords + "." } }

    /// What would be handed over twice, a sentence each.
    package func overlapsInWords(_ fileNames: [String: String]) -> [String] {
        overlaps.map { "Twice: \($0.inWords(fileNames))." }
    }
}

extension PreviewedObject {
    /// The object in a line, as its camera's.
    package var labelled: LabelledText? { LabelledText(camera, inWords) }

    private var inWords: String {
        guard role != .still else { return "1 picture at \(window.from.inWords), as PNG" }
        let what = "\(window.from.inWords) for \(window.lengthInWords)"
        guard role.isDerivative else {
            return what + ": the camera's coded data, unchanged, in a new container ("
                + ContainerName.both(object: ".\(container)", recording: sourceContainer) + ")"
        }
        let count = pictures.map { "\(counted(UInt64(clamping: $0), "picture")) " } ?? ""
        return "\(what): \(count)encoded anew\(lossless == true ? " without loss" : ""), because "
            + (reason?.inWords ?? "it would have to be")
    }
}
