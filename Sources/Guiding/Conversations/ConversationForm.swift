import Foundation
import People
import Storage
import Web

enum ConversationForm {
    static let longestText = 8000
    static let longestAgenda = 2000

    static func draft(_ fields: Fields, allowed: Set<ID<Person>>) throws -> ConversationDraft {
        var form = FormReader(fields)
        let kind: Conversation.Kind? = form.choice("kind")
        let at = moment(&form)
        let place = form.optionalText("place", most: 100)
        let agenda = form.optionalText("agenda", most: longestAgenda)
        let people = form.ids("participant", of: Person.self).filter(allowed.contains)
        guard let kind, let at else { return try form.accept(nil) }
        return try form.accept(ConversationDraft(kind: kind, at: at, place: place, agenda: agenda, participants: people))
    }

    static func when(_ fields: Fields) throws -> (at: Date, place: String?) {
        var form = FormReader(fields)
        let at = moment(&form)
        let place = form.optionalText("place", most: 100)
        return try form.accept(at.map { ($0, place) })
    }

    static func text(_ fields: Fields, _ field: String, most: Int = longestText) throws -> String? {
        var form = FormReader(fields)
        let text = form.optionalText(field, most: most)
        return try form.accept(.some(text))
    }

    static func notes(_ fields: Fields) throws -> (notes: String?, mine: String?) {
        var form = FormReader(fields)
        let notes = form.optionalText("notes", most: longestText)
        let mine = form.optionalText("mine", most: longestText)
        return try form.accept((notes, mine))
    }

    static func summary(_ fields: Fields) throws -> String {
        var form = FormReader(fields)
        let summary = form.text("summary", most: longestText)
        return try form.accept(summary)
    }

    private static func moment(_ form: inout FormReader) -> Date? {
        let day = form.day("day")
        let time = form.optionalTime("time") ?? (hour: 12, minute: 0)
        return day.map { Amsterdam.moment($0, hour: time.hour, minute: time.minute) }
    }
}
