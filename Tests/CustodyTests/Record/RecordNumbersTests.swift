import Records
import Statements
import Sealing
import Testing

/// docs/spec/record.md, Numbers.
@Suite("A record has no number that nobody could calculate with")
struct RecordNumbersTests {
    struct Number: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What is said of it.
        let says: String
        let apply: @Sendable (inout Record) -> Void
        init(
            _ name: String, says: String = "beyond what media can count",
            _ apply: @escaping @Sendable (inout Record) -> Void
        ) {
            (testDescription, self.says, self.apply) = (name, says, apply)
        }
    }

    private static func described(_ change: (inout TrackDescription) -> Void) -> TrackDescription {
        var description = TrackDescription(
            kind: .audio, codec: "aac", timeBase: TimeBase(numerator: 1, denominator: 48_000),
            sampleRate: 48_000, channels: 2)
        change(&description)
        return description
    }

    private static func proof(_ change: (inout RangeProof) -> Void) -> RangeProof {
        var proof = RangeProof(first: 0, count: 1, leftOut: [], before: [], after: [], seeds: [])
        change(&proof)
        return proof
    }

    private static func still(_ width: Int, _ height: Int, _ moment: WallTime) -> StillFacts {
        StillFacts(asked: moment, shown: moment, width: width, height: height, depth: 8)
    }

    static let numbers: [Number] = [
        Number("a rate of 2⁶⁰") {
            $0.recordings[0].tracks[0].description = described { $0.sampleRate = 1 << 60 }
        },
        Number("a rate of nothing") {
            $0.recordings[0].tracks[0].description = described { $0.sampleRate = 0 }
        },
        Number("all channels there could be") {
            $0.recordings[0].tracks[0].description = described { $0.channels = .max }
        },
        Number("a width of a description") {
            $0.recordings[0].tracks[0].description = described { $0.width = 65_536 }
        },
        Number("a pixel of no height") {
            $0.recordings[0].tracks[0].description = described {
                $0.pixelAspect = PixelAspect(horizontal: 1, vertical: 0)
            }
        },
        Number("a colour") {
            $0.recordings[0].tracks[0].description = described {
                $0.colour = ColourDescription(primaries: -1, transfer: 1, matrix: 1, isFullRange: true)
            }
        },
        Number("bits of a sample") {
            $0.recordings[0].tracks[0].description = described { $0.bitsPerSample = .min }
        },
        Number("a width that is told") { $0.recordings[0].tracks[0].width = .max },
        Number("a track below the first") { $0.recordings[0].tracks[0].index = -1 },
        Number("a file of 2⁶⁰ bytes") { $0.recordings[0].size = 1 << 60 },
        Number("fields") {
            $0.recordings[0].leftOut = [.fields(.max, window: $0.gaps[0].window)]
        },
        Number("damaged pictures") {
            $0.recordings[0].leftOut = [.damaged(.leadIn, missing: 1, damaged: 1 << 32 + 1)]
        },
        Number("an offset of a box") {
            $0.recordings[0].provenance = [
                .contentCredentials(
                    .init(
                        boxes: [.init(offset: .max, size: 1, purpose: .manifest)], boxCount: 1, manifest: nil)
                )
            ]
        },
        Number("pictures of a gap") {
            $0.gaps[0].reason = .damaged(recording: "r1", pictures: .max)
        },
        Number("proofs that were found") { $0.log[0].step = .originsLookedFor(found: .max) },
        Number("access units") { $0.objects[0].tracks[0].accessUnits = .max },
        Number("a last duration") { $0.objects[0].tracks[0].lastDuration = .max },
        Number("a time") { $0.objects[0].tracks[0].lastPTS = 1 << 60 },
        Number("padding") { $0.objects[0].padding = .max },
        Number("the place of a run") { $0.objects[0].tracks[0].proof = proof { $0.first = .max } },
        Number("bytes of messages") {
            $0.objects[0].tracks[0].other = [OtherBytes(kind: "sei:5", count: 1, bytes: .max)]
        },
        Number("a closeness below nothing") { $0.objects[0].derivative?.psnrDecibels = -1 },
        Number("a closeness of the farthest picture below nothing") {
            $0.objects[0].derivative?.leastDecibels = -1
        },
        Number("a farthest picture that is closer than all together", says: "is more than “psnr_db”") {
            $0.objects[0].derivative?.leastDecibels = 48.3
        },
        Number("a closeness without that of the farthest picture", says: "do not stand together") {
            $0.objects[0].derivative?.leastDecibels = nil
        },
        Number("a closeness of the farthest picture alone", says: "do not stand together") {
            $0.objects[0].derivative?.psnrDecibels = nil
        },
        Number("a still of no width") { $0.objects[0].derivative?.still = still(0, 1, $0.sealed) },
    ]

    @Test("a number outside its range is named, by who seals and by who reads", arguments: numbers.indices)
    func ranges(index: Int) throws {
        var record = try Story().record
        #expect(record.beyondLimits == nil)
        Self.numbers[index].apply(&record)
        let flaw = record.beyondLimits ?? "nothing"
        #expect(
            flaw.contains(Self.numbers[index].says), "\(Self.numbers[index].testDescription): \(flaw)")
        let others = record.objects
        record.objects = []
        guard record.beyondLimits != nil else { return #expect(!others.isEmpty) }
        #expect(throws: SealingError.self) {
            _ = try StrictJSON.decode(
                Record.self, from: StrictJSON.encode(record), maximumBytes: RecordLimits.bytes)
        }
    }
}
