/// What is to be said of a request, and of who asks.
package enum RequestNote: Equatable, Sendable {}
