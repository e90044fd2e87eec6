import Agreements
import App
import ArgumentParser
import Care
import Foundation
import Guiding
import People
import Placements
import Storage

/// A school of many students with about fifty records each, written by the product's own stores.
struct Fill: AsyncParsableCommand {
    @Argument var folder: String
    @Option var students = 20_000
    static let perClass = 25

    func run() async throws {
        let clock = DemoClock(Date(), seed: 7)
        let database = try await DataFolder(path: folder).open(migrations: App.migrations, surroundings: clock.surroundings)
        let now = Date()
        for number in 0..<(students / Self.perClass) {
            try await database.writeAlone { connection in
                var filling = ClassFilling(connection: connection, clock: clock, now: now, number: number, dice: Dice(seed: UInt64(number)))
                try filling.run()
            }
        }
        try await database.settle()
        let records = try await database.sizes().reduce(0) { $0 + $1.rows }
        try database.close()
        report(["students": Double(students), "records": Double(records)])
    }
}

private struct ClassFilling {
    let connection: Connection
    let clock: DemoClock
    let now: Date
    let number: Int
    var dice: Dice

    mutating func run() throws {
        clock.set(now.addingTimeInterval(-120 * 86_400))
        let group: ID<Group> = connection.surroundings.newID()
        try connection.run("INSERT INTO groups (id, kind, name) VALUES (\(group), 'class', \("K\(number)"))")
        let mentor = try AccountStore.addPerson(PersonName(given: "Mentor", family: "Nummer\(number)"), connection)
        try AccountStore.makeForStepping(mentor, name: "mentor\(number)@voorbeeld.invalid", connection)
        try TeamStore.addRole(mentor, .mentor, scope: .group(group), starts: connection.now, ends: nil, connection)
        let supervisor = try AccountStore.addPerson(PersonName(given: "Praktijk", family: "Nummer\(number)"), connection)
        for seat in 0..<Fill.perClass {
            clock.set(now.addingTimeInterval(-120 * 86_400))
            let student = try AccountStore.addPerson(PersonName(given: "Student\(seat)", family: "Van\(number)"), connection)
            try TeamStore.addRole(student, .student, scope: .group(group), starts: connection.now, ends: nil, connection)
            try live(student, mentor)
            try work(student, mentor, supervisor)
        }
    }

    private mutating func live(_ student: ID<Person>, _ mentor: ID<Person>) throws {
        for place in 0..<5 {
            clock.set(now.addingTimeInterval(-Double(110 - place * 20 - dice.number(0...8)) * 86_400))
            let at = connection.now
            try change(mentor, .planConversation, student) { permit in
                let draft = ConversationDraft(
                    kind: .individual, at: at, agenda: "Hoe gaat het op stage?\nWat helpt?", participants: [mentor])
                let id = try ConversationStore.add(draft, state: .planned, permit: permit, connection)
                try ConversationStore.hold(
                    try ConversationStore.one(id, permit: permit, connection),
                    notes: "We spraken over de week en over wat er goed ging op het werk.", connection)
                try ConversationStore.conclude(
                    try ConversationStore.one(id, permit: permit, connection),
                    summary: "Het gaat beter met op tijd komen. We gaan zo door.", permit: permit,
                    connection)
            }
            let due = Day(at) + dice.number(5...12)
            try change(mentor, .makeAgreement, student) { permit in
                let draft = AgreementDraft(
                    what: "Ik bel voor half acht als ik niet kan komen.", due: due, consequence: "Dan bellen we samen.",
                    steps: ["Zet het nummer in je telefoon"],
                    parties: [student, mentor])
                let id = try AgreementStore.add(draft, permit: permit, connection)
                guard due < Day(now), dice.chance(96) else { return }
                try AgreementStore.judge(
                    try AgreementStore.one(id, permit: permit, connection), dice.chance(80) ? .kept : .partly, reason: nil, newDue: nil,
                    permit: permit,
                    connection)
            }
        }
        for _ in 0..<2 {
            try change(mentor, .setGoal, student) { permit in
                let goal = try GoalStore.add(
                    GoalDraft(task: .career, words: "Ik wil weten welk werk bij mij past."), permit: permit, connection)
                for _ in 0..<3 {
                    let step = try GoalStore.add(StepDraft(words: "Een dag meelopen in de keuken."), to: goal, permit: permit, connection)
                    if dice.chance(50) { _ = try GoalStore.take(step, permit: permit, connection) }
                }
            }
            try change(mentor, .noteSuccess, student) {
                try SuccessStore.add("Belde zelf af toen de bus niet reed.", permit: $0, connection)
            }
        }
    }

    /// A placement that runs, with contact every three weeks or so; of one in twenty a signal that waits.
    private mutating func work(_ student: ID<Person>, _ mentor: ID<Person>, _ supervisor: ID<Person>) throws {
        let today = Day(now)
        clock.set(now.addingTimeInterval(-80 * 86_400))
        let draft = PlacementDraft(
            workplace: "Bedrijf \(number)", first: today + -79, last: today + 60, hours: 400, guide: mentor, tasks: ["Een klant helpen"])
        let placement = try found(mentor, .managePlacement, student) { permit in
            let id = try PlacementStore.add(draft, permit: permit, connection)
            let made = try PlacementStore.one(id, permit: permit, connection)
            try SupervisorStore.tie(supervisor, to: made, permit: permit, connection)
            return made
        }
        for place in 0..<4 {
            clock.set(now.addingTimeInterval(-Double(78 - place * 20 - dice.number(0...6)) * 86_400))
            try change(mentor, .logContact, student) {
                try ContactStore.add(
                    ContactDraft(channel: .phone, moment: place == 0 ? .start : nil, words: "Het gaat goed op het werk."), to: placement,
                    permit: $0, connection)
            }
        }
        guard dice.chance(5) else { return }
        clock.set(now.addingTimeInterval(-86_400))
        try change(mentor, .signal, student) {
            _ = try SignalStore.give(SignalDraft(area: .money, words: "Komt zonder eten naar school."), permit: $0, connection)
        }
    }

    private func found<Value>(_ viewer: ID<Person>, _ act: Act, _ student: ID<Person>, _ work: (Permit<Changing>) throws -> Value) throws
        -> Value
    {
        try Files.change(viewer, act, of: student, inside: connection, work)
    }

    private func change(_ viewer: ID<Person>, _ act: Act, _ student: ID<Person>, _ work: (Permit<Changing>) throws -> Void) throws {
        try Files.change(viewer, act, of: student, inside: connection, work)
    }
}
