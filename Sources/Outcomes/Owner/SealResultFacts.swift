import Records
import Statements

/// What was sealed, as programs read it (docs/spec/bundle.md).
package struct SealResultFacts: Encodable, Sendable {
    /// What a time-stamping authority said of a seal.
    package struct Timestamp: Encodable, Equatable, Sendable {
        package var authority: String
        package var time: WallTime

        package init(authority: String, time: WallTime) {
            self.authority = authority
            self.time = time
        }
    }

    package var file: String
    package var size: UInt64
    package var bundle: String
    package var sealed: WallTime
    package var objects: [ObjectFacts]
    package var gaps: [Worded<Gap>]
    package var overlaps: [Overlap]
    package var leftOut: [LeftOutFacts]
    /// Absent where no authority was asked.
    package var timestamp: Timestamp?
    /// Who asked, and whether that is somebody known here.
    package var requester: TrustedCardFacts
    package var links: LinksFacts?

    private enum CodingKeys: String, CodingKey {
        case file, size, bundle, sealed, objects, gaps, overlaps, timestamp, requester, links
        case leftOut = "left_out"
    }

    package init(
        _ record: Record, file: String, size: UInt64, timestamp: Timestamp?, requester: TrustedCardFacts,
        links: LinksFacts?
    ) {
        self.file = file
        self.size = size
        bundle = record.bundle
        sealed = record.sealed
        objects = record.objects
        gaps = record.gaps.map { Worded($0) }
        overlaps = record.overlaps
        leftOut = record.recordings.flatMap(LeftOutFacts.all)
        self.timestamp = timestamp
        self.requester = requester
        self.links = links
    }
}
