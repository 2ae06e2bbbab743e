import Foundation
import Statements

/// Names of zones for what people call them: `CST`, `Central`, `Chicago`.
package enum ZoneNames {
    /// The names that are nearest to a text, the likeliest first; where none is near, this machine's zone as an example.
    package static func near(_ text: String) -> [String] {
        let plain = text.lowercased().split { !$0.isLetter }.joined(separator: "_")
        let words = plain.split(separator: "_").filter { !general.contains(String($0)) }.joined(
            separator: "_")
        if let names = spoken[words] ?? spoken[plain] { return names }
        let all = TimeZone.knownTimeZoneIdentifiers.filter { $0.contains("/") }
        func city(_ name: String) -> String {
            (name.split(separator: "/").last.map(String.init) ?? name).lowercased()
        }
        for wanted in [plain, words] where wanted.utf8.count >= 3 {
            let exact = all.filter { city($0) == wanted || $0.lowercased() == wanted }
            if !exact.isEmpty { return Array(exact.prefix(most)) }
            let alike = all.filter { city($0).hasPrefix(wanted) || wanted.hasSuffix("_" + city($0)) }
            if !alike.isEmpty { return Array(alike.prefix(most)) }
        }
        let near = all.map {
            (
                name: $0,
                distance: NearNames.distance(
                    Array(city($0).utf8),
                    Array((plain.split(separator: "_").last.map(String.init) ?? plain).utf8))
            )
        }
        .filter { $0.distance <= 2 && $0.distance < plain.utf8.count / 2 }
        .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
        return near.isEmpty ? [example] : near.prefix(most).map(\.name)
    }

    /// The names of zones that are spelled almost as a text: what people call them, cities that begin with it, and cities that
    /// differ from it in one letter, or in two where it has eight or more. None where none is so near.
    package static func alike(_ text: String) -> [String] {
        let wanted = plain(text)
        let words = wanted.split(separator: "_").filter { !general.contains(String($0)) }.joined(
            separator: "_")
        if let names = spoken[words] ?? spoken[wanted] { return names }
        guard wanted.utf8.count >= 3 else { return [] }
        let cities = TimeZone.knownTimeZoneIdentifiers.filter { $0.contains("/") }.map { name in
            (name: name, city: plain(name.split(separator: "/").last.map(String.init) ?? name))
        }
        let begun = cities.filter { $0.city.hasPrefix(wanted) }
        if !begun.isEmpty { return begun.prefix(most).map(\.name) }
        let bound = wanted.utf8.count >= 8 ? 2 : wanted.utf8.count >= 4 ? 1 : 0
        let near = cities.map { place in
            (
                name: place.name,
                distance: NearNames.distance(Array(place.city.utf8), Array(wanted.utf8))
            )
        }
        .filter { $0.distance <= bound }.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
        return near.prefix(most).map(\.name)
    }

    /// A name as it is compared: without accents and capitals, and with one mark for all that is no letter.
    package static func plain(_ text: String) -> String {
        text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
            .split { !$0.isLetter }.joined(separator: "_")
    }

    private static let most = 3

    /// This machine's zone where it has a name of that kind.
    private static var example: String {
        let own = TimeZone.current.identifier
        return own.contains("/") && !own.hasPrefix("Etc/") ? own : "Europe/Berlin"
    }

    private static let general: Set<String> = [
        "time", "standard", "daylight", "summer", "us", "usa", "american",
    ]

    /// What letters and words mean; those that are used in several places have the zones of all.
    private static let spoken: [String: [String]] = [
        "est": ["America/New_York"], "edt": ["America/New_York"], "et": ["America/New_York"],
        "eastern": ["America/New_York"], "cst": ["America/Chicago", "Asia/Shanghai"],
        "cdt": ["America/Chicago"], "ct": ["America/Chicago"], "central": ["America/Chicago"],
        "mst": ["America/Denver", "America/Phoenix"], "mdt": ["America/Denver"], "mt": ["America/Denver"],
        "mountain": ["America/Denver"], "pst": ["America/Los_Angeles"], "pdt": ["America/Los_Angeles"],
        "pt": ["America/Los_Angeles"], "pacific": ["America/Los_Angeles"], "akst": ["America/Anchorage"],
        "akdt": ["America/Anchorage"], "alaska": ["America/Anchorage"], "hst": ["Pacific/Honolulu"],
        "hawaii": ["Pacific/Honolulu"], "ast": ["America/Halifax"], "atlantic": ["America/Halifax"],
        "gmt": ["Europe/London", "UTC"], "bst": ["Europe/London"], "uk": ["Europe/London"],
        "cet": ["Europe/Berlin", "Europe/Paris"], "cest": ["Europe/Berlin", "Europe/Paris"],
        "eet": ["Europe/Athens", "Europe/Helsinki"], "eest": ["Europe/Athens", "Europe/Helsinki"],
        "msk": ["Europe/Moscow"], "ist": ["Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"],
        "jst": ["Asia/Tokyo"], "kst": ["Asia/Seoul"], "china": ["Asia/Shanghai"], "japan": ["Asia/Tokyo"],
        "india": ["Asia/Kolkata"], "aest": ["Australia/Sydney", "Australia/Brisbane"],
        "aedt": ["Australia/Sydney"], "awst": ["Australia/Perth"], "acst": ["Australia/Adelaide"],
        "nzst": ["Pacific/Auckland"], "nzdt": ["Pacific/Auckland"],
    ]
}
