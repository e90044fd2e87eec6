import People
import Storage
import Web

enum LeadForm {
    static let longestWords = 200

    static func person(_ field: Lead.Field) -> String { "person-" + field.rawValue }
    static func words(_ field: Lead.Field) -> String { "words-" + field.rawValue }

    /// - Parameter allowed: the student and who is in the team.
    static func lines(_ fields: Fields, allowed: Set<ID<Person>>) throws -> [Lead.Line] {
        var form = FormReader(fields)
        var lines: [Lead.Line] = []
        for field in Lead.Field.allCases {
            let typed = form.optionalText(person(field), most: 64)
            let person = typed.flatMap { ID<Person>($0) }.flatMap { allowed.contains($0) ? $0 : nil }
            if typed != nil, person == nil { form.refuse(self.person(field), "choose") }
            lines.append(Lead.Line(field, person, words: form.optionalText(words(field), most: longestWords)))
        }
        if form.problems.isEmpty, lines.allSatisfy({ $0.person == nil }) { form.refuse(person(.directs), "choose") }
        return try form.accept(lines)
    }

    static func state(of lead: Lead?) -> FormState {
        let pairs = (lead?.lines ?? []).flatMap { line in
            [(person(line.field), line.person?.text ?? ""), (words(line.field), line.words ?? "")]
        }
        return FormState(typed: Fields(pairs))
    }
}
