import Desk
import Foundation
import Outcomes

/// What the choices on the page about what would leave are filled with.
struct WindowValues {
    private(set) var values: [String: Any] = [:]

    /// How wide the timeline is in its own units.
    private static let width = 1000.0
    /// In how many parts the hours under it are.
    private static let labels = 4
    /// Of how many cameras the first and last pictures are shown.
    private static let mostPictured = 8

    init(
        _ found: OwnersCase, _ draft: OwnersDraft, _ asked: AskedCase, _ window: GivenSpan,
        _ timeline: FootageTimeline, _ visit: Visit
    ) {
        let (words, filled) = (visit.words, visit.again)
        let request = asked.shown.request
        let (clock, times) = (asked.clock, asked.times(words))
        let whole = request.window
        func place(_ time: GivenTime) -> Double {
            Self.width * Double(time.nanoseconds(since: whole.from)) / Double(whole.durationNanoseconds)
        }
        let ticked = Set(filled?.fields["camera"] ?? draft.cameras ?? [])
        let (from, to) = (clock.shown(window.from), clock.shown(window.to))
        values = [
            "case": found.name, "digest": draft.digest, "steps": HandoverStep.window.values(of: found, visit),
            "lead": words("window.lead", ["name": asked.requester.card.name.harmlessOnPage]),
            "asked": times.span(clock.shown(whole.from), clock.shown(whole.to)),
            "zone": times.zoneName(from: from, to: to),
            "typed": [("from", from), ("to", to)].map { name, time in
                TypedTime(name: name, asked: whole).values(time, again: filled, clock: clock, times: times)
            },
            "hasSound": request.wanted.audio,
            "keepsSound": filled.map { $0["sound"] == nil } ?? draft.keepsSound,
            "off": Self.tenth(place(window.from)), "end": Self.tenth(place(window.to)),
            "behind": Self.tenth(Self.width - place(window.to)),
        ]
        values["lanes"] = timeline.lanes.map { lane in
            [
                "camera": lane.camera, "name": lane.camera.harmlessOnPage,
                "isTicked": ticked.contains(lane.camera), "isEmpty": lane.parts.isEmpty,
                "isOther": !lane.recorder.leavesUnnamed,
                "bars": lane.parts.map { part in
                    let (start, end) = (place(part.from), place(part.to))
                    return ["x": Self.tenth(start), "width": Self.tenth(max(1, end - start))]
                },
            ] as [String: Any]
        }
        // What a script needs to turn seconds into the clock of the place, also where it changes between.
        let change = clock.change(in: whole)
        values["clock"] = [
            "start": "\(whole.from.wholeSeconds)", "end": "\(whole.to.wholeSeconds)",
            "offset": "\(clock.shown(whole.from).utcOffsetSeconds)",
            "later": "\(clock.shown(whole.to).utcOffsetSeconds)",
            "change": "\(change ?? whole.to.wholeSeconds + 1)",
            "locale": words.locale.identifier.replacing("_", with: "-"),
            "fromNow": "\(from.wholeSeconds)", "toNow": "\(to.wholeSeconds)",
        ]
        values["axis"] = (0...Self.labels).map { number in
            let share = whole.durationNanoseconds / Int64(Self.labels) * Int64(number)
            let time = clock.shown(whole.from.adding(nanoseconds: share))
            return change == nil ? times.clock(time) : times.clockWithOffset(time)
        }
        values["pictures"] = timeline.lanes.filter { ticked.contains($0.camera) && !$0.parts.isEmpty }
            // What was not taken is not shown, and of what was taken before nobody thinks then.
            .prefix(visit.problem == nil ? Self.mostPictured : 0).map { lane in
                let address = "/case/\(found.name)/picture?camera=\(lane.camera.inQuery)"
                return [
                    "name": lane.camera.harmlessOnPage,
                    "first": "\(address)&from=\(from.nanoseconds)&to=\(to.nanoseconds)",
                    "last": "\(address)&from=\(from.nanoseconds)&to=\(to.nanoseconds)&last=1",
                    "address": address,
                    "firstAlt": words("window.first-of", ["name": lane.camera.harmlessOnPage]),
                    "lastAlt": words("window.last-of", ["name": lane.camera.harmlessOnPage]),
                ]
            }
        values["hasPictures"] = !((values["pictures"] as? [Any])?.isEmpty ?? true)
        if let problem = visit.problem { values["problem"] = problem }
    }

    private static func tenth(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}

extension RequestClock {
    /// The second at which the clock of the place is put forward or back in a time; nil where it is not.
    func change(in whole: GivenSpan) -> Int64? {
        func offset(_ second: Int64) -> Int32 {
            shown(GivenTime(nanoseconds: second * 1_000_000_000)).utcOffsetSeconds
        }
        var (low, high) = (whole.from.wholeSeconds, whole.to.wholeSeconds)
        guard offset(low) != offset(high) else { return nil }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if offset(middle) == offset(low) { low = middle } else { high = middle }
        }
        return high
    }
}

extension GivenTime {
    /// Seconds since 1970, rounded down.
    fileprivate var wholeSeconds: Int64 {
        let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        return rest < 0 ? seconds - 1 : seconds
    }
}

extension String {
    /// The text as the value of one query field.
    var inQuery: String { inAddress.replacing("/", with: "%2F") }
}
