import Foundation
import Informing
import People
import Storage

/// Holidays of the coming year, addresses for the faces of the demo, and the digests of the last school days.
struct DemoMail {
    static let days = 5

    let clock: DemoClock
    let now: Date
    let connection: Connection

    func run() throws {
        try addHolidays()
        let faces = try DemoStore.faces(connection).filter { $0.role != .administrator && $0.role != .manager && $0.role != .researcher }
        for face in try DemoStore.faces(connection) {
            try DemoMailStore.setAddress(face.role.rawValue + "@voorbeeld.example", of: face.person, connection)
        }
        try sendDigests(faces)
        clock.set(now)
    }

    /// Believable ones, by the months in which holidays of that name fall.
    private func addHolidays() throws {
        let today = Day(now)
        let usual: [(name: String, month: Int, day: Int, length: Int)] = [
            ("Herfstvakantie", 10, 17, 9), ("Kerstvakantie", 12, 19, 16), ("Voorjaarsvakantie", 2, 20, 9), ("Meivakantie", 4, 24, 16),
            ("Zomervakantie", 7, 10, 44),
        ]
        for year in today.year...(today.year + 1) {
            for one in usual {
                guard let day = Day("\(year)-\(one.month < 10 ? "0" : "")\(one.month)-\(one.day)") else { continue }
                // From a Saturday on.
                let first = day + ((13 - day.weekday) % 7)
                guard first + one.length > today, first < today + 365 else { continue }
                try SchoolCalendarStore.add(one.name, first: first, last: first + (one.length - 1), connection)
            }
        }
    }

    /// At eight o'clock on each of the last school days, for whoever had something new by then.
    private func sendDigests(_ faces: [DemoFace]) throws {
        let calendar = try SchoolCalendarStore.load(connection)
        let days = (1...30).map { Day(now) + -$0 }.filter(calendar.isSchoolDay).prefix(Self.days).reversed()
        for (place, day) in days.enumerated() {
            clock.set(Amsterdam.moment(day, hour: 7, minute: 30))
            for (seat, face) in faces.enumerated() where (place + seat) % 2 == 0 {
                for (number, notice) in Self.usual(face.role).enumerated() where number <= (place + seat) % 3 {
                    try NoticeStore.add(notice, to: face.person, cause: "demo-\(place)-\(number)", connection)
                }
            }
            clock.set(Amsterdam.moment(day, hour: Digest.usualHour, minute: 0))
            for person in try DigestStore.due(most: 100, connection) { try DigestStore.make(for: person, connection) }
            for mail in try DemoMailStore.unsent(connection) { try DeliveryStore.markSent(mail, keeps: true, connection) }
        }
    }

    private static func usual(_ role: Role) -> [Notice] {
        switch role {
        case .mentor, .classGuide: [.agreementBroken, .conversationPlanned, .agreementToConfirm]
        case .workplaceSupervisor: [.agreementToConfirm, .conversationPlanned]
        case .careCoordinator: [.consultAsked]
        case .student, .peerCoach: [.agreementToConfirm, .conversationPlanned]
        default: [.agreementToConfirm]
        }
    }
}
