import Foundation

/// The camera's label as the owner calls it: what consents name.
package enum CameraLabel {
    /// What the path says by its layout; where it has none, the file's name.
    package static func of(path: String, reading: NameReading?) -> String {
        // First, as taking a path apart costs more than all else that is done with a remembered file.
        if let camera = reading?.camera { return camera }
        let file = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
        guard let reading else { return file }
        // The folder is not in the path, as in `record/20260704/21/38.mp4`: it is the one the command was given in.
        let above = reading.text.split(separator: "/", omittingEmptySubsequences: false).count
        var folder = URL(fileURLWithPath: path).standardizedFileURL
        for _ in 0..<above { folder.deleteLastPathComponent() }
        let name = folder.lastPathComponent
        return name.isEmpty || name == "/" ? file : name
    }
}
