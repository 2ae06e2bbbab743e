import CFFmpeg
import Custody
import Foundation

/// What a viewing of a track depends on.
extension MediaInput {
    /// The description of a track; nil for one that is neither picture nor sound.
    func trackDescription(of index: Int) throws(FootageError) -> TrackDescription? {
        let source = try Recording.describe(self)[index]
        guard source.kind == .video || source.kind == .audio else { return nil }
        let stream = try track(index).pointee
        let parameters = try parameters(index).pointee
        let header = [UInt8](
            UnsafeRawBufferPointer(
                start: parameters.extradata, count: Int(max(0, parameters.extradata_size))))
        var description = TrackDescription(
            kind: source.kind, codec: source.codec,
            configuration: Data(Self.configuration(header, codec: parameters.codec_id)),
            timeBase: source.timeBase, width: source.width, height: source.height,
            sampleRate: source.sampleRate, channels: source.channels)
        let shape = stream.sample_aspect_ratio
        if source.kind == .video, shape.num > 0, shape.den > 0, shape.num != shape.den {
            description.pixelAspect = PixelAspect(horizontal: Int(shape.num), vertical: Int(shape.den))
        }
        let matrix = try displayMatrix(index)
        if matrix.count == 36 {
            let numbers = matrix.withUnsafeBytes { Array($0.bindMemory(to: Int32.self)) }
            if numbers != [65_536, 0, 0, 0, 65_536, 0, 0, 0, 1 << 30] { description.displayMatrix = numbers }
        }
        if source.kind == .audio, parameters.bits_per_coded_sample > 0 {
            description.bitsPerSample = Int(parameters.bits_per_coded_sample)
        }
        return description
    }

    /// The codec header as an object has it: of H.264 and HEVC a record, also where the container has bare sets.
    private static func configuration(_ header: [UInt8], codec: AVCodecID) -> [UInt8] {
        guard codec == AV_CODEC_ID_H264 || codec == AV_CODEC_ID_HEVC, let first = header.first, first != 1
        else { return header }
        let isHEVC = codec == AV_CODEC_ID_HEVC
        var sets: [Int: [[UInt8]]] = [:]
        header.withUnsafeBytes { bytes in
            _ = NALFraming.startCodes.forEachUnit(in: bytes) { unit in
                let nal = NALUnit(unit)
                if let type = nal.type(isHEVC) { sets[type, default: []].append([UInt8](nal.bytes)) }
                return true
            }
        }
        func list(_ units: [[UInt8]]) -> [UInt8] {
            units.flatMap { [UInt8($0.count >> 8 & 0xFF), UInt8($0.count & 0xFF)] + $0 }
        }
        if isHEVC {
            var record: [UInt8] = [1] + [UInt8](repeating: 0, count: 20) + [3]
            let types = [32, 33, 34].filter { sets[$0] != nil }
            record.append(UInt8(types.count))
            for type in types {
                let units = sets[type] ?? []
                record += [UInt8(type), 0, UInt8(min(255, units.count))] + list(units)
            }
            return record
        }
        guard let sequence = sets[7], let name = sequence.first, name.count >= 4, let picture = sets[8] else {
            return header
        }
        return [1, name[1], name[2], name[3], 0xFF, 0xE0 | UInt8(min(31, sequence.count))] + list(sequence)
            + [UInt8(min(255, picture.count))] + list(picture)
    }
}
