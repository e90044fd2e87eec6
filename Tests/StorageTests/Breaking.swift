import GRDB

/// Puts a row in a sound file that points to a note that is not there, as someone with a tool of the trade could.
func addRemarkWithoutNote(to file: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: file, configuration: configuration)
    try queue.write { try $0.execute(sql: "INSERT INTO remarks (id, note_id) VALUES (1, 999999)") }
    try queue.close()
}
