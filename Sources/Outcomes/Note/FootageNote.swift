/// What is to be said of recordings that were looked for.
package enum FootageNote: Equatable, Sendable {}
