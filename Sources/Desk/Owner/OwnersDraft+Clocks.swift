import CustodyDesk
import Outcomes
import Records
import Sealing
import StatementFiles

extension OwnersDraft {
    /// The zone of every clock of which nothing else was said; nil where none was given.
    package var zone: String? {
        get { zones.first { !$0.contains("=") } }
        set { zones = (newValue.map { [$0] } ?? []) + zones.filter { $0.contains("=") } }
    }

    /// The zone of one camera's clock; nil where it is that of the others.
    package func zone(of camera: String) -> String? {
        zones.first { Self.camera(in: $0) == camera }.map { String($0.dropFirst(camera.count + 1)) }
    }

    /// Says the zone of one camera's clock; nil takes it back.
    package mutating func setZone(of camera: String, _ zone: String?) {
        zones.removeAll { Self.camera(in: $0) == camera }
        if let zone { zones.append("\(camera)=\(zone)") }
    }

    /// Says of a camera's clock that it is right, or that nobody knows. That it is right is an error of nought by its owner's
    /// word (docs/decisions/0190-right-is-a-word.md). What was measured before counts no more.
    package mutating func setClock(of camera: String, isRight: Bool) {
        takeBackClock(of: camera)
        clocks[camera] = isRight ? .right : .unknown
        if isRight { clockErrors.append("\(camera)=\(Self.nought)") }
    }

    /// Says what was measured of a camera's clock.
    ///
    /// - Parameter file: the measurement's.
    package mutating func setClock(of camera: String, measuredIn file: String) {
        takeBackClock(of: camera)
        clocks[camera] = .measured
        clockErrors.append(file)
    }

    /// How far a camera's clock was off as it was measured; nil where it was not.
    package func measured(_ camera: String) -> MeasuredError? {
        clockErrors.lazy.compactMap(Self.measurement).first { $0.measurement?.camera == camera }
            .map(MeasuredError.init)
    }

    /// Forgets what was said of cameras that are not there, and of files and folders that lie in none of ``footage``.
    package mutating func keepOnly(cameras there: Set<String>) {
        zones.removeAll { Self.camera(in: $0).map { !there.contains($0) } ?? false }
        for camera in clocks.keys where !there.contains(camera) { takeBackClock(of: camera) }
        cameras = cameras?.filter(there.contains)
        absentCameras.removeAll(where: there.contains)
        starts.removeAll { text in
            let place = text.lastIndex(of: "=").map { String(text[..<$0]) } ?? text
            return !footage.contains { place == $0 || place.hasPrefix($0 == "/" ? $0 : $0 + "/") }
        }
    }

    private mutating func takeBackClock(of camera: String) {
        clocks[camera] = nil
        clockErrors.removeAll {
            $0 == "\(camera)=\(Self.nought)" || Self.measurement(in: $0)?.measurement?.camera == camera
        }
    }

    private static let nought = "+0s"

    private static func camera(in text: String) -> String? {
        text.lastIndex(of: "=").map { String(text[..<$0]) }
    }

    private static func measurement(in text: String) -> ClockError? {
        guard ClockErrorText.isFile(text) else { return nil }
        return try? ClockErrorText.read(text)
    }
}

/// How far a camera's clock was off, as it was measured.
package struct MeasuredError: Equatable, Sendable {
    /// In nanoseconds; positive where it was fast.
    package let errorNanoseconds: Int64
    /// How far that is open either way.
    package let uncertaintyNanoseconds: Int64

    init(_ error: ClockError) {
        errorNanoseconds = error.errorNanoseconds
        uncertaintyNanoseconds = error.uncertaintyNanoseconds ?? 0
    }
}

extension OwnersCase {
    /// Keeps a measurement beside the case. Its name tells its content, so that a draft that names it means this one.
    ///
    /// - Returns: where it lies.
    /// - Throws: ``DeskError`` where nothing was measured, and where it cannot be written.
    package func keep(_ measurement: ClockMeasurement) throws(DeskError) -> String {
        guard let error = measurement.facts.clockError else {
            throw DeskError(
                .doesNotHold, measurement.facts.contradiction ?? "nothing was measured",
                cause: DeskError.Cause(.clockUneven))
        }
        let bytes = try telling { try StrictJSON.encodePretty(error) }
        let digest = try telling { try SHA256Digest.of(bytes).hex }
        let path = "\(folder)/clock-\(digest.prefix(16)).json"
        try OutputFile(path, replaces: true).writePrivate(bytes, isOutput: false)
        return path
    }
}
