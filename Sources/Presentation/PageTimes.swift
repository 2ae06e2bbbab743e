import Statements

// What a statement says, with its times as one clock shows them: a page has one clock.

extension Request {
    /// The same with all times as the clock of its window shows them.
    var shown: Request { shown(by: PageClock(window)) }

    /// The same with all times as a clock shows them.
    func shown(by clock: PageClock) -> Request {
        var shown = self
        shown.window = clock.shown(window)
        shown.issued = clock.shown(issued)
        shown.expires = clock.shown(expires)
        return shown
    }
}

extension Consent {
    /// The same with all times as the clock of its first grant shows them.
    var shown: Consent { shown(by: grants.first.map { PageClock($0.window) }) }

    /// The same with all times as a clock shows them; as they are written where there is none.
    func shown(by clock: PageClock?) -> Consent {
        guard let clock else { return self }
        var shown = self
        shown.grants = grants.map { grant in
            var grant = grant
            grant.window = clock.shown(grant.window)
            return grant
        }
        shown.issued = clock.shown(issued)
        shown.expires = clock.shown(expires)
        return shown
    }
}

extension CounterOffer {
    /// The same with all times as the clock of its window shows them.
    var shown: CounterOffer { shown(by: PageClock(window)) }

    /// The same with all times as a clock shows them; as they are written where there is none.
    func shown(by clock: PageClock?) -> CounterOffer {
        guard let clock else { return self }
        var shown = self
        shown.window = clock.shown(window)
        shown.issued = clock.shown(issued)
        shown.expires = clock.shown(expires)
        return shown
    }
}
