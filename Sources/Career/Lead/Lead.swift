import Foundation
import People
import Storage
import Web

/// Who has the lead in one student's guidance: four separate fields, since who starts something need not be who decides.
package struct Lead: Sendable {
    package let version: Int
    /// One for each field, in the order of the fields.
    package let lines: [Line]
    package let setBy: ID<Person>?
    package let set: Date
    /// When the student said yes to it; nil as long as it was not talked about.
    package let agreed: Date?

    package enum Field: String, CaseIterable, Sendable, Storable { case directs, decides, initiates, responsible }

    package struct Line: Sendable, Equatable {
        package let field: Field
        package let person: ID<Person>?
        package let words: String?

        package init(_ field: Field, _ person: ID<Person>?, words: String? = nil) {
            self.field = field
            self.person = person
            self.words = words
        }
    }
}

package enum LeadRefusal: String, Refusal {
    case nothingSet, alreadyAgreed, unchanged
    package var key: String { "lead." + rawValue }
}

extension Lead {
    /// Whether each field names somebody.
    package static func isComplete(_ lines: [Line]) -> Bool {
        Field.allCases.allSatisfy { field in lines.contains { $0.field == field && $0.person != nil } }
    }

    package var isComplete: Bool { Self.isComplete(lines) }

    package func line(_ field: Field) -> Line? { lines.first { $0.field == field } }

    /// So many students of one caseload are asked about at the same time. A school that begins with Naast has no lead for anyone yet; with
    /// all of them on Today at once, nothing else would be seen.
    package static let mostAsked = 3

    /// Of the students without a lead those that are asked about today: the same ones until it is settled.
    package static func asked(of students: [ID<Person>]) -> [ID<Person>] {
        Array(students.sorted { $0.text < $1.text }.prefix(mostAsked))
    }
}
