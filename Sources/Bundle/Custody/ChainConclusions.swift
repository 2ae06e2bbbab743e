import Records
import Statements

/// What the checks of a custody chain amount to, in the sentences of docs/spec/conclusions.md and no others.
package struct ChainConclusions {
    /// What is to be read out behind the sentences on the bundle, in order.
    package let conclusions: [Conclusion]

    package init(_ checks: [Check], of chain: CustodyChain) {
        let held = Set(checks.lazy.filter { $0.verdict == .ok }.map(\.id))
        var conclusions = [Self.state(checks, held, chain)]
        if conclusions[0].code != .chainNotReliedOn, !held.contains(.custodyPeopleKnown), !chain.links.isEmpty
        {
            conclusions.append(
                Conclusion(
                    .chainOfStrangers,
                    "Not everybody who signed in it is known to whoever checked: a name in it is what the signer's own card says."
                )
            )
        }
        let corrected = chain.account.corrections.count
        if conclusions[0].code != .chainNotReliedOn, held.contains(.custodyCorrectionsAllowed), corrected > 0
        {
            conclusions.append(
                Conclusion(
                    .chainCorrected,
                    "Of its entries \(corrected == 1 ? "1 was" : "\(corrected) were") taken back since; what a program measured in "
                        + "them stands."))
        }
        let files = chain.files
        if conclusions[0].code != .chainNotReliedOn, held.contains(.custodyFileAsReceived),
            let whole = files.whole, !files.damaged.isEmpty
        {
            let copies = files.damaged.count
            conclusions.append(
                Conclusion(
                    .chainDamagedCopies,
                    "Its entries name \(copies == 1 ? "1 other file" : "\(copies) other files") as damaged; this one is the file "
                        + "that entry \(whole.entry) says was received whole, under the same seal."))
        }
        let notes = chain.surplus
        if !notes.isEmpty {
            conclusions.append(Conclusion(.chainHoldsMore, "Note: \(CustodyChecks.inWords(notes))."))
        }
        self.conclusions = conclusions
    }

    /// What shows that one signed entry follows the other.
    private static let following: Set<CheckID> = [
        .custodyChainPresent, .custodyEntriesAsSigned, .custodyEntriesOfBundle, .custodyLinksWhole,
        .custodyEntriesByHolder,
    ]

    private static func state(_ checks: [Check], _ held: Set<CheckID>, _ chain: CustodyChain) -> Conclusion {
        let failed = checks.filter(\.isFailed)
        if let first = failed.first {
            return Conclusion(
                .chainNotReliedOn,
                "Its custody chain is NOT to be relied on: the check “\(first.name)” "
                    + (failed.count > 1 ? "and \(failed.count - 1) more do not hold." : "does not hold."))
        }
        guard let first = chain.links.first, let last = chain.links.last else {
            return Conclusion(.chainWithoutEntries, "Its custody chain has no entries.")
        }
        guard following.isSubset(of: held) else {
            return Conclusion(
                .chainNotFoundWhole, "Whether its custody chain is whole was not found out.")
        }
        let entries =
            chain.links.count == 1
            ? "has 1 entry" : "has \(chain.links.count) entries, none missing between them"
        // A time that cannot be is nobody's to say aloud; the check names it.
        let isDated = held.contains(.custodyTimesOrdered)
        func dated(_ word: String, _ time: WallTime) -> String {
            isDated ? " \(word) \(time.toTheSecond)" : ""
        }
        let state =
            if chain.isDisposed {
                (chain.disposal ?? last).disposalInWords(dated)
            } else if chain.holder != nil, let tenure = chain.tenures.last {
                "\(tenure.holder.quotedName) holds the bundle\(isDated ? tenure.sinceInWords : "")"
            } else {
                "nobody holds it"
            }
        return Conclusion(
            .chainWhole,
            "Its custody chain \(entries), and begins with what \(first.entry.actor.quotedName) wrote"
                + dated("on", first.entry.time) + "; by the last entry that is here, \(state).")
    }
}

extension ChainAccount.Tenure {
    /// Since when, by whose clock. Of a hand-over only two times are signed, and it lies between them.
    fileprivate var sinceInWords: String {
        switch from {
        case .said(let time):
            " since \(time.time.toTheSecond)"
        case .handedOver(let handOver):
            handOver.taken.map { taken in
                ", handed over between \(handOver.offered.inWords) and \(taken.inWords)"
            } ?? ", handed over after \(handOver.offered.inWords); when it was taken over nobody has signed"
        }
    }
}

extension CustodyChain.Link {
    /// How custody ended by this entry, in the words of who signed and no stronger ones.
    fileprivate func disposalInWords(_ dated: (String, WallTime) -> String) -> String {
        guard case .disposed(let facts) = entry.action else { return "nobody holds it" }
        let who = entry.actor.quotedName
        return switch facts.seen {
        case .overwritten, .deleted, .destroyed: "\(who) disposed of it\(dated("before", entry.time))"
        case .returned: "\(who) gave it back\(dated("before", entry.time))"
        case .noLongerThere: "\(who) found it no longer there\(dated("on", entry.time))"
        }
    }
}
