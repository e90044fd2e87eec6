import Foundation
import People
import Storage
import Synchronization

/// Tells open pages that something changed for a student they show. It knows whose page watches whom, nothing of what changed.
package final class LiveHub: Sendable {
    /// Open pages of one session: a few tabs.
    static let mostASession = 4
    static let mostInAll = 4000
    /// What is remembered of one page until it is looked at; beyond that it is simply 'much'.
    private static let mostChanges = 64

    private struct Page {
        let session: ID<Session>
        let bell: AsyncStream<Void>.Continuation
        var watched: [ID<Person>: Role] = [:]
        var changed: Set<ID<Person>> = []
    }

    private struct State {
        var pages: [Int: Page] = [:]
        /// Pages that had to make room for newer ones of their session.
        var displaced: Set<Int> = []
        var next = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// How many pages are open.
    package var count: Int { state.withLock { $0.pages.count } }

    /// A new page, with a bell that rings when it has to be looked at; nil when the house has too many. When this session has too many,
    /// its oldest makes room: that a reader left is only noticed at the next beat, and nobody should lose the page just opened to those.
    func open(_ session: ID<Session>) -> (number: Int, bell: AsyncStream<Void>)? {
        let (bell, ringing) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        return state.withLock { state in
            guard state.pages.count < Self.mostInAll else { return nil }
            let own = state.pages.filter { $0.value.session == session }.keys.sorted()
            if own.count >= Self.mostASession, let oldest = own.first {
                state.pages.removeValue(forKey: oldest)?.bell.finish()
                state.displaced.insert(oldest)
            }
            state.next += 1
            state.pages[state.next] = Page(session: session, bell: ringing)
            return (state.next, bell)
        }
    }

    func watch(_ number: Int, _ students: [ID<Person>: Role]) { state.withLock { $0.pages[number]?.watched = students } }

    /// What changed since the last time this was asked.
    func take(_ number: Int) -> Set<ID<Person>> {
        state.withLock { state in
            defer { state.pages[number]?.changed = [] }
            return state.pages[number]?.changed ?? []
        }
    }

    func ring(_ number: Int) { state.withLock { $0.pages[number]?.bell }?.yield() }

    func isDisplaced(_ number: Int) -> Bool { state.withLock { $0.displaced.contains(number) } }

    func close(_ number: Int) {
        let page = state.withLock { state in
            state.displaced.remove(number)
            return state.pages.removeValue(forKey: number)
        }
        page?.bell.finish()
    }

    /// Something was done in a student's file. Pages are told whose reader, in the role that opens the file, sees such things at all.
    package func changed(_ student: ID<Person>, _ act: Act) {
        let bells = state.withLock { state in
            state.pages.compactMap { number, page -> AsyncStream<Void>.Continuation? in
                guard let role = page.watched[student], Live.tells(act, role) else { return nil }
                if page.changed.count < Self.mostChanges { state.pages[number]?.changed.insert(student) }
                return page.bell
            }
        }
        for bell in bells { bell.yield() }
    }
}

/// Of which acts an open page is told.
enum Live {
    /// Whether a role sees what such an act changes. What a student does with texts of his or her own is nobody's news, and what is
    /// somebody's alone is not either.
    static func tells(_ act: Act, _ role: Role) -> Bool {
        guard let parts = parts(act), let rule = AccessRule.of(role) else { return false }
        return !rule.sees.isDisjoint(with: parts)
    }

    private static func parts(_ act: Act) -> Set<Part>? {
        switch act {
        case .setGoal, .takeStep: [.goals, .careerGoals]
        case .noteSuccess: [.successes]
        case .makeAgreement, .confirmAgreement, .judgeAgreement: [.agreements, .ownAgreements]
        case .proposeConversation, .planConversation, .holdConversation, .confirmConversation: [.conversations, .ownConversations]
        case .changeTeam, .changeRhythm, .invite: [.conversations]
        case .askCorrection, .answerCorrection, .decideErasure: [.conversations]
        case .managePlacement, .sayMatch, .logContact, .keepHours, .setHouseRules, .agreeHouseRules, .climbLadder:
            [.placements, .ownPlacement]
        case .changeLead, .agreeLead: [.lead]
        case .signal, .takeUpSignal: [.signals, .ownSignals]
        case .askConsult, .answerConsult: [.consults, .ownConsults]
        case .refer, .decideReferral, .receiveReferral: [.referrals, .ownReferrals]
        case .rateSkills: [.skills]
        case .writeCareer, .decideLookBack: [.career]
        case .writeManual, .share, .agreeToShare, .decideCircumstance, .proposeCircumstance, .keepWorkingNote: nil
        }
    }
}
