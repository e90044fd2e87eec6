import Care
import Foundation
import Guiding
import People
import Storage

/// What was signalled, asked and handed over in the first class. It has dice and a clock of its own, and comes last: the rest of the school
/// is the same with or without it.
extension DemoFilling {
    private struct Around {
        let mentor: ID<Person>
        let guide: ID<Person>
        let supervisor: ID<Person>
        let coordinator: ID<Person>
        let worker: ID<Person>
        let hero: ID<Person>
        /// The others of the class, in a fixed order.
        let students: [ID<Person>]
    }

    func care() throws {
        guard let around = try peopleOfCare() else { return }
        var dice = Dice(seed: DemoSchool.seed &+ 37)
        try signals(around, &dice)
        try referToHelp(around, &dice)
    }

    private func peopleOfCare() throws -> Around? {
        let faces = Dictionary(
            try DemoStore.faces(connection).map { ($0.role, $0.person) }, uniquingKeysWith: { first, _ in first })
        guard let mentor = faces[.mentor], let guide = faces[.classGuide], let supervisor = faces[.workplaceSupervisor],
            let coordinator = faces[.careCoordinator], let hero = faces[.student]
        else { return nil }
        clock.set(begin)
        let worker = try AccountStore.addPerson(PersonName(given: "Yasmina", family: "Bouchta"), connection)
        try role(worker, .careWorker, .institution)
        clock.set(now)
        try DemoStore.choose(worker, as: .careWorker, connection)
        try AccountStore.makeForStepping(worker, name: "careWorker@voorbeeld.invalid", connection)
        let others = try Caseload.of(mentor, connection).map(\.student).filter { $0 != hero }
        return others.count < 5
            ? nil
            : Around(
                mentor: mentor, guide: guide, supervisor: supervisor, coordinator: coordinator, worker: worker, hero: hero, students: others
            )
    }

    /// One that the workplace gave and that was settled, one that nobody has taken up in time.
    private func signals(_ around: Around, _ dice: inout Dice) throws {
        at(day: 150 + dice.number(0...4))
        let settled = try change(around.supervisor, .signal, around.hero) {
            try SignalStore.give(
                SignalDraft(area: .money, words: "Vroeg twee keer of het loon eerder kan. Neemt de laatste weken geen lunch mee."),
                permit: $0,
                connection)
        }
        at(day: 155)
        try change(around.mentor, .takeUpSignal, around.hero) {
            try SignalStore.takeUp(try SignalStore.one(settled, permit: $0, connection), permit: $0, connection)
        }
        at(day: 160)
        try change(around.guide, .takeUpSignal, around.hero) {
            try SignalStore.settle(
                try SignalStore.one(settled, permit: $0, connection),
                answer: "Fijn dat je het zei. Er is een gesprek geweest en er ligt een plan. Je hoeft niets te doen.", permit: $0,
                connection)
        }
        at(day: 176)
        _ = try change(around.guide, .signal, around.students[0]) {
            try SignalStore.give(
                SignalDraft(area: .housing, words: "Slaapt al een week bij een vriend op de bank en weet niet waar het hierna heen moet."),
                permit: $0, connection)
        }
    }

    private func referToHelp(_ around: Around, _ dice: inout Dice) throws {
        let advice = "Begin met de post: leg samen alles op één stapel en bel de school-maatschappelijk werker voor het inloopuur."
        _ = try consult(around, around.students[1], day: 168, "Hoe help ik bij een stapel ongeopende post?", answer: advice)
        let running = try refer(
            around, around.students[2], day: 120 + dice.number(0...5), "Wie kan samen de schulden op een rij zetten?",
            "Hulp bij het op een rij zetten van rekeningen en het aanvragen van een toeslag.")
        try receive(running, around, around.students[2], .accept, day: 130)
        try receive(running, around, around.students[2], .begin, day: 134)
        try receive(
            running, around, around.students[2], .report, day: 165,
            "Alle post is geopend. We hebben een regeling voor de zorgverzekering. Volgende stap is de huur.")
        let declined = try refer(
            around, around.students[3], day: 140, "Slecht slapen en veel piekeren, wie kan daarbij helpen?",
            "Een paar gesprekken over slapen en piekeren.")
        try receive(
            declined, around, around.students[3], .decline, day: 146, "De wachtlijst is tien weken. De huisarts kan sneller iets doen.")
        _ = try propose(
            around, around.hero, day: 180, "Hoe houd ik geld over aan het eind van de maand?",
            "Samen een weekbudget maken, drie keer een half uur.")
    }

    private func consult(_ around: Around, _ student: ID<Person>, day: Int, _ question: String, answer: String? = nil) throws -> ID<Consult>
    {
        at(day: day)
        let id = try change(around.mentor, .askConsult, student) {
            try ConsultStore.ask(ConsultDraft(coordinator: around.coordinator, question: question), permit: $0, connection)
        }
        guard let answer else { return id }
        at(day: day + 1)
        try change(around.coordinator, .answerConsult, student) {
            try ConsultStore.answer(try ConsultStore.one(id, permit: $0, connection), answer, permit: $0, connection)
        }
        return id
    }

    /// A consult that leads to a proposal; the student has still to decide.
    private func propose(_ around: Around, _ student: ID<Person>, day: Int, _ question: String, _ words: String) throws -> ID<Referral> {
        let asked = try consult(around, student, day: day, question)
        at(day: day + 1)
        return try change(around.coordinator, .refer, student) {
            try ReferralActsStore.propose(
                ReferralDraft(
                    receiver: .inside(around.worker), area: .money, words: words,
                    sections: [ManualSection.helps.item, ManualSection.reaching.item]),
                on: try ConsultStore.one(asked, permit: $0, connection), permit: $0, connection)
        }
    }

    /// The same, with the student's yes.
    private func refer(_ around: Around, _ student: ID<Person>, day: Int, _ question: String, _ words: String) throws -> ID<Referral> {
        let id = try propose(around, student, day: day, question, words)
        at(day: day + 2)
        try change(student, .decideReferral, student) {
            try ReferralActsStore.agree(
                try ReferralStore.one(id, permit: $0, connection), sharing: [ManualSection.helps.item], permit: $0, connection)
        }
        return id
    }

    private func receive(
        _ id: ID<Referral>, _ around: Around, _ student: ID<Person>, _ act: ReferralAct, day: Int, _ words: String? = nil
    ) throws {
        at(day: day)
        try change(around.worker, .receiveReferral, student) {
            try ReferralActsStore.move(
                try ReferralStore.one(id, permit: $0, connection), act, words: words, permit: $0, connection)
        }
    }

    private func change<Value>(_ viewer: ID<Person>, _ act: Act, _ student: ID<Person>, _ work: (Permit<Changing>) throws -> Value) throws
        -> Value
    {
        try Files.change(viewer, act, of: student, inside: connection, work)
    }
}
