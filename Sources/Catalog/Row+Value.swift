import GRDB

/// A row of a database that somebody's disk, or somebody, has spoiled. It says nothing of what is in it: there are secrets in some.
struct DamagedRow: Error, CustomStringConvertible {
    var column: String
    var description: String { "a row of it is damaged (\(column))" }
}

extension Row {
    /// The value of a column. A spoiled database gets an error here, where GRDB's subscript would end the process.
    ///
    /// - Throws: ``DamagedRow``.
    func value<Value: DatabaseValueConvertible>(_ column: String) throws -> Value {
        do { return try decode(Value.self, forColumn: column) } catch { throw DamagedRow(column: column) }
    }

    /// The value of a column by its place, which is quicker.
    ///
    /// - Throws: ``DamagedRow``.
    func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(at column: Int) throws -> Value {
        do { return try decode(Value.self, atIndex: column) } catch { throw DamagedRow(column: "\(column)") }
    }
}
