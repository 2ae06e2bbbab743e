import CustodyDesk
import Files
import Outcomes
import Sealing
import SystemPackage

/// A copy of a bundle in a folder or on a stick, which was read back and is the same, byte for byte.
package struct SavedCopy: Equatable, Sendable {
    /// Where it lies.
    package let path: String
    /// Its size in bytes.
    package let size: UInt64
    /// Whether it lay there before.
    package let wasThere: Bool

    /// Copies a bundle into a folder under its own name. It appears there whole, read back and compared, or not at all.
    ///
    /// What is read back comes from the disk or the stick as far as the system lets go of what it remembers of it.
    ///
    /// - Parameters:
    ///   - folder: an absolute path.
    ///   - goesOn: is asked several times a second whether to go on.
    ///   - progress: is told how much is done, from 0 to 1.
    /// - Throws: ``DeskError``; ``DeskError/Kind/doesNotHold`` where what was read back is something else,
    ///   ``DeskError/Kind/cannotWrite`` where another file has the name. Then nothing of ours lies there.
    package static func save(
        _ bundle: OwnersBundle, in folder: String, goesOn: () -> Bool = { true },
        progress: (Double) -> Void = { _ in }
    ) throws(DeskError) -> SavedCopy {
        let path = folder == "/" ? "/\(bundle.name)" : "\(folder)/\(bundle.name)"
        return try telling {
            if (try? OutsideFile.status(of: path)) != nil {
                guard
                    try digest(of: path, goesOn, { progress($0 / 2) })
                        == digest(of: bundle.path, goesOn, { progress(0.5 + $0 / 2) })
                else {
                    throw DeskError(
                        .cannotWrite, "\(path): another file of that name lies there, and is left as it is",
                        cause: DeskError.Cause(.fileThere, file: path))
                }
                return SavedCopy(path: path, size: bundle.size, wasThere: true)
            }
            let output = try AtomicFile(path: path)
            defer { output.abandon() }
            try output.expect(bytes: bundle.size)
            let written = try SHA256Hasher()
            let size = try forEachPiece(of: bundle.path, goesOn) { bytes, share in
                try written.update(bytes)
                try output.write(bytes)
                progress(share / 2)
            }
            try output.sync()
            output.forgetRead()
            let sum = try written.finalize()
            guard try sum == digest(of: output, size: size, goesOn, { progress(0.5 + $0 / 2) }) else {
                throw DeskError(
                    .doesNotHold,
                    "\(path): what was written there reads back as something else, so nothing was left there",
                    cause: DeskError.Cause(.readsBackOtherwise, file: path))
            }
            guard goesOn() else { throw DeskError.stopped }
            try output.commit()
            return SavedCopy(path: path, size: size, wasThere: false)
        }
    }

    private static let pieceSize = 1 << 20

    private static func digest(
        of output: AtomicFile, size: UInt64, _ goesOn: () -> Bool, _ progress: (Double) -> Void
    ) throws -> SHA256Digest {
        let hasher = try SHA256Hasher()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 64)
        defer { buffer.deallocate() }
        var place: UInt64 = 0
        while true {
            guard goesOn() else { throw DeskError.stopped }
            let count = try output.read(into: buffer, at: place)
            if count == 0 { return try hasher.finalize() }
            try hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            place += UInt64(count)
            progress(Double(place) / Double(max(1, size)))
        }
    }

    private static func digest(
        of path: String, _ goesOn: () -> Bool, _ progress: (Double) -> Void
    ) throws -> SHA256Digest {
        let hasher = try SHA256Hasher()
        _ = try forEachPiece(of: path, goesOn) { bytes, share in
            try hasher.update(bytes)
            progress(share)
        }
        return try hasher.finalize()
    }

    /// Reads a file piece by piece.
    ///
    /// - Returns: how many bytes it has.
    private static func forEachPiece(
        of path: String, _ goesOn: () -> Bool,
        _ body: (UnsafeRawBufferPointer, _ share: Double) throws -> Void
    ) throws -> UInt64 {
        let (descriptor, size) = try RegularFile.open(path)
        return try descriptor.closeAfter {
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 64)
            defer { buffer.deallocate() }
            var place: UInt64 = 0
            while true {
                guard goesOn() else { throw DeskError.stopped }
                let count: Int
                do { count = try descriptor.read(into: buffer) } catch {
                    throw FileError.inputNotReadable(path: path, cause: error as? Errno ?? .ioError)
                }
                if count == 0 { return place }
                place += UInt64(count)
                try body(
                    UnsafeRawBufferPointer(rebasing: buffer[..<count]), Double(place) / Double(max(1, size)))
            }
        }
    }
}
