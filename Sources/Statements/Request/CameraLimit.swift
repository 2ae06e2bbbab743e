/// Of how many cameras, or of which, something is asked for or offered.
///
/// A label tells that there is such a camera, so who offers need not name one: a number will do.
/// Format: docs/spec/request.md, `cameras`.
package enum CameraLimit: Sendable, Hashable {
    /// The cameras of these labels, as the owner calls them; at least one, none twice, none blank.
    case labels([String])
    /// At most so many cameras, 1 or more; the owner chooses which.
    case count(Int)

    /// The most cameras that can be named or counted.
    static let maximum = 10_000

    /// What is out of bounds, in words, or nil.
    var flaw: String? {
        switch self {
        case .labels(let labels):
            if labels.isEmpty { return "it limits the cameras to none" }
            if labels.count > Self.maximum { return "it names more than \(Self.maximum) cameras" }
            if labels.contains(where: \.isBlank) { return "it names a camera without a label" }
            return Set(labels).count < labels.count ? "it names a camera twice" : nil
        case .count(let count):
            return (1...Self.maximum).contains(count)
                ? nil : "the number of cameras is not within 1 to \(Self.maximum)"
        }
    }

    /// Whether whoever keeps to the other limit keeps to this one too.
    ///
    /// A number never lies within labels: nothing says which cameras it would be.
    package func contains(_ other: CameraLimit) -> Bool {
        switch (self, other) {
        case (.labels(let mine), .labels(let others)): Set(others).isSubset(of: mine)
        case (.labels, .count): false
        case (.count(let most), .labels(let others)): others.count <= most
        case (.count(let most), .count(let count)): count <= most
        }
    }

    /// Whether grants of these cameras keep to the limit; nil stands for every camera, which never does.
    func allows(_ cameras: [String?]) -> Bool {
        let named = Set(cameras.compactMap(\.self))
        guard !cameras.contains(nil) else { return false }
        return switch self {
        case .labels(let labels): named.isSubset(of: labels)
        case .count(let most): named.count <= most
        }
    }
}

extension CameraLimit: Codable {
    private enum CodingKeys: String, CodingKey { case labels, count }

    /// Reads `{"labels": […]}` or `{"count": n}`; both or neither is an error.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let labels = try container.decodeIfPresent([String].self, forKey: .labels)
        let count = try container.decodeIfPresent(Int.self, forKey: .count)
        switch (labels, count) {
        case (let labels?, nil): self = .labels(labels)
        case (nil, let count?): self = .count(count)
        default:
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: container.codingPath,
                    debugDescription: "cameras are given by labels or by a count, one of the two"))
        }
    }

    /// Writes the one or the other.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .labels(let labels): try container.encode(labels, forKey: .labels)
        case .count(let count): try container.encode(count, forKey: .count)
        }
    }
}
