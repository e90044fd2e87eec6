import Agreements
import Foundation
import Guiding
import People
import Placements
import Storage
import Web
import Yams

extension AppContent {
    static var demoPlacements: URL { Bundle.module.bundleURL.appending(path: "Content/Demo/placements.yaml") }
}

/// About half of the students of each class at a workplace: coming, running, ended early. Made after everything else and with dice of its
/// own, so that the rest of the school stays as it was.
struct DemoPlacements {
    struct Texts: Decodable, Sendable {
        let tasks: [String]
        let contacts: [String]
        let reasons: [String]
        let fits: [String: String]
        let agreement: String
    }

    /// A student with the people of school and workplace.
    struct Around {
        let student: DemoFilling.Worker
        let mentor: DemoFilling.Worker
        let supervisor: DemoFilling.Worker
        let isFirst: Bool
    }

    let filling: DemoFilling
    let texts: Texts
    var dice = Dice(seed: 34_2026)

    private var connection: Connection { filling.connection }
    private var today: Day { filling.today }

    init(_ filling: DemoFilling) throws {
        self.filling = filling
        texts = try YAMLDecoder().decode(Texts.self, from: try String(contentsOf: AppContent.demoPlacements, encoding: .utf8))
    }

    mutating func run(_ people: [Around]) throws {
        for (place, around) in people.enumerated() where around.isFirst || place % 2 == 1 {
            let lot = around.isFirst ? 0 : dice.number(1...100)
            if around.isFirst {
                // The week in the middle has just passed, and nobody made it.
                try live(around, first: -60, last: 39)
            } else if lot <= 60 {
                try live(around, first: -dice.number(25...100), last: dice.number(20...90))
            } else if lot <= 80 {
                _ = try make(around, first: dice.number(4...30), last: dice.number(60...150), at: -3)
            } else {
                let id = try make(around, first: -dice.number(60...110), last: 40, at: -120)
                try set(-dice.number(10...30))
                let reason = dice.one(of: texts.reasons) ?? ""
                try act(around.mentor, .managePlacement, around, on: id) {
                    try PlacementStore.end($0, reason: reason, permit: $1, connection)
                }
            }
        }
        filling.clock.set(filling.now)
    }

    /// A placement that runs, with hours, tasks, contact and what three sides think of it.
    private mutating func live(_ around: Around, first: Int, last: Int) throws {
        let id = try make(around, first: first, last: last, at: first - 14)
        let middle = first + (last - first + 1) / 2
        try log(around, id, on: first + 2, .visit, moment: .start)
        for day in stride(from: first + 14, to: -2, by: dice.number(9...15)) where abs(day - middle) > 4 {
            try log(around, id, on: day, dice.one(of: [.phone, .app, .mail, .unannounced]) ?? .phone)
        }
        if !around.isFirst, middle < 0 { try log(around, id, on: min(middle, -1), .visit, moment: .mid) }
        try log(around, id, on: -2, .phone)
        try keepHours(around, id, first: first)
        try fit(around, id, on: first + 5)
        if around.isFirst { try agree(around, id) }
    }

    private mutating func make(_ around: Around, first: Int, last: Int, at day: Int) throws -> ID<Placement> {
        try set(day)
        let workplace = dice.one(of: filling.texts.workplaces)?.name ?? "Leerbedrijf"
        let tasks = Array(texts.tasks.shuffled(using: &dice).prefix(4))
        let draft = PlacementDraft(
            workplace: workplace, first: today + first, last: today + last, weekdays: [1, 2, 4],
            // Three days a week of about seven hours.
            hours: max(80, (last - first) / 7 * 21 / 10 * 10),
            guide: around.mentor.id, rhythm: 21, channel: .phone, tasks: tasks)
        return try filling.change(around.mentor.id, .managePlacement, of: around.student) { permit in
            // A period of the supervisor without an end makes place for one that ends with the placement.
            for member in try TeamStore.team(permit, connection) where member.person == around.supervisor.id {
                if let period = member.period { try TeamStore.end(period, permit: permit, connection) }
            }
            let id = try PlacementStore.add(draft, permit: permit, connection)
            let made = try PlacementStore.one(id, permit: permit, connection)
            try SupervisorStore.tie(around.supervisor.id, to: made, permit: permit, connection)
            return id
        }
    }

    private mutating func log(
        _ around: Around, _ id: ID<Placement>, on day: Int, _ channel: Placement.Channel, moment: Moment.Kind? = nil
    ) throws {
        try set(day)
        let said = dice.one(of: texts.contacts) ?? ""
        let draft = ContactDraft(channel: channel, moment: moment, words: said.isEmpty ? nil : said)
        try act(dice.chance(60) ? around.mentor : around.supervisor, .logContact, around, on: id) {
            try ContactStore.add(draft, to: $0, permit: $1, connection)
        }
    }

    private mutating func keepHours(_ around: Around, _ id: ID<Placement>, first: Int) throws {
        let days = (first...(-1)).filter { [1, 2, 4].contains((today + $0).weekday) && dice.chance(90) }
        let lengths = days.map { _ in dice.one(of: [360, 420, 420, 450, 480]) ?? 420 }
        try set(-1)
        try act(around.student, .keepHours, around, on: id) { placement, permit in
            for (day, minutes) in zip(days, lengths) {
                try HoursStore.write(PlacementHours(day: today + day, minutes: minutes), of: placement, permit: permit, connection)
            }
            for task in try TaskStore.all(of: placement, connection).prefix(2) { try TaskStore.done(task.id, of: placement, connection) }
        }
    }

    private mutating func fit(_ around: Around, _ id: ID<Placement>, on day: Int) throws {
        try set(day)
        let sides: [(DemoFilling.Worker, Match.Side)] = [
            (around.student, .student), (around.mentor, .school), (around.supervisor, .workplace),
        ]
        for (person, side) in sides {
            var answers: [Match.Question: Match.Answer] = [:]
            for question in Match.Question.allCases {
                let fit = dice.one(of: [Match.Fit.well, .well, .mostly, .partly, .notYet]) ?? .well
                answers[question] = Match.Answer(fit, words: question == .learning ? texts.fits[side.rawValue] : nil)
            }
            let said = answers
            try act(person, .sayMatch, around, on: id) { try MatchStore.say(said, about: $0, permit: $1, connection) }
        }
    }

    /// An agreement of the placement that waits for the others' yes.
    private func agree(_ around: Around, _ id: ID<Placement>) throws {
        filling.clock.set(filling.now.addingTimeInterval(-5400))
        _ = try filling.change(around.mentor.id, .makeAgreement, of: around.student) {
            try AgreementStore.add(
                AgreementDraft(
                    what: texts.agreement, due: today + 12, parties: [around.student.id, around.mentor.id, around.supervisor.id],
                    placement: id.of(AgreementPlacement.self)), permit: $0, connection)
        }
    }

    private func act(
        _ person: DemoFilling.Worker, _ act: Act, _ around: Around, on id: ID<Placement>,
        _ work: (Placement, Permit<Changing>) throws -> Void
    ) throws {
        try filling.change(person.id, act, of: around.student) { try work(try PlacementStore.one(id, permit: $0, connection), $0) }
    }

    /// Sets the clock so many days from today; never past now.
    private func set(_ day: Int) throws {
        filling.clock.set(min(Amsterdam.moment(today + day, hour: 11, minute: 0), filling.now.addingTimeInterval(-3600)))
    }
}
