import Foundation
import Storage

/// Names of days and months as Foundation knows them, taken once a language: formatting a date afresh for every line costs more than the line.
struct CalendarNames: Sendable {
    let weekdays: [String]
    let months: [String]
    let shortMonths: [String]
    /// Zero to twenty, as they are read aloud.
    let numbers: [String]

    /// Made at the first date in a language: nobody reads all seven in the first minute, and each takes memory and time.
    static func of(_ language: Language) -> CalendarNames {
        switch language {
        case .nl: dutch
        case .en: english
        case .uk: ukrainian
        case .ar: arabic
        case .ti: tigrinya
        case .tr: turkish
        case .pl: polish
        }
    }

    private static let dutch = CalendarNames(.nl)
    private static let english = CalendarNames(.en)
    private static let ukrainian = CalendarNames(.uk)
    private static let arabic = CalendarNames(.ar)
    private static let tigrinya = CalendarNames(.ti)
    private static let turkish = CalendarNames(.tr)
    private static let polish = CalendarNames(.pl)

    private init(_ language: Language) {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: language == .nl ? "nl_NL" : language == .en ? "en_GB" : language.code)
        let speller = NumberFormatter()
        speller.locale = formatter.locale
        speller.numberStyle = .spellOut
        // Without its accents the Dutch 'een' reads as the article.
        numbers = (0...20).map { language == .nl && $0 == 1 ? "één" : speller.string(from: NSNumber(value: $0)) ?? String($0) }
        weekdays = formatter.weekdaySymbols
        months = formatter.monthSymbols
        shortMonths = formatter.shortMonthSymbols.map { $0.trimmingCharacters(in: ["."]) }
    }

    func weekday(_ day: Day) -> String { weekdays.indices.contains(day.weekday % 7) ? weekdays[day.weekday % 7] : "" }
}

extension Words {
    var names: CalendarNames { .of(language) }

    /// 'vier', for the beginning of a sentence 'Vier'; above twenty in figures.
    package func spelled(_ number: Int, capitalised: Bool = false) -> String {
        guard names.numbers.indices.contains(number) else { return String(number) }
        let word = names.numbers[number]
        return capitalised ? word.prefix(1).uppercased() + word.dropFirst() : word
    }

    /// 'Ada, Ben en Cor'.
    package func list(_ texts: [String]) -> String {
        guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
        return self("list.and", ["list": texts.dropLast().joined(separator: self("list.comma") + " "), "last": last])
    }

    /// 'zaterdag 21 november', with the year when it is not this one.
    package func long(_ day: Day, today: Day) -> String {
        names.weekday(day) + " " + String(day.day) + " " + names.months[day.month - 1] + (day.year == today.year ? "" : " \(day.year)")
    }

    /// '21 november 2026'.
    package func full(_ day: Day) -> String { "\(day.day) \(names.months[day.month - 1]) \(day.year)" }

    /// '21 nov', with the year when it is not this one.
    package func short(_ day: Day, today: Day) -> String {
        "\(day.day) \(names.shortMonths[day.month - 1])" + (day.year == today.year ? "" : " \(day.year)")
    }

    /// 'vandaag', 'gisteren', 'morgen', else the short date.
    package func near(_ day: Day, today: Day) -> String {
        switch day - today {
        case 0: self("date.today")
        case 1: self("date.tomorrow")
        case -1: self("date.yesterday")
        default: short(day, today: today)
        }
    }

    /// '11:05'.
    package func time(_ moment: Date) -> String {
        let clock = Amsterdam.clock(moment)
        return (clock.hour < 10 ? "0" : "") + String(clock.hour) + ":" + (clock.minute < 10 ? "0" : "") + String(clock.minute)
    }

    /// 'vandaag om 11:05'.
    package func moment(_ moment: Date, today: Day) -> String {
        self("date.moment", ["day": near(Day(moment), today: today), "time": time(moment)])
    }
}
