import Records
import Statements
import Sealing

/// The timestamp over a bundle's seal, and what it is worth (docs/spec/bundle.md, Timestamp).
package struct SealTimestamp {
    /// What a token of a trusted authority shows: that the seal existed, at the latest, at a time.
    package struct Proof: Sendable, Hashable {
        /// The latest moment at which the seal can have come into being, in UTC, to the whole second after it.
        package let time: WallTime
        /// Who says so, as the certificate has it.
        package let authority: String

        package init(time: WallTime, authority: String) {
            self.time = time
            self.authority = authority
        }
    }

    static let none = "the bundle has none; the time of sealing is what the owner's machine said"

    /// Whether the token is of this seal, holds, and is by an authority that is trusted.
    let verdict: Verdict
    /// What is shown; nil without a token, without authorities to trust, and where it does not hold.
    let proof: Proof?
    /// What the token says, whoever made it; nil without one.
    package let claimed: WallTime?
    /// The present time; nil where the archive was not read.
    private let now: WallTime?

    /// The verdict for an archive that was not read.
    static let notRead = SealTimestamp(verdict: .notChecked(reason: none))

    private init(verdict: Verdict, at now: WallTime? = nil) {
        (self.verdict, proof, claimed, self.now) = (verdict, nil, nil, now)
    }

    /// - Parameters:
    ///   - announced: whether the seal says that there is one; nil where the seal cannot be read.
    ///   - authorities: the certificates of authorities that are trusted, in PEM; nil where none were given.
    ///   - now: the present time: no token can be later.
    init(_ archive: BundleArchive, announced: Bool?, authorities: [UInt8]?, at now: WallTime) {
        let name = BundleLayout.timestampName
        guard let der = archive.tagFile(name) else {
            self.init(
                verdict: announced == true
                    ? .failed(reason: "\(name) was taken out: the seal announces it")
                    : .notChecked(reason: Self.none), at: now)
            return
        }
        guard announced != false else {
            self.init(
                verdict: .failed(reason: "\(name) was put in after sealing: the seal announces none"), at: now
            )
            return
        }
        do throws(SealingError) {
            let token = try TimeStampResponse(der: der).token
            do throws(SealingError) {
                try token.verify(
                    digest: SHA256Digest.of(archive.tagFile(BundleLayout.sealName) ?? []),
                    trusting: authorities.map { .roots(pem: $0) } ?? .itsOwnCertificate)
            } catch {
                guard case .timestampOfNobodyTrusted(let cause) = error else { throw error }
                self.init(ofNobodyTrusted: token, cause, at: now)
                return
            }
            self.init(token, isTrusted: authorities != nil, at: now)
        } catch {
            self.init(verdict: .failed(reason: "\(name): \(error)"), at: now)
        }
    }

    /// A token whose signature holds, by somebody whom none of the certificates given leads to. An authority may be genuine and
    /// its intermediate certificate not at hand.
    private init(ofNobodyTrusted token: TimeStampToken, _ cause: String, at now: WallTime) {
        claimed = token.latestTime
        self.now = now
        proof = nil
        verdict = .notChecked(
            reason:
                "\(token.authority) says that the seal existed on \(token.latestTime.toTheSecond); nobody among the "
                + "authorities given vouches for it (\(cause))", needs: .timestampRoots)
    }

    private init(_ token: TimeStampToken, isTrusted: Bool, at now: WallTime) {
        let time = token.latestTime
        claimed = time
        self.now = now
        guard token.earliestTime <= now else {
            verdict = .notChecked(
                reason:
                    "\(token.authority) names \(time.toTheSecond), and here it is \(now.toTheSecond): one of the two "
                    + "clocks is wrong")
            proof = nil
            return
        }
        guard isTrusted else {
            verdict = .notChecked(
                reason:
                    "\(token.authority) says that the seal existed on \(time.toTheSecond); whether that authority is "
                    + "to be trusted nobody said", needs: .timestampRoots)
            proof = nil
            return
        }
        (verdict, proof) = (.ok, Proof(time: time.upToTheSecond, authority: token.authority))
    }

    /// Whether the time in the seal, which is the owner's machine's word, fits the token.
    func fits(_ sealed: WallTime) -> Verdict {
        if let doubt = now.flatMap(sealed.doubt) {
            return .notChecked(reason: "the time the seal gives, \(sealed.toTheSecond), \(doubt)")
        }
        guard let claimed else { return .notChecked(reason: "no timestamp to compare it with") }
        if case .failed = verdict { return .notChecked(reason: "the timestamp does not hold") }
        guard sealed.nanoseconds(since: claimed) <= Self.unusualNanoseconds else {
            return .notChecked(
                reason:
                    "the seal says \(sealed.toTheSecond), later than the timestamp of \(claimed.toTheSecond): the "
                    + "clock it was sealed by was ahead, or the authority's behind")
        }
        guard claimed.nanoseconds(since: sealed) <= Self.usualNanoseconds else {
            return .notChecked(
                reason: "the seal says \(sealed.toTheSecond), and the timestamp was made only on "
                    + "\(claimed.toTheSecond): that it was sealed earlier than that is the owner's word")
        }
        // Anybody can make an authority that says what they like.
        guard proof != nil else {
            return .notChecked(
                reason:
                    "the timestamp names \(claimed.toTheSecond), and was not found to be of an authority that is "
                    + "trusted by whoever checked")
        }
        return .ok
    }

    /// An authority that does not say how exact it is may leave out fractions of seconds.
    private static let unusualNanoseconds = WallTime.nanosecondsPerSecond
    /// An authority is asked within seconds; clocks that nobody sets are off by minutes.
    private static let usualNanoseconds = 15 * 60 * WallTime.nanosecondsPerSecond

    /// Whether request and consent could still be sealed under at the time that is proven.
    func holds(_ authorization: Authorization) -> Verdict {
        guard let proof else {
            return .notChecked(
                reason: claimed == nil
                    ? "no timestamp; when it was sealed is the owner's word"
                    : "no timestamp of an authority that is trusted by whoever checked")
        }
        let (request, consent) = (authorization.request, authorization.consent)
        guard consent.issued <= proof.time else {
            return .notChecked(
                reason: "the consent is dated \(consent.issued.toTheSecond), later than the timestamp of "
                    + "\(proof.time.toTheSecond) over what it lies in: the owner's clock was ahead")
        }
        for (what, expires) in [("request", request.expires), ("consent", consent.expires)]
        where proof.time >= expires {
            return .notChecked(
                reason: "the \(what) expired on \(expires.toTheSecond), before the timestamp of "
                    + "\(proof.time.toTheSecond): that it was sealed in time is the owner's word")
        }
        return .ok
    }
}

extension TimeStampToken {
    /// The latest moment at which it can have been made, by an authority whose clock is as exact as it says; in UTC.
    var latestTime: WallTime {
        WallTime(nanoseconds: unixNanoseconds.addingClamped(accuracyNanoseconds ?? 0))
    }

    /// The earliest such moment.
    var earliestTime: WallTime {
        WallTime(nanoseconds: unixNanoseconds.addingClamped(-(accuracyNanoseconds ?? 0)))
    }
}

extension WallTime {
    /// The first whole second not before it.
    fileprivate var upToTheSecond: WallTime {
        toTheSecond == self ? self : toTheSecond.adding(nanoseconds: Self.nanosecondsPerSecond)
    }
}
