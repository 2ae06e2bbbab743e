import Foundation

/// The camera's label as the owner calls it: what consents name.
package enum CameraLabel {
    /// What the path says by its layout; where it has none, the file's name.
    package static func of(path: String, reading: NameReading?) -> String {
        // First, as taking a path apart costs more than all else that is done with a remembered file.
        if let camera = reading?.camera { return camera }
        let file = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
        guard let reading else { return file }
        // The folder is not in the path, as in `record/20260704/21/38.mp4`: it is around the one the command was given in.
        let above = reading.text.split(separator: "/", omittingEmptySubsequences: false).count
        let parts = PathParts(URL(fileURLWithPath: path).standardizedFileURL.path)
        guard let folder = parts.folderOfCamera(from: above) ?? parts.folder(above), !folder.isEmpty else {
            return file
        }
        return reading.suffix.map { "\(folder)-\($0)" } ?? folder
    }

    /// The folders a file lies in, without those that are called for no camera.
    package static func place(of path: String) -> String {
        let folders = path.split(separator: "/").dropLast().map(String.init)
        return folders.indices.filter { index in
            !LabelWords.isNoCamera(folder: folders[index], in: index > 0 ? folders[index - 1] : nil)
        }.map { folders[$0] }.joined(separator: "/")
    }
}
