/// How far a seal has come.
package struct SealingProgress: Equatable, Sendable {
    /// One recording of the seal.
    package struct Part: Equatable, Sendable {
        package var camera: String
        /// How much of what is cut from it is done, from 0 to 1.
        package var done: Double

        package init(camera: String, done: Double) {
            self.camera = camera
            self.done = done
        }
    }

    /// The recordings, in order.
    package var parts: [Part]
    /// How much of everything is done, from 0 to 1.
    package var done: Double
    /// How many seconds it will still take at the pace so far; nil before that can be told.
    package var secondsLeft: Double?

    package init(parts: [Part], done: Double, secondsLeft: Double?) {
        self.parts = parts
        self.done = done
        self.secondsLeft = secondsLeft
    }
}
