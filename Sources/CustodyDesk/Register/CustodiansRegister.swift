import Bundle
import Foundation
import Glibc
import Outcomes
import Records
import Register
import Sealing
import Statements

/// The port to a custodian's register of bundles: where it lies, and where it is said what is to be said.
///
/// It is opened anew for each act, so that nobody waits for a lock while a person thinks.
package struct CustodiansRegister {
    /// Where the register lies, be there one or not; nil where none is kept.
    package let path: String?
    let noting: (Note) -> Void

    /// - Parameter path: where the register lies; nil where none is kept.
    package init(at path: String?, noting: @escaping (Note) -> Void) {
        self.path = path
        self.noting = noting
    }

    /// No register: nothing is known of other bundles, and nothing is kept.
    package static var none: CustodiansRegister { CustodiansRegister(at: nil) { _ in } }

    /// Where a register lies: the place somebody named, that of the variable `PROFFER_REGISTER`, or the usual one. Nil for a
    /// person without a home folder who names none.
    package static func place(
        _ named: String?, in environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String? {
        if let named { return named }
        if let path = environment["PROFFER_REGISTER"], !path.isEmpty { return path }
        return Register.standardPath(in: environment)
    }

    /// Opens it, and begins it where there is none.
    ///
    /// - Returns: nil where none is kept.
    /// - Throws: ``DeskError``: what is not looked up may be done twice, so nothing is done before that was decided.
    func open() throws(DeskError) -> Register? {
        guard let path else { return nil }
        let register = try telling { try Register(path: path) }
        if let caution = register.caution { noting(.custody(.registerPlace(caution: caution))) }
        return register
    }

    /// Opens it to be read.
    ///
    /// - Returns: nil where there is none.
    func existing() throws(DeskError) -> Register? {
        guard let path, Register.exists(at: path) else { return nil }
        return try open()
    }
}

extension Register {
    /// Keeps what was done. That is done by then, so a register that cannot be written to is a note and ends nothing.
    func keep(_ seen: BundleSeen, noting: (Note) -> Void) {
        do {
            try AddedEntries.adding(to: path) { () throws(RegisterError) -> (value: Void, entries: Int) in
                try note([seen])
                return ((), 1)
            }
        } catch {
            noting(.custody(.notRegistered(reason: error.description)))
        }
    }
}

/// Paths as a register keeps them.
enum RegisteredPath {
    /// The path with every link in it resolved; of what is not there, that of its folder with the name behind it.
    static func of(_ path: String) -> String {
        if let resolved = realpath(path, nil) {
            defer { free(resolved) }
            return String(cString: resolved)
        }
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        guard let resolved = realpath(folder, nil) else { return path }
        defer { free(resolved) }
        let real = String(cString: resolved)
        return real == "/" ? "/\(name)" : "\(real)/\(name)"
    }

    /// Whether something lies there.
    static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }
}

extension RegisteredBundle {
    /// A file of it that lies there still, or else the first that is known; nil where none is.
    var fileAtHand: RegisteredFile? { files.first { RegisteredPath.isThere($0.path) } ?? files.first }
}

extension HeldBundle {
    /// Its custody chain as it lies there now; nil where it is too damaged to have one.
    ///
    /// - Throws: ``FileError``.
    func chainOnSeal() throws -> CustodyChain? {
        let keyless = verification.keyless
        return keyless.seal != nil && keyless.sealDigest != nil ? try chain() : nil
    }
}

extension BundleSeen {
    /// What is kept of a bundle that is not there any more, by its chain alone; nil for a chain that names no file.
    init?(_ chain: CustodyChain, goneFrom path: String, chainFile: String) {
        guard let archive = chain.archive else { return nil }
        self.init(BundleKey(seal: chain.seal, archive: archive))
        id = chain.bundle
        head = chain.head
        disposed = chain.disposal?.entry.time
        file = RegisteredFile(
            path: RegisteredPath.of(path), archive: archive, chain: RegisteredPath.of(chainFile))
    }

    /// What was seen of a bundle that was checked.
    ///
    /// - Parameter chain: its custody chain, as it is from now on; nil where it has none.
    init(_ held: HeldBundle, chain: CustodyChain?) {
        let keyless = held.verification.keyless
        self.init(BundleKey(seal: keyless.sealDigest, archive: held.archive))
        // Of one too damaged for more, what its first block says, by which a whole copy of it is told to be one.
        id = keyless.seal?.bundle ?? keyless.archive?.bundle ?? BundleHead.id(of: held.path)
        sealed = keyless.seal?.sealed
        // A card that the seal names, and whose key did not sign it, is nobody's.
        signer = keyless.standing == nil ? nil : keyless.seal?.signer
        record = keyless.archive?.member(Seal.recordName)?.sha256
        head = chain?.head
        disposed = chain?.disposal?.entry.time
        file = RegisteredFile(
            path: RegisteredPath.of(held.path), archive: held.archive,
            chain: RegisteredPath.of(held.custody.path))
    }
}
