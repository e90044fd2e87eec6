import Foundation
import Storage
import Testing
import Web

@testable import Guiding
@testable import People

@Suite("A conversation")
struct ConversationTests {
    /// The table once more; what is not in it is refused.
    private static let table: [Conversation.State: [ConversationAct: Conversation.State]] = [
        .proposed: [.plan: .planned, .cancel: .cancelled],
        .planned: [.plan: .planned, .prepare: .planned, .hold: .held, .cancel: .cancelled],
        .held: [.hold: .held, .conclude: .concluded, .leave: .concluded],
        .concluded: [.conclude: .concluded, .confirm: .concluded],
        .cancelled: [:],
    ]

    @Test("goes from each state with each act where the table says", arguments: Conversation.State.allCases, ConversationAct.allCases)
    func states(state: Conversation.State, act: ConversationAct) throws {
        let expected = Self.table[state]?[act]
        #expect(Conversation.state(state, after: act) == expected)
        let talk = try Sample.talk(state)
        if let expected {
            #expect(try talk.after(act) == expected)
        } else {
            #expect(throws: ConversationRefusal.notNow) { try talk.after(act) }
        }
    }

    @Test("the table has no row twice, and every state can be reached")
    func table() {
        let rows = Conversation.follows.map { "\($0.from) \($0.act)" }
        #expect(Set(rows).count == rows.count)
        var reached: Set<Conversation.State> = [.proposed]
        for _ in Conversation.State.allCases { reached.formUnion(Conversation.follows.filter { reached.contains($0.from) }.map(\.to)) }
        #expect(reached == Set(Conversation.State.allCases))
    }

    @Test(
        "its agenda is read as points",
        arguments: [(nil, []), ("", []), ("een\n\n  twee \n", ["een", "twee"]), ("een", ["een"])] as [(String?, [String])])
    func points(agenda: String?, points: [String]) throws { #expect(try Sample.talk(.planned, agenda: agenda).points == points) }

    @Test("is three-way when the workplace is in it", arguments: Conversation.Kind.allCases)
    func kinds(kind: Conversation.Kind) { #expect(kind.isThreeWay == kind.rawValue.hasPrefix("threeWay")) }
}

@Suite("The forms of a conversation")
struct ConversationFormTests {
    private func draft(_ pairs: [(name: String, value: String)]) throws -> ConversationDraft {
        try ConversationForm.draft(Fields(pairs), allowed: Set(["noor", "marit"].compactMap { ID<Person>($0) }))
    }

    private func problems(_ pairs: [(name: String, value: String)]) throws -> [String] {
        let refused = try #require(throws: FormRefused.self) { try draft(pairs) }
        #expect(refused.state.typed == Fields(pairs))
        return refused.state.problems.map { $0.field + " " + $0.key }
    }

    @Test("a draft is read: day and time of the Netherlands, noon when none is said, people who may be there")
    func read() throws {
        let draft = try draft([
            ("kind", "careerDialogue"), ("day", "24-11-2026"), ("time", "11:30"), ("place", " lokaal 3 "), ("agenda", "stage"),
            ("participant", "marit"), ("participant", "vera"),
        ])
        #expect(draft.kind == .careerDialogue && draft.at.instantText == "2026-11-24T10:30:00.000Z")
        #expect(draft.place == "lokaal 3" && draft.agenda == "stage" && draft.participants.map(\.text) == ["marit"])
        let noon = try self.draft([("kind", "individual"), ("day", "2026-07-01")])
        #expect(noon.at.instantText == "2026-07-01T10:00:00.000Z" && noon.place == nil && noon.participants == [])
    }

    @Test("says all that is wrong, and keeps what was typed")
    func refused() throws {
        #expect(try problems([]) == ["kind choose", "day missing"])
        #expect(
            try problems([("kind", "borrel"), ("day", "ooit"), ("time", "laat"), ("place", String(repeating: "p", count: 101))])
                == ["kind choose", "day notADay", "time notATime", "place tooLong"])
        #expect(
            try problems([("kind", "individual"), ("day", "24-11-2026"), ("agenda", String(repeating: "a", count: 2001))]) == [
                "agenda tooLong"
            ])
    }

    @Test("a summary has to be there; notes may be empty; neither is cut off")
    func texts() throws {
        #expect(try ConversationForm.summary(Fields(["summary": " zo was het "])) == "zo was het")
        #expect(throws: FormRefused.self) { try ConversationForm.summary(Fields(["summary": " "])) }
        #expect(throws: FormRefused.self) { try ConversationForm.summary(Fields(["summary": String(repeating: "s", count: 8001)])) }
        let notes = try ConversationForm.notes(Fields(["mine": "voor mij"]))
        #expect(notes.notes == nil && notes.mine == "voor mij")
        #expect(throws: FormRefused.self) { try ConversationForm.notes(Fields(["mine": String(repeating: "s", count: 8001)])) }
        #expect(try ConversationForm.text(Fields(), "agenda") == nil)
    }
}

@Suite("Conversations in the database")
struct ConversationStoreTests {
    @Test("come back whole, with the student always there")
    func roundTrip() async throws {
        let school = try await School()
        let id = try await school.plan(48, .threeWayMid, with: [school.mentor, school.supervisor, school.mentor], agenda: "een\ntwee")
        let talk = try await school.talk(id)
        #expect(talk.kind == .threeWayMid && talk.state == .planned && talk.points == ["een", "twee"] && talk.student == school.noor)
        #expect(Set(talk.participants.map(\.person)) == [school.noor, school.mentor, school.supervisor] && talk.participants.count == 3)
        #expect(talk.summary == nil && talk.notes == nil && talk.participants.allSatisfy { $0.confirmed == nil })
    }

    @Test("are seen whole by student and mentor, by others only when they take part, by a guardian not at all")
    func visibility() async throws {
        let school = try await School()
        let shared = try await school.plan(24, with: [school.mentor, school.supervisor])
        let own = try await school.plan(25)
        func seen(_ person: ID<Person>) async throws -> Set<ID<Conversation>> {
            try await school.look(as: person) { Set(try ConversationStore.latest(60, permit: $0, $1).map(\.id)) }
        }
        #expect(try await seen(school.noor) == [shared, own])
        #expect(try await seen(school.mentor) == [shared, own])
        #expect(try await seen(school.supervisor) == [shared])
        #expect(try await seen(school.coach) == [])
        #expect(try await seen(school.parent) == [])
        await #expect(throws: Problem.notFound) { try await school.talk(own, as: school.supervisor) }
        await #expect(throws: Problem.notFound) { try await school.talk(shared, as: school.stranger) }
    }

    @Test("are held, concluded and confirmed; a changed summary is asked for anew")
    func life() async throws {
        let school = try await School()
        let id = try await school.plan(-1, with: [school.mentor, school.supervisor])
        try await school.hold(id, notes: "notities")
        #expect(try await school.talk(id).state == .held)
        #expect(try await school.talk(id).notes == "notities")
        await #expect(throws: ConversationRefusal.notNow) { try await school.confirm(id, by: school.noor) }
        try await school.conclude(id, "zo was het")
        func confirmed() async throws -> Set<ID<Person>> {
            Set(try await school.talk(id).participants.filter { $0.confirmed != nil }.map(\.person))
        }
        #expect(try await confirmed() == [school.mentor], "who writes it has said yes")
        try await school.confirm(id, by: school.noor)
        try await school.confirm(id, by: school.supervisor)
        await #expect(throws: ConversationRefusal.alreadyConfirmed) { try await school.confirm(id, by: school.noor) }
        try await school.conclude(id, "zo was het")
        #expect(try await confirmed() == [school.mentor, school.noor, school.supervisor], "the same summary is not asked for again")
        try await school.conclude(id, "toch anders")
        #expect(try await confirmed() == [school.mentor])
        #expect(try await school.talk(id).summary == "toch anders")
    }

    @Test("without a summary cannot be confirmed, nor by who was not there")
    func notConfirmed() async throws {
        let school = try await School()
        let id = try await school.plan(-1, with: [school.supervisor])
        try await school.hold(id)
        try await school.change(.holdConversation, by: school.mentor) {
            try ConversationStore.move(try ConversationStore.one(id, permit: $0, $1), by: .leave, $1)
        }
        await #expect(throws: ConversationRefusal.noSummary) { try await school.confirm(id, by: school.noor) }
        try await school.conclude(id)
        #expect(try await school.talk(id).participant(school.mentor) == nil)
        await #expect(throws: ConversationRefusal.notParticipant) { try await school.confirm(id, by: school.mentor) }
        await #expect(throws: Problem.forbidden) { try await school.confirm(id, by: school.parent) }
    }

    @Test("held before their time are held now")
    func early() async throws {
        let school = try await School()
        let id = try await school.plan(48)
        try await school.hold(id)
        let first = try await school.talk(id).at
        #expect(first == school.clock.now)
        try await school.hold(id, notes: "nog iets")
        #expect(try await school.talk(id).at == first, "writing more does not move it")
    }

    @Test("that were cancelled stay as they are")
    func cancelled() async throws {
        let school = try await School()
        let id = try await school.plan(24)
        try await school.change(.planConversation, by: school.mentor) {
            try ConversationStore.move(try ConversationStore.one(id, permit: $0, $1), by: .cancel, $1)
        }
        await #expect(throws: ConversationRefusal.notNow) { try await school.hold(id) }
        await #expect(throws: ConversationRefusal.notNow) { try await school.conclude(id) }
        #expect(try await school.talk(id).state == .cancelled)
    }

    @Test("stand sealed in the file")
    func sealed() async throws {
        let school = try await School()
        let id = try await school.plan(-1, agenda: "kanarie-agenda")
        try await school.hold(id, notes: "kanarie-notitie")
        try await school.conclude(id, "kanarie-samenvatting")
        for tail in ["", "-wal"] {
            #expect(try Data(contentsOf: URL(filePath: school.path + "/naast.sqlite" + tail)).range(of: Data("kanarie".utf8)) == nil)
        }
    }

    @Test("ask for something when proposed, planned soon or before, or held; of a coach only his own")
    func asking() async throws {
        let school = try await School()
        let proposed = try await school.plan(24 * 30, state: .proposed)
        let soon = try await school.plan(24)
        let far = try await school.plan(24 * 30)
        let past = try await school.plan(-48, with: [school.coach])
        let held = try await school.plan(-72)
        try await school.hold(held)
        let done = try await school.plan(-96)
        try await school.hold(done)
        try await school.conclude(done)
        func asking(_ person: ID<Person>) async throws -> Set<ID<Conversation>> {
            let until = (School.today + 8).start
            return try await school.caseload(of: person) { Set(try ConversationStore.asking($0, until: until, $1).map(\.id)) }
        }
        #expect(try await asking(school.mentor) == [proposed, soon, past, held])
        #expect(try await asking(school.coach) == [past])
        #expect(try await asking(school.stranger) == [])
        #expect(try await !asking(school.mentor).contains(far))
    }

    @Test("the last contact is the last that was held, for who sees conversations")
    func lastContact() async throws {
        let school = try await School()
        func last(_ person: ID<Person>) async throws -> Date? {
            try await school.caseload(of: person) { try ConversationStore.lastContact($0, $1).values.first }
        }
        #expect(try await last(school.mentor) == nil)
        let planned = try await school.plan(-2)
        #expect(try await last(school.mentor) == nil)
        try await school.hold(planned)
        #expect(try await last(school.mentor) == school.talk(planned).at)
        #expect(try await last(school.coach) == nil)
    }
}

@Suite("The working note")
struct WorkingNoteTests {
    private func write(_ note: String?, in id: ID<Conversation>, by person: ID<Person>, _ act: Act, _ school: School) async throws {
        try await school.change(act, by: person) { try WorkingNoteStore.write(note, in: id, permit: $0, $1) }
    }

    private func read(_ id: ID<Conversation>, as person: ID<Person>, _ school: School) async throws -> String? {
        try await school.look(as: person) { try WorkingNoteStore.mine(in: id, permit: $0, $1) }
    }

    @Test("is seen by its author and by nobody else around the student")
    func author() async throws {
        let school = try await School()
        let id = try await school.plan(-1, with: [school.mentor, school.supervisor])
        try await write("let op: moe", in: id, by: school.mentor, .keepWorkingNote, school)
        try await write("van Piet", in: id, by: school.supervisor, .keepWorkingNote, school)
        #expect(try await read(id, as: school.mentor, school) == "let op: moe")
        #expect(try await read(id, as: school.supervisor, school) == "van Piet")
        for person in [school.noor, school.coach, school.parent] { #expect(try await read(id, as: person, school) == nil) }
        let pages = try await [
            school.run(.get, "/gesprekken/{}/terugblik", [id.text], as: school.noor).html,
            school.run(.get, "/gesprekken/{}", [id.text], as: school.supervisor).html,
            school.run(.get, "/studenten/{}", [school.noor.text], as: school.noor).html,
        ]
        for page in pages { #expect(!page.isEmpty && !page.contains("let op: moe")) }
    }

    @Test("is replaced, and removed when it is emptied")
    func replaced() async throws {
        let school = try await School()
        let id = try await school.plan(-1)
        for note in ["een", "twee"] { try await write(note, in: id, by: school.mentor, .keepWorkingNote, school) }
        #expect(try await read(id, as: school.mentor, school) == "twee")
        try await write(nil, in: id, by: school.mentor, .keepWorkingNote, school)
        #expect(try await read(id, as: school.mentor, school) == nil)
        #expect(try await school.database.sizes().first { $0.table == "working_notes" }?.rows == 0)
    }

    @Test("is not kept by who may not: a student writes none")
    func student() async throws {
        let school = try await School()
        let id = try await school.plan(-1)
        try await write("mijn notitie", in: id, by: school.noor, .setGoal, school)
        #expect(try await school.database.sizes().first { $0.table == "working_notes" }?.rows == 0)
    }

    @Test("is sealed with its author's key: without that it is gone, and the student's texts are not")
    func key() async throws {
        let school = try await School()
        let id = try await school.plan(-1)
        try await school.hold(id, notes: "voor iedereen")
        try await write("kanarie", in: id, by: school.mentor, .keepWorkingNote, school)
        let owners = try await school.database.read { try $0.all("SELECT owner FROM vault_keys") { try $0.get("owner") as String } }
        #expect(Set(owners) == [school.noor.text, school.mentor.text])
        try await school.database.write { [mentor = school.mentor] in _ = try $0.run("DELETE FROM vault_keys WHERE owner = \(mentor)") }
        await #expect(throws: StorageProblem.sealBroken) { try await read(id, as: school.mentor, school) }
        #expect(try await school.talk(id).notes == "voor iedereen")
    }
}
