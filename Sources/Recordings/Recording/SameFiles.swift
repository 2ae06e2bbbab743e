import Objects
import Statements
import Sealing

/// Which of some recordings are the same file, byte for byte, under several names.
///
/// A record names a file once: two recordings of one SHA-256 would be two accounts of the same bytes.
struct SameFiles {
    /// The place of the first recording of the same content, by the place of each later one.
    let firsts: [Int: Int]

    /// Files of another size, or that differ at their beginning, middle or end, are not read whole.
    ///
    /// - Parameter wanted: the places of those that are looked at.
    /// - Throws: ``FootageError``.
    init(_ recordings: [Recording], among wanted: [Int]) throws(FootageError) {
        var firsts: [Int: Int] = [:]
        do {
            for alike in Self.groups(wanted, by: { recordings[$0].size }) {
                for alike in try Self.groups(alike, by: { try Self.sample(of: recordings[$0].open()) }) {
                    for same in try Self.groups(alike, by: { try recordings[$0].open().digest().sha256 }) {
                        for place in same.dropFirst() { firsts[place] = same[0] }
                    }
                }
            }
        } catch let error as FootageError {
            throw error
        } catch {
            throw .library(operation: "comparing recordings", cause: "\(error)", path: nil)
        }
        self.firsts = firsts
    }

    /// Those of which there are several, in their order.
    private static func groups<Key: Hashable>(
        _ places: [Int], by key: (Int) throws -> Key
    ) rethrows -> [[Int]] {
        var groups: [Key: [Int]] = [:]
        for place in places { groups[try key(place), default: []].append(place) }
        return groups.values.filter { $0.count > 1 }
    }

    private static let sampleBytes = 64 << 10

    private static func sample(of file: SourceFile) throws -> SHA256Digest {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: sampleBytes, alignment: 16)
        defer { buffer.deallocate() }
        let hasher = try SHA256Hasher()
        let last = file.size - min(file.size, UInt64(sampleBytes))
        for offset in [0, last / 2, last] {
            let count = try file.read(at: offset, into: buffer)
            try hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
        return try hasher.finalize()
    }
}

/// A recording that is not used, since another is the same file.
package struct RecordingCopy: Sendable, Hashable {
    /// Where the one lies that is used.
    package let kept: String
    /// Where the other lies.
    package let copy: String
}

extension Recording {
    /// Recordings without those that are the same file as one before them.
    ///
    /// - Parameter isWanted: whether anything is cut from a recording; the others are not looked at.
    /// - Throws: ``FootageError/sameFileTwice(path:kept:reason:)`` where one file would be two cameras, or begin at two times: which
    ///   of them is right is asked, not guessed.
    package static func withoutCopies(
        _ recordings: [Recording], where isWanted: (Int) -> Bool
    ) throws(FootageError) -> (recordings: [Recording], copies: [RecordingCopy]) {
        let same = try SameFiles(recordings, among: recordings.indices.filter(isWanted)).firsts
        guard !same.isEmpty else { return (recordings, []) }
        var copies: [RecordingCopy] = []
        for (place, first) in same.sorted(by: { $0.key < $1.key }) {
            let (copy, kept) = (recordings[place], recordings[first])
            guard copy.camera == kept.camera, copy.span == kept.span else {
                throw .sameFileTwice(
                    path: copy.path, kept: kept.path,
                    reason: "it is, byte for byte, the same file as \(kept.path), and "
                        + (copy.camera == kept.camera
                            ? "the two begin at different times: \(copy.span.from) and \(kept.span.from)"
                            : "the two are of different cameras: “\(copy.camera)” and “\(kept.camera)”")
                        + "; give only the one that is right")
            }
            copies.append(RecordingCopy(kept: kept.path, copy: copy.path))
        }
        return (recordings.indices.filter { same[$0] == nil }.map { recordings[$0] }, copies)
    }
}
