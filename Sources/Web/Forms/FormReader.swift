import Foundation
import Storage

/// What is wrong with one field, as the key of a text `form.problem.<key>`.
package struct FieldProblem: Sendable, Equatable {
    package let field: String
    package let key: String
    package let arguments: [String: String]

    package init(_ field: String, _ key: String, _ arguments: [String: String] = [:]) {
        self.field = field
        self.key = key
        self.arguments = arguments
    }
}

/// A form as it stands on the page: what was typed and what is wrong with it. Empty at first sight.
package struct FormState: Sendable {
    package var typed: Fields
    package var problems: [FieldProblem]

    package init(typed: Fields = Fields(), problems: [FieldProblem] = []) {
        self.typed = typed
        self.problems = problems
    }

    /// Filled in beforehand with what is already known.
    package init(known: [String: String]) { self.init(typed: Fields(known)) }

    package func value(_ field: String) -> String { typed.first(field) ?? "" }
    package func problem(_ field: String) -> FieldProblem? { problems.first { $0.field == field } }
    package var isRefused: Bool { !problems.isEmpty }
}

/// A form that cannot be accepted: thrown by a form's reading, shown again by its page.
package struct FormRefused: Error {
    package let state: FormState

    package init(_ state: FormState) { self.state = state }
}

/// Reads the fields of one form into values and gathers everything that is wrong, not only the first.
///
/// Too long is refused, never cut off; what was typed comes back with the reason.
package struct FormReader {
    package let fields: Fields
    package private(set) var problems: [FieldProblem] = []

    package init(_ fields: Fields) { self.fields = fields }

    /// The values, or the form as it has to be shown again.
    package func accept<Value>(_ value: Value?) throws -> Value {
        guard problems.isEmpty, let value else { throw FormRefused(FormState(typed: fields, problems: problems)) }
        return value
    }

    package mutating func refuse(_ field: String, _ key: String, _ arguments: [String: String] = [:]) {
        problems.append(FieldProblem(field, key, arguments))
    }

    /// A text that has to be there.
    /// - Parameter most: characters.
    package mutating func text(_ field: String, most: Int) -> String {
        let text = optionalText(field, most: most)
        if text == nil, !problems.contains(where: { $0.field == field }) { refuse(field, "missing") }
        return text ?? ""
    }

    package mutating func optionalText(_ field: String, most: Int) -> String? {
        let text = (fields.first(field) ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { return nil }
        guard text.count <= most else {
            refuse(field, "tooLong", ["most": String(most), "count": String(text.count)])
            return nil
        }
        return text
    }

    package mutating func day(_ field: String) -> Day? {
        guard let text = optionalText(field, most: 40) else {
            if !problems.contains(where: { $0.field == field }) { refuse(field, "missing") }
            return nil
        }
        return read(day: text, field)
    }

    package mutating func optionalDay(_ field: String) -> Day? {
        optionalText(field, most: 40).flatMap { read(day: $0, field) }
    }

    /// Browsers send `2026-11-21`; where there is no date field people type `21-11-2026`.
    private mutating func read(day text: String, _ field: String) -> Day? {
        let parts = text.split(whereSeparator: { "-/. ".contains($0) }).map(String.init)
        let turned = parts.count == 3 && parts[2].count == 4 ? "\(parts[2])-\(two(parts[1]))-\(two(parts[0]))" : text
        guard let day = Day(turned), (1900...2200).contains(day.year) else {
            refuse(field, "notADay")
            return nil
        }
        return day
    }

    private func two(_ digits: String) -> String { digits.count == 1 ? "0" + digits : digits }

    /// A time of day such as `11:05` (or `11.05`), as hour and minute.
    package mutating func optionalTime(_ field: String) -> (hour: Int, minute: Int)? {
        guard let text = optionalText(field, most: 20) else { return nil }
        let parts = text.split(whereSeparator: { ":.".contains($0) })
        guard parts.count == 2 || parts.count == 3, let hour = Int(parts[0]), let minute = Int(parts[1]), (0..<24).contains(hour),
            (0..<60).contains(minute)
        else {
            refuse(field, "notATime")
            return nil
        }
        return (hour, minute)
    }

    package mutating func number(_ field: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = optionalText(field, most: 20) else {
            if !problems.contains(where: { $0.field == field }) { refuse(field, "missing") }
            return nil
        }
        guard let number = Int(text), range.contains(number) else {
            refuse(field, "notInRange", ["least": String(range.lowerBound), "most": String(range.upperBound)])
            return nil
        }
        return number
    }

    /// One of a list of words of our own; a word that is not on it is refused.
    package mutating func choice<Choice: RawRepresentable>(_ field: String, _: Choice.Type = Choice.self) -> Choice?
    where Choice.RawValue == String {
        guard let choice = fields.first(field).flatMap(Choice.init(rawValue:)) else {
            refuse(field, "choose")
            return nil
        }
        return choice
    }

    package mutating func optionalChoice<Choice: RawRepresentable>(_ field: String, _: Choice.Type = Choice.self) -> Choice?
    where Choice.RawValue == String {
        guard let text = fields.first(field), !text.isEmpty else { return nil }
        return choice(field)
    }

    package mutating func id<Entity>(_ field: String, of _: Entity.Type = Entity.self) -> ID<Entity>? {
        guard let id = fields.first(field).flatMap({ ID<Entity>($0) }) else {
            refuse(field, "choose")
            return nil
        }
        return id
    }

    package func optionalID<Entity>(_ field: String, of _: Entity.Type = Entity.self) -> ID<Entity>? {
        fields.first(field).flatMap { ID<Entity>($0) }
    }

    /// At most 50 chosen from a list, each once.
    package func ids<Entity>(_ field: String, of _: Entity.Type = Entity.self) -> [ID<Entity>] {
        var seen: Set<ID<Entity>> = []
        return fields.all(field).prefix(50).compactMap { ID<Entity>($0) }.filter { seen.insert($0).inserted }
    }

    /// The lines of a list: one field of several lines, or several fields of one name; empty ones do not count.
    package mutating func list(_ field: String, most: Int, each length: Int) -> [String] {
        let found = fields.all(field).flatMap { $0.split(separator: "\n") }.map { $0.trimmingCharacters(in: .whitespaces) }.filter {
            !$0.isEmpty
        }
        if found.count > most { refuse(field, "tooMany", ["most": String(most)]) }
        if let long = found.first(where: { $0.count > length }) {
            refuse(field, "tooLong", ["most": String(length), "count": String(long.count)])
        }
        return found
    }
}
