import Bundle
import CustodyDesk
import Outcomes
import Records
import Statements

/// What is in a bundle, as its owner looks at it before it leaves: the owner is one of those who can open it.
///
/// What is decrypted goes to whoever asks and never to the disk. No key is held: each look needs the identity.
package final class SealedContents: Sendable {
    /// A clip or a single picture in the bundle.
    package struct Item: Sendable, Equatable {
        /// Its number in the bundle, from 1.
        package let number: Int
        /// The name that it has for those who open it.
        package let name: String
        /// The label of the camera it is of.
        package let camera: String
        package let role: ObjectRole
        /// From when to when.
        package let window: Window
        /// Its size in bytes.
        package let size: UInt64
        /// `mp4`, `mov`, or `png` for a picture.
        package let container: String
        package let hasSound: Bool
        fileprivate let file: String
    }

    /// In the order of the bundle.
    package let items: [Item]
    /// When it was sealed.
    package let sealed: WallTime
    /// What of the time is not in it.
    package let missing: [MissingTime]
    private let archive: BundleArchive

    /// Reads a bundle from its first byte to its last, and opens what it says of itself.
    ///
    /// - Throws: ``DeskError``.
    package init(_ bundle: OwnersBundle, by identity: IdentityAtHand) throws(DeskError) {
        let identity = try identity.open()
        let (archive, record) = try telling {
            let archive = try BundleArchive.read(bundle.path)
            return (archive, try OpenedRecord(archive, identity: identity).record)
        }
        self.archive = archive
        let cameras = Dictionary(record.recordings.map { ($0.id, $0) }) { first, _ in first }
        items = record.objects.enumerated().map { number, object in
            let recording = cameras[object.recording]
            let sound = Set((recording?.tracks ?? []).filter { $0.kind == .audio }.map(\.index))
            return Item(
                number: number + 1, name: object.name, camera: recording?.camera ?? "", role: object.role,
                window: object.window, size: object.size, container: object.container,
                hasSound: object.tracks.contains { sound.contains($0.sourceTrack) }, file: object.file)
        }
        sealed = record.sealed
        missing = record.gaps.map(MissingTime.init)
    }

    /// Decrypts a part of a clip or picture into memory.
    ///
    /// - Parameters:
    ///   - number: the item's.
    ///   - offset: where the part begins, in bytes.
    ///   - count: how many bytes at most.
    /// - Returns: fewer bytes than asked for at its end only; none behind it.
    /// - Throws: ``DeskError``, also where the identity is locked.
    package func read(
        _ number: Int, at offset: UInt64, count: Int, by identity: IdentityAtHand
    ) throws(DeskError) -> [UInt8] {
        guard let item = items.first(where: { $0.number == number }) else {
            throw DeskError(.missing, "there is no such clip in the bundle")
        }
        let identity = try identity.open()
        return try telling {
            let reader = try archive.randomAccessDecryptor(
                for: item.file, identities: identity.ageIdentities)
            let wanted = Int(min(UInt64(max(0, count)), item.size - min(item.size, offset)))
            var bytes = [UInt8](repeating: 0, count: wanted)
            var done = 0
            try bytes.withUnsafeMutableBytes { buffer in
                while done < wanted {
                    let count = try reader.read(
                        at: offset + UInt64(done),
                        into: UnsafeMutableRawBufferPointer(rebasing: buffer[done...]))
                    if count == 0 { break }
                    done += count
                }
            }
            return Array(bytes.prefix(done))
        }
    }
}
