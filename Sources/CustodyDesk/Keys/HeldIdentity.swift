import Files
import Outcomes
import Statements
import Synchronization

/// A person's identity that is unlocked for a while: a passphrase is typed once, and not for each step; who goes away leaves
/// it locked.
package final class HeldIdentity: Sendable {
    /// How long it stays unlocked after it was last used, in minutes.
    package static let minutes = 15

    /// The identity's file, be it there or not.
    package let path: String
    private let held = Mutex<Held?>(nil)
    private let now: @Sendable () -> ContinuousClock.Instant

    private struct Held {
        let identity: Identity
        var until: ContinuousClock.Instant
    }

    package init(
        at path: String, now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock().now }
    ) {
        self.path = path
        self.now = now
    }

    /// Whether there is a file at its place.
    package var isThere: Bool { (try? OutsideFile.status(of: path)) != nil }

    /// Unlocks it.
    ///
    /// - Throws: ``DeskError``, ``DeskError/Kind/notPermitted`` for a passphrase that is not its own.
    package func unlock(with passphrase: String) throws(DeskError) {
        let identity = try Self.source(passphrase).open(path)
        held.withLock { $0 = Held(identity: identity, until: end) }
    }

    /// Locks it.
    package func lock() { held.withLock { $0 = nil } }

    /// The public half while it is unlocked; nil where it is locked.
    package var card: Card? { current(uses: false)?.card }

    /// How many minutes it stays unlocked if nobody uses it, at least one; nil where it is locked.
    package var minutesLeft: Int? {
        guard current(uses: false) != nil, let until = held.withLock({ $0?.until }) else { return nil }
        return max(1, Int(((until - now()) / .seconds(60)).rounded(.up)))
    }

    /// The identity as it is held; opening it while it is locked is refused.
    package var unlocked: IdentityAtHand {
        IdentityAtHand(at: path) { () throws(DeskError) in
            guard let identity = self.current(uses: true) else {
                throw DeskError(
                    .notPermitted, "\(self.path): it is locked; its passphrase is needed",
                    cause: DeskError.Cause(.keyLocked))
            }
            return identity
        }
    }

    /// The identity, opened by a passphrase typed for this one act, which is then the signature.
    package func signing(with passphrase: String) -> IdentityAtHand {
        IdentityAtHand(at: path, passphrase: Self.source(passphrase))
    }

    private var end: ContinuousClock.Instant { now().advanced(by: .seconds(Self.minutes * 60)) }

    private func current(uses: Bool) -> Identity? {
        let (now, end) = (now(), end)
        return held.withLock { held in
            guard let kept = held, now < kept.until else {
                held = nil
                return nil
            }
            if uses { held?.until = end }
            return kept.identity
        }
    }

    /// A passphrase that was typed once: one that is wrong is not tried again.
    private static func source(_ passphrase: String) -> PassphraseSource {
        PassphraseSource(
            file: nil,
            asking: { (question) throws(DeskError) in
                switch question {
                case .ofIdentity(_, nil), .ofNewIdentity(nil): return passphrase
                case .again: return passphrase
                case .ofIdentity(_, .wrong):
                    throw DeskError(
                        .notPermitted, "this is not the passphrase of the identity",
                        cause: DeskError.Cause(.wrongPassphrase))
                case .ofIdentity(_, .notPassphrase(let reason)), .ofNewIdentity(.notPassphrase(let reason)):
                    throw DeskError(
                        .usage, "what was typed \(reason)", cause: DeskError.Cause(.wrongPassphrase))
                case .ofIdentity, .ofNewIdentity:
                    throw DeskError(
                        .usage, "no passphrase was typed", cause: DeskError.Cause(.passphraseMissing))
                }
            }, noting: { _ in })
    }
}

extension HeldIdentity {
    /// Why an identity is not made of what a person filled in.
    package enum Refusal: Error, Equatable {
        case noName
        case noPassphrase
        /// It has fewer characters than ``Passphrase/fewestCharacters``.
        case shortPassphrase
        /// The two that were typed differ.
        case differ
        /// It holds what nobody can be sure to type again.
        case notPassphrase
        /// There is one at its place already: it is never replaced.
        case thereAlready
    }

    /// Makes an identity of an owner at its place, and unlocks it.
    ///
    /// A page has nobody to warn of a short passphrase behind it, and the recovery sheet is printed: it is refused.
    ///
    /// - Throws: ``Refusal``, and ``DeskError`` where it cannot be written.
    package func make(name: String, passphrase: String, again: String) throws {
        guard !isThere else { throw Refusal.thereAlready }
        guard name.contains(where: { !$0.isWhitespace }) else { throw Refusal.noName }
        let prepared: Passphrase
        do { prepared = try Passphrase(typed: passphrase) } catch {
            throw error == .empty ? Refusal.noPassphrase : Refusal.notPassphrase
        }
        guard !prepared.isShort else { throw Refusal.shortPassphrase }
        guard (try? Passphrase(typed: again)) == prepared else { throw Refusal.differ }
        try makeFolder()
        _ = try NewIdentity(name: name.trimmingBlanks, role: .owner, organization: nil, postQuantum: true)
            .make(in: OutputFile(path, replaces: false), protectedBy: Self.source(passphrase))
        try unlock(with: passphrase)
    }

    /// Puts an identity that was kept elsewhere, such as on a recovery sheet, at its place, and unlocks it.
    ///
    /// - Parameter file: the file's bytes.
    /// - Throws: ``Refusal/thereAlready``, and ``DeskError`` where the passphrase does not open it; then nothing is written.
    package func restore(_ file: [UInt8], passphrase: String) throws {
        guard !isThere else { throw Refusal.thereAlready }
        let prepared: Passphrase
        do { prepared = try Passphrase(typed: passphrase) } catch {
            throw error == .empty ? Refusal.noPassphrase : Refusal.notPassphrase
        }
        let identity = try telling { try Identity(file: file) { prepared.text } }
        try makeFolder()
        try OutputFile(path, replaces: false).writePrivate(file)
        held.withLock { $0 = Held(identity: identity, until: end) }
    }

    private func makeFolder() throws(DeskError) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
        if !folder.isEmpty { try PersonsFolder.make(folder) }
    }
}

extension String {
    /// Without blanks at its ends.
    fileprivate var trimmingBlanks: String {
        let start = drop { $0.isWhitespace }
        return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
}
