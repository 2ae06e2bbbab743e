/// Why footage may not leave. Whatever the case, nothing is cut and nothing is written.
package enum ConsentRefusal: Error, Sendable, Hashable {
    /// The request, consent or revocation is damaged, of another type, or badly signed.
    case statementNotValid(reason: String)
    /// The consent answers another request than this one.
    case anotherRequest
    /// The consent was given by somebody other than who would seal.
    case foreignOwner(name: String)
    /// The consent carries another card of that key than the identity that seals.
    case anotherCard(differences: [CardDifference])
    /// There is no file that everybody who shall open it, and the owner, could open.
    case readersHaveNoCommonKind(NoCommonKind)
    /// The owner declined.
    case declined(reason: String?)
    /// The owner declined the request after having agreed to it, or no clock tells which came first.
    case declinedSince(at: WallTime)
    /// The owner took the consent back.
    case revoked(at: WallTime)
    /// A revocation of this consent that is not signed by the owner who gave it.
    case foreignRevocation(name: String)
    /// The request says nothing about what the footage is for.
    case purposeMissing
    /// The request's time to answer has passed.
    case requestExpired(expires: WallTime, at: WallTime)
    /// The consent has expired.
    case consentExpired(expires: WallTime, at: WallTime)
    /// The consent is dated after the moment it is to be used.
    case consentNotYetGiven(issued: WallTime, at: WallTime)
    /// The consent is dated before the request it answers, by more than clocks may differ.
    case beforeTheRequest(consent: WallTime, request: WallTime)
    /// A grant reaches beyond the window that was asked for.
    case widerThanRequest(granted: Window, requested: Window)
    /// A grant gives moving pictures, which were not asked for.
    case videoNotRequested
    /// A grant gives sound, which was not asked for.
    case audioNotRequested
    /// A grant gives single pictures, which were not asked for.
    case stillsNotRequested
    /// The grants are of cameras the request does not ask for, or of more than it asks for.
    case camerasNotRequested(CameraLimit)
}

extension ConsentRefusal: CustomStringConvertible {
    /// One line for the person, without a "refused" in front.
    package var description: String {
        switch self {
        case .statementNotValid(let reason): reason
        case .anotherRequest: "the consent answers another request, not this one"
        case .foreignOwner(let name):
            "the consent was given by \(name.quoted), not by the identity that seals"
        case .anotherCard(let differences):
            "the consent carries another card than that of the identity that seals: they differ in "
                + "\(listInWords(differences.map(\.inWords))); give the consent anew with this identity"
        case .readersHaveNoCommonKind(let reason): reason.description
        case .declined(nil): "the owner declined this request"
        case .declined(let reason?): "the owner declined this request: \(reason.quoted)"
        case .declinedSince(let at):
            "the owner declined this request on \(at), after this consent; agree anew if that is meant"
        case .revoked(let at): "the owner revoked this consent on \(at)"
        case .foreignRevocation(let name):
            "the revocation of this consent is signed by \(name.quoted), not by the owner who gave it; "
                + "ask the owner"
        case .purposeMissing: "the request does not say what the footage is for; ask for one that does"
        case .requestExpired(let expires, let at):
            "the request expired on \(expires) and it is \(at); ask for a new one"
        case .consentExpired(let expires, let at):
            "the consent expired on \(expires) and it is \(at); give a new one"
        case .consentNotYetGiven(let issued, let at):
            "the consent is dated \(issued), later than \(at); check the clocks"
        case .beforeTheRequest(let consent, let request):
            "the consent is dated \(consent), before the request it answers, \(request); check the clocks, and ask for a "
                + "request with the right date"
        case .widerThanRequest(let granted, let requested):
            "the consent grants \(granted), which is more than the request asks for: \(requested)"
        case .videoNotRequested: "the consent grants video, which the request does not ask for"
        case .audioNotRequested: "the consent grants sound, which the request does not ask for"
        case .stillsNotRequested: "the consent grants stills, which the request does not ask for"
        case .camerasNotRequested(.labels(let labels)):
            "the consent grants other cameras than the request asks for, which are \(listInWords(labels.map(\.quoted)))"
        case .camerasNotRequested(.count(let count)):
            "the consent does not name its cameras, or names more than the \(count) the request asks for"
        }
    }
}
