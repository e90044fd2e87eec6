import Crypto
import Foundation
import Synchronization

/// A text encrypted with the key of the person it is about. Only the vault makes one; only the vault opens one.
package struct Sealed<Value>: Storable, Hashable {
    fileprivate let box: Data

    fileprivate init(box: Data) { self.box = box }

    package var stored: StoredValue { .blob(box) }
    package init?(stored: StoredValue) {
        guard case .blob(let box) = stored else { return nil }
        self.box = box
    }
}

/// Where a sealed text stands. It is bound into the seal, so that a text copied to another row, column or table does not open.
package struct Place: Sendable {
    let text: String

    /// - Parameter row: the id of the row, or whatever names it.
    package init(_ table: String, _ column: String, _ row: some CustomStringConvertible) {
        text = table + "|" + column + "|" + row.description
    }
}

/// Keeps free text about people unreadable to whoever has only the database file.
///
/// Every person has a data key (AES-256-GCM). Data keys stand in the database wrapped by the master key, which stands outside it.
/// Destroying a person's data key (`Connection.destroyKey`) makes everything sealed with it unreadable for ever. A backup from before
/// holds the wrapped key too, and stays readable to who has that backup and the master key.
package final class Vault: Sendable {
    private let master: SymmetricKey
    /// Keys read from committed rows. A key made in a transaction is not kept here: that transaction may yet be undone.
    private let opened = Mutex(Opened())

    private struct Opened {
        var keys: [String: SymmetricKey] = [:]
        /// Whose key is destroyed, or about to be: never kept again, also not by who still reads an older moment of the database.
        var barred: Set<String> = []
    }
    private static let mostOpened = 4096

    /// - Parameter masterKey: 32 bytes.
    package init(masterKey: [UInt8]) { master = SymmetricKey(data: masterKey) }

    /// Reads the master key from a file, or makes one at first start (readable by its owner alone).
    package static func open(keyFile path: String, surroundings: Surroundings = .real) throws -> Vault {
        if FileManager.default.fileExists(atPath: path) {
            guard let text = try? String(contentsOfFile: path, encoding: .utf8),
                let key = Data(base64Encoded: text.trimmingCharacters(in: .whitespacesAndNewlines)), key.count == 32
            else {
                throw StorageProblem.masterKeyUnreadable(path: path, reason: "it must hold 32 bytes in base64")
            }
            return Vault(masterKey: Array(key))
        }
        let key = surroundings.randomBytes(32)
        let text = Data((Data(key).base64EncodedString() + "\n").utf8)
        guard FileManager.default.createFile(atPath: path, contents: text, attributes: [.posixPermissions: 0o600]) else {
            throw StorageProblem.masterKeyUnreadable(path: path, reason: "it cannot be made there")
        }
        return Vault(masterKey: key)
    }

    fileprivate func seal(_ text: String, owner: String, place: Place, _ connection: Connection) throws -> Data {
        let key = try keyForSealing(owner, connection)
        guard let box = try AES.GCM.seal(Data(text.utf8), using: key, authenticating: Data(place.text.utf8)).combined else {
            throw StorageProblem.sealBroken
        }
        return box
    }

    fileprivate func open(_ box: Data, owner: String, place: Place, _ connection: Connection) throws -> String {
        // What stays of a text when its person was erased.
        guard !box.isEmpty else { return "" }
        guard let key = try storedKey(owner, connection) else { throw StorageProblem.sealBroken }
        do {
            let plain = try AES.GCM.open(AES.GCM.SealedBox(combined: box), using: key, authenticating: Data(place.text.utf8))
            return String(decoding: plain, as: UTF8.self)
        } catch {
            throw StorageProblem.sealBroken
        }
    }

    private func keyForSealing(_ owner: String, _ connection: Connection) throws -> SymmetricKey {
        if let key = try storedKey(owner, connection) { return key }
        guard try !connection.any("SELECT 1 FROM tombstones WHERE owner = \(owner)") else { throw StorageProblem.erased }
        let key = SymmetricKey(data: connection.surroundings.randomBytes(32))
        try connection.run(
            "INSERT INTO vault_keys (owner, wrapped, made_at) VALUES (\(owner), \(try wrap(key, owner: owner)), \(connection.now))")
        return key
    }

    private func storedKey(_ owner: String, _ connection: Connection) throws -> SymmetricKey? {
        if let key = opened.withLock({ $0.keys[owner] }) { return key }
        guard let wrapped: Data = try connection.first("SELECT wrapped FROM vault_keys WHERE owner = \(owner)", { try $0.get("wrapped") })
        else {
            return nil
        }
        let key = try unwrap(wrapped, owner: owner)
        if connection.isReading {
            opened.withLock { opened in
                guard !opened.barred.contains(owner) else { return }
                if opened.keys.count >= Self.mostOpened { opened.keys.removeAll(keepingCapacity: true) }
                opened.keys[owner] = key
            }
        }
        return key
    }

    /// Forgets a key and never keeps it in memory again. From before the commit that destroys it: a reader who sees the moment before
    /// still opens what it sees, by the row; when that commit is undone the row is still there, and only costs a look at each use.
    func bar(_ owner: String) {
        opened.withLock { opened in
            opened.barred.insert(owner)
            opened.keys[owner] = nil
        }
    }

    private func wrap(_ key: SymmetricKey, owner: String) throws -> Data {
        let bytes = key.withUnsafeBytes { Data($0) }
        guard let box = try AES.GCM.seal(bytes, using: master, authenticating: Data("vault_keys|wrapped|\(owner)".utf8)).combined else {
            throw StorageProblem.sealBroken
        }
        return box
    }

    private func unwrap(_ wrapped: Data, owner: String) throws -> SymmetricKey {
        do {
            let box = try AES.GCM.SealedBox(combined: wrapped)
            return SymmetricKey(data: try AES.GCM.open(box, using: master, authenticating: Data("vault_keys|wrapped|\(owner)".utf8)))
        } catch {
            throw StorageProblem.wrongMasterKey
        }
    }

    /// Refuses a master key that does not belong to this database; the first key that meets an empty database becomes its own.
    package func check(against database: Database) async throws {
        let found = try await database.read { connection in
            try connection.first("SELECT wrapped FROM vault_check WHERE id = 1") { try $0.get("wrapped") as Data }
        }
        if let found {
            _ = try unwrap(found, owner: "check")
        } else {
            let mark = try wrap(SymmetricKey(data: database.surroundings.randomBytes(32)), owner: "check")
            try await database.write { _ = try $0.run("INSERT INTO vault_check (id, wrapped) VALUES (1, \(mark)) ON CONFLICT DO NOTHING") }
        }
    }
}

extension Connection {
    /// Seals a text with the key of the person it is about, making that key when there is none. Only inside a write.
    package func seal<Owner>(_ text: String, of owner: ID<Owner>, at place: Place) throws -> Sealed<String> {
        Sealed(box: try vault.seal(text, owner: owner.text, place: place, self))
    }

    /// The same for a text that may be missing; an empty text is stored as missing.
    package func seal<Owner>(ifAny text: String?, of owner: ID<Owner>, at place: Place) throws -> Sealed<String>? {
        guard let text, !text.isEmpty else { return nil }
        return try seal(text, of: owner, at: place)
    }

    /// Opens a sealed text.
    /// - Throws: `StorageProblem.sealBroken` when it was changed, stands elsewhere than where it was sealed, or its key is gone.
    package func open<Owner>(_ sealed: Sealed<String>, of owner: ID<Owner>, at place: Place) throws -> String {
        try vault.open(sealed.box, owner: owner.text, place: place, self)
    }

    package func open<Owner>(ifAny sealed: Sealed<String>?, of owner: ID<Owner>, at place: Place) throws -> String? {
        try sealed.map { try open($0, of: owner, at: place) }
    }
}
