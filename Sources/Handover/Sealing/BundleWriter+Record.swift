import Bundle
import Objects
import Records
import Sealing

extension BundleWriter {
    /// Adds the facts of each object of a record, and then the record.
    ///
    /// - Parameter record: its objects are those that were added, in order.
    /// - Throws: `FootageError.tooMuch` where a reader would not take so much of it, and as ``addObject(size:_:)``.
    package func add(_ record: Record) throws {
        var texts = Record.FactsText(record)
        var all: UInt64 = 0
        for object in record.objects {
            let json = try texts.json(of: object)
            let size = PaddedText.size(of: json.count)
            all += size
            try Self.check(size, RecordLimits.factsBytes, "the facts of \(object.name)")
            try Self.check(all, Int(RecordLimits.allFactsBytes), "the facts of all objects")
            try addFacts(json)
        }
        let json = try StrictJSON.encode(record)
        try Self.check(PaddedText.size(of: json.count), RecordLimits.bytes, "the record")
        try addRecord(json)
    }

    private static func check(_ size: UInt64, _ limit: Int, _ what: String) throws(FootageError) {
        guard size > UInt64(limit) else { return }
        throw .tooMuch(reason: "\(what) would measure \(size) bytes, and may measure \(limit)")
    }
}
