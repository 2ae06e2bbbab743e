import Objects

/// An index of an object's fragments (`sidx`, ISO/IEC 14496-12 §8.16.3) for a player, to stand in front of them: without one a
/// browser walks through all fragments of a film before it shows the first picture.
///
/// An object has none. It is written front to back, and how large its fragments will be is known behind them. The index is given
/// to who looks at an object on this machine, and leaves with no bundle.
package struct SegmentIndex: Sendable, Equatable {
    /// Where in the object it is put: the offset of the first fragment.
    package let place: UInt64
    /// The whole box.
    package let bytes: [UInt8]
    /// Bytes of the object with it.
    package let size: UInt64

    /// What one entry is of: fragments from one that begins with a key picture to the next such one, so that a player which jumps
    /// there can decode from there on.
    private struct Reference {
        var size: UInt64
        var duration: UInt64
    }

    /// The most entries that the box counts.
    private static let mostReferences = 65_535
    /// The box's header and its fields in front of the entries, version 1.
    private static let headerBytes = 40
    private static let bytesPerReference = 12
    /// ISO/IEC 14496-12 §8.16.3.3: an entry begins with an access point, of type 1 where nothing is decoded before it that is
    /// shown after it. Which type it is, nobody looked at.
    private static let startsWithAccessPoint: UInt32 = 0x8000_0000

    /// Makes the index of an object by reading it once.
    ///
    /// - Parameter object: gives all bytes of the object, in order, to a sink.
    /// - Returns: nil where an object has no fragment, or none that the box can count.
    /// - Throws: what `object` throws, and ``FootageError/objectNotUnderstood(reason:)`` where it is none that Proffer writes.
    package init?(_ object: (_ sink: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
        var walk = FragmentWalk()
        try object { try walk.take($0) }
        guard let start = walk.start, let first = walk.fragments.first,
            let timescale = UInt32(exactly: walk.timescale), timescale > 0
        else { return nil }
        // What stands in front of the first fragment of the track belongs to it, what follows another to that one.
        var references: [Reference] = []
        for (number, fragment) in walk.fragments.enumerated() {
            let end = number + 1 < walk.fragments.count ? walk.fragments[number + 1].offset : walk.size
            if references.isEmpty || fragment.beginsWithKey {
                references.append(Reference(size: 0, duration: 0))
            }
            references[references.count - 1].size += end - (number == 0 ? start : fragment.offset)
            references[references.count - 1].duration += fragment.duration
        }
        references = Self.merged(references)
        guard references.allSatisfy({ $0.size < 1 << 31 && $0.duration < 1 << 32 }) else { return nil }
        place = start
        bytes = Self.box(references, from: first.firstShown, timescale: timescale)
        size = walk.size + UInt64(bytes.count)
    }

    /// As many neighbours in one as it takes to be counted.
    private static func merged(_ references: [Reference]) -> [Reference] {
        let each = (references.count + mostReferences - 1) / mostReferences
        return stride(from: 0, to: references.count, by: max(1, each)).map { start in
            references[start..<min(start + each, references.count)].reduce(Reference(size: 0, duration: 0)) {
                Reference(size: $0.size + $1.size, duration: $0.duration + $1.duration)
            }
        }
    }

    private static func box(_ references: [Reference], from start: UInt64, timescale: UInt32) -> [UInt8] {
        var box: [UInt8] = []
        box.appendBigEndian(UInt32(headerBytes + bytesPerReference * references.count))
        box += Array("sidx".utf8)
        box.appendBigEndian(UInt32(0x0100_0000))
        box.appendBigEndian(UInt32(FragmentWalk.track))
        box.appendBigEndian(timescale)
        box.appendBigEndian(start)
        // The first entry's fragments follow the box at once.
        box.appendBigEndian(UInt64(0))
        box.appendBigEndian(UInt32(references.count))
        for reference in references {
            box.appendBigEndian(UInt32(reference.size))
            box.appendBigEndian(UInt32(reference.duration))
            box.appendBigEndian(startsWithAccessPoint)
        }
        return box
    }

    /// Gives an object's bytes on, with the index in its place.
    ///
    /// - Parameters:
    ///   - object: gives all bytes of the object the index was made of, in order.
    ///   - sink: takes them, and the index.
    package func put(
        into object: (_ sink: (UnsafeRawBufferPointer) throws -> Void) throws -> Void,
        _ sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var offset: UInt64 = 0
        try object { part in
            defer { offset += UInt64(part.count) }
            guard offset <= place, place < offset + UInt64(part.count) else { return try sink(part) }
            let before = Int(place - offset)
            if before > 0 { try sink(UnsafeRawBufferPointer(rebasing: part[..<before])) }
            try bytes.withUnsafeBytes(sink)
            try sink(UnsafeRawBufferPointer(rebasing: part[before...]))
        }
    }
}
