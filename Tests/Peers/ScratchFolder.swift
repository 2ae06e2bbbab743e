import Foundation

/// A folder that goes away with its owner.
package final class ScratchFolder: Sendable {
    package let url: URL

    /// - Parameter inMemory: whether it lies in memory, where the system has such a place: for what is written very often.
    package init(inMemory: Bool = false) throws {
        let memory = URL(fileURLWithPath: "/dev/shm")
        let isThere = inMemory && FileManager.default.isWritableFile(atPath: memory.path)
        let parent = isThere ? memory : FileManager.default.temporaryDirectory
        url = parent.appending(path: "proffer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Where a file of that name lies in the folder.
    package func path(_ name: String) -> String { url.appending(path: name).path }

    @discardableResult
    package func write(_ bytes: [UInt8], as name: String) throws -> URL {
        let file = url.appending(path: name)
        try Data(bytes).write(to: file)
        return file
    }

    @discardableResult
    package func write(_ text: String, as name: String) throws -> URL {
        try write(Array(text.utf8), as: name)
    }

    package func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: url.appending(path: name)))
    }

    /// Every name in the folder, hidden ones too.
    package func names() throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: url.path))
    }
}
