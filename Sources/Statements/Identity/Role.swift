/// What a person does on the road a piece of footage takes.
///
/// A role is what the person says of themselves; no rule grants a power to it.
package enum Role: String, Sendable, Codable, CaseIterable {
    /// Owns the cameras, decides, seals.
    case owner
    /// Asks for footage.
    case agency
    /// Receives and keeps bundles, and can check them without opening.
    case custodian
    /// Opens bundles and works with what is in them.
    case investigator
    /// Brings a case before a court, and gets what was handed over from who investigates.
    case prosecutor
    /// Speaks for somebody who is accused, and gets the same.
    case defence
    /// Hears a case.
    case court
    /// Is asked by one of these what footage shows, or whether it is what it is said to be.
    case expert
}
