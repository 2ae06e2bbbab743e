import CustodyDesk

/// Whether a program can make the checks that need a media library: what the programs that share these commands differ in.
package protocol MediaAbility {
    /// What makes them; nil where nothing does.
    static var checks: BundleToVerify.Media? { get }
}
