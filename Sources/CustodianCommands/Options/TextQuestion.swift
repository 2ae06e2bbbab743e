import CustodyDesk
import Outcomes
import Presentation

/// Asks on the terminal whether words that anyone may read are meant as they are.
enum TextQuestion {
    /// What a desk does about such words: somebody at a terminal is asked, anybody else is told.
    static var scrutiny: TextScrutiny {
        let asking: TextScrutiny.Asking = ask
        return TextScrutiny(asking: Terminal.canAsk ? asking : nil, noting: Output.note)
    }

    private static func ask(_ found: [TextScrutiny.Found]) throws(DeskError) -> Bool {
        Output.notes("What you are about to sign is read by everybody who gets the bundle: \(found.inWords).")
        Output.asking("Sign it as it is? Type yes: ")
        return Terminal.line() == "yes"
    }
}
