/// The unit a track counts its times in: `seconds = value × numerator ÷ denominator`.
package struct TimeBase: Sendable, Hashable, Codable {
    /// Above the line; 1 to 2³¹ − 1.
    package var numerator: Int64
    /// Below the line; 1 to 2³¹ − 1.
    package var denominator: Int64

    private enum CodingKeys: String, CodingKey { case numerator, denominator }

    /// A unit from its fraction of a second.
    package init(numerator: Int64, denominator: Int64) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// Reads `{"numerator": …, "denominator": …}` and refuses what is outside the range, so that nobody who
    /// reads a foreign record divides by zero or overflows.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func read(_ key: CodingKeys) throws -> Int64 {
            let value = try container.decode(Int64.self, forKey: key)
            guard (1...Int64(Int32.max)).contains(value) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: container,
                    debugDescription: "a time base is of two numbers from 1 to \(Int32.max), not \(value)")
            }
            return value
        }
        numerator = try read(.numerator)
        denominator = try read(.denominator)
    }
}
