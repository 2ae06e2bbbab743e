import ArgumentParser
import CustodyDesk

/// What the programs that share these commands differ in: whether one can make the checks that need a media library, and
/// whether it has an owner's journal.
package protocol MediaAbility {
    /// What makes them; nil where nothing does.
    static var checks: BundleToVerify.Media? { get }
    /// How a receipt is read: where the program has an owner's journal, it is noted in that.
    static var receiptShow: any ParsableCommand.Type { get }
}
