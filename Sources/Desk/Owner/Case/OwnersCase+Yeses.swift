import CustodyDesk
import Files
import Outcomes
import Statements

/// The times that an owner said yes in a case. One that was taken back stays taken back, with all that was made under it; who
/// says yes again gives a consent of its own.
///
/// The first lies in the folder of the case, each further one in a folder in it: no file of an earlier one is touched, and what
/// lies beside an earlier one says nothing of a later one.
extension OwnersCase {
    /// How many there are; 1 where there is none yet.
    var yeses: Int {
        var number = 1
        while isKept(consent(number + 1)) { number += 1 }
        return number
    }

    /// Where what belongs to one of them lies, counted from 1.
    func place(ofYes number: Int) -> String { number == 1 ? folder : "\(folder)/yes-\(number)" }

    func consent(_ number: Int) -> String { "\(place(ofYes: number))/consent.json" }
    func revocation(_ number: Int) -> String { "\(place(ofYes: number))/revocation.json" }
    /// What was chosen when it was signed: a seal takes this, whatever was chosen since.
    func signedFile(_ number: Int) -> String { "\(place(ofYes: number))/signed.json" }

    private func isKept(_ file: String) -> Bool { (try? OutsideFile.status(of: file)) != nil }

    /// Whether the last one was taken back here.
    package var isTakenBack: Bool { isKept(revocation) }

    /// Whether there is one that was not taken back.
    package var isAgreed: Bool { isKept(consent) && !isTakenBack }

    /// When the last one runs out, where it was not taken back and nothing was sealed under it; nil otherwise.
    package var unusedUntil: WallTime? {
        guard isAgreed, bundles.isEmpty else { return nil }
        return (try? StatementInput<Consent>(consent))?.statement.expires
    }

    /// Whether the last one has run out with nothing sealed under it: nothing can be any more, and only another helps.
    package func hasRunOut(at moment: WallTime = .now()) -> Bool {
        unusedUntil.map { $0 <= moment } ?? false
    }

    /// Whether the owner can say yes: they did not yet, or what they said was taken back, or has run out unused.
    package func takesYes(at moment: WallTime = .now()) -> Bool { !isAgreed || hasRunOut(at: moment) }

    /// What took one back last; nil where none was.
    package var lastRevocation: String? {
        (1...yeses).reversed().map { revocation($0) }.first { isKept($0) }
    }

    /// The bundles that were made under any of them: those of the last one first, and of each the newest first.
    package var bundlesOfAll: [OwnersBundle] { (1...yeses).reversed().flatMap { bundles(ofYes: $0) } }
}
