import Foundation

/// The camera's label as the owner calls it: what consents name.
enum CameraLabel {
    /// What the file's name says before its time; where it says nothing, the folder's name.
    static func of(path: String, name: FileNameTime?) -> String {
        let file = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
        guard let name else { return file }
        if !name.prefix.isEmpty { return name.prefix }
        let absolute = URL(fileURLWithPath: path).standardizedFileURL
        let folder = absolute.deletingLastPathComponent().lastPathComponent
        return folder.isEmpty || folder == "/" ? file : folder
    }
}
