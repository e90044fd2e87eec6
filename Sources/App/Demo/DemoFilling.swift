import Foundation
import Instruments
import People
import Storage
import Web

/// Fills the invented school: people first, then for each student the half year as it might have gone.
struct DemoFilling {
    let texts: DemoTexts
    let clock: DemoClock
    let now: Date
    let connection: Connection
    let checklists: InstrumentCatalogue
    var dice = Dice(seed: DemoSchool.seed)
    var usedNames: Set<String> = []

    struct Worker {
        let id: ID<Person>
        let name: PersonName
        let role: Role
    }

    var today: Day { Day(now) }
    /// The half year began so long ago.
    var begin: Date { Amsterdam.moment(today + -182, hour: 9, minute: 0) }

    init(texts: DemoTexts, checklists: InstrumentCatalogue, clock: DemoClock, now: Date, connection: Connection) {
        self.texts = texts
        self.checklists = checklists
        self.clock = clock
        self.now = now
        self.connection = connection
    }

    mutating func run() throws {
        clock.set(begin)
        try SettingStore.set(DemoStore.mark, "1", connection)
        try SettingStore.set("institution", texts.institution, connection)
        let staff = try texts.staff.compactMap { try addStaff($0) }
        let mentors = staff.filter { $0.role == .mentor }
        let classGuides = staff.filter { $0.role == .classGuide }
        let supervisors = staff.filter { $0.role == .workplaceSupervisor }
        var atWork: [DemoPlacements.Around] = []
        for (place, schoolClass) in texts.classes.enumerated() where !mentors.isEmpty && !classGuides.isEmpty {
            let group = try DemoStore.addGroup(schoolClass.name, kind: .schoolClass, connection)
            let mentor = mentors[place % mentors.count]
            let guide = classGuides[place % classGuides.count]
            try role(mentor.id, .mentor, .group(group))
            try role(guide.id, .classGuide, .group(group))
            var students: [Worker] = []
            for _ in 0..<15 { students.append(try addStudent(in: group, age: place == 0 && students.isEmpty ? 17 : dice.number(16...21))) }
            for (seat, student) in students.enumerated() {
                let supervisor = supervisors.isEmpty ? nil : supervisors[(place * 15 + seat) % supervisors.count]
                try live(student, mentor: mentor, guide: guide, supervisor: supervisor, isFirst: place == 0 && seat == 0)
                if let supervisor {
                    atWork.append(.init(student: student, mentor: mentor, supervisor: supervisor, isFirst: place == 0 && seat == 0))
                }
            }
            try showCareers(students, mentor: mentor, guide: guide, isFirst: place == 0)
            if place == 0 { try chooseFaces(students, mentor: mentor, guide: guide, staff: staff) }
        }
        try inviteOutsiders()
        try care()
        var placements = try DemoPlacements(self)
        try placements.run(atWork)
        try climbLadders(atWork)
        clock.set(now)
        try DemoMail(clock: clock, now: now, connection: connection).run()
    }

    private mutating func addStaff(_ one: DemoTexts.Staff) throws -> Worker? {
        guard let role = Role(rawValue: one.role) else { return nil }
        let name = PersonName(given: one.given, prefix: one.prefix, family: one.family)
        usedNames.insert(name.full)
        let id = try AccountStore.addPerson(name, connection)
        if role.isGuide { try ReachStore.write(dice.one(of: texts.reach), of: id, connection) }
        if role == .workplaceSupervisor {
            let workplace = texts.workplaces.isEmpty ? nil : texts.workplaces[usedNames.count % texts.workplaces.count]
            let organisation = try DemoStore.addOrganisation(workplace?.name ?? "Leerbedrijf", kind: .workplace, connection)
            try self.role(id, role, .organisation(organisation))
        } else if !Role.ofClass.contains(role) {
            try self.role(id, role, .institution)
        }
        return Worker(id: id, name: name, role: role)
    }

    private mutating func addStudent(in group: ID<Group>, age: Int) throws -> Worker {
        let name = newName()
        let born = today + -(age * 365 + dice.number(20...340))
        let id = try AccountStore.addPerson(name, born: born, connection)
        try role(id, .student, .group(group))
        return Worker(id: id, name: name, role: .student)
    }

    mutating func newName() -> PersonName {
        let given = (texts.given["girls"] ?? []) + (texts.given["boys"] ?? [])
        for _ in 0..<200 {
            guard let first = dice.one(of: given), let family = dice.one(of: texts.family) else { break }
            let name = PersonName(given: first, prefix: family.prefix, family: family.name)
            if usedNames.insert(name.full).inserted { return name }
        }
        return PersonName(given: "Student", family: String(usedNames.count))
    }

    func role(_ person: ID<Person>, _ role: Role, _ scope: RolePeriod.Scope, from: Date? = nil) throws {
        try TeamStore.addRole(person, role, scope: scope, starts: from ?? begin, ends: nil, connection)
    }

    /// Who stands on the page of roles: around the first student of the first class.
    private mutating func chooseFaces(_ students: [Worker], mentor: Worker, guide: Worker, staff: [Worker]) throws {
        guard let hero = students.first, let coach = students.last else { return }
        try role(coach.id, .peerCoach, .student(hero.id))
        let parent = PersonName(given: "Samira", prefix: hero.name.prefix, family: hero.name.family)
        let guardian = try AccountStore.addPerson(parent, connection)
        try role(guardian, .guardian, .student(hero.id))
        var faces: [(ID<Person>, Role)] = [
            (hero.id, .student), (mentor.id, .mentor), (guide.id, .classGuide), (coach.id, .peerCoach), (guardian, .guardian),
        ]
        for role in [Role.workplaceSupervisor, .careCoordinator, .manager, .researcher, .administrator] {
            if let one = staff.first(where: { $0.role == role }) { faces.append((one.id, role)) }
        }
        for (person, role) in faces {
            try DemoStore.choose(person, as: role, connection)
            try AccountStore.makeForStepping(person, name: role.rawValue + "@voorbeeld.invalid", connection)
        }
        for other in staff { try AccountStore.makeForStepping(other.id, name: other.id.text + "@voorbeeld.invalid", connection) }
    }
}
