import Glibc
import Synchronization
import SystemPackage

/// A folder for files of the moment that nobody but their owner can reach. It goes away, with the files in it, when it is no
/// longer needed and when somebody stops the process.
///
/// It holds files and no folders.
package final class PrivateFolder: Sendable {
    /// Where it lies.
    package let path: String
    private let number: Mutex<Int?>

    /// Makes the folder under a name that nobody can foresee.
    ///
    /// - Parameters:
    ///   - name: what its name begins with.
    ///   - parent: the folder it is made in.
    /// - Throws: ``FileError/cannotWrite(path:cause:)``.
    package init(_ name: String, in parent: String) throws(FileError) {
        let place = Mutex<String?>(nil)
        let number: Int
        do {
            number = try WrittenOutputs.begin(before: "\(parent)/\(name)") {
                var template = Array("\(parent)/\(name)-XXXXXX".utf8CString)
                // mkdtemp(3) makes it for its owner alone.
                guard mkdtemp(&template) != nil else { throw Errno(rawValue: errno) }
                let made = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
                place.withLock { $0 = made }
                return { Self.remove(made) }
            }
        } catch {
            throw .cannotWrite(path: "\(parent)/\(name)", cause: (error as? Errno) ?? .ioError)
        }
        guard let path = place.withLock({ $0 }) else {
            throw .cannotWrite(path: "\(parent)/\(name)", cause: .ioError)
        }
        self.path = path
        self.number = Mutex(number)
    }

    deinit { remove() }

    /// Takes it away, with what is in it.
    package func remove() {
        guard let number = number.withLock({ $0.take() }) else { return }
        Self.remove(path)
        WrittenOutputs.isDone(number)
    }

    private static func remove(_ path: String) {
        guard let folder = try? OutsideFolder(withoutLinks: path), let (names, _) = try? folder.names() else {
            return
        }
        for name in names { unlinkat(folder.descriptor, name, 0) }
        rmdir(path)
    }
}
