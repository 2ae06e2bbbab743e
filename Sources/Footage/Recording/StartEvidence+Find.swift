import Custody
import Foundation
import Glibc

extension StartEvidence {
    /// Finds when a recording starts: from its name, else from its container, else from the file's time.
    ///
    /// - Returns: the evidence, the zone it was read in where it carried none of its own, and whether nobody stated
    ///   that zone.
    static func find(
        path: String, name: FileNameTime?, metadata: [String: String], durationNanoseconds: Int64,
        zone: RecordingZone
    ) throws(FootageError) -> (evidence: StartEvidence, zone: String?, zoneIsAssumed: Bool) {
        if let name {
            if let offset = name.offset, let time = name.civil.moment(offset: offset) {
                return (StartEvidence(time: time, how: .fileName, detail: name.text), nil, false)
            }
            if name.offset == nil, let time = zone.moment(name.civil) {
                let assumed = zone.isGiven ? "" : " (zone assumed from this machine)"
                return (
                    StartEvidence(time: time, how: .fileName, detail: name.text), zone.name + assumed,
                    !zone.isGiven
                )
            }
        }
        if let text = metadata["creation_time"], let time = try? WallTime(rfc3339: text), time.nanoseconds > 0
        {
            // QuickTime counts it in UTC. Some cameras write local time there, which no reader can see.
            return (
                StartEvidence(time: zone.local(time), how: .container, detail: "creation_time \(text)"), nil,
                false
            )
        }
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw .notReadable(path: path, cause: String(cString: strerror(errno)))
        }
        let changed = WallTime(
            nanoseconds: Int64(status.st_mtim.tv_sec) * WallTime.nanosecondsPerSecond
                + Int64(status.st_mtim.tv_nsec))
        // A recorder touches the file last when it ends, so the start is earlier by its length.
        return (
            StartEvidence(
                time: zone.local(changed.adding(nanoseconds: -durationNanoseconds)), how: .fileTime,
                detail: "last changed \(changed), less the recording's length"), nil, false
        )
    }
}

extension CivilTime {
    /// The moment at which a clock so many seconds ahead of UTC shows this; nil for a date that does not exist.
    func moment(offset: Int) -> WallTime? {
        func digits(_ value: Int, _ count: Int = 2) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        let minutes = abs(offset) / 60
        let text =
            "\(digits(year, 4))-\(digits(month))-\(digits(day))T\(digits(hour)):\(digits(minute)):\(digits(second))"
            + "\(offset < 0 ? "-" : "+")\(digits(minutes / 60)):\(digits(minutes % 60))"
        return (try? WallTime(rfc3339: text))?.adding(nanoseconds: nanosecond)
    }
}
