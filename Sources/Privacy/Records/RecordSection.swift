import Foundation
import Storage
import Web

/// Things of one kind that are kept about a person: a part of an export, drawn as a page and as JSON.
package struct RecordSection: Sendable {
    /// The end of its key, and its name in JSON: `goals`. Its title is the text `record.section.<name>`.
    package let name: String
    package let items: [RecordItem]

    package init(_ name: String, _ items: [RecordItem]) {
        self.name = name
        self.items = items
    }

    /// The same when there is something in it; a section that is empty says nothing.
    package static func some(_ name: String, _ items: [RecordItem]) -> [RecordSection] {
        items.isEmpty ? [] : [RecordSection(name, items)]
    }
}

/// One thing: a goal, an agreement, a role.
package struct RecordItem: Sendable {
    package let fields: [RecordField]
    /// What belongs to it: the steps of a goal, the history of an agreement.
    package let parts: [RecordSection]

    /// - Parameter fields: those without a value may be nil; they are left out.
    package init(_ fields: [RecordField?], parts: [RecordSection] = []) {
        self.fields = fields.compactMap { $0 }
        self.parts = parts
    }
}

/// One line of it: what it is, and the value.
package struct RecordField: Sendable {
    /// The label: the text `record.<key>`, or words of its own where they are content (a question of a checklist).
    package enum Label: Sendable {
        case key(String)
        case said(name: String, String)
    }

    package enum Value: Sendable {
        case text(String)
        /// The key of a text, such as `agreement.state.kept`.
        case word(String)
        case day(Day)
        case moment(Date)
    }

    package let label: Label
    package let value: Value

    package init(_ label: Label, _ value: Value) {
        self.label = label
        self.value = value
    }

    /// Nil for a missing or empty text.
    package static func text(_ key: String, _ text: String?) -> RecordField? {
        text.flatMap { $0.isEmpty ? nil : RecordField(.key(key), .text($0)) }
    }
    package static func word(_ key: String, _ word: String) -> RecordField { RecordField(.key(key), .word(word)) }
    package static func day(_ key: String, _ day: Day?) -> RecordField? { day.map { RecordField(.key(key), .day($0)) } }
    package static func moment(_ key: String, _ at: Date?) -> RecordField? { at.map { RecordField(.key(key), .moment($0)) } }

    /// In JSON: the end of its key.
    var name: String {
        switch label {
        case .key(let key): key.split(separator: ".").last.map(String.init) ?? key
        case .said(let name, _): name
        }
    }
}
