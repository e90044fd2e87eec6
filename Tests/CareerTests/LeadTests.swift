import Foundation
import People
import Storage
import Testing
import Web

@testable import Career
@testable import Guiding

@Suite("Who has the lead")
struct LeadTests {
    private func lines(_ school: School, words: String? = nil) -> [Lead.Line] {
        [
            Lead.Line(.directs, school.mentor, words: words), Lead.Line(.decides, school.noor), Lead.Line(.initiates, school.noor),
            Lead.Line(.responsible, school.guide),
        ]
    }

    private func set(_ lines: [Lead.Line], _ school: School) async throws {
        try await school.change(.changeLead, by: school.mentor) { try LeadStore.set(lines, permit: $0, $1) }
    }

    @Test func `a change is a new version that the student says yes to once`() async throws {
        let school = try await School()
        try await set(lines(school, words: "ik bel elke week"), school)
        #expect(try await school.notices(school.noor) == ["leadToAgree"])
        try await school.change(.agreeLead, by: school.noor) { try LeadStore.agree(permit: $0, $1) }
        await #expect(throws: LeadRefusal.alreadyAgreed) {
            try await school.change(.agreeLead, by: school.noor) { try LeadStore.agree(permit: $0, $1) }
        }
        try await set(lines(school), school)
        let versions = try await school.look(as: school.supervisor) { try LeadStore.versions($0, $1) }
        #expect(versions.map(\.version) == [2, 1])
        #expect(versions.first?.agreed == nil && versions.last?.agreed != nil, "a change asks for a new yes")
        #expect(versions.last?.line(.directs)?.words == "ik bel elke week")
        #expect(try await school.notices(school.noor).count == 2)
    }

    @Test func `what stands there already is no change`() async throws {
        let school = try await School()
        try await set(lines(school), school)
        await #expect(throws: LeadRefusal.unchanged) { try await set(lines(school), school) }
    }

    @Test func `the student says yes only to something`() async throws {
        let school = try await School()
        await #expect(throws: LeadRefusal.nothingSet) {
            try await school.change(.agreeLead, by: school.noor) { try LeadStore.agree(permit: $0, $1) }
        }
    }

    @Test func `a peer coach neither sees nor changes it, and a guide cannot say yes for the student`() async throws {
        let school = try await School()
        try await set(lines(school), school)
        #expect(try await school.look(as: school.coach) { try LeadStore.versions($0, $1) }.isEmpty)
        for (act, person) in [
            (Act.changeLead, school.coach), (.changeLead, school.supervisor), (.changeLead, school.noor), (.agreeLead, school.mentor),
        ] {
            await #expect(throws: Problem.forbidden, "\(act)") { try await school.change(act, by: person) { _, _ in } }
        }
    }

    @Test func `the form takes only people around the student, and at least one`() async throws {
        let school = try await School()
        let allowed: Set<ID<Person>> = [school.noor, school.mentor]
        #expect(throws: FormRefused.self) { try LeadForm.lines(Fields(), allowed: allowed) }
        let stranger = Fields(["person-directs": school.coach.text])
        let refused = #expect(throws: FormRefused.self) { try LeadForm.lines(stranger, allowed: allowed) }
        #expect(refused?.state.problems == [FieldProblem("person-directs", "choose")])
        let long = Fields(["person-directs": school.noor.text, "words-decides": String(repeating: "x", count: 201)])
        #expect(throws: FormRefused.self) { try LeadForm.lines(long, allowed: allowed) }
        let fine = try LeadForm.lines(Fields(["person-directs": school.noor.text, "words-directs": " zelf "]), allowed: allowed)
        #expect(fine.first == Lead.Line(.directs, school.noor, words: "zelf") && !Lead.isComplete(fine))
    }

    @Test func `Today asks for a few at a time, and a whole lead asks nothing`() async throws {
        let school = try await School()
        let needs = try await school.needs(of: school.mentor)
        #expect(needs.map(\.weight) == [85] && needs.first?.student == school.noor)
        #expect(try await school.needs(of: school.supervisor).isEmpty)
        try await set([Lead.Line(.directs, school.mentor)], school)
        #expect(try await school.needs(of: school.mentor).count == 1, "one of four is not settled")
        try await set(lines(school), school)
        #expect(try await school.needs(of: school.mentor).isEmpty)
        let many = (0..<30).map { _ in school.clock.surroundings.newID(of: Person.self) }
        #expect(Lead.asked(of: many).count == Lead.mostAsked && Lead.asked(of: many) == Lead.asked(of: many.reversed()))
    }

    @Test func `who left the team stands there as such`() async throws {
        let school = try await School()
        try await set(lines(school), school)
        try await school.database.write { [guide = school.guide] in
            try $0.run("UPDATE roles SET ends_at = \($0.now) WHERE person_id = \(guide)")
        }
        school.clock.pass(60)
        let ask = try school.ask()
        let box = try await school.look(as: school.mentor) { LeadPieces.box(try ShownLead.load($0, $1), ask).text }
        #expect(box.contains("Kees Klas") && box.contains("niet meer in het team"))
    }
}
