import GRDB

/// Which database it is, and what exactly it consists of.
package struct DatabaseLayout: Sendable {
    /// `application_id` in SQLite's header: whose database it is.
    package let application: Int
    /// `user_version`: which layout of it.
    package let version: Int
    /// What makes its tables, in order. The same texts lie in the database, and nothing else does.
    package let statements: [String]
    /// The layouts before it that can be carried over, each with what does that, its new tables included.
    package let earlier: [(layout: DatabaseLayout, carryOver: @Sendable (Database) throws -> Void)]

    /// A layout from its parts.
    package init(
        application: Int, version: Int, statements: [String],
        earlier: [(layout: DatabaseLayout, carryOver: @Sendable (Database) throws -> Void)] = []
    ) {
        self.application = application
        self.version = version
        self.statements = statements
        self.earlier = earlier
    }

    /// It is no database of this kind, or of a newer version.
    package struct Foreign: Error, Sendable, Hashable {
        /// The version it says it has, where it is of this kind; nil where it is of another program.
        package let version: Int?
        /// Whether it is of this kind, and of an earlier version that is not read any more.
        package let isEarlier: Bool
    }

    /// It says that it is one, and has something in it that no program of ours made, or lacks something.
    package struct Strange: Error, Sendable, Hashable, CustomStringConvertible {
        /// What, in words.
        package let description: String
    }

    /// Whether there is nothing in a database yet.
    static func isEmpty(_ database: Database) throws -> Bool {
        try Int.fetchOne(database, sql: "SELECT 1 FROM sqlite_master LIMIT 1") == nil
    }

    /// Makes the tables in an empty database.
    package func make(in database: Database) throws {
        try database.execute(sql: "PRAGMA application_id = \(application); PRAGMA user_version = \(version)")
        for statement in statements { try database.execute(sql: statement) }
    }

    /// Makes the tables where there are none, and carries over what an earlier version kept.
    func prepare(_ database: Database) throws {
        if try Self.isEmpty(database) { return try make(in: database) }
        if let old = try earlierLayout(of: database) {
            try old.carryOver(database)
            try database.execute(sql: "PRAGMA user_version = \(version)")
            try check(database)
        }
    }

    /// Refuses a database that is not exactly one of this layout or an earlier one. Only SQLite's list of tables is
    /// read: no view is looked into, and no trigger runs.
    ///
    /// - Throws: ``Foreign``, ``Strange``.
    func check(_ database: Database) throws {
        let layout = try earlierLayout(of: database)?.layout ?? self
        if let strange = try layout.strangeness(in: database) { throw Strange(description: strange) }
    }

    private func earlierLayout(of database: Database) throws
        -> (layout: DatabaseLayout, carryOver: @Sendable (Database) throws -> Void)?
    {
        guard try Int.fetchOne(database, sql: "PRAGMA application_id") == application else {
            throw Foreign(version: nil, isEarlier: false)
        }
        let found = try Int.fetchOne(database, sql: "PRAGMA user_version")
        if found == version { return nil }
        guard let old = earlier.first(where: { $0.layout.version == found }) else {
            throw Foreign(version: found, isEarlier: found.map { $0 > 0 && $0 < version } ?? false)
        }
        return old
    }

    // MARK: - Exactly these tables

    /// A line of SQLite's list of tables, indexes, views and triggers.
    private struct Line: Hashable {
        var kind: String
        var name: String
        var table: String
        var sql: String

        /// What a person calls it.
        var inWords: String { "\(kind) “\(name.prefix(40))”" }
    }

    /// More than any statement of ours has, so that what is compared stays small.
    private static let maximumSQLCharacters = 4096

    /// What is in a database that this layout has not, or is missing of it; nil where it is exactly this layout.
    ///
    /// A view or a trigger of somebody else's could have rows appear that are not there, vanish as soon as they are, or
    /// never end; an index could hide some.
    package func strangeness(in database: Database) throws -> String? {
        let model = try DatabaseQueue()
        let wanted = try model.write { model in
            try make(in: model)
            return try Self.lines(of: model, limit: 1000)
        }
        guard let found = try? Self.lines(of: database, limit: wanted.count + 1) else {
            return "its list of tables is damaged"
        }
        if let strange = found.first(where: { !wanted.contains($0) }) {
            return "it has the \(strange.inWords), which is not of this program"
        }
        if let missing = wanted.first(where: { !found.contains($0) }) {
            return "its \(missing.inWords) is missing"
        }
        return found.count == wanted.count ? nil : "it has a table twice"
    }

    private static func lines(of database: Database, limit: Int) throws -> [Line] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT substr(type, 1, 20), substr(name, 1, 200), substr(tbl_name, 1, 200),
                substr(coalesce(sql, ''), 1, \(maximumSQLCharacters)) FROM sqlite_master LIMIT ?
                """, arguments: [limit]
        ).map { row in
            Line(
                kind: try row.decode(String.self, atIndex: 0), name: try row.decode(String.self, atIndex: 1),
                table: try row.decode(String.self, atIndex: 2), sql: try row.decode(String.self, atIndex: 3))
        }
    }
}
