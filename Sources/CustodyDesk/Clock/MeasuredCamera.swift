import Bundle
import Outcomes
import Records
import Sealing
import StatementFiles
import Statements
import Foundation

/// That the clock of a camera was measured after the bundle was sealed, as somebody who holds the bundle writes it down.
package struct MeasuredCamera {
    /// From what it is known how far the clock is off.
    package enum Evidence: Sendable {
        /// The file that a measurement of clock codes was written to.
        case codes(file: String)
        /// What the camera showed and what the time truly was, in RFC 3339, how near both were read together, in seconds, and the
        /// photograph, where there is one.
        case photograph(cameraTime: String, trueTime: String, within: String, file: String?)
    }

    /// The bundle.
    package var bundle: String
    /// The camera's label; nil for the only one in the bundle, or the one a measurement names.
    package var camera: String?
    package var evidence: Evidence
    /// Who measured, where that is not who signs.
    package var measuredBy: String?
    /// A file with the certificates of time-stamping authorities to trust; nil where none were chosen.
    package var authorities: String?
    /// Where the custody chain lies.
    package var custody: CustodyPlace

    package init(
        of bundle: String, camera: String?, _ evidence: Evidence, measuredBy: String?,
        authorities: String? = nil, custody: CustodyPlace
    ) {
        self.authorities = authorities
        self.bundle = bundle
        self.camera = camera
        self.evidence = evidence
        self.measuredBy = measuredBy
        self.custody = custody
    }

    /// Signs a custody entry that says so. What is measured is encrypted to the bundle's recipients and the owner.
    ///
    /// Only who holds the bundle writes into its chain, and only who can open it can name a camera in it.
    ///
    /// - Parameter noting: takes that the day by which the bundle was to be gone is past.
    /// - Throws: ``DeskError``; then the chain is as it was.
    package func write(
        by identity: IdentityAtHand, trust: Trust, media: BundleToVerify.Media?,
        noting: (Note) -> Void = { _ in }
    ) throws(DeskError) -> MeasuredCameraWritten {
        let known = try knownEvidence()
        let signer = try identity.open()
        let chainFile = custody.file(beside: bundle)
        let certificates = try StatementFile.certificates(chosen: authorities)
        let held = try telling {
            try HeldBundle(
                bundle, identity: signer, trust: trust, authorities: certificates, custody: chainFile,
                media: media)
        }
        // Who may not write into the chain is told nothing of what is inside.
        try telling { try chainFile.checkTurn(of: signer, on: held.verification.keyless) }
        let isOwner = signer.signingKey.verifyingKey == held.verification.keyless.seal?.signerPublicKey
        guard held.checks.holds else {
            throw DeskError(
                .doesNotHold, "\(bundle): the bundle does not hold: \(held.verification.report.summary)",
                remedy: .writeVerified)
        }
        guard let record = held.verification.record else {
            throw DeskError(
                .notPermitted,
                "the bundle is not encrypted to \(signer.card.quotedName): which cameras are in it, and who may read of their clocks, "
                    + "only its recipients and the owner know; hand it over to one of them, who measures then"
            )
        }
        let camera = try self.camera(in: record, known, tellsNames: isOwner)
        if let passed = held.duePassed(for: signer.card) { noting(.custody(.found(passed))) }
        chainFile.tellOfLapse(by: signer, noting)
        return try telling {
            let finding = try ClockFinding(of: camera, in: record, known, measuredBy: measuredBy)
            let chain = try held.add(.clockMeasured(try finding.sealed()))
            return MeasuredCameraWritten(chain, finding, held, record, trust.adding(own: signer.card))
        }
    }

    private func knownEvidence() throws(DeskError) -> ClockFinding.Evidence {
        switch evidence {
        case .codes(let file):
            let error = try Self.error(in: file)
            if let shown = error.measurement?.shown { try Self.check(shown.to) }
            return .codes(error)
        case .photograph(let cameraTime, let trueTime, let within, let file):
            guard let uncertainty = ClockError.nanoseconds(seconds: within) else {
                throw DeskError(.usage, "“\(within.prefix(40))” is not a number of seconds")
            }
            let read = try telling { try WallTime(rfc3339: trueTime) }
            try Self.check(read)
            return try telling {
                .photograph(
                    ClockFinding.Photograph(
                        cameraTime: try WallTime(rfc3339: cameraTime), trueTime: read,
                        file: try file.map {
                            (
                                name: ($0 as NSString).lastPathComponent,
                                sha256: try ArchiveFacts(ofFile: $0).sha256
                            )
                        }), uncertaintyNanoseconds: uncertainty)
            }
        }
    }

    /// Nobody has measured anything at a time that is still to come.
    private static func check(_ moment: WallTime) throws(DeskError) {
        guard moment <= .now() else {
            throw DeskError(
                .usage, "\(moment) is still to come by this machine's clock, so nothing was measured then")
        }
    }

    private static func error(in file: String) throws(DeskError) -> ClockError {
        try telling {
            let bytes = try StatementFile.read(file)
            guard
                let error = try? StrictJSON.decode(
                    ClockError.self, from: bytes, maximumBytes: StatementFile.maximumBytes),
                error.how == .measured, error.measurement != nil
            else {
                throw DeskError(wrong: file, needed: "the measurement of a camera's clock", [.clockError])
                    ?? DeskError(.notUnderstood, "\(file): is no measurement of a camera's clock")
            }
            return error
        }
    }

    /// - Parameter tellsNames: whether who asks may be told the cameras' names without opening the bundle: its owner may.
    private func camera(
        in record: Record, _ known: ClockFinding.Evidence, tellsNames: Bool
    ) throws(DeskError) -> String {
        let cameras = Set(record.recordings.map(\.camera)).sorted()
        var named = camera
        if named == nil, case .codes(let error) = known { named = error.measurement?.camera }
        guard let named = named ?? (cameras.count == 1 ? cameras.first : nil) else {
            throw DeskError(
                .usage,
                "there are \(cameras.count) cameras in the bundle, with a clock each"
                    + (tellsNames
                        ? ": " + listInWords(cameras.prefix(8).map(\.quoted))
                        : "; name one as the record calls it"),
                remedy: .nameCameraMeasured(cameras: tellsNames ? cameras : []))
        }
        guard cameras.contains(named) else {
            let near = NearNames.of(named, among: Set(cameras))
            throw DeskError(
                .missing,
                "no recording in the bundle is of a camera \(named.quoted)"
                    + (tellsNames
                        ? ": those there are of " + listInWords(cameras.prefix(8).map(\.quoted))
                        : "; name one as the record calls it"),
                remedy: .nameCameraMeasured(
                    cameras: !tellsNames ? [] : near.isEmpty ? cameras : near))
        }
        return named
    }
}

/// A custody chain into which it was written how far a clock was found to be off.
package struct MeasuredCameraWritten {
    package let facts: CustodyFacts
    package let chain: CustodyChain
    /// The chain's file.
    package let file: String
    /// What was written, for who can read it, a sentence each.
    package let sentences: [String]
    package let reliance: Reliance

    fileprivate init(
        _ chain: CustodyChain, _ finding: ClockFinding, _ held: HeldBundle, _ record: Record, _ trust: Trust
    ) {
        self.chain = chain
        file = held.custody.path
        facts = CustodyFacts(chain, held, trust: trust)
        var clocks = MeasuredClocks()
        clocks.clocks =
            chain.links.last.map {
                [
                    MeasuredClock(
                        finding: finding, actor: $0.entry.actor, entry: $0.entry.sequence,
                        time: $0.entry.time,
                        isKnown: true)
                ]
            } ?? []
        sentences = clocks.inWords(beside: record.recordings).map { record.clock.shown($0) }
        reliance = held.reliance(trust, on: chain)
    }
}
