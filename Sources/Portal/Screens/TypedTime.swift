import Desk
import Foundation
import Outcomes

/// A field for a date and a time of day, by the clock of the place, and which of two moments is meant where that clock shows the
/// time twice (`typed.mustache`).
///
/// Three things are sent with what was typed: what the page itself filled in, as it was shown and to the last digit; and where a
/// time is shown twice, which of the two was chosen. A choice counts only for the time that it was offered for.
struct TypedTime {
    /// The name of the field.
    let name: String
    /// The time that is asked for: what is typed lies in it.
    let asked: GivenSpan

    // MARK: - Reading

    /// The moment that was typed; nil where nothing was.
    ///
    /// - Throws: `DeskError` for what is no time.
    func moment(in form: PostedForm) throws -> GivenMoment? {
        guard let text = form.text(name) else { return nil }
        let typed: GivenMoment
        do { typed = try GivenMoment(text) } catch { throw DeskError(error) }
        if let offered = form.text("\(name)-of"), offered.isSameTime(as: text),
            let chosen = form.text("\(name)-which").flatMap({ Int64($0) }),
            let meant = typed.readings(in: asked).first(where: { $0.nanoseconds == chosen })
        {
            return GivenMoment(meant)
        }
        if let shown = form.text("\(name)-shown"), shown.isSameTime(as: text),
            let exact = form.text("\(name)-at").flatMap({ Int64($0) })
        {
            return GivenMoment(GivenTime(nanoseconds: exact))
        }
        return typed
    }

    /// Whether what was typed is two moments, and nothing tells which of them is meant.
    func isOpen(in form: PostedForm) -> Bool {
        ((try? moment(in: form)).flatMap(\.self)?.readings(in: asked).count ?? 0) > 1
    }

    // MARK: - Showing

    /// What the field is filled with.
    ///
    /// - Parameters:
    ///   - time: what it holds, by the clock of the place, unless a form is shown again.
    ///   - again: the form that is shown again, as it was filled in.
    func values(
        _ time: GivenTime, again: KeptForms.Kept?, clock: RequestClock, times: PortalTimes
    ) -> [String: Any] {
        let words = times.words
        let text = again?[name] ?? time.forField
        var values: [String: Any] = [
            "name": name, "label": words["offer.\(name)"], "text": text,
            "least": clock.shown(asked.from).forField, "most": clock.shown(asked.to).forField,
            // What a form that is shown again held exactly, a script may have set.
            "shown": again?["\(name)-shown"] ?? time.forField,
            "at": again?["\(name)-at"] ?? "\(time.nanoseconds)",
        ]
        let readings = (try? GivenMoment(text).readings(in: asked)) ?? []
        if readings.count > 1 {
            let isOffered = again?["\(name)-of"]?.isSameTime(as: text) ?? false
            let isAsFilled = again == nil || again?["\(name)-shown"]?.isSameTime(as: text) ?? false
            let chosen =
                (isOffered ? again?["\(name)-which"] : nil) ?? (isAsFilled ? values["at"] as? String : nil)
            values["twice"] =
                [
                    "of": text, "lead": words["typed.twice-\(name)"],
                    "each": readings.map { reading in
                        let shown = clock.shown(reading)
                        return [
                            "at": "\(reading.nanoseconds)", "isChosen": chosen == "\(reading.nanoseconds)",
                            "text": times.moment(shown),
                        ] as [String: Any]
                    },
                ] as [String: Any]
        }
        return values
    }
}

/// A time was typed that is two moments, and it was not said which of them is meant.
struct TimeOpen: Error {}

extension GivenTime {
    /// The time as a field for a date and a time of day holds it.
    var forField: String { String(rfc3339.prefix(19)) }
}

extension String {
    /// Whether two fields for a date and a time of day hold the same: browsers leave out seconds that are none.
    fileprivate func isSameTime(as other: String) -> Bool {
        func whole(_ text: String) -> String { text.utf8.count == 16 ? text + ":00" : text }
        return whole(self) == whole(other)
    }
}
