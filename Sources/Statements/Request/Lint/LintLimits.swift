import Sealing

/// The limits the linter holds a request against; by default those of docs/spec/lint.md, Limits.
///
/// Format of the file: docs/spec/lint.md, Limits.
package struct LintLimits: Sendable, Hashable {
    /// The longest window that is not remarked on, in hours; more than 0.
    package var longestWindowHours: Double = 12
    /// The largest area that is not remarked on, in square miles; more than 0.
    package var largestAreaSquareMiles: Double = 0.5
    /// Rules that are left out. Those of weight `stop` cannot be.
    package var disregard: Set<String> = []

    /// The default limits.
    package init() {}

    /// Reads a file of limits; what it does not name keeps its default.
    ///
    /// - Throws: ``StatementError/limitsNotUnderstood(reason:)``, also for a key that is not known: a limit with a
    ///   typing error must not look like one that is in force.
    package init(json: [UInt8]) throws(StatementError) {
        let file: File
        do {
            file = try StrictJSON.decode(File.self, from: json, maximumBytes: 1 << 16)
        } catch {
            throw .limitsNotUnderstood(reason: "\(error)")
        }
        let known = File.CodingKeys.allCases.map(\.rawValue)
        if let key = file.keys.first(where: { !known.contains($0) }) {
            throw .limitsNotUnderstood(
                reason: "“\(key.prefix(80))” is no limit; the limits are \(known.joined(separator: ", "))")
        }
        for (key, value) in [
            (File.CodingKeys.hours, file.hours), (.squareMiles, file.squareMiles),
        ] {
            guard let value, !(value > 0 && value.isFinite) else { continue }
            throw .limitsNotUnderstood(reason: "\(key.rawValue) is not more than 0")
        }
        for id in file.disregard ?? [] {
            guard let rule = RequestLinter.rules.first(where: { $0.id == id }) else {
                throw .limitsNotUnderstood(reason: "“\(id.prefix(80))” is no rule that could be disregarded")
            }
            guard rule.weight < .stop else {
                throw .limitsNotUnderstood(
                    reason: "\(id) cannot be disregarded: without it nothing in a request can be relied on")
            }
        }
        longestWindowHours = file.hours ?? longestWindowHours
        largestAreaSquareMiles = file.squareMiles ?? largestAreaSquareMiles
        disregard = Set(file.disregard ?? [])
    }

    private struct File: Decodable {
        enum CodingKeys: String, CodingKey, CaseIterable {
            case hours = "longest_window_hours"
            case squareMiles = "largest_area_square_miles"
            case disregard
        }
        private struct AnyKey: CodingKey {
            package let stringValue: String
            package var intValue: Int? { nil }
            package init?(stringValue: String) { self.stringValue = stringValue }
            package init?(intValue: Int) { nil }
        }

        var keys: [String]
        var hours: Double?
        var squareMiles: Double?
        var disregard: [String]?

        package init(from decoder: any Decoder) throws {
            keys = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue).sorted()
            let container = try decoder.container(keyedBy: CodingKeys.self)
            hours = try container.decodeIfPresent(Double.self, forKey: .hours)
            squareMiles = try container.decodeIfPresent(Double.self, forKey: .squareMiles)
            disregard = try container.decodeIfPresent([String].self, forKey: .disregard)
        }
    }
}
