import CustodyDesk
import Outcomes
import Recordings
import Records
import Starts
import Statements

/// What an owner says of their cameras' clocks, as they type it: zones and errors, of one camera each or of all.
///
/// A text is `CAMERA=VALUE`, split at its last equals sign, or a value alone. A zone alone is that of every other clock. An
/// error alone is of one camera: that of its measurement, or the only one there is.
struct GivenClocks {
    private(set) var clocks: RecordingClocks
    /// Cameras that were named, each with the text that names it.
    private var named: [(camera: String, text: String)] = []
    /// A camera whose error was said otherwise to be that of another, and the camera it was measured on.
    private var measuredOnOthers: [(measuredOn: String, camera: String)] = []

    /// - Throws: ``DeskError`` for a zone, a start or a clock error that cannot be understood, or of which there are two.
    init(zones: [String], errors: [String], starts: [String]) throws {
        clocks = RecordingClocks(zone: .machine)
        var general: RecordingZone?
        for text in zones {
            let (camera, value) = Self.split(text)
            let zone = try RecordingZone(value)
            if let camera {
                guard clocks.zones.updateValue(zone, forKey: camera) == nil else { throw Self.twice(text) }
                named.append((camera, text))
            } else {
                guard general == nil else { throw Self.twice(text) }
                general = zone
            }
        }
        if let general { clocks.zone = general }
        for text in errors {
            // A file may be called anything, an equals sign included.
            let isWhole = ClockErrorText.isFile(text) && ClockErrorText.isThere(text)
            let (camera, value) = isWhole ? (nil, text) : Self.split(text)
            let error = try ClockErrorText.read(value)
            let measuredOn = error.measurement?.camera
            guard let of = camera ?? measuredOn else {
                guard clocks.errorOfOnlyCamera == nil else { throw Self.twice(text) }
                clocks.errorOfOnlyCamera = error
                continue
            }
            guard clocks.errors.updateValue(error, forKey: of) == nil else { throw Self.twice(text) }
            named.append((of, text))
            if let measuredOn, measuredOn != of { measuredOnOthers.append((measuredOn, of)) }
        }
        // Which of several zones a time without one is of, nothing tells.
        clocks.starts = try GivenStarts(starts, zone: clocks.zones.isEmpty ? clocks.zone : .machine)
    }

    /// Takes in what was said of starts in earlier commands.
    mutating func remember(_ starts: RememberedStarts) { clocks.starts.remembered = starts }

    /// Holds what was said against the cameras there are.
    ///
    /// - Parameters:
    ///   - cameras: those whose recordings are at hand.
    ///   - meant: those that it is about; nil for all.
    /// - Returns: what a person should know.
    /// - Throws: ``DeskError`` where a camera was named that is not there, and where an error is of one camera and there
    ///   are several: taken off the times of another, it would hand over minutes nobody agreed to.
    func check(against cameras: Set<String>, meant: Set<String>? = nil) throws(DeskError) -> [Note] {
        for (camera, text) in named where !cameras.contains(camera) {
            let near = NearNames.of(camera, among: cameras)
            throw DeskError(
                .usage,
                "“\(text.prefix(120))” is of \(camera), and no recording is of that camera"
                    + (near.isEmpty ? "" : " (nearest: \(near.map(\.quoted).joined(separator: ", ")))")
                    + ": those here are of " + listInWords(cameras.sorted().prefix(8).map(\.quoted)),
                remedy: .nameCamera(cameras: near.isEmpty ? cameras.sorted() : near),
                cause: DeskError.Cause(.clockOfNoCamera, camera: camera))
        }
        let meant = meant ?? cameras
        if clocks.errorOfOnlyCamera != nil, meant.count > 1 {
            throw DeskError(
                .usage,
                "a clock error is of one camera, and here are \(meant.count): "
                    + listInWords(meant.sorted().prefix(8).map(\.quoted)),
                remedy: .nameCamera(cameras: meant.sorted()), cause: DeskError.Cause(.clockOfNoCamera))
        }
        return measuredOnOthers.map {
            .footage(.clockErrorOfAnother(measuredOn: $0.measuredOn, camera: $0.camera))
        }
    }

    private static func split(_ text: String) -> (camera: String?, value: String) {
        guard let sign = text.lastIndex(of: "="), sign > text.startIndex else { return (nil, text) }
        return (String(text[..<sign]), String(text[text.index(after: sign)...]))
    }

    private static func twice(_ text: String) -> DeskError {
        DeskError(.usage, "“\(text.prefix(120))”: the same was said twice of one clock")
    }
}
