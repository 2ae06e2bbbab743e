import Objects
import Records
import CFFmpeg

/// Signatures a camera has put among its pictures: SEI messages `user_data_unregistered` whose UUID says whose
/// they are (ISO/IEC 14496-10 §D.2.7, ISO/IEC 23008-2 §D.2.7).
struct SignedVideo {
    /// The UUIDs, as their own specifications give them.
    static let identifiers: [(kind: ProvenanceFacts.Kind, uuid: [UInt8])] = [
        (
            .onvifMediaSigning,
            [
                0x00, 0x5B, 0xC9, 0x3F, 0x2D, 0x71, 0x5E, 0x95, 0xAD, 0xA4, 0x79, 0x6F, 0x90, 0x87, 0x7A,
                0x6F,
            ]
        ),
        (
            // Readable on purpose: “Signed Video...0”.
            .axisSignedVideo, Array("Signed Video...0".utf8)
        ),
    ]

    private static let userDataUnregistered = 5

    private struct Finding {
        var messages = 0
        var firstUnit: Int
    }

    private let isHEVC: Bool
    private let framing: NALFraming
    private var findings: [ProvenanceFacts.Kind: Finding] = [:]
    private(set) var unitsSeen = 0

    /// A search in one track; nil for a codec that has no such messages.
    init?(_ parameters: UnsafePointer<AVCodecParameters>) {
        guard case .nalUnits(let isHEVC) = Codec(parameters)?.framing else { return nil }
        self.isHEVC = isHEVC
        framing = NALFraming(codecHeader: parameters.header, isHEVC: isHEVC)
    }

    /// Looks at the next access unit.
    mutating func look(at accessUnit: UnsafeRawBufferPointer) {
        var found: [ProvenanceFacts.Kind] = []
        framing.forEachUnit(in: accessUnit) { unit in
            if let message = supplementalInformation(unit) { found += Self.signatures(message) }
            return true
        }
        for kind in found { findings[kind, default: Finding(firstUnit: unitsSeen)].messages += 1 }
        unitsSeen += 1
    }

    /// The messages of an SEI unit; nil for a unit of another type. HEVC has a longer header, and a second
    /// type for messages behind the picture.
    private func supplementalInformation(_ unit: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        if isHEVC {
            guard unit.count > 2, [39, 40].contains(unit[0] >> 1 & 0x3F) else { return nil }
            return UnsafeRawBufferPointer(rebasing: unit.dropFirst(2))
        }
        guard unit.count > 1, unit[0] & 0x1F == 6 else { return nil }
        return UnsafeRawBufferPointer(rebasing: unit.dropFirst())
    }

    private static func signatures(_ messages: UnsafeRawBufferPointer) -> [ProvenanceFacts.Kind] {
        var found: [ProvenanceFacts.Kind] = []
        var bits = BitReader(messages)
        while bits.hasMoreMessages {
            guard let type = bits.messageNumber(), let size = bits.messageNumber() else { break }
            var rest = size
            if type == userDataUnregistered, size >= 16 {
                let uuid = (0..<16).compactMap { _ in bits.nextByte() }
                rest -= 16
                if let known = identifiers.first(where: { $0.uuid == uuid }) { found.append(known.kind) }
            }
            guard bits.skip(bytes: rest) else { break }
        }
        return found
    }

    // MARK: - For the record

    /// What the record says of them.
    var facts: [ProvenanceFacts] {
        Self.identifiers.compactMap { identifier in
            findings[identifier.kind].map { finding in
                .signedVideo(
                    .init(
                        kind: identifier.kind, firstUnit: UInt64(finding.firstUnit),
                        messages: UInt64(finding.messages), unitsLookedAt: UInt64(unitsSeen)))
            }
        }
    }
}
