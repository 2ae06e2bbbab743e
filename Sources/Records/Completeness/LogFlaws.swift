import Statements

extension Record {
    /// What in its log cannot be so, in words; nil where nothing shows that (docs/spec/record.md, Log).
    ///
    /// A log is the sealing program's own account, and no room for more than it has to tell.
    func logFlaw(_ granted: GrantedTime) -> String? {
        let facts = Dictionary(recordings.lazy.map { ($0.id, $0) }) { first, _ in first }
        let found = recordings.reduce(0) { $0 + $1.provenance.count }
        var counts: [LoggedStep: Int] = [:]
        for entry in log {
            guard entry.time <= sealed else { return "a step of its log ended after it was sealed" }
            var most = 1
            let step: LoggedStep
            switch entry.step {
            case .statementsChecked: step = .statementsChecked
            case .originsLookedFor(let told):
                guard told == UInt64(found) else {
                    return "its log tells of \(counted(told, "proof")) of origin, and it has \(found)"
                }
                step = .originsLookedFor
            case .cut(let id, let window), .decodedAgain(let id, let window, _):
                guard let recording = facts[id],
                    let grants = granted.ends(of: recording.camera).windows[window]
                else {
                    return
                        "its log tells of a cut of \(id.quoted) to \(window), and no such window of a recording was granted"
                }
                most = grants
                guard case .decodedAgain(_, _, let counts) = entry.step else {
                    step = .cut(id, window)
                    break
                }
                step = .decodedAgain(id, window)
                let known = recording.tracks.map(\.index)
                guard counts.notDecoded == known.filter(counts.notDecoded.contains).sorted() else {
                    return
                        "its log tells of tracks of \(id.quoted) that were not decoded, and it has no such tracks"
                }
            case .commitmentKept(let id, let committed, let isReadWhole):
                guard let known = facts[id]?.precommitment, known.committed.toTheSecond == committed,
                    known.isDigestAsCommitted != isReadWhole
                else {
                    return "its log tells otherwise of when \(id.quoted) was committed to than it does itself"
                }
                step = .commitmentKept(id)
            case .committed: step = .committed
            }
            counts[step, default: 0] += 1
            guard counts[step, default: 0] <= most else { return "its log tells of one step more than once" }
        }
        return nil
    }
}

/// A step of the log, by what there is one of.
private enum LoggedStep: Hashable {
    case statementsChecked, originsLookedFor, committed
    case cut(String, Window)
    case decodedAgain(String, Window)
    case commitmentKept(String)
}

extension RecordingFacts {
    /// What of it is told twice, in words; nil where nothing is: a recording has one proof of each kind, and one conflict of
    /// each code.
    var flawOfRepetition: String? {
        guard Set(provenance.map(\.kind)).count == provenance.count else {
            return "proofs of origin of one kind are told of more than once"
        }
        guard Set(conflicts.map(\.code)).count == conflicts.count else {
            return "conflicts of one kind are told of more than once"
        }
        return nil
    }

    /// That it was committed to after the bundle was sealed, in words; nil where it was not.
    func flawOfCommitted(_ record: Record) -> String? {
        guard let committed = precommitment?.committed, committed > record.sealed else { return nil }
        return "it is said to have been committed to on \(committed), after it was sealed"
    }
}
