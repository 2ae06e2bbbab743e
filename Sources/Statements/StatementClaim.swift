import Sealing

/// What an envelope says it is, and whether it holds as that. It knows every kind, so it stands beside the folders of them.
///
/// So that a file given in the wrong place is called what it is, and one that was changed is called changed and not
/// something else.
package struct StatementClaim: Sendable, Hashable {
    /// What it says it is, with its article: `a counter-offer`.
    package let kind: String
    /// Why it does not hold as that; nil where it does.
    package let flaw: String?

    /// Reads what an envelope claims; nil for a type that Proffer does not know.
    package init?(_ envelope: DSSEEnvelope) {
        switch envelope.payloadType {
        case Request.payloadType: self.init("a request", Self.flaw { try Request(verifying: envelope) })
        case CounterOffer.payloadType:
            self.init("a counter-offer", Self.flaw { try CounterOffer(verifying: envelope) })
        case Consent.payloadType: self.init("a consent", Self.flaw { try Consent(verifying: envelope) })
        case Revocation.payloadType:
            self.init("the revocation of a consent", Self.flaw { try Revocation(verifying: envelope) })
        case CardRevocation.payloadType:
            self.init("the revocation of a card", Self.flaw { try CardRevocation(verifying: envelope) })
        case Appointment.payloadType:
            self.init("an appointment", Self.flaw { try Appointment(verifying: envelope) })
        case Card.payloadType: self.init("a card", Self.flaw { try Card(envelope: envelope) })
        // Which of them it is stands inside, and reading them needs the bundle.
        case InToto.payloadType: self.init("a seal, a receipt, a disclosure or a custody entry", nil)
        default: return nil
        }
    }

    /// What stands where another statement should, in words: what it says it is, and whether that holds.
    static func instead(_ envelope: DSSEEnvelope) -> String {
        guard let claim = StatementClaim(envelope) else {
            return "it is of another type, “\(envelope.payloadType.prefix(80))”"
        }
        guard let flaw = claim.flaw else { return "it is \(claim.kind)" }
        return "it says it is \(claim.kind), and does not hold as that either: \(flaw)"
    }

    private init(_ kind: String, _ flaw: String?) {
        self.kind = kind
        self.flaw = flaw
    }

    private static func flaw(_ read: () throws -> some Any) -> String? {
        do {
            _ = try read()
            return nil
        } catch StatementError.statementNotValid(_, let reason) {
            return reason
        } catch StatementError.cardNotValid(let reason) {
            return reason
        } catch {
            return "\(error)"
        }
    }
}
