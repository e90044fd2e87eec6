import Agreements
import Foundation
import People
import Privacy
import Storage

/// Why a student stands on Today, and what settles it. The order of the cases is the order of need.
enum Need: Sendable {
    /// Said to be not kept, and no talk since.
    case notKept(Agreement)
    case overdue(Agreement, days: Int)
    case proposed(Conversation)
    /// The student asked to have something put right.
    case correction
    /// The student asked to be erased, and a yes or a no is waited for.
    case erasure(ID<ErasureRequest>)
    case withoutOutcome(Conversation)
    case toConfirm(Agreement)
    case dueToday(Agreement)
    case noContact(days: Int?, rhythm: Int)
    /// What another room of guiding asks.
    case part(PartNeed)

    var weight: Int {
        switch self {
        case .notKept: 0
        case .overdue: 10
        case .proposed: 20
        case .correction: 30
        case .erasure: 40
        case .withoutOutcome: 50
        case .toConfirm: 60
        case .dueToday: 70
        case .noContact: 80
        case .part(let need): need.weight
        }
    }
}

/// What the caseload looks like this morning: pure, from what the stores found.
struct Today: Sendable {
    struct Line: Sendable {
        let student: StudentCard
        /// The heaviest first; at least one.
        let needs: [Need]
    }

    struct News: Sendable {
        enum Kind: Sendable {
            case step, success, kept
            /// Of another room, with its own label.
            case part(String)
        }

        let student: StudentCard
        let kind: Kind
        let words: String
        let at: Date
    }

    let lines: [Line]
    let talks: [(student: StudentCard, conversation: Conversation)]
    let news: [News]
    /// Students about whom nothing is asked: visible, not forgotten.
    let allWell: [StudentCard]
    /// Students whose guidance the viewer leads: only there talks are planned, held and summarised by the viewer.
    let led: Set<ID<Person>>
    /// Whether the viewer sees anything that good news is made of: care is asked one thing, and sees that.
    let seesNews: Bool

    /// What the stores found of a caseload.
    struct Found: Sendable {
        var students: [StudentCard] = []
        var roles: [ID<Person>: Role] = [:]
        var agreements: [Agreement] = []
        var conversations: [Conversation] = []
        var lastContact: [ID<Person>: Date] = [:]
        var steps: [(student: ID<Person>, words: String, at: Date)] = []
        var successes: [Success] = []
        var rhythms: [ID<Person>: Int] = [:]
        var rhythm = 7
        /// Who waits for an answer to a request for correction.
        var corrections: Set<ID<Person>> = []
        var erasures: [ID<Person>: ID<ErasureRequest>] = [:]
        /// What the other rooms of guiding ask and tell.
        var parts: [ID<Person>: [PartNeed]] = [:]
        var partNews: [PartNews] = []
    }

    init(_ found: Found, viewer: ID<Person>, today: Day) {
        let agreements = Dictionary(grouping: found.agreements, by: \.student)
        let conversations = Dictionary(grouping: found.conversations, by: \.student)
        var lines: [Line] = []
        var allWell: [StudentCard] = []
        for student in found.students {
            let needs = Self.needs(
                of: student.id, agreements: agreements[student.id] ?? [], conversations: conversations[student.id] ?? [], found: found,
                viewer: viewer,
                today: today)
            if needs.isEmpty { allWell.append(student) } else { lines.append(Line(student: student, needs: needs)) }
        }
        seesNews = found.roles.isEmpty || found.roles.values.contains { $0 != .careCoordinator && $0 != .careWorker }
        led = Set(found.roles.filter { Role.ofClass.contains($0.value) }.keys)
        // Folding a name costs more than comparing two, so each is folded once.
        let keyed = lines.map { (line: $0, key: $0.student.name.sortKey) }
        self.lines = keyed.sorted { Self.isBefore($0.line, $1.line) ?? ($0.key < $1.key) }.map(\.line)
        self.allWell = allWell
        let cards = Dictionary(found.students.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        talks = found.conversations.filter { $0.state == .planned && Day($0.at) == today }.compactMap { talk in
            cards[talk.student].map { ($0, talk) }
        }
        news = Self.news(found, cards)
    }

    /// The needs of one student, the heaviest first.
    private static func needs(
        of student: ID<Person>, agreements: [Agreement], conversations: [Conversation], found: Found, viewer: ID<Person>, today: Day
    ) -> [Need] {
        let last = found.lastContact[student]
        var needs: [Need] = agreements.compactMap { need(of: $0, lastContact: last, viewer: viewer, today: today) }
        needs += (found.parts[student] ?? []).map { .part($0) }
        guard let role = found.roles[student], Role.ofClass.contains(role) else { return needs.sorted { $0.weight < $1.weight } }
        needs += conversations.compactMap { need(of: $0, today: today) }
        if found.corrections.contains(student) { needs.append(.correction) }
        if let request = found.erasures[student] { needs.append(.erasure(request)) }
        let isPlanned = conversations.contains { $0.state == .planned && Day($0.at) >= today }
        if !isPlanned {
            let rhythm = found.rhythms[student] ?? found.rhythm
            let days = last.map { today - Day($0) }
            if days ?? .max > rhythm { needs.append(.noContact(days: days, rhythm: rhythm)) }
        }
        return needs.sorted { $0.weight < $1.weight }
    }

    private static func need(of agreement: Agreement, lastContact: Date?, viewer: ID<Person>, today: Day) -> Need? {
        switch agreement.standing(on: today) {
        case .overdue(let days): return .overdue(agreement, days: days)
        case .dueToday: return .dueToday(agreement)
        case .judged(.notKept):
            // A talk after it was due has taken it up.
            let isTakenUp = lastContact.map { Day($0) > agreement.due } ?? false
            return isTakenUp ? nil : .notKept(agreement)
        case .ahead: return agreement.party(viewer).map { $0.confirmed == nil } ?? false ? .toConfirm(agreement) : nil
        case .judged: return nil
        }
    }

    private static func need(of conversation: Conversation, today: Day) -> Need? {
        switch conversation.state {
        case .proposed: .proposed(conversation)
        case .held: .withoutOutcome(conversation)
        case .planned where Day(conversation.at) < today: .withoutOutcome(conversation)
        case .planned, .concluded, .cancelled: nil
        }
    }

    /// Nil when neither need is heavier.
    private static func isBefore(_ a: Line, _ b: Line) -> Bool? {
        let (first, second) = (a.needs[0], b.needs[0])
        if first.weight != second.weight { return first.weight < second.weight }
        if case .overdue(_, let mine) = first, case .overdue(_, let yours) = second, mine != yours { return mine < yours }
        return nil
    }

    private static func news(_ found: Found, _ cards: [ID<Person>: StudentCard]) -> [News] {
        let steps = found.steps.compactMap { step in
            cards[step.student].map { News(student: $0, kind: .step, words: step.words, at: step.at) }
        }
        let successes = found.successes.compactMap { one in
            cards[one.student].map { News(student: $0, kind: .success, words: one.words, at: one.at) }
        }
        let kept = found.agreements.filter { $0.state == .kept }.compactMap { one in
            cards[one.student].map { News(student: $0, kind: .kept, words: one.what, at: one.due.start) }
        }
        let others = found.partNews.compactMap { one in
            cards[one.student].map { News(student: $0, kind: .part(one.label), words: one.words, at: one.at) }
        }
        return Array((steps + successes + kept + others).sorted { $0.at > $1.at }.prefix(8))
    }
}
