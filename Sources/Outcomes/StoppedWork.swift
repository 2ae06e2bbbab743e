/// What a program had done when somebody stopped it.
package struct StoppedWork: Equatable, Sendable {
    /// Something that was written before that, whole, and stays.
    package struct Written: Equatable, Sendable {
        /// The file or folder.
        package let path: String
        /// How many entries were added to it; nil for a file or folder that is new as a whole.
        package let entries: Int?

        package init(path: String, entries: Int?) {
            self.path = path
            self.entries = entries
        }
    }

    /// The signal that stopped it.
    package let signal: Int32
    /// What was written, in its order.
    package let written: [Written]

    package init(signal: Int32, written: [Written]) {
        self.signal = signal
        self.written = written
    }
}
