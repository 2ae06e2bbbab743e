/// Why a thread was not started: the system gives no further one.
package struct ThreadError: Error, CustomStringConvertible {
    /// The number that the system gives for it.
    package let number: Int32

    /// One line.
    package var description: String {
        "the system gives this program no further thread (its number \(number)); end some other programs, and try again"
    }
}
