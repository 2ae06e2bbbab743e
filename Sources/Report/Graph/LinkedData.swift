/// A value of a JSON-LD document (W3C JSON-LD 1.1): what a graph is made of.
indirect enum LinkedData: Encodable {
    case text(String)
    /// A node, by its `@id`.
    case reference(String)
    /// A literal with its type.
    case typed(String, type: String)
    case list([LinkedData])
    case node([String: LinkedData])

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .text(let text):
            var container = encoder.singleValueContainer()
            try container.encode(text)
        case .reference(let id):
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(id, forKey: Key("@id"))
        case .typed(let value, let type):
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(type, forKey: Key("@type"))
            try container.encode(value, forKey: Key("@value"))
        case .list(let items):
            var container = encoder.unkeyedContainer()
            for item in items { try container.encode(item) }
        case .node(let values):
            var container = encoder.container(keyedBy: Key.self)
            for (name, value) in values { try container.encode(value, forKey: Key(name)) }
        }
    }
}
