import Storage

/// Days on which there is school: weekdays outside the holidays of the institution.
package struct SchoolCalendar: Sendable {
    package struct Holiday: Sendable, Equatable {
        package let id: ID<Holiday>
        package let name: String
        package let first: Day
        /// Still holiday.
        package let last: Day

        package init(id: ID<Holiday>, name: String, first: Day, last: Day) {
            self.id = id
            self.name = name
            self.first = first
            self.last = last
        }
    }

    package let holidays: [Holiday]

    package init(holidays: [Holiday]) { self.holidays = holidays }

    package func isSchoolDay(_ day: Day) -> Bool { day.weekday <= 5 && !holidays.contains { $0.first <= day && day <= $0.last } }

    /// The first school day after a day. When every day of the next two years is holiday, the day itself plus one.
    package func schoolDay(after day: Day) -> Day { (1...731).lazy.map { day + $0 }.first(where: isSchoolDay) ?? day + 1 }

    /// How many school days lie after `first`, up to and with `last`; nought when `last` is not later.
    package func schoolDays(after first: Day, to last: Day) -> Int {
        last > first ? (1...(last - first)).filter { isSchoolDay(first + $0) }.count : 0
    }
}
