import Statements

/// Why the original packets could not be handed over (docs/spec/record.md, Object).
package enum DerivativeReason: String, Sendable, Codable, CaseIterable {
    /// The window begins between key frames; these pictures come before the first in it.
    case betweenKeyFrames = "between_key_frames"
    /// No clean access unit lies in the window.
    case noKeyFrame = "no_key_frame"
    /// These pictures are made from ones shown after the window's end.
    case afterWindow = "after_window"
    /// A still was asked for.
    case asked

    /// What an object with that reason is to the footage.
    package var role: ObjectRole {
        switch self {
        case .betweenKeyFrames, .noKeyFrame: .leadIn
        case .afterWindow: .leadOut
        case .asked: .still
        }
    }
}

extension DerivativeReason: InWords {
    /// Why, as the end of a sentence.
    package var inWords: String {
        switch self {
        case .betweenKeyFrames:
            "the window starts between key frames; these pictures come before the first in it"
        case .noKeyFrame:
            "no clean key frame lies in the window, so no original packet of it can be decoded alone"
        case .afterWindow: "these pictures are made from ones shown after the window's end"
        case .asked: "a still of that moment was asked for"
        }
    }
}

/// What encoded pictures anew, by the sealing program's word.
package struct EncoderFacts: Sendable, Hashable, Codable {
    /// An encoder that pictures are encoded with.
    package enum Name: String, Sendable, Codable, CaseIterable {
        /// H.264.
        case libx264
        /// FFV1, without loss.
        case ffv1
        /// PNG, of stills.
        case png
    }

    /// Which one.
    package var name: Name
    /// The library it was called through.
    package var library: String
    /// Its version: three numbers with dots between.
    package var version: String

    private enum CodingKeys: String, CodingKey { case name, library, version }

    /// The facts from their parts.
    package init(name: Name, library: String, version: String) {
        self.name = name
        self.library = library
        self.version = version
    }

    /// Reads `{"name", "library", "version"}`, and refuses what is no name and no version.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(Name.self, forKey: .name)
        library = try container.decode(String.self, forKey: .library)
        version = try container.decode(String.self, forKey: .version)
        let numbers = version.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let areNumbers = numbers.allSatisfy { number in
            (1...9).contains(number.count)
                && number.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        guard DerivativeSettings.isFormat(library), numbers.count == 3, areNumbers else {
            throw DecodingError.dataCorruptedError(
                forKey: .version, in: container, debugDescription: "that is no library and its version")
        }
    }
}

extension EncoderFacts: InWords {
    /// `libx264 (libavcodec 59.37.100)`.
    package var inWords: String { "\(name.rawValue) (\(library) \(version))" }
}

/// How pictures were encoded anew, by the sealing program's word.
package struct DerivativeSettings: Sendable, Hashable, Codable {
    /// What is known of a range of samples.
    package enum Range: String, Sendable, Codable, CaseIterable {
        case full, limited, unknown
    }

    /// A matrix between luma and colour.
    package enum Matrix: String, Sendable, Codable, CaseIterable {
        case bt709, bt601, smpte240m, fcc, bt2020
    }

    /// What was done to decoded pictures before they were encoded.
    package struct Conversion: Sendable, Hashable, Codable {
        /// The pixel format they had, as libavutil names it.
        package var from: String
        /// The pixel format they were given.
        package var to: String
        /// Bits of each sample before.
        package var fromBits: Int
        /// Bits of each sample after.
        package var toBits: Int
        /// The matrix that was applied; nil where none was.
        package var matrix: Matrix?
        /// True where the source does not name the matrix.
        package var isMatrixAssumed: Bool?
        /// The range the source's samples were taken to have; nil where it is of no matter.
        package var range: Range?
        /// True where the source does not name the range.
        package var isRangeAssumed: Bool?

        private enum CodingKeys: String, CodingKey {
            case from, to, matrix, range
            case fromBits = "from_bits"
            case toBits = "to_bits"
            case isMatrixAssumed = "matrix_assumed"
            case isRangeAssumed = "range_assumed"
        }

        /// A conversion from its parts.
        package init(
            from: String, to: String, fromBits: Int, toBits: Int, matrix: Matrix? = nil,
            isMatrixAssumed: Bool? = nil, range: Range? = nil, isRangeAssumed: Bool? = nil
        ) {
            self.from = from
            self.to = to
            self.fromBits = fromBits
            self.toBits = toBits
            self.matrix = matrix
            self.isMatrixAssumed = isMatrixAssumed
            self.range = range
            self.isRangeAssumed = isRangeAssumed
        }
    }

    /// What the samples of pictures encoded without loss are.
    package struct Samples: Sendable, Hashable, Codable {
        /// Their pixel format, as libavutil names it.
        package var pixelFormat: String
        /// Their range.
        package var range: Range

        private enum CodingKeys: String, CodingKey {
            case range
            case pixelFormat = "pixel_format"
        }

        /// The facts from their parts.
        package init(pixelFormat: String, range: Range) {
            self.pixelFormat = pixelFormat
            self.range = range
        }
    }

    /// What a player would do to a still, and was not done.
    package struct NotApplied: Sendable, Hashable, Codable {
        /// The shape of a pixel.
        package var aspect: PixelAspect?
        /// By how much it would be turned, in degrees from −180 to 180, as libavutil counts them.
        package var rotation: Int?

        /// The facts from their parts.
        package init(aspect: PixelAspect? = nil, rotation: Int? = nil) {
            self.aspect = aspect
            self.rotation = rotation
        }
    }

    /// What the encoder was given, by name.
    package var options: [String: String]
    /// What was done to the decoded pictures before; nil where nothing was.
    package var conversion: Conversion?
    /// What the samples are; exactly of pictures encoded without loss.
    package var samples: Samples?
    /// What a player would do and was not done; nil where there is nothing.
    package var notApplied: NotApplied?

    private enum CodingKeys: String, CodingKey {
        case options, conversion, samples
        case notApplied = "not_applied"
    }

    /// How many options there are at most.
    static let optionLimit = 16

    /// The settings from their parts.
    package init(
        options: [String: String], conversion: Conversion? = nil, samples: Samples? = nil,
        notApplied: NotApplied? = nil
    ) {
        self.options = options
        self.conversion = conversion
        self.samples = samples
        self.notApplied = notApplied
    }

    /// Reads settings, and refuses what no encoder is given.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        options = try container.decode([String: String].self, forKey: .options)
        conversion = try container.decodeIfPresent(Conversion.self, forKey: .conversion)
        samples = try container.decodeIfPresent(Samples.self, forKey: .samples)
        notApplied = try container.decodeIfPresent(NotApplied.self, forKey: .notApplied)
        let bits = conversion.map { [$0.fromBits, $0.toBits] } ?? []
        let assumed = conversion.map { [$0.isMatrixAssumed, $0.isRangeAssumed] } ?? []
        let aspect = notApplied?.aspect.map { [$0.horizontal, $0.vertical] } ?? []
        guard options.count <= Self.optionLimit,
            options.allSatisfy({ Self.isOption($0.key) && Self.isOption($0.value) }),
            (conversion.map { [$0.from, $0.to] } ?? []).allSatisfy(Self.isFormat),
            samples.map({ Self.isFormat($0.pixelFormat) }) ?? true,
            bits.allSatisfy((1...32).contains), assumed.allSatisfy({ $0 != false }),
            conversion?.range != .unknown, aspect.allSatisfy((1...Int(Int32.max)).contains),
            notApplied?.rotation.map((-180...180).contains) ?? true
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .options, in: container, debugDescription: "no encoder is given such settings")
        }
    }

    /// Whether a text is the name of a pixel format or a library: 1 to 32 small letters, digits and `_`.
    static func isFormat(_ text: String) -> Bool {
        (1...32).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// Whether a text is an encoder's option, or the value of one.
    static func isOption(_ text: String) -> Bool {
        (1...256).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "_:=.,+-".utf8.contains(byte)
                }
            }
    }
}

extension DerivativeSettings: InWords {
    /// `preset=ultrafast tune=zerolatency; converted from …`.
    package var inWords: String {
        var parts = [
            options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        ]
        if let conversion { parts.append(conversion.inWords) }
        if let samples { parts.append("samples \(samples.pixelFormat), range \(samples.range.rawValue)") }
        if let aspect = notApplied?.aspect {
            parts.append("pixels are \(aspect.horizontal) to \(aspect.vertical), which was not applied")
        }
        if let rotation = notApplied?.rotation {
            parts.append("turned by \(rotation) degrees, which was not applied")
        }
        return parts.filter { !$0.isEmpty }.joined(separator: "; ")
    }
}

extension DerivativeSettings.Conversion: InWords {
    /// `converted from yuv420p10le to yuv420p, 10 bits reduced to 8`.
    package var inWords: String {
        "converted from \(from) to \(to)"
            + (toBits < fromBits ? ", \(fromBits) bits reduced to \(toBits)" : "")
            + (matrix.map { ", matrix \($0.rawValue)\(isMatrixAssumed == true ? " (assumed)" : "")" } ?? "")
            + (range.map { ", range \($0.rawValue)\(isRangeAssumed == true ? " (assumed)" : "")" } ?? "")
    }
}
