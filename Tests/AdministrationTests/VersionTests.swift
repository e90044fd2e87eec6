import FileFormats
import Foundation
import People
import Storage
import Testing

@testable import Administration

/// Lists of version 1.2, where roles have a file of their own.
@Suite struct VersionTests {
    private static let users = "sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,agentSourcedIds\n"
    private static let roles = "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId\n"

    private func manifest(_ modes: [String: String]) -> String {
        (["propertyName,value", "oneroster.version,1.2"] + modes.map { "file.\($0.key),\($0.value)" }).joined(separator: "\n") + "\n"
    }

    private var whole: List {
        List(files: [
            "manifest.csv": manifest(["orgs": "bulk", "users": "bulk", "roles": "bulk"]),
            "orgs.csv": List.whole.files["orgs.csv"] ?? "",
            "users.csv": Self.users + "sem,,,true,sem,Sem,Bakker,\npar,,,true,par,Piet,Bakker,sem\nlei,,,true,lei,Lea,Vos,\n",
            "roles.csv": Self.roles
                + "r1,,,sem,primary,student,,,school\nr2,,,par,primary,parent,,,school\nr3,,,lei,primary,principal,,,school\n",
            "demographics.csv": "sourcedId,status,dateLastModified,birthDate\nsem,,,2012-01-01\n",
        ])
    }

    private func changes(_ files: [String: String]) -> List {
        var list = List(files: files)
        list.files["manifest.csv"] = manifest(Dictionary(uniqueKeysWithValues: files.keys.map { (String($0.dropLast(4)), "delta") }))
        return list
    }

    @Test func `roles have a file of their own, and a parent may name the child`() async throws {
        let school = try await School()
        var mapping = try OneRosterMapping.standard()
        mapping.people[.principal] = .manager
        let summary = try await school.take(whole, mapping)
        #expect(summary[.roles].created == 2 && summary[.guardians].created == 1)
        #expect(try await school.relations("par", to: "sem") == [.guardian])
        #expect(try await school.roles(of: try await school.listed("lei")).map(\.role) == [.manager])
        #expect(try await school.take(whole, mapping).changesNothing)
    }

    @Test func `a role to be deleted ends, and only that one`() async throws {
        let school = try await School()
        try await school.take(whole)
        let summary = try await school.take(
            changes(["roles.csv": Self.roles + "r1,tobedeleted,2026-11-20T00:00:00Z,sem,primary,student,,,school\n"]))
        #expect(summary[.roles].ended == 1 && summary[.guardians].ended == 0)
    }

    @Test func `a changed name does not end what is not told again`() async throws {
        let school = try await School()
        try await school.take(whole)
        let line = "sem,active,2026-11-20T00:00:00Z,true,sem,Samuel,Bakker,par\n"
        let summary = try await school.take(changes(["users.csv": Self.users + line]))
        #expect(summary[.persons].changed == 1 && summary[.roles].ended == 0 && summary[.guardians].ended == 0)
        #expect(try await school.relations("par", to: "sem") == [.guardian])
    }

    @Test func `a birth date that comes alone is kept`() async throws {
        let school = try await School()
        try await school.take(whole)
        let born =
            "sourcedId,status,dateLastModified,birthDate\nsem,active,2026-11-20T00:00:00Z,2011-02-03\nlei,active,2026-11-20T00:00:00Z,1970-01-01\n"
        let summary = try await school.take(changes(["demographics.csv": born]))
        #expect(summary[.persons].changed == 1)
        let rows = try await school.database.read { try ImportStore.existing($0).persons }
        #expect(rows["sem"]?.born == Day("2011-02-03") && rows["lei"]?.born == nil)
    }

    @Test func `a parent without an organisation is a parent`() async throws {
        let school = try await School()
        try await school.take(List.whole.replacing("users.csv", "par,,,true,school,parent", with: "par,,,true,,parent"))
        #expect(try await school.relations("par", to: "u-sem") == [.guardian])
    }
}
