import Custody
import Foundation
import Glibc

extension StartEvidence {
    /// Finds when a recording starts: from its name, else from its container, else from the file's time.
    ///
    /// - Returns: the evidence, and the zone it was read in where it carried none of its own.
    static func find(
        path: String, name: FileNameTime?, metadata: [String: String], durationNanoseconds: Int64,
        zone: RecordingZone
    ) throws(FootageError) -> (evidence: StartEvidence, zone: String?) {
        if let name {
            if let offset = name.offset, let fixed = try? RecordingZone(offsetText(offset)),
                let time = fixed.moment(name.civil)
            {
                return (StartEvidence(time: time, how: .fileName, detail: name.text), nil)
            }
            if name.offset == nil, let time = zone.moment(name.civil) {
                let assumed = zone.isGiven ? "" : " (zone assumed from this machine)"
                return (
                    StartEvidence(time: time, how: .fileName, detail: name.text), zone.name + assumed
                )
            }
        }
        if let text = metadata["creation_time"], let time = try? WallTime(rfc3339: text), time.nanoseconds > 0
        {
            // QuickTime counts it in UTC. Some cameras write local time there, which no reader can see.
            return (
                StartEvidence(time: zone.local(time), how: .container, detail: "creation_time \(text)"), nil
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
                detail: "last changed \(changed), less the recording's length"), nil
        )
    }

    private static func offsetText(_ seconds: Int) -> String {
        let minutes = seconds.magnitude / 60
        func two(_ value: UInt) -> String { (value < 10 ? "0" : "") + String(value) }
        return (seconds < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60)
    }
}
