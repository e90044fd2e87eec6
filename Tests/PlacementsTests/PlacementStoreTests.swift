import Foundation
import Guiding
import Storage
import Testing
import Web

@testable import Agreements
@testable import People
@testable import Placements

@Suite("Placements in the database")
struct PlacementStoreTests {
    @Test("come back whole, and a workplace of the same name is the same workplace")
    func roundTrip() async throws {
        let school = try await School()
        let id = try await school.place(at: "Café Zoë")
        let again = try await school.place(at: "cafe zoe")
        let (placement, other) = (try await school.one(id), try await school.one(again))
        #expect(placement.workplace.id == other.workplace.id && placement.workplace.name == "Café Zoë")
        #expect(placement.weekdays == [1, 2, 3, 4, 5] && placement.hours == 100 && placement.guide == school.mentor)
        #expect(placement.supervisors.map(\.person) == [school.piet] && placement.supervisors.allSatisfy(\.isRunning))
        #expect(try await school.notices(.placementMade) == [school.noor, school.piet])
    }

    @Test("stand sealed in the file")
    func sealed() async throws {
        let school = try await School()
        let id = try await school.place()
        try await school.log(id, words: "kanarie-woorden")
        try await school.change(.sayMatch, by: school.noor) {
            let placement = try PlacementStore.one(id, permit: $0, $1)
            try TaskStore.add("kanarie-taak", to: placement, $1)
            let said = Dictionary(uniqueKeysWithValues: Match.Question.allCases.map { ($0, Match.Answer(.well, words: "kanarie-past")) })
            try MatchStore.say(said, about: placement, permit: $0, $1)
        }
        try await school.end(id, "kanarie-reden")
        #expect(try await school.one(id).reason == "kanarie-reden")
        for tail in ["", "-wal"] {
            let bytes = try Data(contentsOf: URL(filePath: school.path + "/naast.sqlite" + tail))
            #expect(bytes.range(of: Data("kanarie".utf8)) == nil)
        }
    }

    @Test("a supervisor sees only the own placement, school and student see all, a parent and others none")
    func visibility() async throws {
        let school = try await School()
        let (mine, theirs) = (try await school.place(), try await school.place(at: "Fabriek", with: school.fem))
        func all(_ person: ID<Person>) async throws -> Set<ID<Placement>> {
            Set(try await school.look(as: person) { try PlacementStore.find(.all, permit: $0, $1) }.map(\.id))
        }
        #expect(try await all(school.mentor) == [mine, theirs])
        #expect(try await all(school.noor) == [mine, theirs])
        #expect(try await all(school.piet) == [mine])
        #expect(try await all(school.fem) == [theirs])
        #expect(try await all(school.parent).isEmpty)
        await #expect(throws: Problem.notFound) { try await school.one(theirs, as: school.piet) }
        await #expect(throws: Problem.notFound) { try await school.one(mine, as: school.sem) }
        await #expect(throws: Problem.notFound) { try await school.log(theirs, by: school.piet) }
    }

    @Test("ending early ends access the same moment and tells everyone concerned")
    func ending() async throws {
        let school = try await School()
        let id = try await school.place()
        try await school.end(id)
        let placement = try await school.one(id)
        #expect(placement.state(on: School.today) == .ended && placement.ended == School.today && placement.reason == "het ging niet")
        await #expect(throws: Problem.notFound) { try await school.one(id, as: school.piet) }
        #expect(try await school.notices(.placementEnded) == [school.noor, school.piet])
        await #expect(throws: PlacementRefusal.notNow) { try await school.end(id) }
    }

    @Test("access ends by itself after the last day, and comes back when the placement is taken up again")
    func access() async throws {
        let school = try await School()
        let id = try await school.place(-30, 2)
        school.clock.pass(days: 2)
        #expect(try await school.one(id, as: school.piet).state(on: School.today + 2) == .running)
        school.clock.pass(days: 1)
        await #expect(throws: Problem.notFound) { try await school.one(id, as: school.piet) }
        try await school.move(id, last: School.today + 30)
        #expect(try await school.one(id, as: school.piet).state(on: School.today + 3) == .running)
        let periods = try await school.database.read { [piet = school.piet] connection in
            try connection.count("SELECT COUNT(*) AS n FROM roles WHERE person_id = \(piet)")
        }
        #expect(periods == 2, "the days between stay without access on record")
    }

    @Test("access follows another last day; who was taken off does not come back")
    func following() async throws {
        let school = try await School()
        let id = try await school.place(-30, 20)
        try await school.change(.managePlacement, by: school.mentor) { [fem = school.fem] in
            try SupervisorStore.tie(fem, to: try PlacementStore.one(id, permit: $0, $1), permit: $0, $1)
        }
        await #expect(throws: PlacementRefusal.alreadySupervisor) {
            try await school.change(.managePlacement, by: school.mentor) { [fem = school.fem] in
                try SupervisorStore.tie(fem, to: try PlacementStore.one(id, permit: $0, $1), permit: $0, $1)
            }
        }
        try await school.change(.managePlacement, by: school.mentor) { [fem = school.fem] in
            try SupervisorStore.end(fem, of: try PlacementStore.one(id, permit: $0, $1), permit: $0, $1)
        }
        try await school.move(id, last: School.today + 40)
        school.clock.pass(days: 30)
        #expect(try await school.one(id, as: school.piet).id == id)
        await #expect(throws: Problem.notFound) { try await school.one(id, as: school.fem) }
    }

    @Test("a moment is made by a contact of its kind, or by a three-way talk, and by nothing else")
    func moments() async throws {
        let school = try await School()
        let id = try await school.place(-60, 39)
        #expect(try await school.moments(id) == [.start: .missed, .mid: .missed, .final: .open])
        try await school.log(id)
        #expect(try await school.moments(id)[.start] == .missed, "a call is no fixed moment")
        try await school.log(id, .visit, moment: .start, by: school.piet)
        try await school.change(.planConversation, by: school.mentor) {
            _ = try ConversationStore.add(
                ConversationDraft(kind: .threeWayMid, at: $1.now - 3 * 86_400, participants: []), state: .held, permit: $0, $1)
        }
        #expect(try await school.moments(id) == [.start: .made, .mid: .made, .final: .open])
        await #expect(throws: MomentRefusal.notNow) { try await school.log(id, moment: .mid) }
    }

    @Test("a plan outside the new period is none any more")
    func replanning() async throws {
        let school = try await School()
        let id = try await school.place(-5, 80)
        try await school.change(.managePlacement, by: school.mentor) {
            let placement = try PlacementStore.one(id, permit: $0, $1)
            try MomentStore.plan(.final, at: $1.now + 70 * 86_400, of: placement, permit: $0, $1)
        }
        #expect(try await school.moments(id)[.final] == .planned)
        try await school.move(id, last: School.today + 40)
        #expect(try await school.moments(id)[.final] == .open)
    }

    @Test("a missed moment is told once, to school and workplace")
    func sweep() async throws {
        let school = try await School()
        _ = try await school.place(-10, 80)
        for _ in 0..<2 {
            try await school.database.write { try Placements.sweep($0) }
            #expect(try await school.notices(.momentMissed) == [school.mentor, school.piet])
            try await school.database.write {
                _ = try $0.run("DELETE FROM notices WHERE kind = 'momentMissed' AND person_id = \("nobody")")
            }
        }
        try await school.database.write { _ = try $0.run("DELETE FROM notices") }
        try await school.database.write { try Placements.sweep($0) }
        #expect(try await school.notices(.momentMissed).isEmpty, "also after the mail went out")
    }

    @Test("a parent knows when there was contact, not what was said")
    func contacts() async throws {
        let school = try await School()
        let (id, other) = (try await school.place(), try await school.place(at: "Fabriek", with: school.fem))
        try await school.log(id, words: "alles goed")
        try await school.log(other, words: "iets anders")
        func said(_ person: ID<Person>) async throws -> [String?] {
            try await school.look(as: person) { try ContactStore.latest(9, permit: $0, $1) }.map(\.words)
        }
        #expect(try await said(school.parent) == [nil, nil])
        #expect(try await said(school.piet) == ["alles goed"])
        #expect(try await said(school.noor).count == 2)
    }

    @Test("hours of a day are corrected by writing them again, and add up")
    func hours() async throws {
        let school = try await School()
        let id = try await school.place()
        for (day, minutes) in [(-2, 420), (-1, 420), (-1, 450), (-2, 0)] {
            try await school.change(.keepHours, by: school.noor) {
                let hours = PlacementHours(day: School.today + day, minutes: minutes)
                try HoursStore.write(hours, of: try PlacementStore.one(id, permit: $0, $1), permit: $0, $1)
            }
        }
        let placement = try await school.one(id)
        #expect(try await school.database.read { try HoursStore.made(of: placement, $0).minutes } == 450)
    }

    @Test("an invitation is for what comes or runs, by who may manage it, and is tied to that placement")
    func inviting() async throws {
        let school = try await School()
        let id = try await school.place()
        try await school.end(try await school.place(-90, 20, at: "Fabriek"))
        let words = try School.words.get()[.nl]
        let purpose = Placements.invitationPurpose
        let subjects = try await school.look(as: school.mentor) { try purpose.subjects($0, words, $1) }
        #expect(subjects.map(\.id) == [id.text] && subjects[0].ends == Placement.accessEnds(last: School.today + 60))
        #expect(try await school.look(as: school.piet) { try purpose.subjects($0, words, $1) }.isEmpty)
        #expect(purpose.arrival(school.noor, id.text) == "/stages/" + id.text)
        try await school.change(.managePlacement, by: school.mentor) { [fem = school.fem, noor = school.noor] permit, connection in
            let role = try TeamStore.addRole(
                fem, .workplaceSupervisor, scope: .student(noor), starts: connection.now, ends: subjects[0].ends, connection)
            try purpose.granted(id.text, fem, role, permit, connection)
        }
        #expect(try await school.one(id, as: school.fem).supervisors.count == 2)
    }
}
