import Sealing

/// Counts and sizes in custody entries and receipts: what a reader adds up, and shows to people.
enum BoundedCount {
    /// One more than the largest that may be said: 2⁶⁰ (docs/spec/custody.md, Entry).
    static let limit: UInt64 = 1 << 60
}

extension KeyedDecodingContainer {
    /// Reads a count from 0 to 2⁶⁰ − 1.
    ///
    /// - Throws: `DecodingError` that says so, where a decoder of its own would find a number of more than 64 bits no JSON.
    func decodeCount(forKey key: Key) throws -> UInt64 {
        guard contains(key) else { return try decode(UInt64.self, forKey: key) }
        guard let count = try? decode(UInt64.self, forKey: key), count < BoundedCount.limit else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self,
                debugDescription: "it is no whole number from 0 to 2^60 - 1, as every count here is")
        }
        return count
    }
}
