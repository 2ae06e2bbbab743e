import ArgumentParser
import CustodianCommands
import Desk
import Outcomes

/// What preview and seal take alike: which recordings, and what becomes of pictures that cannot be handed over as they are.
struct HandoverOptions: ParsableArguments {
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Files and folders with your recordings.", valueName: "path"), completion: .file())
    var footage: [String]

    @OptionGroup var reading: FootageOptions
    @OptionGroup var absent: AbsentCameraOptions

    @Flag(help: "Hand over original packets only; pictures that would have to be encoded anew are left out.")
    var insideOnly = false

    @Flag(
        help:
            "Encode anew without any loss: larger by far, and each picture is the recording's to the last bit."
    )
    var lossless = false

    @Option(
        help: ArgumentHelp(
            "Hand over the picture shown at this moment too, as PNG: 21:40:30 or in full; can be given more than once. "
                + "The request must ask for stills, and the consent give them.", valueName: "time"),
        transform: GivenMoment.argument)
    var still: [GivenMoment] = []

    @OptionGroup var store: StoreOptions

    /// The same as desks take it.
    ///
    /// - Throws: ``Failure`` where two options contradict each other: one of them was not meant.
    func choices() throws -> HandoverChoices {
        guard !footage.isEmpty else { throw Failure(.usage, "--footage names no file or folder") }
        guard !insideOnly || !lossless else {
            throw Failure(
                .usage,
                "--inside-only leaves out the pictures that --lossless would encode: give one of the two")
        }
        guard !insideOnly || still.isEmpty else {
            throw Failure(
                .usage,
                "--inside-only hands over original packets only, and a still is none: give one of the two")
        }
        return HandoverChoices(
            reading.footage(in: footage, without: absent),
            encodingAnew: insideOnly ? .none : .whereNeeded(lossless: lossless, stills: still),
            commitments: store.place)
    }
}
