/// Something a person should know besides the outcome, told as it is found: a failing act has notes as well.
///
/// Desks hand notes to the port that a front gives them. Each family is a value of its own; its words lie in Presentation.
package enum Note: Equatable, Sendable {
    case keys(KeyNote)
    case trust(TrustNote)
    case custody(CustodyNote)
    case request(RequestNote)
    case journal(JournalNote)
    case footage(FootageNote)
    case seal(SealNote)
}
