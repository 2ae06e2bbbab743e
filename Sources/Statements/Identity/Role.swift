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
}
