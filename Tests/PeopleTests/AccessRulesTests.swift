import Foundation
import Storage
import Testing

@testable import People

@Suite("The rules of access")
struct AccessRulesTests {
    /// The table of the product's description, written once more, so that a change in the rules has to be made twice.
    private static let sees: [Role: Set<Part>] = [
        .student: [
            .name, .team, .goals, .agreements, .conversations, .successes, .manual, .circumstances, .shares, .placements, .contactMoments,
            .lead, .signals, .consults, .referrals, .referralContents, .skills, .career,
        ],
        .mentor: [
            .name, .team, .goals, .agreements, .conversations, .successes, .shared, .ownProposals, .placements, .contactMoments, .lead,
            .signals, .consults, .referrals, .skills, .career,
        ],
        .classGuide: [
            .name, .team, .goals, .agreements, .conversations, .successes, .shared, .ownProposals, .placements, .contactMoments, .lead,
            .signals, .consults, .referrals, .skills, .career,
        ],
        .workplaceSupervisor: [
            .name, .team, .ownAgreements, .ownConversations, .shared, .ownPlacement, .lead, .ownSignals, .ownRatings,
        ],
        .peerCoach: [.name, .careerGoals, .ownAgreements, .ownConversations, .shared, .ownSignals],
        .careCoordinator: [.name, .shared, .ownConsults, .ownReferrals],
        .careWorker: [.name, .shared, .ownReferrals],
        .guardian: [.name, .agreements, .shared, .contactMoments],
    ]

    @Test("each role sees what the table says, and nothing else", arguments: Role.allCases)
    func parts(role: Role) {
        for part in Part.allCases {
            #expect((AccessRule.of(role)?.sees.contains(part) ?? false) == (Self.sees[role] ?? []).contains(part), "\(part)")
        }
    }

    @Test(
        "roles that see no file have no rule at all",
        arguments: [Role.manager, .researcher, .administrator])
    func nothing(role: Role) { #expect(AccessRule.of(role) == nil) }

    @Test("no role has two rules")
    func once() { #expect(Set(AccessRule.all.map(\.role)).count == AccessRule.all.count) }

    @Test("only who guides in the school changes team and rhythm, plans and holds talks")
    func guides() {
        for act in [Act.changeTeam, .changeRhythm, .planConversation, .holdConversation] {
            #expect(Set(AccessRule.all.filter { $0.may.contains(act) }.map(\.role)) == [.mentor, .classGuide], "\(act)")
        }
    }

    @Test("only the student writes the manual, shares, and decides about circumstances")
    func students() {
        for act in [Act.writeManual, .share, .decideCircumstance, .agreeLead, .decideReferral, .decideLookBack] {
            #expect(AccessRule.all.filter { $0.may.contains(act) }.map(\.role) == [.student], "\(act)")
        }
    }

    @Test("only a care coordinator refers and answers consults; only who a referral was put to receives it")
    func care() {
        for act in [Act.refer, .answerConsult] {
            #expect(AccessRule.all.filter { $0.may.contains(act) }.map(\.role) == [.careCoordinator], "\(act)")
        }
        #expect(AccessRule.all.filter { $0.may.contains(.receiveReferral) }.map(\.role) == [.careWorker])
        for role in [Role.workplaceSupervisor, .peerCoach, .guardian] {
            #expect(AccessRule.of(role)?.sees.isDisjoint(with: [.consults, .referrals, .referralContents, .signals]) == true)
        }
        for act in [Act.managePlacement, .takeUpSignal, .askConsult, .changeLead] {
            #expect(Set(AccessRule.all.filter { $0.may.contains(act) }.map(\.role)) == [.mentor, .classGuide], "\(act)")
        }
    }

    @Test("a guardian confirms agreements, agrees to shares and does nothing else; a student does not judge by working notes")
    func limits() {
        #expect(AccessRule.of(.guardian)?.may == [.confirmAgreement, .agreeToShare])
        #expect(AccessRule.of(.student)?.may.contains(.keepWorkingNote) == false)
        #expect(AccessRule.of(.student)?.may.contains(.planConversation) == false)
        #expect(AccessRule.of(.workplaceSupervisor)?.may.contains(.setGoal) == false)
        #expect(AccessRule.of(.peerCoach)?.may.contains(.setGoal) == false)
    }

    @Test("who acts on something may see it", arguments: AccessRule.all.map(\.role))
    func actsOnWhatIsSeen(role: Role) throws {
        let rule = try #require(AccessRule.of(role))
        let needs: [(Act, Set<Part>)] = [
            (.confirmAgreement, [.agreements, .ownAgreements]), (.judgeAgreement, [.agreements, .ownAgreements]), (.setGoal, [.goals]),
            (.takeStep, [.goals, .careerGoals]), (.confirmConversation, [.conversations, .ownConversations]),
            (.holdConversation, [.conversations]),
            (.changeTeam, [.team]),
        ]
        #expect(rule.sees.contains(.name))
        for (act, parts) in needs where rule.may.contains(act) { #expect(!rule.sees.isDisjoint(with: parts), "\(act)") }
    }

    @Test(
        "a guardian sees until the midnight on which the student becomes eighteen",
        arguments: [
            ("2009-11-24", "2027-11-23", true), ("2009-11-24", "2027-11-24", false), ("2009-11-24", "2026-11-23", true),
            ("2009-11-24", "2040-01-01", false),
            ("2008-02-29", "2026-02-28", true), ("2008-02-29", "2026-03-01", false), ("2012-02-29", "2030-02-28", true),
            ("2012-02-29", "2030-03-01", false),
            ("2009-01-01", "2026-12-31", true), ("2009-01-01", "2027-01-01", false),
        ])
    func eighteen(born: String, today: String, sees: Bool) throws {
        #expect(AccessRule.guardianMaySee(studentBorn: try #require(Day(born)), today: try #require(Day(today))) == sees)
    }

    @Test("of a student whose date of birth nobody knows a guardian sees nothing")
    func unknown() { #expect(!AccessRule.guardianMaySee(studentBorn: nil, today: Day(number: 20_000))) }

    @Test("for every birthday the last day is the one before the eighteenth birthday")
    func property() throws {
        var chance = Seeded(9)
        for _ in 0..<1000 {
            let born = Day(number: Int.random(in: 12_000...18_000, using: &chance))
            let birthday = born.adding(years: 18)
            #expect(AccessRule.guardianMaySee(studentBorn: born, today: birthday + -1))
            #expect(!AccessRule.guardianMaySee(studentBorn: born, today: birthday))
            #expect((18 * 365 + 4...18 * 365 + 6).contains(birthday - born))
        }
    }

    @Test("the rules can be read as a table in which every role stands")
    func markdown() {
        let table = AccessRule.markdown
        for role in Role.allCases { #expect(table.contains(role.rawValue)) }
        #expect(table.contains("| guardian | name, agreements, shared, contactMoments | confirmAgreement, agreeToShare |"))
        #expect(table.split(separator: "\n").allSatisfy { $0.hasPrefix("|") && $0.hasSuffix("|") })
    }
}

@Suite("Persons and roles")
struct PersonTests {
    @Test("a name is said, sorted and shortened")
    func names() {
        let name = PersonName(given: "Nadia", prefix: "van", family: "Rooij")
        #expect(name.full == "Nadia van Rooij" && name.called == "Nadia" && name.initials == "NR")
        #expect(name.sortKey == "rooij van nadia nadia")
        #expect(PersonName(given: "Muhammad", family: "Özdemir", called: "Mo").full == "Mo Özdemir")
        #expect(PersonName(given: "Muhammad", family: "Özdemir", called: "Mo").sortKey.hasPrefix("ozdemir"))
        #expect(PersonName(given: "Zoë", family: "").initials == "Z")
        #expect(PersonName.folded("ÉÈ ï Ø") == PersonName.folded("ee i ø"))
    }

    @Test("a role runs from its first moment up to its last, without it")
    func running() throws {
        let id = try #require(ID<RolePeriod>("r"))
        let person = try #require(ID<Person>("p"))
        let now = Date(timeIntervalSince1970: 1_000_000)
        func runs(_ from: TimeInterval, _ until: TimeInterval?) -> Bool {
            RolePeriod(id: id, person: person, role: .mentor, scope: .institution, starts: now + from, ends: until.map { now + $0 })
                .isRunning(at: now)
        }
        #expect(runs(0, nil) && runs(-1, 1) && runs(0, 0.001))
        #expect(!runs(1, nil) && !runs(-10, 0) && !runs(-10, -1))
    }

    @Test("who guides is told apart from who does not", arguments: Role.allCases)
    func guides(role: Role) {
        let guides: Set<Role> = [.mentor, .classGuide, .workplaceSupervisor, .peerCoach, .careCoordinator, .careWorker]
        #expect(role.isGuide == guides.contains(role))
    }

    @Test("the role beside the name is the one that weighs most")
    func mainRole() throws {
        func main(_ roles: Set<Role>) throws -> Role? {
            Viewer(person: try #require(ID("p")), name: PersonName(given: "A", family: "B"), roles: roles, session: try #require(ID("s")))
                .mainRole
        }
        #expect(try main([]) == nil)
        #expect(try main([.student, .peerCoach]) == .peerCoach)
        #expect(try main([.guardian, .administrator, .mentor]) == .mentor)
        for role in Role.allCases { #expect(try main([role]) == role) }
    }

    @Test(
        "a device is said in a word",
        arguments: [
            ("Mozilla/5.0 (iPhone; CPU)", "phone"), ("Mozilla/5.0 (Linux; Android 14) Mobile", "phone"),
            ("Mozilla/5.0 (Linux; Android 14)", "tablet"),
            ("Mozilla/5.0 (iPad)", "tablet"), ("Mozilla/5.0 (X11; Linux)", "computer"), ("curl/8", "other"), ("", "other"), (nil, "other"),
        ] as [(String?, String)])
    func devices(agent: String?, word: String) { #expect(device(agent) == word) }
}
