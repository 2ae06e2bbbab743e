import Crypto
import FoundationEssentials

/// UUIDs made from names, so that the same bundle gives the same graph, whoever draws it (RFC 9562 §5.5, version 5).
///
/// The SHA-1 in them protects nothing: it only spreads names over numbers. CASE's own validator wants versions up to 5.
struct StableUUID {
    /// What keeps ours apart from names of others: a random UUID, made once.
    private static let namespace: [UInt8] = [
        0x0B, 0x5D, 0x2C, 0x44, 0x6F, 0x1E, 0x4E, 0x0A, 0x9A, 0x57, 0x3F, 0x6C, 0x1B, 0x7D, 0x9E, 0x21,
    ]

    /// What all names begin with.
    let scope: String

    /// The UUID of a name, lower case.
    func of(_ name: String) -> String {
        var hasher = Insecure.SHA1()
        hasher.update(data: Self.namespace)
        // The length keeps scope and name apart.
        hasher.update(data: Array("\(scope.utf8.count) \(scope) \(name)".utf8))
        var bytes = Array(hasher.finalize())
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        let uuid = UUID(
            uuid: (
                bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7], bytes[8],
                bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
            ))
        return uuid.uuidString.lowercased()
    }
}
