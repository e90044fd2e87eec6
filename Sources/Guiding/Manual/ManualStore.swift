import Foundation
import People
import Storage
import Web

package enum ManualStore {
    /// The sections as they are now, for who writes them; what is empty is not in it.
    package static func current(_ permit: Permit<Looking>, _ connection: Connection) throws -> [ManualSection: ManualText] {
        guard permit.sees.contains(.manual) else { return [:] }
        return try latest(of: permit.student, connection)
    }

    /// Every version of a section, the newest first.
    static func versions(of section: ManualSection, _ permit: Permit<Looking>, _ connection: Connection) throws -> [ManualText] {
        guard permit.sees.contains(.manual) else { throw Problem.notFound }
        return try load(
            "WHERE student_id = \(permit.student) AND section = \(section) ORDER BY version DESC LIMIT 200", permit.student, connection)
    }

    /// What reaches the viewer by these shares; what is empty is not in it.
    static func shared(_ shares: [Share.Item: Share], _ permit: Permit<Looking>, _ connection: Connection) throws -> [SharedText] {
        guard permit.sees.contains(.shared), shares.keys.contains(where: { $0.kind == .manual }) else { return [] }
        let texts = try latest(of: permit.student, connection)
        return ManualSection.allCases.compactMap { section in
            guard let share = shares[section.item], let text = texts[section] else { return nil }
            return SharedText(item: section.item, text: text.text, share: share)
        }
    }

    /// Writes a section; the text that was there stays as a version to look back at.
    package static func write(_ text: String, in section: ManualSection, permit: Permit<Changing>, _ connection: Connection) throws {
        let student = permit.student
        let last = try load("WHERE student_id = \(student) AND section = \(section) ORDER BY version DESC LIMIT 1", student, connection)
            .first
        guard last?.text ?? "" != text else { return }
        let version = (last?.version ?? 0) + 1
        let sealed = try connection.seal(text, of: student, at: place(student, section, version))
        try connection.run(
            """
            INSERT INTO manual_texts (student_id, section, version, text, at)
            VALUES (\(student), \(section), \(version), \(sealed), \(connection.now))
            """)
    }

    private static func latest(of student: ID<Person>, _ connection: Connection) throws -> [ManualSection: ManualText] {
        let texts = try load(
            """
            WHERE student_id = \(student)
              AND version = (SELECT MAX(version) FROM manual_texts AS m WHERE m.student_id = manual_texts.student_id AND m.section = manual_texts.section)
            """, student, connection)
        return Dictionary(texts.filter { !$0.text.isEmpty }.map { ($0.section, $0) }, uniquingKeysWith: { first, _ in first })
    }

    static func load(_ filter: SQL, _ student: ID<Person>, _ connection: Connection) throws -> [ManualText] {
        try connection.all("SELECT section, version, text, at FROM manual_texts \(filter)") { row in
            let (section, version) = (try row.get("section") as ManualSection, try row.get("version") as Int)
            let text = try connection.open(try row.get("text"), of: student, at: place(student, section, version))
            return ManualText(section: section, version: version, text: text, at: try row.get("at"))
        }
    }

    private static func place(_ student: ID<Person>, _ section: ManualSection, _ version: Int) -> Place {
        Place("manual_texts", "text", "\(student.text)/\(section.rawValue)/\(version)")
    }
}
