import Records

/// What is to be said of a bundle that was sealed.
package enum SealNote: Equatable, Sendable {
    /// Who can open the bundle, where that is less than everybody it is for.
    case readers(String)
    /// Granted time of which nothing is handed over.
    case missing(Gap)
    /// Granted time that is handed over twice; what the recordings' files are called, by their names in the record.
    case twice(Overlap, fileNames: [String: String])
    /// By how many nanoseconds this machine's clock is ahead of the time-stamping authority's; behind where negative.
    case clockDiffers(nanoseconds: Int64)
    /// What leaves of a track of a recording was not decoded again before it left: no decoder here knows it.
    case notDecoded(file: String, track: Int)
    /// What may take the consent back beside it, and cannot be read.
    case refusalNotRegarded(path: String, reason: String)
}
