import Foundation
import GRDB

/// One door's view of the database: runs statements inside the door's transaction and seals or opens texts.
///
/// It lives only as long as the closure it is given to.
package struct Connection {
    let base: GRDB.Database
    package let vault: Vault
    package let surroundings: Surroundings
    /// Whether this is the reading door: what it sees is committed.
    let isReading: Bool

    /// All rows of a query, each made into a value.
    package func all<Value>(_ sql: SQL, _ decode: (Row) throws -> Value) throws -> [Value] {
        let statement = try statement(sql)
        let (cursor, columns) = (try GRDB.Row.fetchCursor(statement), statement.columnNames)
        var values: [Value] = []
        while let row = try cursor.next() { values.append(try decode(Row(base: row, columns: columns))) }
        return values
    }

    /// The first row of a query, or nil.
    package func first<Value>(_ sql: SQL, _ decode: (Row) throws -> Value) throws -> Value? {
        let statement = try statement(sql)
        let cursor = try GRDB.Row.fetchCursor(statement)
        return try cursor.next().map { try decode(Row(base: $0, columns: statement.columnNames)) }
    }

    /// Whether a query has a row.
    package func any(_ sql: SQL) throws -> Bool { try first(sql) { _ in true } ?? false }

    /// The number in the first column `n` of a counting query.
    package func count(_ sql: SQL) throws -> Int { try first(sql) { try $0.get("n") } ?? 0 }

    /// Runs a statement that changes rows; gives how many it changed.
    @discardableResult
    package func run(_ sql: SQL) throws -> Int {
        try statement(sql).execute()
        return base.changesCount
    }

    /// Runs several statements without values, one after another.
    func script(_ sql: SQL) throws { try base.execute(sql: sql.text) }

    private func statement(_ sql: SQL) throws -> GRDB.Statement {
        let statement = try base.cachedStatement(sql: sql.text)
        try statement.setArguments(StatementArguments(sql.values.map(\.databaseValue)))
        return statement
    }

    package var now: Date { surroundings.now() }
    package var today: Day { Day(surroundings.now()) }
}

/// One row of an answer. Valid only inside the closure that decodes it.
package struct Row {
    let base: GRDB.Row
    /// Names of the columns in order. Found here, as they are written: the engine would fold the case of both at each look.
    let columns: [String]

    /// The value of a column; an error that names the column when it is missing or of another kind.
    package func get<Value: Storable>(_ column: String) throws -> Value {
        guard let place = columns.firstIndex(of: column) else { throw StorageProblem.unreadable(column: column) }
        let found: DatabaseValue = base[place]
        guard let value = Value(stored: StoredValue(found)) else { throw StorageProblem.unreadable(column: column) }
        return value
    }
}

extension StoredValue {
    init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .double(let number): self = .real(number)
        case .string(let text): self = .text(text)
        case .blob(let bytes): self = .blob(bytes)
        }
    }

    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .real(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .blob(let bytes): bytes.databaseValue
        }
    }
}

/// What can go wrong with the database. The text is for the one who runs the installation, never for a page.
package enum StorageProblem: Error, Equatable, CustomStringConvertible {
    case unreadable(column: String)
    case notDurable(found: Int)
    case inUse(path: String)
    case newerDatabase(migration: String)
    case changedMigration(String)
    case full
    case wrongMasterKey
    case masterKeyUnreadable(path: String, reason: String)
    case cannotOpen(path: String, reason: String)
    case sealBroken
    case erased

    package var description: String {
        switch self {
        case .unreadable(let column): "column '\(column)' is missing or holds another kind of value"
        case .notDurable(let found): "the database does not write durably: synchronous is \(found), needed 2 (FULL)"
        case .inUse(let path): "another naast process uses \(path); stop it first"
        case .newerDatabase(let migration):
            "this database was made by a newer naast (it has step '\(migration)'); install that version or a later one"
        case .changedMigration(let migration):
            "step '\(migration)' of the database differs from the one that was run; this build is not a released one"
        case .full: "the disk is full; nothing was saved, reading goes on"
        case .wrongMasterKey: "the master key does not belong to this database"
        case .masterKeyUnreadable(let path, let reason): "cannot read the master key \(path): \(reason)"
        case .cannotOpen(let path, let reason): "cannot open the database \(path): \(reason)"
        case .sealBroken: "a sealed text cannot be opened: it was changed, moved, or its key is gone"
        case .erased: "this person was erased; nothing is written about them any more"
        }
    }
}
