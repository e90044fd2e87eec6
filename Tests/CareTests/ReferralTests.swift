import Guiding
import People
import Storage
import Testing
import Web

@testable import Care

@Suite("Consults and referrals")
struct ReferralTests {
    @Test func `asking opens the consult to the coordinator, and closing ends it`() async throws {
        let school = try await School()
        let signal = try await school.give()
        #expect(try await school.relations(of: school.coordinator).isEmpty)
        let id = try await school.consult(about: signal)
        #expect(try await school.relations(of: school.coordinator) == [.careCoordinator])
        #expect(try await school.notices(of: school.coordinator) == ["consultAsked"])
        // The signal does not go along; to its giver it was taken up.
        #expect(try await school.look(as: school.coordinator) { try SignalStore.find($0, $1) }.isEmpty)
        #expect(try await school.run(.get, "/signalen/{}", [signal.text], as: school.supervisor).html.contains("opgepakt"))
        await #expect(throws: Problem.notFound) {
            try await school.look(as: school.supervisor) { try ConsultStore.one(id, permit: $0, $1) }
        }
        await #expect(throws: Problem.notFound) {
            try await school.look(as: school.otherCoordinator) { try ConsultStore.one(id, permit: $0, $1) }
        }
        try await school.change(.answerConsult, by: school.coordinator) {
            try ConsultStore.answer(try ConsultStore.one(id, permit: $0, $1), "bel samen", permit: $0, $1)
        }
        #expect(try await school.notices(of: school.mentor).contains("consultAnswered"))
        #expect(try await school.look(as: school.noor) { try ConsultStore.one(id, permit: $0, $1) }.answer == "bel samen")
        try await school.change(.askConsult, by: school.mentor) {
            try ConsultStore.end(try ConsultStore.one(id, permit: $0, $1), .close, permit: $0, $1)
        }
        #expect(try await school.relations(of: school.coordinator).isEmpty)
    }

    @Test func `what was answered and forgotten closes by itself, unless a referral still runs`() async throws {
        let school = try await School()
        let consult = try await school.consult()
        let referral = try await school.propose(consult)
        school.clock.pass(40 * 86_400)
        try await school.database.write { try Care.sweep($0) }
        #expect(try await school.relations(of: school.coordinator) == [.careCoordinator])
        try await school.move(referral, .withdraw, .refer, by: school.coordinator)
        try await school.database.write { try Care.sweep($0) }
        #expect(try await school.relations(of: school.coordinator).isEmpty)
    }

    @Test func `nothing goes to the receiver before the student says yes, and then what was agreed and no more`() async throws {
        let school = try await School()
        try await write(school)
        let id = try await school.propose(try await school.consult())
        #expect(try await school.notices(of: school.noor) == ["referralToDecide"])
        #expect(try await school.relations(of: school.worker).isEmpty)
        await #expect(throws: Problem.notFound) { try await school.referral(id, as: school.worker) }
        try await school.agree(id)
        #expect(try await school.relations(of: school.worker) == [.careWorker])
        #expect(try await school.referral(id, as: school.worker).content?.words == "hulp met post")
        let page = try await school.run(.get, "/studenten/{}", [school.noor.text], as: school.worker)
        #expect(page.html.contains("rust helpt") && !page.html.contains("geheim plan"))
        #expect(!page.html.contains("/afspraken/print"))
    }

    @Test func `the team reads the state and not the content; the workplace not even that it exists`() async throws {
        let school = try await School()
        let id = try await school.propose(try await school.consult())
        try await school.agree(id)
        try await school.move(id, .accept, .receiveReferral, by: school.worker)
        try await school.move(id, .begin, .receiveReferral, by: school.worker)
        try await school.move(id, .report, .receiveReferral, by: school.worker, words: "gaat vooruit")
        let team = try await school.referral(id, as: school.mentor)
        #expect(team.state == .running && team.content == nil)
        let page = try await school.run(.get, "/doorverwijzingen/{}", [id.text], as: school.mentor)
        #expect(page.html.contains("loopt") && !page.html.contains("hulp met post") && !page.html.contains("gaat vooruit"))
        #expect(!page.html.contains("Wim Test"))
        for person in [school.noor, school.coordinator, school.worker] {
            let page = try await school.run(.get, "/doorverwijzingen/{}", [id.text], as: person)
            #expect(page.html.contains("hulp met post") && page.html.contains("gaat vooruit"))
        }
        for person in [school.supervisor, school.coach, school.parent, school.otherCoordinator] {
            #expect(try await school.run(.get, "/doorverwijzingen/{}", [id.text], as: person).status == 404)
        }
        let supervisor = try await school.run(.get, "/studenten/{}", [school.noor.text], as: school.supervisor)
        #expect(!supervisor.html.contains("oorverwijzing") && !supervisor.html.contains("onsult"))
    }

    @Test(arguments: [ReferralAct.close, .withdraw]) func `with its end everything ends: the role, what was shared, what was read`(
        act: ReferralAct
    )
        async throws
    {
        let school = try await School()
        try await write(school)
        let id = try await school.propose(try await school.consult())
        try await school.agree(id)
        try await school.move(id, .accept, .receiveReferral, by: school.worker)
        try await school.move(id, .begin, .receiveReferral, by: school.worker)
        #expect(try await shares(school) == 1)
        if act == .close {
            try await school.move(id, .close, .receiveReferral, by: school.worker, words: "het lukt nu zelf")
        } else {
            try await school.move(id, .withdraw, .decideReferral, by: school.noor)
        }
        #expect(try await shares(school) == 0)
        #expect(try await school.relations(of: school.worker).isEmpty)
        await #expect(throws: Problem.notFound) { try await school.referral(id, as: school.worker) }
        #expect(try await school.referral(id, as: school.noor).state == (act == .close ? .done : .withdrawn))
    }

    @Test func `two referrals to one person: what the other still rests on stays shared`() async throws {
        let school = try await School()
        try await write(school)
        let consult = try await school.consult()
        let (first, second) = (try await school.propose(consult), try await school.propose(consult))
        try await school.agree(first)
        try await school.agree(second)
        try await school.move(first, .decline, .receiveReferral, by: school.worker, words: "geen plek")
        #expect(try await shares(school) == 1)
        #expect(try await school.relations(of: school.worker) == [.careWorker])
        try await school.move(second, .decline, .receiveReferral, by: school.worker, words: "geen plek")
        #expect(try await shares(school) == 0)
        #expect(try await school.relations(of: school.worker).isEmpty)
    }

    @Test func `declining needs a reason, and a no of the student needs none and stops everything`() async throws {
        let school = try await School()
        let consult = try await school.consult()
        let id = try await school.propose(consult)
        let asked = try await school.run(
            .post, "/doorverwijzingen/{}/besluit", [id.text], as: school.noor, form: [("decision", "no"), ("vraag", "0")])
        #expect(asked.html.contains("Weet je het zeker?"))
        let said = try await school.run(
            .post, "/doorverwijzingen/{}/besluit", [id.text], as: school.noor, form: [("decision", "no"), ("vraag", "1"), ("laatste", "1")])
        #expect(said.status == 303)
        #expect(try await school.referral(id, as: school.noor).state == .refused)
        #expect(try await school.relations(of: school.worker).isEmpty)
        let again = try await school.run(
            .post, "/doorverwijzingen/{}/besluit", [id.text], as: school.noor, form: [("decision", "yes"), ("laatste", "1")])
        #expect(again.status == 409)
        let other = try await school.propose(consult)
        try await school.agree(other)
        let bare = try await school.run(.post, "/doorverwijzingen/{}/afwijzing", [other.text], as: school.worker)
        #expect(bare.status == 422)
        let mine = try await school.run(
            .post, "/doorverwijzingen/{}/afwijzing", [other.text], as: school.coordinator, form: [("reason", "x")])
        #expect(mine.status == 403)
    }

    @Test func `the student chooses of what was proposed, one question at a time, and nothing is ticked beforehand`() async throws {
        let school = try await School()
        try await write(school)
        let id = try await school.propose(try await school.consult())
        let first = try await school.run(.get, "/doorverwijzingen/{}/besluit", [id.text], as: school.noor)
        #expect(first.html.contains("Mag dit naar Wim Test?") && !first.html.contains("Wat mag"))
        let second = try await school.run(
            .post, "/doorverwijzingen/{}/besluit", [id.text], as: school.noor, form: [("decision", "yes"), ("vraag", "0")])
        #expect(second.html.contains("manual-helps") && !second.html.contains("manual-know") && !second.html.contains(" checked"))
        // What was not offered does not go along either, whatever is sent.
        let sent = try await school.run(
            .post, "/doorverwijzingen/{}/besluit", [id.text], as: school.noor,
            form: [("decision", "yes"), ("item", "manual-know"), ("item", "manual-helps"), ("vraag", "1"), ("laatste", "1")])
        #expect(sent.status == 303)
        #expect(try await school.referral(id, as: school.noor).agreed == [ManualSection.helps.item])
    }

    @Test func `the coordinator proposes by titles and reads nothing that is not shared`() async throws {
        let school = try await School()
        try await write(school)
        let consult = try await school.consult()
        let page = try await school.run(.get, "/consulten/{}/doorverwijzing", [consult.text], as: school.coordinator)
        #expect(page.status == 200 && !page.html.contains("rust helpt") && !page.html.contains("geheim plan"))
        #expect(try await school.run(.get, "/consulten/{}/doorverwijzing", [consult.text], as: school.mentor).status == 403)
        let stranger = try await school.run(
            .post, "/consulten/{}/doorverwijzing", [consult.text], as: school.coordinator,
            form: [("receiver", school.outsider.text), ("words", "hulp")])
        #expect(stranger.status == 422)
        let place = try await school.run(
            .post, "/consulten/{}/doorverwijzing", [consult.text], as: school.coordinator,
            form: [("receiver", "outside"), ("words", "hulp")])
        #expect(place.status == 422)
    }

    @Test func `outside the school someone is invited after the yes; another invitation takes it from the one before`() async throws {
        let school = try await School()
        try await write(school)
        let id = try await school.propose(try await school.consult(), to: .outside("Buurtzorg Test"))
        let words = try School.words.get()[.nl]
        func subjects() async throws -> [String] {
            try await school.look(as: school.coordinator) { try Care.invitationPurpose.subjects($0, words, $1).map(\.label) }
        }
        #expect(try await subjects().isEmpty)
        try await school.agree(id)
        #expect(try await subjects() == ["Doorverwijzing naar Buurtzorg Test"])
        for person in [school.outsider, school.worker] {
            try await school.change(.invite, by: school.coordinator) { permit, connection in
                let period = try TeamStore.addRole(
                    person, .careWorker, scope: .student(permit.student), starts: connection.now, ends: nil, connection)
                try Care.invitationPurpose.granted(id.text, person, period, permit, connection)
            }
            #expect(try await school.referral(id, as: person).content?.place == "Buurtzorg Test")
            #expect(try await shares(school) == 1)
        }
        #expect(try await school.relations(of: school.outsider).isEmpty)
        await #expect(throws: Problem.forbidden) {
            try await school.change(.invite, by: school.worker) { _, _ in }
        }
    }

    @Test func `under sixteen what goes along waits for a parent, who reads for whom`() async throws {
        let school = try await School(born: "2011-06-01")
        try await write(school)
        let id = try await school.propose(try await school.consult())
        try await school.agree(id)
        let page = try await school.run(.get, "/doorverwijzingen/{}", [id.text], as: school.worker)
        #expect(page.html.contains("wacht nog op het ja van een ouder"))
        #expect(try await !school.run(.get, "/studenten/{}", [school.noor.text], as: school.worker).html.contains("rust helpt"))
        #expect(try await school.run(.get, "/studenten/{}", [school.noor.text], as: school.parent).html.contains("Wim Test"))
        try await school.change(.agreeToShare, by: school.parent) { permit, connection in
            for share in try ShareStore.waiting(permit.looking, connection) { try ShareStore.agree(share.id, permit: permit, connection) }
        }
        #expect(try await school.run(.get, "/studenten/{}", [school.noor.text], as: school.worker).html.contains("rust helpt"))
        #expect(try await !school.run(.get, "/doorverwijzingen/{}", [id.text], as: school.worker).html.contains("wacht nog op het ja"))
    }

    @Test func `Today asks each what is theirs`() async throws {
        let school = try await School()
        let consult = try await school.consult()
        #expect(try await school.needs(of: school.coordinator).map(\.weight) == [14])
        let id = try await school.propose(consult)
        // The answer is settled by the referral that came of it.
        #expect(try await school.needs(of: school.mentor).map(\.weight) == [76])
        let card = try await school.run(.get, "/doorverwijzingen/{}", [id.text], as: school.noor)
        #expect(card.html.contains("Lees en beslis"))
        try await school.agree(id)
        #expect(try await school.needs(of: school.worker).map(\.weight) == [15])
        #expect(try await school.needs(of: school.supervisor).isEmpty)
        let today = try await school.run(.get, "/vandaag", as: school.worker)
        #expect(today.html.contains("Een nieuwe doorverwijzing voor jou") && !today.html.contains("hulp met post"))
    }

    private func write(_ school: School) async throws {
        try await school.change(.writeManual, by: school.noor) {
            try ManualStore.write("rust helpt", in: .helps, permit: $0, $1)
            try ManualStore.write("geheim plan", in: .know, permit: $0, $1)
        }
    }

    private func shares(_ school: School) async throws -> Int {
        try await school.database.read { try $0.count("SELECT COUNT(*) AS n FROM shares WHERE withdrawn_at IS NULL") }
    }
}
