import FileFormats
import Foundation
import People
import Storage
import Testing

@testable import Administration

@Suite struct ImportTests {
    @Test func `a list makes people, classes and roles`() async throws {
        let school = try await School()
        let summary = try await school.take(.whole)
        #expect(summary[.organisations].created == 1)
        #expect(summary[.groups].created == 1)
        #expect(summary[.persons].created == 4)
        #expect(summary[.roles].created == 2)
        #expect(summary[.memberships].created == 3)
        #expect(summary[.guardians].created == 1)
        let sem = try await school.database.read { try ImportStore.existing($0).persons["u-sem"] }
        #expect(sem?.name.full == "Sem de Vries" && sem?.prefix == "de" && sem?.email == "sem@school.nl" && sem?.born == Day("2010-03-04"))
        let nadia = try await school.database.read { try ImportStore.existing($0).persons["u-nad"] }
        #expect(nadia?.name.full == "Nadia van Rooij" && nadia?.email == "n.rooij@school.nl")
        // A date of birth is kept of students only.
        #expect(nadia?.born == nil)
        #expect(try await school.relations("u-nad", to: "u-sem") == [.mentor])
        #expect(try await school.relations("par", to: "u-sem") == [.guardian])
        #expect(try await school.relations("par", to: "u-fat").isEmpty)
        #expect(try await school.database.read { try $0.count("SELECT COUNT(*) AS n FROM accounts") } == 0)
    }

    @Test func `the same list again changes nothing`() async throws {
        let school = try await School()
        try await school.take(.whole)
        let before = try await school.everything()
        let later = try await school.reopened(at: School.noon(School.today + 1))
        let again = try await later.take(.whole)
        #expect(again.changesNothing)
        #expect(again[.persons].unchanged == 4 && again[.memberships].unchanged == 3)
        #expect(try await later.everything() == before)
        #expect(again.lines.last == "everything was up to date")
    }

    @Test func `a dry run tells everything and changes nothing`() async throws {
        let school = try await School()
        let before = try await school.everything()
        let summary = try await school.take(.whole, dryRun: true)
        #expect(try await school.everything() == before)
        #expect(summary[.persons].created == 4)
        #expect(summary.lines.contains("new person: Sem de Vries"))
        #expect(summary.lines.contains("new membership: Nadia van Rooij, mentor of 2B"))
        #expect(summary.lines.last == "dry run: nothing was changed")
    }

    @Test func `a changed name follows, what the list leaves empty stays`() async throws {
        let school = try await School()
        try await school.take(.whole)
        let fatma = try await school.listed("u-fat")
        try await school.database.write { connection in
            let known = try PersonStore.find(fatma, connection)
            let name = PersonName(given: known.name.given, family: known.name.family, called: "Fa")
            try PersonStore.save(PersonForm(name: name, language: .en, email: "fa@thuis.nl", born: known.born), fatma, connection)
        }
        let summary = try await school.take(List.whole.replacing("users.csv", "Fatma,Ouali", with: "Fatima,El Ouali"))
        #expect(summary[.persons].changed == 1)
        let row = try await school.database.read { try PersonStore.find(fatma, $0) }
        #expect(row.name.given == "Fatima" && row.name.family == "El Ouali" && row.name.called == "Fa" && row.email == "fa@thuis.nl")
        #expect(row.language == .en)
    }

    @Test func `who is no longer in the whole list loses access at once, and nobody is deleted`() async throws {
        let school = try await School()
        try await school.take(.whole)
        let later = try await school.reopened(at: School.noon(School.today + 1))
        let summary = try await later.take(List.whole.replacing("enrollments.csv", "e3,,,2b,school,u-nad,teacher,true,,\n", with: ""))
        #expect(summary[.memberships].ended == 1 && summary[.memberships].unchanged == 2)
        #expect(try await later.relations("u-nad", to: "u-sem").isEmpty)
        let without = List.whole.replacing("users.csv", "u-fat,,,true,school,student,fatma,,Fatma,Ouali,,,,,,,,\n", with: "")
            .replacing("enrollments.csv", "e2,,,2b,school,u-fat,student,,,\n", with: "")
        let gone = try await later.take(without)
        #expect(gone[.memberships].ended == 1 && gone[.roles].ended == 1 && gone[.persons].ended == 0)
        let fatma = try await later.listed("u-fat")
        #expect(try await later.roles(of: fatma).allSatisfy { $0.period.isOver(at: later.database.surroundings.now()) })
    }

    @Test func `who comes back gets a new period, and the old one stays as it was`() async throws {
        let school = try await School()
        try await school.take(.whole)
        let ended = try await school.reopened(at: School.noon(School.today + 1))
        try await ended.take(List.whole.replacing("enrollments.csv", "e3,,,2b,school,u-nad,teacher,true,,\n", with: ""))
        let back = try await school.reopened(at: School.noon(School.today + 5))
        let summary = try await back.take(.whole)
        #expect(summary[.memberships].created == 1)
        let periods = try await back.roles(of: try await back.listed("u-nad")).map(\.period).sorted { $0.starts < $1.starts }
        #expect(periods.count == 2)
        #expect(periods.first?.ends == School.noon(School.today + 1))
        #expect(periods.last?.starts == School.noon(School.today + 5))
        #expect(try await back.take(.whole).changesNothing)
    }

    @Test func `what was given by hand is not touched`() async throws {
        let school = try await School()
        try await school.take(.whole)
        let (sem, fatma) = (try await school.listed("u-sem"), try await school.listed("u-fat"))
        try await school.give(.peerCoach, to: fatma, .student(sem))
        try await school.take(List.whole.replacing("enrollments.csv", "e2,,,2b,school,u-fat,student,,,\n", with: ""))
        #expect(try await school.relations("u-fat", to: "u-sem") == [.peerCoach])
    }

    @Test func `changes touch only what they tell`() async throws {
        let school = try await School()
        try await school.take(.whole)
        let changes = List.changes([
            "users.csv": List.userHead + "\nu-new,active,2026-11-20T00:00:00Z,true,school,student,new,,Kim,in 't Veld,,,,,,,,\n",
            "enrollments.csv": List.enrollmentHead + """

                e3,tobedeleted,2026-11-20T00:00:00Z,2b,school,u-nad,teacher,true,,
                e5,active,2026-11-20T00:00:00Z,2b,school,u-new,student,,,
                e6,active,2026-11-20T00:00:00Z,nowhere,school,u-new,student,,,

                """,
        ])
        let summary = try await school.take(changes)
        #expect(summary[.persons].created == 1 && summary[.persons].unchanged == 0)
        #expect(summary[.memberships].created == 1 && summary[.memberships].ended == 1)
        #expect(summary.warnings.contains { $0.hasPrefix("enrollments.csv:4:") && $0.contains("nowhere") })
        #expect(try await school.relations("u-nad", to: "u-sem").isEmpty)
        #expect(try await school.relations("par", to: "u-sem") == [.guardian])
        let kim = try await school.roles(of: try await school.listed("u-new")).first { $0.scope != .institution && $0.role == .student }
        // The class is not told again, but its term still ends the membership.
        #expect(try await school.roles(of: try await school.listed("u-new")).contains { $0.period.ends == Day("2027-08-01")?.start })
        #expect(kim != nil)
        #expect(try await school.take(changes).changesNothing)
    }

    @Test func `a class that is not told again keeps what its kind gives`() async throws {
        let school = try await School()
        try await school.take(.whole)
        let head = List.enrollmentHead + "\n"
        let teacher =
            "e7,active,2026-11-20T00:00:00Z,2b,school,u-fat,teacher,false,,\ne8,active,2026-11-20T00:00:00Z,eng,school,u-fat,teacher,false,,\n"
        try await school.take(.changes(["enrollments.csv": head + teacher]))
        #expect(try await school.relations("u-fat", to: "u-sem") == [.mentor])
    }

    @Test func `a user and a class to be deleted end everything of them`() async throws {
        let school = try await School()
        try await school.take(.whole)
        try await school.take(
            .changes(["users.csv": List.userHead + "\npar,tobedeleted,2026-11-20T00:00:00Z,true,school,parent,p,,Piet,Vries,,,,,,,,\n"]))
        #expect(try await school.relations("par", to: "u-sem").isEmpty)
        #expect(try await school.relations("u-nad", to: "u-sem") == [.mentor])
        let head = List.whole.files["classes.csv"]?.split(separator: "\n").first ?? ""
        try await school.take(
            .changes(["classes.csv": head + "\n2b,tobedeleted,2026-11-20T00:00:00Z,2B,,course,,homeroom,,school,year,,,\n"]))
        #expect(try await school.relations("u-nad", to: "u-sem").isEmpty)
        #expect(try await school.database.read { try GroupStore.all($0).count } == 1)
    }

    @Test func `a student's new line tells who the parents are`() async throws {
        let school = try await School()
        try await school.take(.whole)
        let line = "u-sem,active,2026-11-20T00:00:00Z,true,school,student,sem@school.nl,,Sem,de Vries,,,,,,AGENT,,\n"
        try await school.take(.changes(["users.csv": List.userHead + "\n" + line.replacing("AGENT", with: "par")]))
        #expect(try await school.relations("par", to: "u-sem") == [.guardian])
        let summary = try await school.take(.changes(["users.csv": List.userHead + "\n" + line.replacing("AGENT", with: "")]))
        #expect(summary[.guardians].ended == 1)
        #expect(try await school.relations("par", to: "u-sem").isEmpty)
    }

    @Test func `dates in the list open and close access`() async throws {
        let school = try await School()
        let tomorrow = School.today + 1
        let list = List.whole.replacing(
            "enrollments.csv", "u-nad,teacher,true,,\n", with: "u-nad,teacher,true,\(tomorrow),\(tomorrow + 2)\n")
        try await school.take(list)
        #expect(try await school.relations("u-nad", to: "u-sem").isEmpty)
        #expect(try await school.reopened(at: School.noon(tomorrow)).relations("u-nad", to: "u-sem") == [.mentor])
        // The end date is the first day without.
        #expect(try await school.reopened(at: School.noon(tomorrow + 1)).relations("u-nad", to: "u-sem") == [.mentor])
        #expect(try await school.reopened(at: School.noon(tomorrow + 2)).relations("u-nad", to: "u-sem").isEmpty)
        #expect(try await school.reopened(at: School.noon(tomorrow + 3)).take(list).changesNothing)
    }

    @Test func `a line that leads nowhere is left out and named`() async throws {
        let school = try await School()
        let summary = try await school.take(List.whole.replacing("enrollments.csv", "e2,,,2b,school,u-fat", with: "e2,,,2b,school,u-xxx"))
        #expect(summary[.memberships].created == 2)
        #expect(summary.lines.contains { $0.hasPrefix("warning: enrollments.csv:3:") && $0.contains("u-xxx") }, "\(summary.lines)")
    }

    @Test func `something essential stops everything and is named`() async throws {
        let school = try await School()
        let before = try await school.everything()
        let list = List.whole.replacing("enrollments.csv", "u-sem,student", with: "u-sem,pirate").replacing(
            "users.csv", "teacher", with: "chef")
        let stopped = await #expect(throws: ImportStopped.self) { try await school.take(list) }
        #expect(
            stopped?.problems.contains { $0.hasPrefix("enrollments.csv:2:") && $0.contains("pirate") } == true, "\(stopped?.lines ?? [])")
        #expect(stopped?.problems.contains { $0.hasPrefix("users.csv:4:") && $0.contains("chef") } == true)
        #expect(try await school.everything() == before)
    }

    @Test func `an import that breaks off halfway leaves nothing`() async throws {
        let school = try await School()
        try await school.database.write { connection in
            _ = try connection.run(
                """
                CREATE TRIGGER no_parent BEFORE INSERT ON roles WHEN NEW.role = 'guardian' BEGIN SELECT RAISE(ABORT, 'stopped by the test'); END
                """)
        }
        let before = try await school.everything()
        await #expect(throws: (any Error).self) { try await school.take(.whole) }
        #expect(try await school.everything() == before)
    }

    @Test func `the mapping decides who becomes what`() async throws {
        let school = try await School()
        var mapping = try OneRosterMapping.standard()
        mapping.classes[.homeroom]?.roles[.teacher] = nil
        mapping.classes[.scheduled] = .init(kind: .team, roles: [.teacher: .manager])
        let summary = try await school.take(.whole, mapping)
        #expect(summary[.groups].created == 2)
        #expect(try await school.relations("u-nad", to: "u-sem").isEmpty)
        #expect(try await school.roles(of: try await school.listed("u-nad")).map(\.role) == [.manager])
        // With another mapping the same list ends what it no longer gives.
        let other = try await school.take(.whole)
        #expect(other[.memberships].ended == 1 && other[.memberships].created == 1)
    }

    @Test func `progress goes to the end`() async throws {
        let school = try await School()
        let seen = Seen()
        _ = try await OneRosterImport.run(
            try List.whole.bundle(), try OneRosterMapping.standard(), into: school.database, dryRun: false, progress: { seen.add($0, $1) })
        #expect(seen.last.0 == seen.last.1 && seen.last.1 > 10)
    }
}
