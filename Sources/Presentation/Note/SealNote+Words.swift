import Outcomes
import Records
import Statements

extension SealNote {
    /// The note as a person reads it, without the word “note”.
    package var inWords: String {
        switch self {
        case .readers(let readers): "the bundle is \(readers)"
        case .missing(let gap): gap.inWords
        case .twice(let overlap, let fileNames): overlap.inWords(fileNames)
        case .clockDiffers(let nanoseconds):
            "by the authority's clock this machine's is \(durationInWords(nanoseconds: abs(nanoseconds))) "
                + "\(nanoseconds > 0 ? "ahead" : "behind"); whoever verifies the bundle is told, and it may make footage "
                + "be looked for at the wrong time"
        case .notDecoded(let file, let track):
            "track \(track) of \(file) was handed over and not decoded again first: nothing here decodes it, so try the "
                + "bundle's copy in a player that does"
        case .refusalNotRegarded(let path, let reason):
            "if \(path) takes the consent back, it is not regarded, as it cannot be read: \(reason)"
        }
    }
}
