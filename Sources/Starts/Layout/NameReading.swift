/// What a path says of a recording: when it starts, by which clock, and of which camera it is.
package struct NameReading: Sendable, Hashable {
    /// The name of the layout in ``LayoutTable`` that was recognised.
    package var layout: String
    /// The camera's label; nil where neither the name nor a folder of the path tells one.
    package var camera: String?
    /// What tells the cameras of one folder apart: it stands behind the folder's name where that is the label.
    package var suffix: String?
    /// The time the path shows.
    package var civil: CivilTime
    /// The clock that shows it.
    package var clock: NameClock
    /// Whether the time is the one at which the recording ends, so that it starts earlier by its length.
    package var isEnd: Bool
    /// When the recording ends by the same clock, where the path tells that.
    package var civilEnd: CivilTime?
    /// The part of the path that was read.
    package var text: String
    /// What else of the name may tell two cameras of one folder apart; empty where the layout says what tells them apart.
    package var rest: String
    /// What the name leaves open; nil where it can be read in one way only.
    package var question: StartQuestion?
    /// All that it may say, where it leaves something open that an answer settles; the first is the one read.
    package var choices: [NameChoice]
    /// The offsets that letters behind the time may mean, as `CST`, in seconds; empty where there are none.
    package var zoneOffsets: [Int]
    /// In which order its date must be, where names of its form may be in others.
    package var order: StartAnswer?
    /// What settled it, where it left something open.
    package var decision: NameDecision?
    /// What writes such names.
    package var recorder: RecorderKind
    /// Whether the owner said that it is right, where something contradicts it that is no weaker.
    package var isConfirmed = false

    package init(
        layout: String, camera: String?, suffix: String? = nil, civil: CivilTime, clock: NameClock,
        isEnd: Bool = false, civilEnd: CivilTime? = nil, text: String, rest: String = "",
        question: StartQuestion? = nil, choices: [NameChoice] = [], zoneOffsets: [Int] = [],
        recorder: RecorderKind = .unknown
    ) {
        self.layout = layout
        self.camera = camera
        self.suffix = suffix
        self.civil = civil
        self.clock = clock
        self.isEnd = isEnd
        self.civilEnd = civilEnd
        self.text = text
        self.rest = rest
        self.question = question
        self.choices = choices
        self.zoneOffsets = zoneOffsets
        self.recorder = recorder
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

/// One of the things that a name may say, and the answer that makes it the one.
package struct NameChoice: Sendable, Hashable {
    package var answer: StartAnswer
    package var civil: CivilTime
    package var clock: NameClock

    package init(_ answer: StartAnswer, _ civil: CivilTime, _ clock: NameClock) {
        self.answer = answer
        self.civil = civil
        self.clock = clock
    }
}

extension NameReading {
    /// Takes in a counter of seconds since 1970 that stands in the name as well.
    ///
    /// Where the two are apart by what a zone's clocks are ahead of UTC, the counter tells the zone. Otherwise either may be
    /// when the recording starts.
    ///
    /// - Parameters:
    ///   - epoch: what a clock in Greenwich shows then.
    ///   - isFirst: whether it stands before the date.
    mutating func hold(against epoch: CivilTime, isFirst: Bool) {
        let ahead = civil.seconds - epoch.seconds
        switch clock {
        case .utc, .offset:
            let told = if case .offset(let seconds) = clock { Int64(seconds) } else { Int64(0) }
            if abs(ahead - told) <= 1 { return }
        case .local, .daylight:
            let quarters = (ahead + (ahead < 0 ? -450 : 450)) / 900
            if abs(ahead - quarters * 900) <= 1, abs(quarters) <= 56 {
                clock = .offset(seconds: Int(quarters) * 900)
                return
            }
        }
        let own = NameChoice(isFirst ? .secondTime : .firstTime, civil, clock)
        let other = NameChoice(isFirst ? .firstTime : .secondTime, epoch, .utc)
        question = .whichTime
        choices = [own, other]
    }
}
