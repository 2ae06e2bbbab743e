import Outcomes
import Synchronization

/// Forms that were not taken as they were filled in, kept for the page that shows them again with what is wrong: so that going
/// back and loading again post nothing. What is secret in them is not kept.
final class KeptForms: Sendable {
    /// A form as it was filled in, and what is wrong with it.
    struct Kept: Sendable {
        let fields: [String: [String]]
        /// The key of the words for it, and their values.
        let problem: String
        let values: [String: String]
        /// Why, where the words of the key do not say it.
        let failure: DeskError?

        /// What one field held; nil where it was not sent.
        subscript(name: String) -> String? { fields[name]?.first }

        /// What is wrong, in words.
        func problem(in words: PortalWords) -> String { words(problem, values) }
    }

    /// The field that a problem is about, by the key of the problem's words: its page says there what is wrong, and leads there.
    static let fields = [
        "unlock.wrong": "passphrase", "sign.name-wrong": "typed", "key.no-name": "name",
        "key.no-passphrase": "passphrase", "key.short-passphrase": "passphrase",
        "key.not-passphrase": "passphrase", "key.differ": "again", "restore.nothing": "text",
        "restore.missing": "text", "restore.mixed": "text", "restore.changed": "text", "who.partly": "line",
        "who.no-number": "number", "who.their-number": "number", "who.no-name": "by",
        "measure.no-clip": "clip", "terms.until-problem": "until", "sealed.day-problem": "day",
    ]

    /// How many are kept: the person looks at one.
    private static let most = 32
    private static let secret: Set<String> = ["passphrase", "again", "form"]
    private let kept = Mutex<[(number: Int, form: Kept)]>([])

    /// Keeps a form.
    ///
    /// - Returns: the number by which it is found.
    func keep(
        _ form: PostedForm, _ problem: String, _ values: [String: String], because failure: DeskError?
    ) -> Int {
        let form = Kept(
            fields: form.fields.filter { !Self.secret.contains($0.key) }, problem: problem, values: values,
            failure: failure)
        return kept.withLock { kept in
            let number = (kept.last?.number ?? 0) + 1
            kept.append((number, form))
            if kept.count > Self.most { kept.removeFirst() }
            return number
        }
    }

    /// The form of a number; nil where it is not kept any more.
    subscript(number: Int) -> Kept? { kept.withLock { $0.first { $0.number == number }?.form } }
}
