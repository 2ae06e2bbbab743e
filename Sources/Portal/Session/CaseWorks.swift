import Desk
import Outcomes
import Synchronization

/// What goes on in cases while their owner looks at pages, one thing at a time in each.
final class CaseWorks: Sendable {
    /// A bundle that is made, or a copy of one.
    enum Work: Sendable {
        case sealing(SealingWork)
        case saving(SavingWork)

        var isRunning: Bool {
            switch self {
            case .sealing(let work): work.isRunning
            case .saving(let work): work.isRunning
            }
        }
    }

    private let works = Mutex<[String: Work]>([:])

    /// What goes on in a case, or went on last; nil where nothing was begun since the server started.
    subscript(found: OwnersCase) -> Work? { works.withLock { $0[found.name] } }

    /// Begins something, unless something goes on in the case already: pressing twice begins it once.
    ///
    /// - Throws: what beginning throws.
    func begin(_ found: OwnersCase, _ make: () throws -> Work) throws {
        try works.withLock { works in
            if works[found.name]?.isRunning ?? false { return }
            works[found.name] = try make()
        }
    }

    /// Asks what goes on in a case to stop.
    func stop(_ found: OwnersCase) {
        switch self[found] {
        case .sealing(let work): work.stop()
        case .saving(let work): work.stop()
        case nil: break
        }
    }

    /// Whether something goes on in any case: the server must not end then.
    var isBusy: Bool { works.withLock { $0.values.contains(where: \.isRunning) } }
}
