import Desk
import Outcomes
import ArgumentParser

/// What a grant gives: of which cameras, from when to when, with or without sound, on which conditions.
struct GrantOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The request you answer.", valueName: "request"), completion: .file())
    var request: String

    @Option(
        help: ArgumentHelp(
            "When your grant starts: 21:40:30, 9:40pm or in full. Default: when the request does.",
            valueName: "time"),
        transform: GivenMoment.argument)
    var from: GivenMoment?

    @Option(
        help: ArgumentHelp(
            "When your grant ends: 21:42:30, 9:42pm or in full. Default: when the request does.",
            valueName: "time"),
        transform: GivenMoment.argument)
    var to: GivenMoment?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "A camera you grant; one or more. Default: those the request names; else, with --footage, the one that has "
                + "something of that time, or those you choose when you are asked; else cameras and vehicles, and no "
                + "telephone.",
            valueName: "label"))
    var camera: [String] = []

    @Flag(help: "Keep the sound.")
    var noAudio = false

    @Flag(help: "Keep single pictures.")
    var noStills = false

    @Option(
        help: ArgumentHelp(
            "What you ask in return, in words; can be given more than once.", valueName: "text"))
    var condition: [String] = []

    @Option(
        help: ArgumentHelp(
            "Until when you can seal. Default: 30 days from now, or until the request expires.",
            valueName: "time"),
        transform: GivenTime.argument)
    var expires: GivenTime?

    /// Whether anything is narrowed or added.
    var isGiven: Bool {
        from != nil || to != nil || !camera.isEmpty || noAudio || noStills || !condition.isEmpty
            || expires != nil
    }

    /// The same for a desk.
    ///
    /// - Parameter chosen: which moments were meant by times that could be several.
    func terms(_ chosen: ChosenTimes = ChosenTimes()) -> GrantTerms {
        var terms = GrantTerms()
        terms.from = from.map(chosen.meant)
        terms.to = to.map(chosen.meant)
        terms.cameras = camera
        terms.keepsSound = noAudio
        terms.keepsStills = noStills
        terms.conditions = condition
        terms.expires = expires
        return terms
    }
}
