import Foundation
import Storage
import Testing
import Web

@testable import People

/// Whom a share reaches, by plain values.
struct ShareRuleTests {
    private let viewer: ID<Person> = Surroundings.real.newID()
    private let adult = Day("2000-01-01")

    private func share(_ audience: Share.Audience, until: String = "2040-07-01", agreed: Date? = nil) throws -> Share {
        Share(
            id: try #require(ID("s")), student: try #require(ID("noor")), item: Share.Item(.manual, "good"), audience: audience,
            purpose: .guidance, until: try #require(Day(until)), made: Date(timeIntervalSince1970: 0), agreed: agreed)
    }

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test func `a share with a role reaches who has that role now, and nobody else`() throws {
        let share = try share(.role(.mentor))
        let today = try day("2026-11-23")
        #expect(share.reaches(viewer, roles: [.mentor], studentBorn: adult, today: today))
        #expect(share.reaches(viewer, roles: [.classGuide, .mentor], studentBorn: adult, today: today))
        for role in Role.allCases where role != .mentor { #expect(!share.reaches(viewer, roles: [role], studentBorn: adult, today: today)) }
        #expect(!share.reaches(viewer, roles: [], studentBorn: adult, today: today))
    }

    @Test func `a share with a person reaches that person as long as there is a role`() throws {
        let share = try share(.person(viewer))
        let (today, other) = (try day("2026-11-23"), try #require(ID<Person>("other")))
        #expect(share.reaches(viewer, roles: [.peerCoach], studentBorn: adult, today: today))
        #expect(!share.reaches(other, roles: [.mentor, .peerCoach], studentBorn: adult, today: today))
        #expect(!share.reaches(viewer, roles: [], studentBorn: adult, today: today))
    }

    @Test func `it runs until and with its last day`() throws {
        let share = try share(.role(.mentor), until: "2027-03-28")
        #expect(share.isRunning(on: try day("2027-03-28")))
        #expect(!share.isRunning(on: try day("2027-03-29")))
    }

    @Test(arguments: [
        // The day before the sixteenth birthday and the day itself; who is born on 29 February turns sixteen on that day or on 1 March.
        ("2010-11-24", "2026-11-23", true), ("2010-11-24", "2026-11-24", false), ("2012-02-29", "2028-02-28", true),
        ("2012-02-29", "2028-02-29", false), ("2008-02-29", "2024-02-28", true), ("2008-02-29", "2024-02-29", false),
    ])
    func `under sixteen a parent or guardian agrees to what leaves the school`(born: String, today: String, isAsked: Bool) throws {
        let (born, today) = (Day(born), try day(today))
        #expect(Share.needsAgreement(of: [.workplaceSupervisor], studentBorn: born, today: today) == isAsked)
        #expect(!Share.needsAgreement(of: [.mentor], studentBorn: born, today: today))
        // Who is inside the school too does not carry it out of it.
        #expect(!Share.needsAgreement(of: [.mentor, .workplaceSupervisor], studentBorn: born, today: today))
        let outside = try share(.role(.workplaceSupervisor))
        #expect(outside.reaches(viewer, roles: [.workplaceSupervisor], studentBorn: born, today: today) != isAsked)
        let agreed = try share(.role(.workplaceSupervisor), agreed: Date(timeIntervalSince1970: 1))
        #expect(agreed.reaches(viewer, roles: [.workplaceSupervisor], studentBorn: born, today: today))
    }

    @Test func `without a known date of birth the student decides alone`() throws {
        #expect(!Share.needsAgreement(of: [.workplaceSupervisor], studentBorn: nil, today: try day("2026-11-23")))
    }

    @Test func `an audience is read back from a form, and nothing else is`() throws {
        for audience in [Share.Audience.role(.mentor), .role(.guardian), .person(viewer)] {
            #expect(Share.Audience(audience.description) == audience)
        }
        for text in ["", "role-administrator", "role-student", "person-", "person-a b", "mentor"] { #expect(Share.Audience(text) == nil) }
    }
}

/// Shares as they are kept, and what follows for parents and guardians.
struct ShareStoreTests {
    private let item = Share.Item(.manual, "good")

    private func share(_ school: School, _ audience: [Share.Audience], item: Share.Item? = nil, days: Int = 30) async throws {
        let draft = ShareDraft(
            item: item ?? self.item, audience: audience, purpose: .guidance, until: Day(school.clock.now) + days)
        try await school.door.files.change(school.viewer(school.noor), .share, of: school.noor) {
            try ShareStore.add(draft, permit: $1, $0)
        }
    }

    private func reaching(_ school: School, _ person: ID<Person>) async throws -> [Share] {
        try await school.door.files.look(school.viewer(person), at: school.noor, what: "test") { try ShareStore.reaching($1, $0) }
    }

    private func running(_ school: School) async throws -> [Share] {
        try await school.door.files.look(school.viewer(school.noor), at: school.noor, what: "test") { try ShareStore.running($1, $0) }
    }

    @Test func `a new mentor reads what is shared with the role, not what was shared with the one before`() async throws {
        let school = try await School()
        try await share(school, [.role(.mentor)])
        try await share(school, [.person(school.mentor)], item: Share.Item(.manual, "know"))
        let successor = school.stranger
        try await school.give(.mentor, to: successor, .group(school.classA), from: 0)
        #expect(try await reaching(school, school.mentor).map(\.item.name) == ["good", "know"])
        #expect(try await reaching(school, successor).map(\.item.name) == ["good"])
        #expect(try await reaching(school, school.supervisor).isEmpty)
    }

    @Test func `taken back, it is gone at the next question; given again, it is there once`() async throws {
        let school = try await School()
        try await share(school, [.role(.mentor), .role(.classGuide)])
        let first = try #require(try await running(school).first { $0.audience == .role(.mentor) })
        try await school.door.files.change(school.viewer(school.noor), .share, of: school.noor) {
            try ShareStore.withdraw(first.id, permit: $1, $0)
        }
        #expect(try await reaching(school, school.mentor).isEmpty)
        #expect(try await reaching(school, school.classGuide).count == 1)
        await #expect(throws: ShareRefusal.alreadyWithdrawn) {
            try await school.door.files.change(school.viewer(school.noor), .share, of: school.noor) {
                try ShareStore.withdraw(first.id, permit: $1, $0)
            }
        }
        try await share(school, [.role(.mentor)])
        try await share(school, [.role(.mentor)], days: 60)
        #expect(try await reaching(school, school.mentor).count == 1)
    }

    @Test func `it ends at midnight in Amsterdam, in summer and in winter`() async throws {
        // 28 March 2027 is 23 hours long, 31 October 25.
        for last in ["2027-03-28", "2027-10-31"] {
            let school = try await School()
            let day = try #require(Day(last))
            school.clock.set(Amsterdam.moment(day, hour: 9, minute: 0))
            try await share(school, [.role(.classGuide)], days: 0)
            school.clock.set((day + 1).start.addingTimeInterval(-1))
            #expect(try await reaching(school, school.classGuide).count == 1, "\(last), one second to midnight")
            school.clock.set((day + 1).start)
            #expect(try await reaching(school, school.classGuide).isEmpty, "\(last), midnight")
        }
    }

    @Test func `nobody but the student shares, and a guardian cannot read what waits for a yes`() async throws {
        let school = try await School()
        try await school.born("2011-05-01", school.noor)
        try await share(school, [.role(.workplaceSupervisor)])
        #expect(try await reaching(school, school.supervisor).isEmpty)
        let waiting = try await school.door.files.look(school.viewer(school.parent), at: school.noor, what: "test") {
            try ShareStore.waiting($1, $0)
        }
        let one = try #require(waiting.first)
        #expect(waiting.count == 1)
        await #expect(throws: Problem.forbidden) {
            try await school.door.files.change(school.viewer(school.mentor), .agreeToShare, of: school.noor) {
                try ShareStore.agree(one.id, permit: $1, $0)
            }
        }
        try await school.door.files.change(school.viewer(school.parent), .agreeToShare, of: school.noor) {
            try ShareStore.agree(one.id, permit: $1, $0)
        }
        #expect(try await reaching(school, school.supervisor).count == 1)
        #expect(try await reaching(school, school.parent).isEmpty)
        for person in [school.mentor, school.parent, school.supervisor] {
            await #expect(throws: Problem.forbidden) {
                try await school.door.files.change(school.viewer(person), .share, of: school.noor) { _, _ in }
            }
        }
    }

    @Test func `on the sixteenth birthday what waited is shared, without anyone's yes`() async throws {
        let school = try await School()
        try await school.born("2010-11-25", school.noor)
        try await share(school, [.role(.workplaceSupervisor)])
        let birthday = try #require(Day("2026-11-25"))
        school.clock.set(birthday.start.addingTimeInterval(-1))
        #expect(try await reaching(school, school.supervisor).isEmpty)
        school.clock.set(birthday.start)
        #expect(try await reaching(school, school.supervisor).count == 1)
    }
}

/// Everything of a parent or guardian ends at midnight of the eighteenth birthday.
struct GuardianTests {
    private func letIn(_ school: School, days: Int) async throws {
        let item = Share.Item(.guardian, school.parent.text)
        let draft = ShareDraft(item: item, audience: [.person(school.parent)], purpose: .home, until: Day(school.clock.now) + days)
        try await school.door.files.change(school.viewer(school.noor), .share, of: school.noor) {
            try ShareStore.add(draft, permit: $1, $0)
        }
    }

    @Test(arguments: [
        ("2008-11-24", "2026-11-24"), ("2008-02-29", "2026-03-01"), ("2008-03-28", "2026-03-28"), ("2008-10-25", "2026-10-25"),
    ])
    func `the open session ends with it, at that second`(born: String, birthday: String) async throws {
        let school = try await School()
        let midnight = try #require(Day(birthday)).start
        try await school.born(born, school.noor)
        school.clock.set(midnight.addingTimeInterval(-600))
        try await school.give(.guardian, to: school.parent, .student(school.noor))
        let secret = try await school.session(school.parent)
        school.clock.set(midnight.addingTimeInterval(-1))
        #expect(try await school.holder(secret) == school.parent)
        #expect(try await school.relations(school.parent, school.noor) == [.guardian])
        school.clock.set(midnight)
        #expect(try await school.holder(secret) == nil)
        #expect(try await school.relations(school.parent, school.noor) == [])
    }

    @Test func `who is something else too stays signed in, as that alone`() async throws {
        let school = try await School()
        try await school.born("2008-11-24", school.noor)
        try await school.give(.mentor, to: school.parent, .group(school.classB))
        school.clock.set(try #require(Day("2026-11-24")).start.addingTimeInterval(-600))
        let secret = try await school.session(school.parent)
        school.clock.set(try #require(Day("2026-11-24")).start)
        let viewer = try await school.database.read { try SessionStore.viewer(secret: secret, $0)?.viewer }
        #expect(viewer?.roles == [.mentor])
    }

    @Test func `of two children the one who is a minor keeps the session`() async throws {
        let school = try await School()
        try await school.born("2008-11-24", school.noor)
        try await school.born("2010-05-05", school.sem)
        try await school.give(.guardian, to: school.parent, .student(school.sem))
        school.clock.set(try #require(Day("2026-11-24")).start.addingTimeInterval(-600))
        let secret = try await school.session(school.parent)
        school.clock.set(try #require(Day("2026-11-24")).start)
        #expect(try await school.holder(secret) == school.parent)
        #expect(try await school.relations(school.parent, school.noor) == [])
        #expect(try await school.relations(school.parent, school.sem) == [.guardian])
    }

    @Test func `an adult student lets a parent look along, and ends it`() async throws {
        let school = try await School()
        try await school.born("2006-01-01", school.noor)
        #expect(try await school.relations(school.parent, school.noor) == [])
        try await letIn(school, days: 10)
        #expect(try await school.relations(school.parent, school.noor) == [.guardian])
        let shares = try await school.door.files.look(school.viewer(school.noor), at: school.noor, what: "test") {
            try ShareStore.running($1, $0)
        }
        let one = try #require(shares.first)
        try await school.door.files.change(school.viewer(school.noor), .share, of: school.noor) {
            try ShareStore.withdraw(one.id, permit: $1, $0)
        }
        #expect(try await school.relations(school.parent, school.noor) == [])
        try await letIn(school, days: 1)
        school.clock.pass(2 * day)
        #expect(try await school.relations(school.parent, school.noor) == [])
    }

    @Test func `consent is about one parent, not about anyone who asks`() async throws {
        let school = try await School()
        try await school.born("2006-01-01", school.noor)
        try await letIn(school, days: 10)
        try await school.give(.guardian, to: school.stranger, .student(school.noor))
        #expect(try await school.relations(school.stranger, school.noor) == [])
    }

    @Test func `signing in says plainly that nothing is open any more, and only after the right password`() async throws {
        let school = try await School()
        try await school.account(school.parent, "olga@voorbeeld.invalid", password: "fietsbel regenjas")
        try await school.born("2006-01-01", school.noor)
        let routes = SignInRoutes(door: school.door, signIn: try school.signIn()).endpoints
        func enter(_ password: String) async throws -> Answer {
            let form = [(name: "name", value: "olga@voorbeeld.invalid"), (name: "password", value: password)]
            return try await routes.run("/aanmelden", [], school.ask(.post, "/aanmelden", form: form))
        }
        #expect(try await enter("iets anders dan dat").status == 422)
        await #expect(throws: Problem(status: 403, key: "accessOver")) { _ = try await enter("fietsbel regenjas") }
        try await letIn(school, days: 10)
        #expect(try await enter("fietsbel regenjas").session != nil)
    }
}
