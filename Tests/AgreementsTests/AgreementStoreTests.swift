import Foundation
import Storage
import Testing
import Web

@testable import Agreements
@testable import People

@Suite("Agreements in the database")
struct AgreementStoreTests {
    @Test("come back whole: parties, steps in order, goal, conversation")
    func roundTrip() async throws {
        let school = try await School()
        let id = try await school.agree(
            "Zoë's 'afspraak' <b>", due: 3, with: [school.noor, school.mentor, school.supervisor], steps: ["twee", "een", "drie"],
            consequence: "dan praten we", in: "c1")
        let agreement = try await school.one(id)
        #expect(agreement.what == "Zoë's 'afspraak' <b>" && agreement.due == School.today + 3 && agreement.consequence == "dan praten we")
        #expect(
            agreement.state == .open && agreement.student == school.noor && agreement.conversation?.text == "c1" && agreement.goal == nil)
        #expect(agreement.steps.map(\.text) == ["twee", "een", "drie"] && agreement.steps.allSatisfy { $0.done == nil })
        #expect(Set(agreement.parties.map(\.person)) == [school.noor, school.mentor, school.supervisor])
        #expect(agreement.unconfirmed.map(\.person).contains(school.mentor) == false, "who writes it down has said yes")
        #expect(agreement.unconfirmed.count == 2)
    }

    @Test("stand sealed in the file")
    func sealed() async throws {
        let school = try await School()
        let id = try await school.agree("kanarie-wat", steps: ["kanarie-stap"], consequence: "kanarie-gevolg")
        try await school.judge(id, .moved, reason: "kanarie-reden", newDue: School.today + 20)
        for tail in ["", "-wal"] {
            let bytes = try Data(contentsOf: URL(filePath: school.path + "/naast.sqlite" + tail))
            #expect(bytes.range(of: Data("kanarie".utf8)) == nil)
        }
        #expect(try await school.one(id).what == "kanarie-wat")
    }

    @Test("without a party are refused")
    func noParties() async throws {
        let school = try await School()
        await #expect(throws: AgreementRefusal.noParties) { try await school.agree(with: []) }
        #expect(try await school.find(as: school.mentor).isEmpty)
    }

    @Test("are all seen by student, mentor and guardian, and by others only when they are a party")
    func visibility() async throws {
        let school = try await School()
        let shared = try await school.agree("met de praktijk", with: [school.noor, school.supervisor])
        let own = try await school.agree("met de coach", with: [school.noor, school.coach])
        let rest = try await school.agree("met de mentor")
        for viewer in [school.noor, school.mentor, school.parent] {
            #expect(Set(try await school.find(as: viewer).map(\.id)) == [shared, own, rest])
        }
        #expect(try await school.find(as: school.supervisor).map(\.id) == [shared])
        #expect(try await school.find(as: school.coach).map(\.id) == [own])
        _ = try await school.one(shared, as: school.supervisor)
        for id in [own, rest] { await #expect(throws: Problem.notFound) { try await school.one(id, as: school.supervisor) } }
        for viewer in [school.stranger, school.sem] { await #expect(throws: Problem.notFound) { try await school.find(as: viewer) } }
    }

    @Test("of another student are not found through this one's file")
    func otherStudent() async throws {
        let school = try await School()
        try await school.give(.mentor, to: school.mentor, .student(school.sem))
        let id = try await school.agree()
        await #expect(throws: Problem.notFound) {
            try await school.door.files.look(school.viewer(school.mentor), at: school.sem, what: "x") {
                try AgreementStore.one(id, permit: $1, $0)
            }
        }
        #expect(try await school.database.read { try AgreementStore.student(of: id, $0) } == school.noor)
    }

    @Test("are confirmed once, by a party")
    func confirm() async throws {
        let school = try await School()
        let id = try await school.agree(with: [school.noor, school.mentor, school.parent])
        try await school.confirm(id, by: school.noor)
        #expect(try await school.one(id).unconfirmed.map(\.person) == [school.parent])
        await #expect(throws: AgreementRefusal.alreadyConfirmed) { try await school.confirm(id, by: school.noor) }
        await #expect(throws: AgreementRefusal.alreadyConfirmed) { try await school.confirm(id, by: school.mentor) }
        try await school.confirm(id, by: school.parent)
        #expect(try await school.one(id).unconfirmed.isEmpty)
        let without = try await school.agree("zonder ouder")
        await #expect(throws: AgreementRefusal.notParty) { try await school.confirm(without, by: school.parent) }
        await #expect(throws: Problem.notFound) { try await school.confirm(without, by: school.supervisor) }
        #expect(try await school.history(id).map(\.kind) == [.made, .confirmed, .confirmed])
    }

    @Test("tell what happened, by whom, why, and cannot be told otherwise")
    func history() async throws {
        let school = try await School()
        let id = try await school.agree(due: 0)
        try await school.confirm(id, by: school.noor)
        try await school.judge(id, .notKept, reason: "bus gemist", by: school.noor)
        try await school.judge(id, .moved, reason: "nog een kans", newDue: School.today + 3)
        try await school.judge(id, .kept, by: school.noor)
        let history = try await school.history(id)
        #expect(history.map(\.kind) == [.made, .confirmed, .notKept, .moved, .kept])
        #expect(history.map { $0.by?.called } == ["Marit", "Noor", "Noor", "Marit", "Noor"])
        #expect(history.map(\.reason) == [nil, nil, "bus gemist", "nog een kans", nil])
        #expect(history.map(\.due) == [nil, nil, nil, School.today + 3, nil])
        #expect(history.map(\.at) == history.map(\.at).sorted())
        for statement in [
            "UPDATE agreement_events SET kind = 'kept'", "UPDATE agreement_events SET reason = NULL",
            "UPDATE agreement_events SET by_person = NULL",
        ] as [SQL] {
            await #expect(throws: (any Error).self) { try await school.database.write { try $0.run(statement) } }
        }
        #expect(try await school.history(id).map(\.kind) == history.map(\.kind))
    }

    @Test("are judged: the state follows, and kept is final")
    func judge() async throws {
        let school = try await School()
        let id = try await school.agree(due: 0)
        try await school.judge(id, .partly)
        #expect(try await school.one(id).state == .partly)
        await #expect(throws: AgreementRefusal.alreadyJudged) { try await school.judge(id, .kept) }
        try await school.judge(id, .moved, reason: "nog eens", newDue: School.today + 1)
        let moved = try await school.one(id)
        #expect(moved.state == .open && moved.due == School.today + 1)
        try await school.judge(id, .kept)
        for verdict in Verdict.allCases {
            await #expect(throws: AgreementRefusal.alreadyJudged) {
                try await school.judge(id, verdict, reason: "x", newDue: School.today + 9)
            }
        }
        #expect(try await school.one(id).state == .kept)
    }

    @Test("that are moved badly stay as they were, without a line in the history")
    func badMove() async throws {
        let school = try await School()
        let id = try await school.agree(due: 5)
        await #expect(throws: AgreementRefusal.moveNeedsLaterDay) {
            try await school.judge(id, .moved, reason: "x", newDue: School.today + 5)
        }
        await #expect(throws: AgreementRefusal.moveNeedsReason) { try await school.judge(id, .moved, newDue: School.today + 9) }
        #expect(try await school.one(id).due == School.today + 5)
        #expect(try await school.history(id).map(\.kind) == [.made])
    }

    @Test("are judged by nobody who only looks: a guardian may not")
    func guardian() async throws {
        let school = try await School()
        let id = try await school.agree(with: [school.noor, school.parent])
        await #expect(throws: Problem.forbidden) { try await school.judge(id, .kept, by: school.parent) }
        await #expect(throws: Problem.notFound) { try await school.judge(id, .kept, by: school.coach) }
    }

    @Test("have steps that are done once, by who may judge, and only their own")
    func steps() async throws {
        let school = try await School()
        let id = try await school.agree(with: [school.noor, school.mentor], steps: ["een", "twee"])
        let other = try await school.agree("iets anders", steps: ["drie"])
        let steps = try await school.one(id).steps
        func finish(_ step: ID<Agreement.Step>, of id: ID<Agreement>) async throws {
            try await school.door.files.change(school.viewer(school.noor), .judgeAgreement, of: school.noor) { connection, permit in
                try AgreementStore.finish(step, of: try AgreementStore.one(id, permit: permit, connection), permit: permit, connection)
            }
        }
        try await finish(steps[1].id, of: id)
        #expect(try await school.one(id).steps.map { $0.done != nil } == [false, true])
        await #expect(throws: AgreementRefusal.stepDone) { try await finish(steps[1].id, of: id) }
        await #expect(throws: AgreementRefusal.stepDone) { try await finish(steps[0].id, of: other) }
        #expect(try await school.history(id).map(\.kind).contains(.stepDone))
    }

    @Test("are found by what is asked: open ones, or those of a conversation")
    func which() async throws {
        let school = try await School()
        let a = try await school.agree("a", due: 1, in: "c1")
        let b = try await school.agree("b", due: 2)
        try await school.judge(a, .kept)
        #expect(try await school.find(.open, as: school.mentor).map(\.id) == [b])
        let talk = try #require(ID<AgreementConversation>("c1"))
        #expect(try await school.find(.madeIn(talk), as: school.mentor).map(\.id) == [a])
        #expect(try await school.find(.all, as: school.mentor).map(\.id) == [b, a])
    }

    @Test("go with the student's record, and with them their history")
    func erased() async throws {
        let school = try await School()
        try await school.agree(steps: ["een"])
        try await school.database.write { [noor = school.noor] in _ = try $0.run("DELETE FROM persons WHERE id = \(noor)") }
        for table in ["agreements", "agreement_parties", "agreement_steps", "agreement_events"] {
            #expect(try await school.database.sizes().first { $0.table == table }?.rows == 0, "\(table)")
        }
    }
}

@Suite("Agreements that ask for something today")
struct NeedingTests {
    private func needing(_ school: School, as person: ID<Person>) async throws -> Set<String> {
        let since = (School.today + -7).start
        return try await school.door.files.lookAtCaseload(school.viewer(person), what: "today") { connection, permits in
            Set(try AgreementStore.needing(permits, since: since, connection).map(\.what))
        }
    }

    @Test("are those overdue, due, to be confirmed by the viewer, or judged lately; nothing else")
    func mentor() async throws {
        let school = try await School()
        school.clock.pass(-20 * 86_400)
        try await school.agree("lang voorbij", due: 10)
        let old = try await school.agree("lang geleden beoordeeld", due: 5)
        try await school.judge(old, .notKept)
        let moved = try await school.agree("verzet naar later", due: 5)
        try await school.judge(moved, .moved, reason: "x", newDue: School.today + 30)
        school.clock.pass(20 * 86_400)
        try await school.agree("vandaag", due: 0)
        try await school.agree("morgen", due: 1)
        try await school.agree("te bevestigen door noor", due: 9, with: [school.noor, school.mentor])
        try await school.agree("te bevestigen door mentor", due: 9, by: school.noor, with: [school.noor, school.mentor])
        try await school.agree("te bevestigen door anderen", due: 9, by: school.noor, with: [school.noor, school.coach])
        for verdict in [Verdict.kept, .partly, .notKept] {
            let id = try await school.agree("net beoordeeld: \(verdict)", due: 0)
            try await school.judge(id, verdict)
        }
        let judged: Set = ["net beoordeeld: kept", "net beoordeeld: partly", "net beoordeeld: notKept"]
        #expect(try await needing(school, as: school.mentor) == judged.union(["lang voorbij", "vandaag", "te bevestigen door mentor"]))
    }

    @Test("are for a coach only those with the coach in it")
    func coach() async throws {
        let school = try await School()
        try await school.agree("vandaag, met mentor", due: 0)
        try await school.agree("vandaag, met coach", due: 0, with: [school.noor, school.coach])
        try await school.agree("later, met coach", due: 9, with: [school.noor, school.coach])
        let judged = try await school.agree("beoordeeld, zonder coach", due: 0)
        try await school.judge(judged, .kept)
        #expect(try await needing(school, as: school.coach) == ["vandaag, met coach", "later, met coach"])
        try await school.confirm(
            try await school.find(as: school.coach).first { $0.due > School.today }.map(\.id) ?? judged, by: school.coach)
        #expect(try await needing(school, as: school.coach) == ["vandaag, met coach"])
    }

    @Test("are none for who guides nobody")
    func nobody() async throws {
        let school = try await School()
        try await school.agree("vandaag", due: 0)
        #expect(try await needing(school, as: school.stranger).isEmpty)
        #expect(try await needing(school, as: school.parent).isEmpty)
    }
}
