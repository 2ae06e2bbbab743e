import Statements

/// What people call a container, where a record gives libavformat's name of it.
enum ContainerName {
    private static let names: [String: String] = [
        "mov,mp4,m4a,3gp,3g2,mj2": "MP4 or QuickTime", "mpegts": "MPEG-TS", "mpeg": "MPEG-PS",
        "matroska,webm": "Matroska", "avi": "AVI", "flv": "FLV", "asf": "ASF",
    ]

    /// Of the container a recording was in. A record can say anything, so what is none of ours stands between quotation marks.
    static func ofRecording(_ name: String) -> String { names[name] ?? name.quoted }

    /// Of the container an object is in, by its name.
    static func ofObject(named name: String) -> String { name.hasSuffix(".mov") ? "QuickTime" : "MP4" }
}
