import Agreements
import Foundation
import Guiding
import People
import Privacy
import Storage
import Synchronization
import Testing
import Web

@testable import Placements

/// A student at a workplace, with who guides at school and who supervises there.
final class LadderSchool: Sendable {
    static let today = Day(number: 20_780)  // Monday 23 November 2026

    let database: Database
    let door: Door
    let path: String
    let noor: ID<Person>
    let mentor: ID<Person>
    let supervisor: ID<Person>
    let other: ID<Person>
    let coach: ID<Person>
    let placement: ID<Placement>

    init() async throws {
        path = FileManager.default.temporaryDirectory.path + "/naast-ladder-" + Surroundings.real.newSecret()
        let clock = LadderClock()
        let database = try await DataFolder(path: path).open(
            migrations: Database.migrations + PeopleTables.migrations + Privacy.migrations + Guiding.migrations + Placements.migrations,
            surroundings: clock.surroundings)
        self.database = database
        self.clock = clock
        let door = Door(database: database, menu: { _ in [] })
        self.door = door
        func person(_ given: String) async throws -> ID<Person> {
            try await database.write { try AccountStore.addPerson(PersonName(given: given, family: "Proef"), $0) }
        }
        let (noor, mentor) = (try await person("Noor"), try await person("Marit"))
        let (supervisor, other, coach) = (try await person("Piet"), try await person("Olaf"), try await person("Cas"))
        let group: ID<Group> = clock.surroundings.newID()
        try await database.write { try $0.run("INSERT INTO groups (id, kind, name) VALUES (\(group), 'class', 'E1a')") }
        let roles: [(ID<Person>, Role, RolePeriod.Scope)] = [
            (noor, .student, .group(group)), (mentor, .mentor, .group(group)), (coach, .peerCoach, .student(noor)),
        ]
        for (person, role, scope) in roles {
            let start = clock.now - 30 * 86_400
            try await database.write { _ = try TeamStore.addRole(person, role, scope: scope, starts: start, ends: nil, $0) }
        }
        let viewer = Viewer(person: mentor, name: PersonName(given: "T", family: "T"), roles: [], session: clock.surroundings.newID())
        placement = try await door.files.change(viewer, .managePlacement, of: noor) { connection, permit in
            func make(_ name: String, _ supervisor: ID<Person>) throws -> ID<Placement> {
                let draft = PlacementDraft(
                    workplace: name, first: LadderSchool.today + -10, last: LadderSchool.today + 90, guide: permit.viewer)
                let id = try PlacementStore.add(draft, permit: permit, connection)
                try SupervisorStore.tie(supervisor, to: try PlacementStore.one(id, permit: permit, connection), permit: permit, connection)
                return id
            }
            _ = try make("Elders", other)
            return try make("De Kas", supervisor)
        }
        (self.noor, self.mentor, self.supervisor, self.other, self.coach) = (noor, mentor, supervisor, other, coach)
        clock.pass(60)
    }

    let clock: LadderClock

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func viewer(_ person: ID<Person>) -> Viewer {
        Viewer(person: person, name: PersonName(given: "Test", family: "Test"), roles: [], session: clock.surroundings.newID())
    }

    @discardableResult
    func change<Value: Sendable>(
        _ act: Act, by person: ID<Person>, _ work: @Sendable @escaping (Placement, Permit<Changing>, Connection) throws -> Value
    ) async throws -> Value {
        clock.pass(60)
        return try await door.files.change(viewer(person), act, of: noor) { [placement] connection, permit in
            try work(try PlacementStore.one(placement, permit: permit, connection), permit, connection)
        }
    }

    func ladder(as person: ID<Person>) async throws -> Ladder? {
        try await door.files.look(viewer(person), at: noor, what: "placement") { [placement] connection, permit in
            try LadderStore.ladder(of: try PlacementStore.one(placement, permit: permit, connection), permit: permit, connection)
        }
    }

    static let draft = HouseRulesDraft(rules: ["ik bel voor acht uur"], rungs: ["Waarschuwing", "Gesprek", "Officieel gesprek"])

    func agreeRules(_ draft: HouseRulesDraft = LadderSchool.draft) async throws {
        try await change(.setHouseRules, by: mentor) { try HouseRulesStore.set(draft, of: $0, permit: $1, $2) }
        for person in [noor, supervisor] {
            try await change(.agreeHouseRules, by: person) { try HouseRulesStore.agree(to: $0, permit: $1, $2) }
        }
    }

    /// Makes an agreement of this placement and judges it at once.
    @discardableResult
    func agree(_ verdict: Verdict, with parties: [ID<Person>]? = nil, ofPlacement: Bool = true) async throws -> ID<Agreement> {
        let parties = parties ?? [noor, supervisor]
        let id = try await change(.makeAgreement, by: mentor) { placement, permit, connection in
            try AgreementStore.add(
                AgreementDraft(
                    what: "op tijd", due: connection.today, parties: parties,
                    placement: ofPlacement ? placement.id.of(AgreementPlacement.self) : nil), permit: permit, connection)
        }
        try await judge(id, verdict)
        return id
    }

    func judge(_ id: ID<Agreement>, _ verdict: Verdict, due: Day? = nil) async throws {
        try await change(.judgeAgreement, by: mentor) { _, permit, connection in
            try AgreementStore.judge(
                try AgreementStore.one(id, permit: permit, connection), verdict, reason: "zo ging het", newDue: due, permit: permit,
                connection)
        }
    }

    func step(_ act: LadderAct, on agreement: ID<Agreement>? = nil, reason: String? = nil, by person: ID<Person>? = nil) async throws {
        try await change(.climbLadder, by: person ?? mentor) {
            try LadderStore.take(act, on: agreement, reason: reason, of: $0, permit: $1, $2)
        }
    }

    func notices(_ person: ID<Person>, _ kind: Notice) async throws -> Int {
        try await database.read { try $0.count("SELECT COUNT(*) AS n FROM notices WHERE person_id = \(person) AND kind = \(kind)") }
    }
}

/// A clock that stands still until it is set.
final class LadderClock: Sendable {
    private let time = Mutex(Amsterdam.moment(LadderSchool.today, hour: 9, minute: 30))
    var now: Date { time.withLock { $0 } }
    func pass(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }
    var surroundings: Surroundings { Surroundings(now: { self.now }, randomBytes: Surroundings.real.randomBytes) }
}
