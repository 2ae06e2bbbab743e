import Foundation
import StatementFiles
import Starts

/// Zones as people name them: by a country and a city of it.
package enum ZonePlaces {
    /// A zone, and the place it is named for.
    package struct Place: Equatable, Sendable {
        /// As ``OwnersFootage/zones`` takes it: `America/Chicago`.
        package let zone: String
        /// The country by its ISO 3166-1 code: `US`; nil where nothing tells.
        package let country: String?
        /// The city: `Chicago`.
        package let city: String
    }

    /// The system's list of zones by country (tzdata). Where it is missing, the zones themselves are named, without countries.
    private static let list = "/usr/share/zoneinfo/zone.tab"

    /// All places, by city.
    package static let all: [Place] = {
        let text = (try? StatementFile.read(list)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let places = text.split(separator: "\n").compactMap { line -> Place? in
            let fields = line.split(separator: "\t")
            guard !line.hasPrefix("#"), fields.count >= 3, (try? RecordingZone(String(fields[2]))) != nil
            else { return nil }
            return Place(String(fields[2]), country: String(fields[0]))
        }
        let named =
            places.isEmpty
            ? TimeZone.knownTimeZoneIdentifiers.filter { $0.contains("/") }.map { Place($0, country: nil) }
            : places
        return named.sorted { ($0.city, $0.zone) < ($1.city, $1.zone) }
    }()

    /// This computer's zone; nil where it has no name that could be given.
    package static var ofThisComputer: String? {
        let name = TimeZone.current.identifier
        return (try? RecordingZone(name)) == nil ? nil : name
    }

    /// The place of a zone.
    package static func place(of zone: String) -> Place {
        all.first { $0.zone == zone } ?? Place(zone, country: nil)
    }

    /// The zones that a person named: a zone, or a city; of a city's name there may be several.
    package static func zones(named typed: String) -> [String] {
        if (try? RecordingZone(typed)) != nil { return [typed] }
        let wanted = ZoneNames.plain(typed)
        return all.filter { ZoneNames.plain($0.city) == wanted }.map(\.zone)
    }

    /// The zones that are near to what a person typed, to ask whether one of them is meant; none where none is near: a place that is
    /// far off would be another hour.
    package static func near(_ typed: String) -> [String] { ZoneNames.alike(typed) }
}

extension ZonePlaces.Place {
    fileprivate init(_ zone: String, country: String?) {
        self.zone = zone
        self.country = country
        let last = zone.split(separator: "/").last.map(String.init) ?? zone
        city = last.replacing("_", with: " ")
    }
}
