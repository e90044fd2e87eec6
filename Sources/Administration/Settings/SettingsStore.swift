import Storage

/// The SQL of the settings.
package enum SettingsStore {
    package static func read(_ connection: Connection) throws -> InstitutionSettings {
        let rows = try connection.all("SELECT name, value FROM settings") { (try $0.get("name") as String, try $0.get("value") as String) }
        return InstitutionSettings(stored: Dictionary(rows, uniquingKeysWith: { first, _ in first }))
    }

    package static func save(_ settings: InstitutionSettings, _ connection: Connection) throws {
        for (name, value) in settings.stored {
            try connection.run(
                "INSERT INTO settings (name, value) VALUES (\(name), \(value)) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
        }
    }
}
