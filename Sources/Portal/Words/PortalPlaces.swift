import Desk
import Foundation

/// Zones as a page names them: a city and its country, in the page's language.
struct PortalPlaces {
    let words: PortalWords

    /// `Berlin, Germany`; a zone that is named for no place as it is.
    func name(of zone: String) -> String {
        guard zone.contains("/") else { return words("clock.offset", ["zone": zone]) }
        return name(of: ZonePlaces.place(of: zone))
    }

    /// `Berlin, Germany (Central European Time)`.
    func fullName(of zone: String) -> String {
        let clock = TimeZone(identifier: zone)?.localizedName(for: .generic, locale: words.locale)
        return name(of: zone) + (clock.map { " (\($0))" } ?? "")
    }

    /// The names of all places, by country and city.
    var all: [String] {
        ZonePlaces.all.map { ($0, country($0) ?? "") }
            .sorted { ($0.1, $0.0.city) < ($1.1, $1.0.city) }.map { name(of: $0.0) }
    }

    /// All places by their countries, as lists name them; those of no country last.
    var byCountry: [(country: String, places: [ZonePlaces.Place])] {
        let groups = Dictionary(grouping: ZonePlaces.all) { country($0) ?? "" }
        let named = groups.keys.filter { !$0.isEmpty }.sorted {
            $0.compare($1, locale: words.locale) == .orderedAscending
        }
        return (named + groups.keys.filter(\.isEmpty)).map {
            ($0.isEmpty ? words["clock.elsewhere"] : $0, groups[$0] ?? [])
        }
    }

    /// The zones that were named by what was typed; none where it names no place, and several where it may be several.
    func zones(named typed: String) -> [String] {
        let wanted = typed.lowercased()
        let exact = ZonePlaces.all.filter { name(of: $0).lowercased() == wanted }.map(\.zone)
        if !exact.isEmpty { return exact }
        return ZonePlaces.zones(named: typed)
    }

    private func name(of place: ZonePlaces.Place) -> String {
        place.city + (country(place).map { ", \($0)" } ?? "")
    }

    private func country(_ place: ZonePlaces.Place) -> String? {
        place.country.map { words.locale.localizedString(forRegionCode: $0) ?? $0 }
    }
}
