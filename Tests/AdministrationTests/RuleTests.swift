import Foundation
import People
import Storage
import Testing
import Web

@testable import Administration

@Suite struct RuleTests {
    private let someone = Surroundings.real.newID(of: Person.self)
    private let other = Surroundings.real.newID(of: Person.self)
    private let group = Surroundings.real.newID(of: Group.self)
    private let now = School.noon(School.today)

    private func period(_ from: Int, _ to: Int?) -> Period {
        Period(starts: School.noon(School.today + from), ends: to.map { School.noon(School.today + $0) })
    }

    private func held(_ role: Role, _ scope: RolePeriod.Scope, _ period: Period) -> HeldRole {
        HeldRole(id: Surroundings.real.newID(), person: someone, role: role, scope: scope, period: period, isImported: false)
    }

    @Test func `a period of days includes its last day`() throws {
        let period = try #require(Period(first: School.today, last: School.today))
        #expect(period.isRunning(at: now))
        #expect(period.lastDay == School.today)
        #expect(!period.isRunning(at: (School.today + 1).start))
        #expect(Period(first: School.today, last: School.today + -1) == nil)
    }

    @Test(arguments: [(0, 5, 5, nil as Int?, false), (0, 5, 4, 6, true), (0, nil, 9, nil, true), (3, 4, 0, 3, false)])
    func `periods overlap when they share a moment`(_ row: (Int, Int?, Int, Int?, Bool)) {
        #expect(period(row.0, row.1).overlaps(period(row.2, row.3)) == row.4)
        #expect(period(row.2, row.3).overlaps(period(row.0, row.1)) == row.4)
    }

    @Test func `every role can be had somewhere, and none outside its places`() {
        for role in Role.allCases {
            let kinds = RoleRules.scopes(of: role)
            #expect(!kinds.isEmpty)
            for scope in [RolePeriod.Scope.institution, .group(group), .student(other)] {
                let new = NewRole(person: someone, role: role, scope: scope, period: period(0, nil))
                let isAllowed = (try? RoleRules.check(new, beside: [])) != nil
                #expect(isAllowed == kinds.contains(RoleRules.kind(of: scope)))
            }
        }
    }

    @Test func `the same role in the same place does not overlap itself`() throws {
        let known = held(.mentor, .group(group), period(0, 10))
        let again = NewRole(person: someone, role: .mentor, scope: .group(group), period: period(5, nil))
        #expect(throws: AdministrationRefusal.sameRole) { try RoleRules.check(again, beside: [known]) }
        try RoleRules.check(NewRole(person: someone, role: .mentor, scope: .group(group), period: period(10, nil)), beside: [known])
        try RoleRules.check(NewRole(person: someone, role: .classGuide, scope: .group(group), period: period(5, nil)), beside: [known])
    }

    @Test func `nobody guides him- or herself`() {
        let own = NewRole(person: someone, role: .peerCoach, scope: .student(someone), period: period(0, nil))
        #expect(throws: AdministrationRefusal.wrongScope) { try RoleRules.check(own, beside: []) }
    }

    @Test func `a role ends now or after its last day, and one that did not begin is withdrawn`() throws {
        let running = held(.mentor, .group(group), period(-5, nil))
        #expect(try RoleRules.ending(running, after: nil, by: other, held: [running], now: now) == .ends(now))
        #expect(try RoleRules.ending(running, after: School.today, by: other, held: [running], now: now) == .ends((School.today + 1).start))
        let coming = held(.mentor, .group(group), period(5, nil))
        #expect(try RoleRules.ending(coming, after: nil, by: other, held: [coming], now: now) == .withdrawn)
        let over = held(.mentor, .group(group), period(-5, -1))
        #expect(throws: AdministrationRefusal.roleEnded) { try RoleRules.ending(over, after: nil, by: other, held: [over], now: now) }
    }

    @Test func `an end is not moved into the next period`() {
        let first = held(.mentor, .group(group), period(-5, 5))
        let next = held(.mentor, .group(group), period(6, nil))
        #expect(throws: AdministrationRefusal.sameRole) {
            try RoleRules.ending(first, after: School.today + 8, by: other, held: [first, next], now: now)
        }
    }

    @Test func `an administrator keeps the own last role of administrator`() throws {
        let last = held(.administrator, .institution, period(-5, nil))
        #expect(throws: AdministrationRefusal.ownLastRole) { try RoleRules.ending(last, after: nil, by: someone, held: [last], now: now) }
        #expect(throws: AdministrationRefusal.ownLastRole) {
            try RoleRules.ending(last, after: School.today + 30, by: someone, held: [last], now: now)
        }
        #expect(try RoleRules.ending(last, after: nil, by: other, held: [last], now: now) == .ends(now))
        let short = held(.administrator, .institution, period(-5, 3))
        #expect(throws: AdministrationRefusal.ownLastRole) {
            try RoleRules.ending(last, after: nil, by: someone, held: [last, short], now: now)
        }
        #expect(try RoleRules.ending(short, after: nil, by: someone, held: [last, short], now: now) == .ends(now))
    }

    @Test func `nobody disables the own account`() {
        #expect(throws: AdministrationRefusal.ownAccount) { try AccountRules.checkNotOwn(someone, viewer: someone) }
        #expect(throws: Never.self) { try AccountRules.checkNotOwn(someone, viewer: other) }
    }

    @Test func `the place of a role survives the form`() {
        for scope in [RolePeriod.Scope.institution, .group(group), .student(other), .organisation(Surroundings.real.newID())] {
            #expect(RoleForm.scope(RoleForm.text(scope)) == scope)
        }
        for nonsense in ["", "group", "group-", "nothing-1", "group-a b", "institution-1"] { #expect(RoleForm.scope(nonsense) == nil) }
    }

    @Test(arguments: [(nil, 0, 1), ("2", 120, 2), ("9", 120, 3), ("-4", 120, 1), ("x", 120, 1), ("99999999999999999999", 120, 1)])
    func `a page that is not there is the nearest one`(_ row: (String?, Int, Int)) {
        #expect(Paging(asked: row.0, total: row.1).page == row.2)
    }

    @Test func `what is typed to search is never a pattern`() {
        #expect(Search("  Böhm 100%_! ").patterns == ["%bohm%", "%100!%!_!!%"])
        #expect(Search(String(repeating: "a ", count: 500)).patterns.count == 6)
    }

    @Test(arguments: ["a@b.nl", "jan.de-vries@mail.school.nl"]) func `an address is an address`(_ text: String) {
        #expect(PersonForm.isEmail(text))
    }
    @Test(arguments: ["", "a", "a@b", "@b.nl", "a@.nl", "a@b.", "a b@c.nl", "a@b@c.nl"])
    func `what cannot be an address is none`(_ text: String) { #expect(!PersonForm.isEmail(text)) }

    @Test func `a form names everything that is wrong`() {
        let fields = Fields(["given": "", "family": "", "language": "xx", "email": "jan", "born": "2999-01-01"])
        let refused = #expect(throws: FormRefused.self) { try PersonForm.read(fields, asksBorn: true, today: School.today) }
        #expect(refused?.state.problems.map(\.field) == ["given", "language", "email", "born"])
    }

    @Test func `settings out of range are refused, and unreadable ones are as at the start`() {
        let wrong = Fields(["institution": "ROC", "studentWord": "leerling", "contactRhythm": "61"])
        #expect(throws: FormRefused.self) { try InstitutionSettings.read(wrong) }
        #expect(InstitutionSettings(stored: ["rhythmDays": "x", "studentWord": "?"]) == .start)
    }
}
