/// What a path says of a recording: when it starts, by which clock, and of which camera it is.
package struct NameReading: Sendable, Hashable {
    /// The name of the layout in ``LayoutTable`` that was recognised.
    package var layout: String
    /// The camera's label; nil where neither the name nor a folder of the path tells one.
    package var camera: String?
    /// The time the path shows.
    package var civil: CivilTime
    /// The clock that shows it.
    package var clock: NameClock
    /// When the recording ends by the same clock, where the path tells that.
    package var civilEnd: CivilTime?
    /// The part of the path that was read.
    package var text: String

    package init(
        layout: String, camera: String?, civil: CivilTime, clock: NameClock, civilEnd: CivilTime? = nil,
        text: String
    ) {
        self.layout = layout
        self.camera = camera
        self.civil = civil
        self.clock = clock
        self.civilEnd = civilEnd
        self.text = text
    }
}

/// Which clock a name shows.
package enum NameClock: Sendable, Hashable {
    /// Universal time, because this layout always shows that.
    case utc
    /// A clock so many seconds ahead of UTC: the name says so itself.
    case offset(seconds: Int)
    /// The camera's own clock, in a zone that the name does not tell.
    case local
    /// The same, and the name says that it was put forward for the summer.
    case daylight
}
