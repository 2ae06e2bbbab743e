import Objects
import Recordings
import CFFmpeg
import Foundation

/// Sums up how far pictures are from their originals, over every sample of every plane and block by block.
struct PictureDifference {
    /// How far the worst blocks are off.
    private(set) var blocks = BlockBounds()
    private var squaredError: UInt64 = 0
    private var samples: UInt64 = 0
    /// How large the squared error of the farthest picture is, and of how many samples.
    private var farthest: (squaredError: UInt64, samples: UInt64) = (0, 0)
    private var peak = 255.0

    /// The peak signal-to-noise ratio in decibels, from the total squared error; nil when the pictures are
    /// identical, or none was compared.
    var psnrDecibels: Double? {
        decibels(squaredError, samples)
    }

    /// The same of the picture that is farthest from its original, over all its planes.
    var leastDecibels: Double? { decibels(farthest.squaredError, farthest.samples) }

    private func decibels(_ squaredError: UInt64, _ samples: UInt64) -> Double? {
        guard squaredError > 0 else { return nil }
        return 10 * log10(peak * peak * Double(samples) / Double(squaredError))
    }

    /// Adds one picture and its original.
    mutating func add(_ picture: Frame, original: Frame) throws(FootageError) {
        guard picture.isComparable(with: original),
            let descriptor = original.layout.format.descriptor
        else {
            throw .library(
                operation: "comparing the new pictures with the originals",
                cause: "the original is \(original.layout), what was encoded comes out as \(picture.layout)",
                path: nil)
        }
        let depth = descriptor.comp.0.depth
        peak = Double((1 << depth) - 1)
        let layout = original.layout
        let before = (squaredError: squaredError, samples: samples)
        for plane in 0..<Int(descriptor.nb_components) {
            let isChroma = plane == 1 || plane == 2
            let width = Int(isChroma ? layout.width.halved(descriptor.log2_chroma_w) : layout.width)
            let height = Int(isChroma ? layout.height.halved(descriptor.log2_chroma_h) : layout.height)
            guard let ours = picture.plane(plane), let theirs = original.plane(plane) else { continue }
            if depth > 8 {
                blocks.add(plane: plane, width: width, height: height) { row in
                    (ours.row(row, of: UInt16.self), theirs.row(row, of: UInt16.self))
                }
            } else {
                blocks.add(plane: plane, width: width, height: height) { row in
                    (ours.row(row, of: UInt8.self), theirs.row(row, of: UInt8.self))
                }
            }
            for row in 0..<height {
                let ours = ours.start + row * ours.stride
                let theirs = theirs.start + row * theirs.stride
                squaredError +=
                    depth > 8
                    ? ours.withMemoryRebound(to: UInt16.self, capacity: width) { ours in
                        theirs.withMemoryRebound(to: UInt16.self, capacity: width) {
                            Self.squaredError(ours, $0, count: width)
                        }
                    } : Self.squaredError(ours, theirs, count: width)
            }
            samples += UInt64(width * height)
        }
        let own = (squaredError: squaredError - before.squaredError, samples: samples - before.samples)
        // Pictures of one derivative are of one size, unless a recording changes it: then the ratio decides.
        let (mine, known) = (
            own.squaredError.multipliedFullWidth(by: farthest.samples),
            farthest.squaredError.multipliedFullWidth(by: own.samples)
        )
        if farthest.samples == 0 || (mine.high, mine.low) > (known.high, known.low) { farthest = own }
    }

    /// The squared error of one row. Blocks are short enough for 32 bits, which is what the compiler can
    /// vectorise: 2,048 squares of a 10-bit difference are less than 2^31.
    @inline(__always)
    private static func squaredError<Sample: FixedWidthInteger>(
        _ one: UnsafePointer<Sample>, _ other: UnsafePointer<Sample>, count: Int
    ) -> UInt64 {
        var total: UInt64 = 0
        var start = 0
        while start < count {
            let end = min(start + 2048, count)
            var sum: UInt32 = 0
            for index in start..<end {
                let difference =
                    Int32(truncatingIfNeeded: one[index]) &- Int32(truncatingIfNeeded: other[index])
                sum &+= UInt32(bitPattern: difference &* difference)
            }
            total += UInt64(sum)
            start = end
        }
        return total
    }
}

extension Frame {
    /// Whether two pictures have the same samples in the same places; that one calls its range full in its
    /// format's name (`yuvj420p`) and the other in a tag is no difference.
    fileprivate func isComparable(with other: Frame) -> Bool {
        guard let mine = layout.format.descriptor, let theirs = other.layout.format.descriptor else {
            return false
        }
        return layout.width == other.layout.width && layout.height == other.layout.height
            && mine.nb_components == theirs.nb_components && mine.log2_chroma_w == theirs.log2_chroma_w
            && mine.log2_chroma_h == theirs.log2_chroma_h && mine.comp.0.depth == theirs.comp.0.depth
            && layout.format.isPlanarLuma && other.layout.format.isPlanarLuma
    }

    /// Whether every sample of every plane is the other's, where both have the same samples in the same places.
    func hasSamples(of other: Frame) -> Bool {
        let (mine, theirs) = (layout, other.layout)
        guard let components = mine.format.descriptor, let others = theirs.format.descriptor,
            mine.width == theirs.width, mine.height == theirs.height,
            components.hasSamples(like: others)
        else { return false }
        for plane in 0..<Int(av_pix_fmt_count_planes(mine.format)) {
            let isChroma = plane == 1 || plane == 2
            let height = Int(isChroma ? mine.height.halved(components.log2_chroma_h) : mine.height)
            let width = Int(av_image_get_linesize(mine.format, mine.width, Int32(plane)))
            guard width > 0, let ours = self.plane(plane), let theirs = other.plane(plane) else {
                return false
            }
            for row in 0..<height
            where memcmp(ours.start + row * ours.stride, theirs.start + row * theirs.stride, width) != 0 {
                return false
            }
        }
        return true
    }

    /// Where the samples of a plane begin, and how many bytes it is from one row to the next.
    func plane(_ index: Int) -> Plane? {
        withUnsafeBytes(of: &pointer.pointee.linesize) { strides in
            withUnsafeBytes(of: &pointer.pointee.data) { planes in
                let start = planes.bindMemory(to: UnsafeMutablePointer<UInt8>?.self)[index]
                let stride = Int(strides.bindMemory(to: Int32.self)[index])
                return start.map { Plane(start: UnsafePointer($0), stride: stride) }
            }
        }
    }
}

/// One plane of a picture in memory, valid as long as the picture.
struct Plane {
    /// Its first sample.
    let start: UnsafePointer<UInt8>
    /// How many bytes it is from one row to the next.
    let stride: Int

    /// Where a row begins.
    func row<Sample>(_ row: Int, of sample: Sample.Type) -> UnsafePointer<Sample> {
        UnsafeRawPointer(start + row * stride).assumingMemoryBound(to: sample)
    }
}

extension AVPixFmtDescriptor {
    /// Whether another format has as many samples, as deep and in the same places: one may say in its name that
    /// their range is full (`yuvj420p`), and the other in a tag.
    fileprivate func hasSamples(like other: AVPixFmtDescriptor) -> Bool {
        func places(_ descriptor: AVPixFmtDescriptor) -> [[Int32]] {
            let all = [descriptor.comp.0, descriptor.comp.1, descriptor.comp.2, descriptor.comp.3]
            return all.prefix(Int(descriptor.nb_components)).map {
                [$0.plane, $0.step, $0.offset, $0.shift, $0.depth]
            }
        }
        let flags = UInt64(AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BE)
        return places(self) == places(other) && log2_chroma_w == other.log2_chroma_w
            && log2_chroma_h == other.log2_chroma_h && self.flags & flags == other.flags & flags
    }
}

extension AVPixelFormat {
    /// Whether each component has a plane of its own, of luma and chroma, at most 10 bits deep.
    var isPlanarLuma: Bool {
        guard let descriptor else { return false }
        let foreign = UInt64(
            AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BE | AV_PIX_FMT_FLAG_ALPHA
                | AV_PIX_FMT_FLAG_HWACCEL)
        return descriptor.flags & foreign == 0 && av_pix_fmt_count_planes(self) == descriptor.nb_components
            && descriptor.comp.0.depth <= 10
    }
}

extension Int32 {
    /// Half, quarter, … rounded up, as chroma planes are sized.
    fileprivate func halved(_ times: UInt8) -> Int32 { -((-self) >> Int32(times)) }
}
