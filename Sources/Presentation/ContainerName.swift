import Records
import Statements

/// What people call a container, where a record gives libavformat's name of it.
package enum ContainerName {
    private static let names: [String: String] = [
        "mov,mp4,m4a,3gp,3g2,mj2": "MP4 or QuickTime", "mpegts": "MPEG-TS", "mpeg": "MPEG-PS",
        "matroska,webm": "Matroska", "avi": "AVI", "flv": "FLV", "asf": "ASF",
    ]

    /// Of the container a recording was in. A record can say anything, so what is none of ours stands between quotation marks.
    static func ofRecording(_ name: String) -> String { names[name] ?? name.quoted }

    /// Of the container an object is in, by its name.
    static func ofObject(named name: String) -> String { name.hasSuffix(".mov") ? "QuickTime" : "MP4" }

    /// `MP4, from MPEG-TS`: what an original lies in, and what its data lay in before.
    static func both(object: String, recording: String) -> String {
        "\(ofObject(named: object)), from \(ofRecording(recording))"
    }

    /// The same of all originals, each two containers once, in brackets: ` (MP4, from MPEG-TS; QuickTime, from AVI)`. Empty where
    /// there is no original.
    ///
    /// Whoever says *unchanged, in a new container* says with it which.
    package static func ofOriginals(
        _ objects: some Sequence<ObjectFacts>, in recordings: [String: RecordingFacts]
    ) -> String {
        var told: [String] = []
        for object in objects where object.role == .master {
            guard let recording = recordings[object.recording] else { continue }
            let both = both(object: object.name, recording: recording.container)
            if !told.contains(both) { told.append(both) }
        }
        return told.isEmpty ? "" : " (\(told.joined(separator: "; ")))"
    }
}
