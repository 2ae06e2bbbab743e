import Foundation
import Outcomes

/// The words of all pages in one language, from the one table.
package struct PortalWords: Sendable {
    /// The languages of the table.
    package enum Language: String, CaseIterable, Sendable {
        case english = "en"
        case spanish = "es"
    }

    package let language: Language
    /// How times and numbers are written: the browser's own choice within the language.
    let locale: Locale

    /// The table: for each key, its words in each language.
    package static let table: [String: [String: String]] =
        (try? JSONDecoder().decode(
            [String: [String: String]].self, from: Data(PackageResources.words_json))) ?? [:]

    /// - Parameter tag: the language and region that times are written for, such as `en-US`; nil for the language's own.
    package init(_ language: Language, tag: String? = nil) {
        self.language = language
        locale = Locale(identifier: tag ?? (language == .english ? "en-GB" : "es-ES"))
    }

    /// The words for a person who says which languages they read, by an `Accept-Language` header (RFC 9110 §12.5.4).
    ///
    /// - Parameter chosen: what the person chose on a page; nil where they did not.
    package init(accepted header: String, chosen: String?) {
        let tags = header.split(separator: ",").map { tag -> (tag: String, weight: Double) in
            let parts = tag.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
            return (parts.first ?? "", weight ?? 1)
        }
        let wanted = tags.filter { $0.weight > 0 }.sorted { $0.weight > $1.weight }.map(\.tag)
        func language(_ tag: String) -> Language? { Language(rawValue: String(tag.lowercased().prefix(2))) }
        let found = chosen.flatMap(Language.init(rawValue:)) ?? wanted.lazy.compactMap(language).first
        let language = found ?? .english
        self.init(
            language,
            tag: wanted.first { $0.lowercased().hasPrefix(language.rawValue + "-") && $0.utf8.count <= 12 })
    }

    /// The words for the person whose programs run in an environment.
    package init(environment: [String: String]) {
        let name = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        self.init(accepted: String((name ?? "").prefix(5)).replacing("_", with: "-"), chosen: nil)
    }

    /// The words of a key.
    package subscript(key: String) -> String { Self.table[key]?[language.rawValue] ?? "⟦\(key)⟧" }

    /// The words of a key with values at the places that are named in it, as `{name}`. Where what is counted is one, they are
    /// those of the key with `-one` behind it, if there are such.
    package func callAsFunction(_ key: String, _ values: [String: String]) -> String {
        let isOne = ["count", "minutes"].contains { values[$0] == "1" } && Self.table["\(key)-one"] != nil
        return values.reduce(self[isOne ? "\(key)-one" : key]) { $0.replacing("{\($1.key)}", with: $1.value) }
    }

    /// All words as a template finds them: `w.start.title`.
    var nested: [String: Any] {
        var groups: [String: [String: String]] = [:]
        for (key, words) in Self.table {
            guard let point = key.firstIndex(of: ".") else { continue }
            groups[String(key[..<point]), default: [:]][String(key[key.index(after: point)...])] =
                words[language.rawValue]
        }
        return groups
    }
}
