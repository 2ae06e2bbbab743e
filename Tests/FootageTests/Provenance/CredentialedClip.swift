import Foundation

/// Bytes of a C2PA `uuid` box around a manifest store, put together from the specification alone.
enum CredentialedClip {
    static let extendedType: [UInt8] = [
        0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4, 0x81,
    ]

    static func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
        let size = UInt32(8 + content.count)
        return (0..<4).map { UInt8(truncatingIfNeeded: size >> (24 - 8 * UInt32($0))) } + Array(type.utf8)
            + content
    }

    /// A JUMBF superbox with a label and whatever is in it.
    static func superbox(_ label: String, _ content: [UInt8]) -> [UInt8] {
        let type = Array("c2pa".utf8) + [0x00, 0x11, 0x00, 0x10, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]
        return box("jumb", box("jumd", type + [3] + Array(label.utf8) + [0]) + content)
    }

    /// The box with one store in which the manifests stand in order.
    static func credentials(purpose: String = "manifest", manifests: [String]) -> [UInt8] {
        let store = superbox("c2pa", manifests.flatMap { superbox($0, box("cbor", [0xA0])) })
        return box(
            "uuid",
            extendedType + [0, 0, 0, 0] + Array(purpose.utf8) + [0] + Array(repeating: 0, count: 8) + store)
    }

    /// Puts a box behind the first box of a file, where C2PA wants it; harmless where no offset counts from
    /// the begin of the file.
    static func insert(_ box: [UInt8], into path: String) throws {
        let file = URL(fileURLWithPath: path)
        var bytes = [UInt8](try Data(contentsOf: file))
        let first = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        bytes.insert(contentsOf: box, at: first)
        try Data(bytes).write(to: file)
    }

    static func append(_ box: [UInt8], to path: String) throws {
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data(box))
        try file.close()
    }
}
