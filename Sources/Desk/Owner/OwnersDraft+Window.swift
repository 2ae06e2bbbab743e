import CustodyDesk
import Outcomes
import Statements

extension OwnersDraft {
    /// Narrows the time, which never goes beyond what is asked for.
    ///
    /// - Parameters:
    ///   - from: when it starts, as a person gave it; nil where the request does.
    ///   - to: when it ends.
    /// - Throws: ``DeskError``, ``DeskError/Kind/usage`` for a time outside the request, and for an end that is not behind the
    ///   start; then nothing is changed.
    package mutating func narrow(
        from: MomentInWindow?, to: MomentInWindow?, of request: Request
    ) throws(DeskError) {
        let asked = request.window
        let (start, end) = try telling {
            (try from?.moment(in: asked) ?? asked.from, try to?.moment(in: asked) ?? asked.to)
        }
        guard asked.from <= start, start < end, end <= asked.to else {
            throw DeskError(
                .usage, "from \(start.inWords) to \(end.inWords) is no part of the time that is asked for",
                cause: DeskError.Cause(.windowNotAsked))
        }
        // As the page shows times: a consent is read by people.
        let clock = PageClock(asked)
        self.from = start == asked.from ? nil : clock.shown(start)
        self.to = end == asked.to ? nil : clock.shown(end)
    }
}

extension MomentInWindow {
    /// The moments of a window that it may mean, the earliest first: two in the hour that clocks show twice, and none where it
    /// means nothing of the window.
    package func readings(in window: Window) -> [WallTime] {
        let found: [WallTime]
        do { found = [try moment(in: window)] } catch .timeOpen(_, let moments) { found = moments } catch {
            return []
        }
        return found.filter { window.from <= $0 && $0 <= window.to }
    }
}
