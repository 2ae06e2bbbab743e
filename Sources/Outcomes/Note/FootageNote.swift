/// What is to be said of recordings that were looked for.
package enum FootageNote: Equatable, Sendable {
    /// A file or a folder that cannot be read.
    case passedOver(reason: String)
}
