import Foundation
import People
import Storage
import Web

enum PlacementForm {
    static let longestReason = 500
    static let longestWords = 1000
    /// On the way in minutes, most of one day.
    static let mostMinutes = 12 * 60

    /// Names of the days of the week as they stand in the form and in the texts; Monday is the first.
    static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// - Parameters:
    ///   - guides: who at school can follow it.
    ///   - begun: the first day of a placement that runs already, which does not change any more.
    static func draft(_ fields: Fields, guides: Set<ID<Person>>, today: Day, begun: Day? = nil) throws -> PlacementDraft {
        var form = FormReader(fields)
        let workplace = form.text("workplace", most: 100)
        let first = begun ?? form.day("first")
        let last = form.day("last")
        if let last, last < today { form.refuse("last", "dayPassed") }
        if let first, let last, last < first { form.refuse("last", "lastBeforeFirst") }
        if let first, let last, last - first > Placement.longestDays { form.refuse("last", "placementTooLong") }
        let days = fields.all("weekday").compactMap { weekdays.firstIndex(of: $0) }.map { $0 + 1 }
        if days.isEmpty { form.refuse("weekday", "choose") }
        let hours = (fields.first("hours") ?? "").isEmpty ? 0 : form.number("hours", in: 0...Placement.longestHours)
        let guide = form.optionalID("guide", of: Person.self).flatMap { guides.contains($0) ? $0 : nil }
        let rhythm = form.number("rhythm", in: Placement.rhythms)
        let channel: Placement.Channel? = form.choice("channel")
        let tasks = form.list("tasks", most: 20, each: 200)
        guard let first, let last, let hours, let rhythm, let channel else { return try form.accept(nil) }
        return try form.accept(
            PlacementDraft(
                workplace: workplace, first: first, last: last, weekdays: days, hours: hours, guide: guide, rhythm: rhythm,
                channel: channel, tasks: tasks))
    }

    /// The form as it stands when a placement is changed.
    static func known(_ placement: Placement) -> FormState {
        let single: [(String, String)] = [
            ("workplace", placement.workplace.name), ("first", placement.first.description), ("last", placement.last.description),
            ("hours", placement.hours == 0 ? "" : String(placement.hours)), ("guide", placement.guide?.text ?? ""),
            ("rhythm", String(placement.rhythm)), ("channel", placement.channel.rawValue),
        ]
        return FormState(typed: Fields(single + placement.weekdays.map { ("weekday", weekdays[$0 - 1]) }))
    }

    static func reason(_ fields: Fields) throws -> String {
        var form = FormReader(fields)
        let reason = form.text("reason", most: longestReason)
        return try form.accept(reason)
    }

    static func task(_ fields: Fields) throws -> String {
        var form = FormReader(fields)
        let task = form.text("task", most: 200)
        return try form.accept(task)
    }

    /// Hours of one day: '7', '7,5' or '7:30'; nought takes the day away.
    static func hours(_ fields: Fields, of placement: Placement, today: Day) throws -> PlacementHours {
        var form = FormReader(fields)
        let day = form.day("day")
        if let day, day > today { form.refuse("day", "dayAhead") }
        if let day, day < placement.first || day > placement.until { form.refuse("day", "outsidePlacement") }
        let text = form.text("hours", most: 10)
        let minutes = minutes(text)
        if minutes == nil, !text.isEmpty { form.refuse("hours", "notHours") }
        guard let day, let minutes else { return try form.accept(nil) }
        return try form.accept(PlacementHours(day: day, minutes: minutes))
    }

    /// Minutes of a time that was made; nil when it is none or longer than a working day can be.
    static func minutes(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let minutes: Int?
        if parts.count == 2, let hours = Int(parts[0]), let rest = Int(parts[1]), (0..<60).contains(rest), (0...24).contains(hours) {
            minutes = hours * 60 + rest
        } else {
            minutes = Double(text.replacing(",", with: ".")).flatMap { $0 >= 0 && $0 <= 24 ? Int(($0 * 60).rounded()) : nil }
        }
        return minutes.flatMap { (0...mostMinutes).contains($0) ? $0 : nil }
    }

    static func contact(_ fields: Fields, _ channel: Placement.Channel) throws -> ContactDraft {
        var form = FormReader(fields)
        let words = form.optionalText("words", most: longestWords)
        let moment: Moment.Kind? = form.optionalChoice("moment")
        return try form.accept(ContactDraft(channel: channel, moment: moment, words: words))
    }

    /// When a fixed moment is planned: within the placement, not in the past.
    static func plan(_ fields: Fields, of placement: Placement, today: Day) throws -> Date {
        var form = FormReader(fields)
        let day = form.day("day")
        if let day, day < today { form.refuse("day", "dayPassed") }
        if let day, day < placement.first || day > placement.last { form.refuse("day", "outsidePlacement") }
        let time = form.optionalTime("time") ?? (hour: 12, minute: 0)
        return try form.accept(day.map { Amsterdam.moment($0, hour: time.hour, minute: time.minute) })
    }

    /// What one side says: every question has an answer, words are free.
    static func match(_ fields: Fields) throws -> [Match.Question: Match.Answer] {
        var form = FormReader(fields)
        var answers: [Match.Question: Match.Answer] = [:]
        for question in Match.Question.allCases {
            let fit: Match.Fit? = form.choice("fit-" + question.rawValue)
            let words = form.optionalText("words-" + question.rawValue, most: longestWords)
            answers[question] = fit.map { Match.Answer($0, words: words) }
        }
        return try form.accept(answers)
    }

    static func known(_ answers: [Match.Question: Match.Answer]) -> FormState {
        var known: [String: String] = [:]
        for (question, answer) in answers {
            known["fit-" + question.rawValue] = answer.fit.rawValue
            known["words-" + question.rawValue] = answer.words ?? ""
        }
        return FormState(known: known)
    }
}
