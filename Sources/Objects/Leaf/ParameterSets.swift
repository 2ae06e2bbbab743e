import Records
import Sealing

/// The parameter sets of H.264 or HEVC that are in force at a place of a track: of each type and id the one that came last.
///
/// With other parameter sets the same slices show other pictures, so that a leaf binds those that its slices name,
/// wherever they came from (docs/spec/commitment.md, Parameter sets).
package struct ParameterSets: Sendable, Hashable {
    /// A set that a slice names.
    struct Named: Hashable {
        /// Its type and id, by which they are ordered.
        var key: Key
        /// The SHA-256 of the set; zeros for one that never came.
        var digest: SHA256Digest
    }

    /// Which set it is: its NAL type, then its id.
    struct Key: Hashable, Comparable {
        var type: UInt8
        var id: Int

        package static func < (one: Key, other: Key) -> Bool { (one.type, one.id) < (other.type, other.id) }
    }

    private struct Entry: Hashable {
        var digest: SHA256Digest
        /// The id of the set it names itself; nil where it names none.
        var names: Int?
    }

    private var entries: [Key: Entry] = [:]

    /// No sets yet.
    package init() {}

    /// The digests of the sets in force.
    var digests: Set<SHA256Digest> { Set(entries.values.lazy.map(\.digest)) }

    /// The sets of a track's codec configuration, as its description has it.
    package init(_ description: TrackDescription?) throws {
        guard let description,
            case .nalUnits(let isHEVC) = Codec.named(description.codec)?.framing
        else { return }
        let hasher = try SHA256Hasher()
        for unit in Self.units(inConfiguration: [UInt8](description.configuration), isHEVC: isHEVC) {
            _ = try unit.withUnsafeBytes { bytes in
                let counted = NALUnit(bytes)
                return try take(counted.bytes, type: counted.type(isHEVC), isHEVC: isHEVC, hasher)
            }
        }
    }

    /// Takes note of a set.
    ///
    /// - Parameter unit: without zero bytes at its end.
    /// - Returns: its digest; nil where it is no set, or one whose ids cannot be read.
    mutating func take(
        _ unit: UnsafeRawBufferPointer, type: Int?, isHEVC: Bool, _ hasher: SHA256Hasher
    ) throws(SealingError) -> SHA256Digest? {
        guard let type, let ids = isHEVC ? Self.hevc(unit, type) : Self.h264(unit, type) else { return nil }
        try hasher.update(unit)
        let digest = try hasher.finalizeAndRestart()
        entries[Key(type: UInt8(type), id: ids.id)] = Entry(digest: digest, names: ids.names)
        return digest
    }

    /// The sets that a picture parameter set's id stands for now, with those that it names.
    func named(byPictureSet id: Int, isHEVC: Bool) -> [Named] {
        // From the picture parameter set to what it names, and on.
        var named: [Named] = []
        var next: Int? = id
        for type: UInt8 in isHEVC ? [34, 33, 32] : [8, 7] {
            guard let id = next else { break }
            let key = Key(type: type, id: id)
            let entry = entries[key]
            named.append(Named(key: key, digest: entry?.digest ?? .zero))
            next = entry?.names
        }
        return named
    }

    /// The id of the picture parameter set that a slice names; nil where it names none.
    ///
    /// ISO/IEC 14496-10 §7.3.3, ISO/IEC 23008-2 §7.3.6.1.
    static func pictureSet(namedBy unit: UnsafeRawBufferPointer, type: Int, isHEVC: Bool) -> Int? {
        guard isHEVC else {
            guard [1, 2, 5].contains(type) else { return nil }
            var bits = BitReader(UnsafeRawBufferPointer(rebasing: unit.dropFirst()), isNALUnit: true)
            guard bits.exponentialGolomb() != nil, bits.exponentialGolomb() != nil else { return nil }
            return Self.id(&bits, atMost: 255)
        }
        guard NALUnit.layer(unit) == 0 else { return nil }
        var bits = BitReader(UnsafeRawBufferPointer(rebasing: unit.dropFirst(2)), isNALUnit: true)
        guard bits.next() != nil, !(16...23).contains(type) || bits.next() != nil else { return nil }
        return Self.id(&bits, atMost: 63)
    }

    // MARK: - Ids

    private static func id(_ bits: inout BitReader, atMost limit: Int) -> Int? {
        bits.exponentialGolomb().flatMap { $0 <= limit ? $0 : nil }
    }

    /// ISO/IEC 14496-10 §7.3.2.1.1, §7.3.2.2.
    private static func h264(_ unit: UnsafeRawBufferPointer, _ type: Int) -> (id: Int, names: Int?)? {
        var bits = BitReader(UnsafeRawBufferPointer(rebasing: unit.dropFirst()), isNALUnit: true)
        switch type {
        case 7:
            guard bits.bits(24) != nil, let id = id(&bits, atMost: 31) else { return nil }
            return (id, nil)
        case 8:
            guard let id = id(&bits, atMost: 255), let names = Self.id(&bits, atMost: 31) else { return nil }
            return (id, names)
        default: return nil
        }
    }

    /// ISO/IEC 23008-2 §7.3.2.1, §7.3.2.2, §7.3.2.3.
    private static func hevc(_ unit: UnsafeRawBufferPointer, _ type: Int) -> (id: Int, names: Int?)? {
        guard (32...34).contains(type), NALUnit.layer(unit) == 0 else { return nil }
        var bits = BitReader(UnsafeRawBufferPointer(rebasing: unit.dropFirst(2)), isNALUnit: true)
        switch type {
        case 32: return bits.bits(4).map { ($0, nil) }
        case 33:
            guard let names = bits.bits(4), let layers = bits.bits(3), bits.next() != nil,
                skipProfile(&bits, subLayers: layers), let id = id(&bits, atMost: 15)
            else { return nil }
            return (id, names)
        default:
            guard let id = id(&bits, atMost: 63), let names = Self.id(&bits, atMost: 15) else { return nil }
            return (id, names)
        }
    }

    /// `profile_tier_level( 1, subLayers )`, §7.3.3.
    static func skipProfile(_ bits: inout BitReader, subLayers: Int) -> Bool {
        func skip(_ count: Int) -> Bool { (0..<count).allSatisfy { _ in bits.next() != nil } }
        guard skip(96) else { return false }
        guard subLayers > 0 else { return true }
        var flags: [(profile: Bool, level: Bool)] = []
        for _ in 0..<subLayers {
            guard let profile = bits.flag(), let level = bits.flag() else { return false }
            flags.append((profile, level))
        }
        guard skip(2 * (8 - subLayers)) else { return false }
        return flags.allSatisfy { skip(($0.profile ? 88 : 0) + ($0.level ? 8 : 0)) }
    }

    // MARK: - Configuration

    /// The NAL units in an `avcC` or `hvcC` record, in order, as far as it can be read (ISO/IEC 14496-15 §5.3.3.1,
    /// §8.3.3.1).
    static func units(inConfiguration record: [UInt8], isHEVC: Bool) -> [[UInt8]] {
        var units: [[UInt8]] = []
        var place = isHEVC ? 22 : 5
        func byte() -> Int? {
            guard place < record.count else { return nil }
            defer { place += 1 }
            return Int(record[place])
        }
        func take(_ count: Int) -> Bool {
            for _ in 0..<count {
                guard let high = byte(), let low = byte(), high << 8 | low <= record.count - place else {
                    return false
                }
                units.append(Array(record[place..<place + (high << 8 | low)]))
                place += high << 8 | low
            }
            return true
        }
        guard record.first == 1 else { return [] }
        if isHEVC {
            for _ in 0..<(byte() ?? 0) {
                guard byte() != nil, let high = byte(), let low = byte(), take(high << 8 | low) else { break }
            }
        } else if take((byte() ?? 0) & 31) {
            _ = take(byte() ?? 0)
        }
        return units
    }
}

extension ParameterSets: Codable {
    private struct Line: Codable {
        var type: UInt8
        var id: Int
        var digest: SHA256Digest
        var names: Int?
    }

    /// Reads an array of sets.
    package init(from decoder: any Decoder) throws {
        for line in try [Line](from: decoder) {
            entries[Key(type: line.type, id: line.id)] = Entry(digest: line.digest, names: line.names)
        }
    }

    /// Writes an array of sets, ordered by type and id.
    package func encode(to encoder: any Encoder) throws {
        try entries.sorted { $0.key < $1.key }.map {
            Line(type: $0.key.type, id: $0.key.id, digest: $0.value.digest, names: $0.value.names)
        }.encode(to: encoder)
    }
}

/// A NAL unit as it counts: without the zero bytes at its end.
struct NALUnit {
    let bytes: UnsafeRawBufferPointer
    /// How many zero bytes were at its end.
    let zeros: Int

    init(_ unit: UnsafeRawBufferPointer) {
        var end = unit.count
        while end > 0, unit[end - 1] == 0 { end -= 1 }
        bytes = UnsafeRawBufferPointer(rebasing: unit[..<end])
        zeros = unit.count - end
    }

    /// Its type; nil where it has no header.
    func type(_ isHEVC: Bool) -> Int? {
        guard bytes.count >= (isHEVC ? 2 : 1) else { return nil }
        return isHEVC ? Int(bytes[0] >> 1 & 0x3F) : Int(bytes[0] & 0x1F)
    }

    /// `nuh_layer_id` (ISO/IEC 23008-2 §7.3.1.2) of a unit of two bytes or more.
    static func layer(_ unit: UnsafeRawBufferPointer) -> Int { Int(unit[0] & 1) << 5 | Int(unit[1] >> 3) }

    /// Whether it is a slice of a kind that the standard gives a meaning, of HEVC in the base layer: what a player makes
    /// pictures of. What it passes over is none.
    func isPicture(_ isHEVC: Bool) -> Bool {
        guard let type = type(isHEVC) else { return false }
        guard isHEVC else { return (1...5).contains(type) }
        return (type <= 9 || (16...21).contains(type)) && Self.layer(bytes) == 0
    }

    /// Whether it is an access unit delimiter, and nothing more than that.
    func isDelimiter(_ isHEVC: Bool) -> Bool {
        let header = isHEVC ? 2 : 1
        guard bytes.count == header + 1, bytes[0] == (isHEVC ? 0x46 : 0x09), bytes[header] & 0x1F == 0x10
        else { return false }
        return !isHEVC || Self.layer(bytes) == 0
    }

    /// Whether it is filler, and nothing but that.
    func isFiller(_ isHEVC: Bool) -> Bool {
        let header = isHEVC ? 2 : 1
        guard bytes.count > header, bytes[0] == (isHEVC ? 0x4C : 0x0C), bytes[bytes.count - 1] == 0x80,
            !isHEVC || Self.layer(bytes) == 0
        else { return false }
        return bytes[header..<(bytes.count - 1)].allSatisfy { $0 == 0xFF }
    }
}
