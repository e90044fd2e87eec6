import People
import Storage
import Web

/// What the administrator fills in about a holiday.
struct HolidayForm: Sendable, Equatable {
    /// Nobody has longer holidays; a year typed wrongly would silence the digest for as long.
    static let longest = 100

    let name: String
    let first: Day
    /// Still holiday.
    let last: Day

    static func read(_ fields: Fields) throws -> HolidayForm {
        var reader = FormReader(fields)
        let name = reader.text("name", most: 80)
        let first = reader.day("first")
        let last = reader.day("last")
        if let first, let last {
            if last < first { reader.refuse("last", "holidayEndsFirst") }
            if last - first >= longest { reader.refuse("last", "holidayTooLong", ["most": String(longest)]) }
        }
        guard let first, let last else { return try reader.accept(nil) }
        return try reader.accept(HolidayForm(name: name, first: first, last: last))
    }
}
