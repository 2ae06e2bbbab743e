import Records
import Statements
import Sealing

/// One request and the consent that answers it, by people whose keys anybody can compute: the keys are the
/// SHA-256 of public sentences, so that every test and every example in docs/spec is the same in every run.
struct Story {
    let owner: Identity
    let agency: Identity
    let investigator: Identity
    let stranger: Identity

    /// Asks for three minutes of video and sound.
    var request: Request
    /// Grants two of the three, of two cameras, one of them with sound.
    var consent: Consent

    /// When the owner seals.
    let sealing: WallTime

    init() throws {
        owner = try Self.person("owner", "Dana Whitfield", .owner)
        agency = try Self.person("agency", "Sgt. Maria Keller", .agency, "Elm Springs Police")
        investigator = try Self.person("investigator", "Tom Okafor", .investigator, "Elm Springs Police")
        stranger = try Self.person("stranger", "Someone Else", .owner)
        request = Request(
            id: "6f1c2f0e-4b7a-4c1d-9d53-2a7c0e9b4d11", agency: agency.card,
            contact: "+1 555 0100, evidence@elm-springs.example", caseNumber: "26-0417",
            purpose: "Hit-and-run: a parked blue car was struck and the driver left",
            offence: "traffic offence",
            location: Location(
                text: "front of 12 Elm St", latitude: 49.8728, longitude: 8.6512, radiusMetres: 60),
            window: try window("21:40:00", "21:43:00"), wanted: Wanted(audio: true),
            recipients: [investigator.card], issued: try time("2026-07-05T09:00:00+02:00"),
            expires: try time("2026-08-04T00:00:00+02:00"),
            terms: Terms(retention: "until the case is closed", onwardSharing: "the prosecutor only"))
        consent = Consent(
            request: try request.signed(by: agency).payloadDigest, decision: .granted,
            grants: [
                Grant(camera: "front-door", window: try window("21:40:30", "21:42:30"), audio: true),
                Grant(camera: "driveway", window: try window("21:40:30", "21:42:30")),
            ],
            conditions: ["Only for case 26-0417", "No face recognition, no publication"],
            owner: owner.card, issued: try time("2026-07-05T18:20:00+02:00"),
            expires: try time("2026-08-04T00:00:00+02:00"))
        sealing = try time("2026-07-05T18:30:00+02:00")
    }

    var revocation: Revocation {
        get throws {
            Revocation(
                consent: try consent.signed(by: owner).payloadDigest, owner: owner.card,
                reason: "the case was closed", issued: try time("2026-07-06T08:00:00+02:00"))
        }
    }

    /// An answer of the owner that declines, so many seconds behind the consent.
    ///
    /// - Parameter another: bytes of another request than this one.
    func declined(after seconds: Int64, request another: [UInt8]? = nil) throws -> DSSEEnvelope {
        let digest = try another.map { try SHA256Digest.of($0) } ?? envelopes().request.payloadDigest
        return try Consent(
            request: digest, decision: .declined, grants: [], owner: owner.card,
            issued: consent.issued.adding(nanoseconds: seconds * WallTime.nanosecondsPerSecond),
            expires: consent.expires
        ).signed(by: owner)
    }

    /// Offers one of the three minutes, of one camera, without sound.
    var offer: CounterOffer {
        get throws {
            CounterOffer(
                request: try request.signed(by: agency).payloadDigest,
                window: try window("21:41:00", "21:42:00"), cameras: .count(1),
                conditions: ["Delete it when the case is closed"], note: "Nothing before 21:41, please",
                owner: owner.card, issued: try time("2026-07-05T11:00:00+02:00"),
                expires: try time("2026-08-01T00:00:00+02:00"))
        }
    }

    /// The request that answers the offer.
    var revisedRequest: Request {
        get throws {
            try request.revised(
                to: try offer.signed(by: owner), of: try request.signed(by: agency),
                id: "0b0f3a55-2f38-4a3a-9d3b-5b1d0c9a7e21", at: try time("2026-07-05T12:00:00+02:00"))
        }
    }

    /// The owner with new keys, whose card replaces the first.
    var rotated: Identity {
        get throws {
            let keys = try Self.person("owner, later", owner.name, .owner)
            return try owner.rotated(
                to: keys.signingKey, keys.ageIdentity, created: try time("2026-09-01T10:00:00+02:00"))
        }
    }

    /// The first card revoked by the one that replaced it.
    var cardRevocation: CardRevocation {
        get throws {
            CardRevocation(
                card: owner.card, successor: try rotated.card, reason: "my old laptop was stolen",
                since: try time("2026-08-30T00:00:00+02:00"), issued: try time("2026-09-02T09:00:00+02:00"))
        }
    }

    var seal: Seal {
        get throws {
            try Seal(
                bundle: "3f9a6c1e-7d42-4b8f-a0c5-51e2d96b7f38", sealed: sealing,
                signer: owner.card,
                subjects: try Seal.subjectNames(ofObjects: 2).map {
                    Seal.Subject(name: $0, sha256: try SHA256Digest.of(Array("ciphertext of \($0)".utf8)))
                })
        }
    }

    /// The request with its consent made to answer it, after whatever the test changed in either.
    func envelopes() throws -> (request: DSSEEnvelope, consent: DSSEEnvelope) {
        let request = try request.signed(by: agency)
        var consent = consent
        consent.request = request.payloadDigest
        return (request, try consent.signed(by: owner))
    }

    static func office(
        _ label: String, _ name: String, _ role: Role, _ organization: String? = nil
    ) throws -> Identity { try identity(label, name, role, .office, organization) }

    static func person(
        _ label: String, _ name: String, _ role: Role, _ organization: String? = nil
    ) throws -> Identity { try identity(label, name, role, .person, organization) }

    private static func identity(
        _ label: String, _ name: String, _ role: Role, _ holder: CardHolder, _ organization: String?
    ) throws -> Identity {
        func secret(_ kind: String) throws -> [UInt8] {
            try SHA256Digest.of(Array("worthless sample \(kind) key: \(label)".utf8)).bytes
        }
        return try Identity(
            name: name, role: role, holder: holder, organization: organization,
            created: try time("2026-06-01T10:00:00+02:00"),
            signingKey: try SigningKey(seed: try secret("signing")),
            ageIdentity: .x25519(try X25519Identity(secretKey: try secret("age"))))
    }
}

func time(_ text: String) throws -> WallTime { try WallTime(rfc3339: text) }

/// A window of the evening the story is about.
func window(_ from: String, _ to: String) throws -> Window {
    try Window(from: time("2026-07-04T\(from)+02:00"), to: time("2026-07-04T\(to)+02:00"))
}

/// What was thrown, so that a test can compare it with what should have been; nil when nothing was.
func failure<Failure: Error>(
    of type: Failure.Type = Failure.self, _ body: () throws -> some Any
) -> Failure? {
    do {
        _ = try body()
        return nil
    } catch {
        return error as? Failure
    }
}
