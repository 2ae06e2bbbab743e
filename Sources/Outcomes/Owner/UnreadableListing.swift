/// What looks like a recording or a folder of them and cannot be read.
package struct UnreadableListing: Encodable, Equatable, Sendable {
    package var path: String
    package var reason: String

    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }
}
