/// What is to be said of a request, and of who asks.
package enum RequestNote: Equatable, Sendable {
    /// Who can open what is sealed for it, where that is less than everybody it names.
    case readers(String)
}
