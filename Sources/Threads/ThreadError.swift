/// Why a thread was not started: the system gives no further one.
package struct ThreadError: Error, CustomStringConvertible {
    /// The system's own words.
    package let cause: String

    /// One line.
    package var description: String { "starting a thread failed: \(cause)" }
}
