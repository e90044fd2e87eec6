import Foundation
import Storage
import Testing
import Web

@testable import Agreements
@testable import Guiding
@testable import People

/// Things as values, for rules and pages.
enum Sample {
    static let hostile = "<script>alert('x')</script>"

    static func id<Entity>(_ text: String, of _: Entity.Type = Entity.self) throws -> ID<Entity> { try #require(ID(text)) }

    static func card(_ name: String = "Noor", family: String = "de Wit") throws -> StudentCard {
        StudentCard(
            id: try id(name.lowercased().filter { $0.isLetter && $0.isASCII }), name: PersonName(given: name, family: family),
            classes: ["E1a"])
    }

    static func agreement(
        _ state: Agreement.State = .open, due: Int = 0, of student: String = "noor", what: String = "op tijd", unconfirmed: [String] = [],
        id: String = "a1"
    ) throws -> Agreement {
        let parties = try ([student] + unconfirmed).map { name in
            let confirmed = unconfirmed.contains(name) ? nil : Date(timeIntervalSince1970: 0)
            return Agreement.Party(person: try Self.id(name), name: PersonName(given: name, family: "Test"), confirmed: confirmed)
        }
        return Agreement(
            id: try Self.id(id), student: try Self.id(student), what: what, due: School.today + due, consequence: nil, state: state,
            goal: nil,
            conversation: nil, placement: nil, parties: parties, steps: [])
    }

    static func moment(_ days: Int, hour: Int = 10) -> Date { Amsterdam.moment(School.today + days, hour: hour, minute: 0) }

    static func talk(
        _ state: Conversation.State, days: Int = 0, hour: Int = 10, of student: String = "noor", summary: String? = nil,
        confirmed: [String] = [],
        unconfirmed: [String] = [], agenda: String? = nil, id: String = "c1"
    ) throws -> Conversation {
        func participant(_ name: String, _ at: Date?) throws -> Conversation.Participant {
            .init(person: try Self.id(name), name: PersonName(given: name, family: "Test"), confirmed: at)
        }
        return Conversation(
            id: try Self.id(id), student: try Self.id(student), kind: .individual, state: state, at: moment(days, hour: hour), place: nil,
            agenda: agenda,
            notes: nil, summary: summary, summarised: nil,
            participants: try confirmed.map { try participant($0, Date(timeIntervalSince1970: 0)) }
                + unconfirmed.map { try participant($0, nil) })
    }

    static func goal(
        _ words: String = "ik bel zelf", _ task: DevelopmentTask = .career, _ state: Goal.State = .open, steps: [Step] = [],
        id: String = "g1"
    ) throws -> Goal {
        Goal(
            id: try Self.id(id), student: try Self.id("noor"), task: task, words: words, dream: nil, takes: nil, state: state,
            made: moment(-9), steps: steps)
    }

    static func step(_ words: String, due: Int? = nil, done: Date? = nil, id: String = "s1") throws -> Step {
        Step(id: try Self.id(id), goal: try Self.id("g1"), words: words, due: due.map { School.today + $0 }, done: done)
    }

    static func success(_ words: String, at: Date = moment(-1), by: String? = nil) throws -> Success {
        Success(id: try Self.id("x1"), student: try Self.id("noor"), words: words, by: try by.map { try Self.id($0) }, at: at)
    }

    /// What someone in this role is shown of Noor.
    static func shown(
        _ role: Role = .mentor, viewer: String = "marit", card: StudentCard? = nil, team: [TeamMember] = [], goals: [Goal] = [],
        agreements: [Agreement] = [],
        conversations: [Conversation] = [], successes: [Success] = [], names: [ID<Person>: PersonName] = [:]
    ) throws -> ShownStudent {
        let rule = try #require(AccessRule.of(role))
        return ShownStudent(
            card: try card ?? Self.card(), viewer: try id(viewer), role: role, sees: rule.sees, may: rule.may, team: team, goals: goals,
            agreements: agreements,
            conversations: conversations, successes: successes, names: names, rhythmDays: 7, shared: [], proposals: [], waitingShares: [],
            manualSections: 0, boxes: [], partLines: [])
    }

    static func ask(at moment: Date = moment(0, hour: 9), query: [String: String] = [:], language: Language = .nl) throws -> Ask {
        Ask(
            method: .get, path: "/", query: Fields(query), words: try School.words.get()[language],
            surroundings: Surroundings(now: { moment }, randomBytes: Surroundings.real.randomBytes))
    }

    static func isSafe(_ html: String) -> Bool { !html.contains("<script") && !html.contains("alert('") }
}
