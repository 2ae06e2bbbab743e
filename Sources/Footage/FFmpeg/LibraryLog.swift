import CFFmpeg
enum LibraryLog {
    static func install() {}
    static var lastMessage: String? { nil }
}
