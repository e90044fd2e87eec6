import Foundation
import Instruments
import People
import Storage
import Testing
import Web

@testable import Career
@testable import Guiding

@Suite("Half a year later")
struct LookBackTests {
    private func decide(_ consents: Bool, _ school: School) async throws {
        try await school.change(.decideLookBack, by: school.noor) { try LookBackStore.decide(consents: consents, permit: $0, $1) }
    }

    private func sweep(_ school: School) async throws { try await school.database.write { try Career.sweep($0) } }

    private func state(_ school: School) async throws -> LookBack.State? {
        try await school.look(as: school.noor) { try LookBackStore.own($0, $1)?.state }
    }

    private func answer(_ school: School) async throws {
        let instrument = try School.lookBack()
        try await school.change(.decideLookBack, by: school.noor) {
            try LookBackStore.answer(Answers(["tip": .text("meer buiten")]), on: instrument, permit: $0, $1)
        }
    }

    private func readable(_ school: School, by person: ID<Person>) async throws -> [ReadLookBack] {
        try await school.door.files.lookByConsent(school.viewer(person), as: .mentor, what: "career") {
            try LookBackStore.readable(by: person, $0)
        }
    }

    @Test func `every state and every act: what is not in the table is refused`() {
        let table: [(LookBack.State?, Set<LookBack.Act>)] = [
            (nil, [.agree, .refuse]), (.refused, [.agree]), (.waiting, [.refuse, .chooseDay]), (.open, [.refuse, .answer]),
            (.answered, [.refuse]),
        ]
        for (state, acts) in table {
            for act in LookBack.Act.allCases { #expect(LookBack.allows(act, in: state) == acts.contains(act), "\(act)") }
        }
        #expect(LookBack.state(consents: false, isAsked: true, isAnswered: true) == .refused)
    }

    @Test func `the day is half a year after leaving, or after the day the student gave`() {
        let day = School.today
        #expect(LookBack.due(leaves: nil, ended: nil) == nil)
        #expect(LookBack.due(leaves: nil, ended: day.start) == day + 182)
        #expect(LookBack.due(leaves: day + 10, ended: day.start) == day + 192)
    }

    @Test func `who said yes is asked once, half a year after the last class ended`() async throws {
        let school = try await School()
        try await decide(true, school)
        try await sweep(school)
        #expect(try await state(school) == .waiting, "the class runs")
        try await school.leave()
        school.clock.pass(days: 181)
        try await sweep(school)
        #expect(try await state(school) == .waiting)
        school.clock.pass(days: 1)
        try await sweep(school)
        try await sweep(school)
        #expect(try await state(school) == .open)
        #expect(try await school.notices(school.noor) == ["lookBackAsked"])
    }

    @Test func `a no is not asked, and a yes that was taken back neither`() async throws {
        let school = try await School()
        try await decide(true, school)
        try await decide(false, school)
        await #expect(throws: LookBackRefusal.saidAlready) { try await decide(false, school) }
        try await school.leave()
        school.clock.pass(days: 400)
        try await sweep(school)
        #expect(try await state(school) == .refused)
        #expect(try await school.notices(school.noor).isEmpty)
        await #expect(throws: LookBackRefusal.notAsked) { try await answer(school) }
    }

    @Test func `the mentor of then reads it while the yes runs, and nobody else; it is on record`() async throws {
        let school = try await School()
        try await decide(true, school)
        try await school.leave()
        school.clock.pass(days: 182)
        try await sweep(school)
        #expect(try await readable(school, by: school.mentor).isEmpty, "nothing was said yet")
        try await answer(school)
        await #expect(throws: LookBackRefusal.answered) { try await answer(school) }
        let read = try await readable(school, by: school.mentor)
        #expect(read.map(\.name.full) == ["Noor de Wit"] && read.first?.look.answers?["tip"] == .text("meer buiten"))
        #expect(try await readable(school, by: school.guide).isEmpty)
        let looks = try await school.database.read { [mentor = school.mentor, noor = school.noor] in
            try $0.count("SELECT COUNT(*) AS n FROM access_log WHERE viewer_id = \(mentor) AND student_id = \(noor) AND what = 'career'")
        }
        #expect(looks == 1)
        // The file itself is closed to who has no role any more.
        await #expect(throws: Problem.notFound) { _ = try await school.look(as: school.mentor) { _, _ in } }
        try await decide(false, school)
        #expect(try await readable(school, by: school.mentor).isEmpty)
        try await decide(true, school)
        #expect(try await readable(school, by: school.mentor).count == 1)
    }

    @Test func `a guide sees whether it was allowed, and no word of the answer`() async throws {
        let school = try await School()
        try await decide(true, school)
        let day = School.today + -200
        try await school.change(.decideLookBack, by: school.noor) { try LookBackStore.leave(on: day, permit: $0, $1) }
        try await sweep(school)
        try await answer(school)
        let standing = try await school.look(as: school.guide) { try LookBackStore.standing($0, $1) }
        #expect(standing?.consents == true && standing?.answers == nil)
        #expect(try await school.look(as: school.mentor) { try LookBackStore.own($0, $1)?.state } == nil)
        await #expect(throws: Problem.forbidden) { try await school.change(.decideLookBack, by: school.mentor) { _, _ in } }
    }

    @Test func `the card for who has left stands on the first page only while it is asked`() async throws {
        let school = try await School()
        let ask = try school.ask()
        func cards() async throws -> Int {
            try await school.look(as: school.noor) { try CareerPart().boxes($0, ask, $1).filter { $0.spot == .afterwards }.count }
        }
        try await decide(true, school)
        #expect(try await cards() == 0)
        try await school.leave()
        school.clock.pass(days: 182)
        try await sweep(school)
        #expect(try await cards() == 1)
        try await answer(school)
        #expect(try await cards() == 0)
    }
}
