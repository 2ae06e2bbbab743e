import Outcomes
import CustodianCommands
import Cutting
import Handover
import Objects
import Recordings
import Records
import Statements

/// What `footage match --json` writes (docs/spec/footage.md), and the page it shows.
struct MatchFacts: Encodable {
    var window: Window
    var granted: [Granted]?
    var cameras: [Camera]
    var total: Leaving
    var unreadable: [UnreadableListing]
    var plot: String?
    /// The links that were met; absent where there were none.
    var links: LinksFacts?
    /// Who asked, and whether that is somebody known here.
    var requester: TrustedCardFacts?

    struct Granted: Encodable {
        var camera: String?
        var window: Window
    }

    struct Camera: Encodable {
        var camera: String
        var recordings: [Recording]
        var covered: UInt64
        var gaps: [Gap]
        var overlaps: [Overlap]
        var leaving: Leaving
        var leftOut: [LeftOutFacts]

        enum CodingKeys: String, CodingKey {
            case camera, recordings, gaps, overlaps, leaving
            case covered = "covered_ns"
            case leftOut = "left_out"
        }
    }

    struct Recording: Encodable {
        var file: String
        var window: Window
        var start: StartEvidence
        var zone: String?
    }

    struct Gap: Encodable {
        var window: Window
        var mayBeRounding: Bool

        enum CodingKeys: String, CodingKey {
            case window
            case mayBeRounding = "may_be_rounding"
        }
    }

    struct Overlap: Encodable {
        var window: Window
        var files: [String]
    }

    /// What would leave.
    struct Leaving: Encodable {
        var objects: [Object] = []
        var masters: Sum
        var derivatives: Sum

        struct Object: Encodable {
            var role: ObjectRole
            var file: String
            var window: Window
            var maximumSize: UInt64?
            var pictures: Int?
            var reason: DerivativeReason?

            enum CodingKeys: String, CodingKey {
                case role, file, window, pictures, reason
                case maximumSize = "maximum_size"
            }
        }

        struct Sum: Encodable {
            var count: Int
            var nanoseconds: Int64
            var maximumSize: UInt64?
            var pictures: Int?

            enum CodingKeys: String, CodingKey {
                case count, pictures
                case nanoseconds = "duration_ns"
                case maximumSize = "maximum_size"
            }
        }

        init(_ cuts: [CutPlan], shownLike window: Window) {
            let leaving = cuts.flatMap(FootageMatch.Leaving.of)
            objects = leaving.map { part in
                Object(
                    role: part.object.role, file: part.recording.path,
                    window: part.window.shown(like: window),
                    maximumSize: part.object.maximumSize, pictures: part.object.pictures,
                    reason: part.object.reason)
            }
            let (originals, anew) = FootageMatch.totals(of: leaving)
            masters = Sum(
                count: originals.count, nanoseconds: originals.nanoseconds,
                maximumSize: originals.maximumBytes)
            derivatives = Sum(count: anew.count, nanoseconds: anew.nanoseconds, pictures: anew.pictures)
        }

        /// Whether the sums stand alone, as they do for all cameras together.
        func withoutObjects() -> Leaving {
            var sums = self
            sums.objects = []
            return sums
        }

        private enum CodingKeys: String, CodingKey { case objects, masters, derivatives }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            if !objects.isEmpty { try container.encode(objects, forKey: .objects) }
            try container.encode(masters, forKey: .masters)
            try container.encode(derivatives, forKey: .derivatives)
        }
    }

    init(_ match: FootageMatch, unreadable: [(path: String, error: FootageError)], plot: String?) {
        let asked = match.requested
        window = asked
        granted = match.granted?.map { Granted(camera: $0.camera, window: $0.window) }
        cameras = match.cameras.map { camera in
            Camera(
                camera: camera.label,
                recordings: camera.recordings.map {
                    Recording(
                        file: $0.path, window: $0.span.shown(like: asked), start: $0.start, zone: $0.zone)
                },
                covered: UInt64(max(0, camera.coveredNanoseconds(of: asked))),
                gaps: camera.coverage.gaps.map {
                    Gap(window: $0.window.shown(like: asked), mayBeRounding: $0.mayBeRounding)
                },
                overlaps: camera.coverage.overlaps.map { overlap in
                    Overlap(
                        window: overlap.window.shown(like: asked),
                        files: overlap.recordings.map { camera.recordings[$0].path })
                },
                leaving: Leaving(camera.cuts, shownLike: asked),
                leftOut: camera.cuts.flatMap { cut in
                    cut.leftOut.map {
                        LeftOutFacts(
                            $0, camera: camera.label, file: cut.recording.path, tracks: cut.recording.tracks)
                    }
                })
        }
        total = Leaving(match.cameras.flatMap(\.cuts), shownLike: asked).withoutObjects()
        self.unreadable = unreadable.map { UnreadableListing(path: $0.path, reason: $0.error.description) }
        self.plot = plot
    }

    // MARK: - In words

    func show(on page: inout Page) {
        let have = cameras.filter { !$0.recordings.isEmpty }
        page.facts([
            .init("Asked for", "\(window.from.inWords) to \(window.to.inWords), \(window.lengthInWords)")
        ])
        page.facts(
            (granted ?? []).map {
                .init(
                    "Agreed to",
                    "\($0.camera ?? "every camera"), \($0.window.from.inWords) for \($0.window.lengthInWords)"
                )
            })
        page.gap()
        guard !have.isEmpty else { return page.paragraph("No camera has anything of that time.") }
        page.table(
            [["Camera", "Files", "Has", "Missing", "Leaves untouched", "Encoded anew"]] + have.map(row))
        page.gap()
        for camera in have { page.details(of: camera) }
        let without = cameras.filter(\.recordings.isEmpty).map(\.camera)
        if !without.isEmpty {
            page.paragraph(
                "Nothing of that time: "
                    + listInWords(
                        Array(without.prefix(8)) + (without.count > 8 ? ["\(without.count - 8) others"] : []))
                    + ".")
        }
        page.paragraph(
            granted == nil
                ? "Nothing has left. This is what would if you agreed to all that is asked for: \(total.inWords)."
                : "Nothing has left. This is what would under your consent: \(total.inWords).")
        if let plot { page.paragraph("The picture is in \(plot).") }
    }

    private func row(_ camera: Camera) -> [String] {
        let missing = camera.gaps.reduce(0) { $0 + $1.window.durationNanoseconds }
        return [
            camera.camera, "\(camera.recordings.count)",
            durationInWords(nanoseconds: Int64(clamping: camera.covered)),
            missing == 0 ? "nothing" : durationInWords(nanoseconds: missing), camera.leaving.masters.inWords,
            camera.leaving.derivatives.inWords,
        ]
    }
}

extension MatchFacts.Leaving {
    /// `3 originals of 50 s …, and 1 piece encoded anew …`.
    fileprivate var inWords: String {
        if masters.count + derivatives.count == 0 { return "nothing" }
        return "untouched originals: \(masters.inWords); encoded anew: \(derivatives.inWords)"
    }
}

extension MatchFacts.Leaving.Sum {
    /// `3, 50 s, at most 2.1 MB`; `none`.
    fileprivate var inWords: String {
        guard count > 0 else { return "none" }
        let size = maximumSize.map { ", at most \(bytesInWords($0))" } ?? ""
        let pictures = pictures.map { ", \(counted(UInt64(clamping: $0), "picture"))" } ?? ""
        return "\(count), \(durationInWords(nanoseconds: nanoseconds))\(size)\(pictures)"
    }
}

extension Page {
    fileprivate mutating func details(of camera: MatchFacts.Camera) {
        for gap in camera.gaps {
            paragraph(
                "\(camera.camera): nothing recorded from \(gap.window.from.inWords) for \(gap.window.lengthInWords)"
                    + (gap.mayBeRounding
                        ? "; starts are known to the second, so it may be less, or none" : "") + ".")
        }
        for overlap in camera.overlaps {
            paragraph(
                "\(camera.camera): recorded twice from \(overlap.window.from.inWords) for "
                    + "\(overlap.window.lengthInWords).")
        }
        if !camera.gaps.isEmpty || !camera.overlaps.isEmpty { gap() }
    }
}
