import Foundation
import Testing

@testable import FileFormats

@Suite struct `Reading a OneRoster bundle` {
    @Test func `a good bundle of 1.1 is read without findings`() throws {
        let bundle = try read()
        #expect(bundle.findings == [])
        #expect(bundle.version == .v1dot1)
        #expect(bundle.organisations.map(\.parentSourcedId) == [nil, "o1"])
        #expect(bundle.academicSessions.map(\.endDate.description) == ["2027-07-31"])
        #expect(bundle.courses.map(\.schoolYearSourcedId) == ["s1"])
        #expect(bundle.classes.map(\.type) == [.homeroom])
        #expect(bundle.enrollments.map(\.isPrimary) == [false, true])
        let jan = try #require(bundle.users.first)
        #expect(jan.middleName == "van der" && jan.role == .student && jan.isEnabled)
        #expect(jan.orgSourcedIds == ["o1", "o2"] && jan.agentSourcedIds == ["u3"])
        #expect(jan.userIds.map(\.type) == ["Entree", "Eduroam"] && jan.userIds.map(\.identifier) == ["1", "a:b"])
        #expect(jan.origin.description == "users.csv:2")
        #expect(bundle.users.map(\.isEnabled) == [true, true, false])
        #expect(bundle.assignments()["u1"]?.map(\.orgSourcedId) == ["o1", "o2"])
        #expect(bundle.assignments()["u1"]?.map(\.isPrimary) == [true, false])
    }

    @Test func `the sample bundle of 1.2 is read without findings`() throws {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let bundle = try OneRoster.Bundle.read(at: root.appendingPathComponent("Samples/oneroster-voorbeeld").path)
        #expect(bundle.findings == [])
        #expect(bundle.version == .v1dot2)
        #expect(bundle.users.count == 48 && bundle.classes.count == 3 && bundle.academicSessions.count == 2)
        #expect(bundle.users.filter { $0.birthDate != nil }.count == 40)
        #expect(bundle.users.allSatisfy { $0.email?.hasSuffix("@voorbeeld.invalid") == true })
        #expect(bundle.assignments()["mdw-01"]?.map(\.isPrimary) == [true, false])
        #expect(bundle.users.contains { $0.preferredGivenName == "Gijsje" })
    }

    @Test(arguments: ["", "rooster/"])
    func `a zip may have the files in a folder`(folderInZip: String) throws {
        try withFolder { folder in
            let path = folder + "/rooster.zip"
            try Zip.write(to: path, modified: Date(timeIntervalSince1970: 0)) { zip in
                for (name, text) in goodBundle.sorted(by: { $0.key > $1.key }) {
                    try zip.add(folderInZip + name, bytes: Array(text.utf8))
                }
                try zip.add("__MACOSX/users.csv", bytes: [0])
                try zip.add(folderInZip + "leesmij.txt", bytes: [1])
            }
            let bundle = try OneRoster.Bundle.read(at: path)
            #expect(bundle.findings == [] && bundle.users.count == 3 && bundle.enrollments.count == 2)
        }
    }

    @Test func `a zip with bundles in two folders is refused`() throws {
        try withFolder { folder in
            let path = folder + "/rooster.zip"
            try Zip.write(to: path, modified: Date(timeIntervalSince1970: 0)) { zip in
                try zip.add("a/users.csv", bytes: [])
                try zip.add("b/users.csv", bytes: [])
            }
            _ = #expect(throws: OneRoster.Refusal.severalFolders(folders: ["a", "b"])) {
                try OneRoster.Bundle.read(at: path)
            }
        }
        #expect(throws: OneRoster.Refusal.self) { try OneRoster.Bundle.read(at: "/nowhere/at/all") }
    }

    @Test func `byte order marks, CRLF, other order, other case and extra columns are no trouble`() throws {
        let bundle = try read([
            "users.csv": nil,
            "Users.CSV":
                "\u{FEFF}FAMILYNAME,x,Role, sourcedid ,orgSourcedIds,username,enabledUser,givenName\r\n"
                + "Jansen,1,Student,u1,o1,j,TRUE,\"Jan\r\nPiet\"\r\n,,,,,,,\r\n"
                + "Pieters,1,TEACHER,u2,o1,p,1,Piet\r\n",
        ])
        #expect(bundle.findings == [])
        #expect(bundle.users.map(\.familyName) == ["Jansen", "Pieters"])
        #expect(bundle.users.map(\.role) == [.student, .teacher])
        #expect(bundle.users[0].givenName == "Jan\r\nPiet")
        #expect(bundle.users[1].origin.line == 5)
        #expect(bundle.users.allSatisfy { $0.isEnabled })
    }

    @Test func `roles of 1.2 and birth dates are put with their users`() throws {
        let bundle = try read([
            "manifest.csv": "propertyName,value\noneroster.version,1.2\n",
            "users.csv": "sourcedId,givenName,familyName,username,enabledUser,preferredFirstName\nu1,Jan,J,,,Jantje\nu2,P,P,,,\n",
            "roles.csv":
                "sourcedId,userSourcedId,roleType,role,orgSourcedId,beginDate\nr1,u1,primary,student,o1,2026-08-01\n"
                + "r2,u2,primary,siteAdministrator,o1,\nr3,u2,secondary,ext:mentor,o1,\nr4,u9,primary,teacher,o1,\n",
            "demographics.csv": "sourcedId,birthDate,sex\nu1,2009-02-28,female\nu2,28-02-1980,\n",
        ])
        #expect(bundle.users.map(\.preferredGivenName) == ["Jantje", nil])
        #expect(bundle.users.map(\.birthDate?.description) == ["2009-02-28", nil])
        #expect(bundle.roles.map(\.role) == [.student, .siteAdministrator])
        #expect(
            bundle.findings == [
                "roles.csv:4:17: the role ext:mentor is an extension; this line is left out",
                "roles.csv:5:4: userSourcedId u9 is not in users.csv; this line is left out",
                "demographics.csv:3:4: birthDate 28-02-1980 is not a date such as 2026-08-31; it is ignored",
            ])
        #expect(!bundle.isStopped)
    }

    @Test func `a delta may have few files and refer to what it has not`() throws {
        let bundle = try withFolder { folder in
            try save(
                Array("propertyName,value\noneroster.version,1.2\nfile.enrollments,delta\nfile.demographics,delta\n".utf8),
                as: "manifest.csv", in: folder)
            try save(
                Array(
                    ("sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role\n"
                        + "e1,active,2026-09-01T10:00:00.000Z,k7,o1,u7,student\n"
                        + "e2,tobedeleted,2026-09-01T12:00:00+02:00,k7,o1,u8,student\ne3,,,k7,o1,u8,student\n").utf8),
                as: "enrollments.csv", in: folder)
            try save(Array("sourcedId,status,birthDate\nu7,active,2009-01-02\n".utf8), as: "demographics.csv", in: folder)
            return try OneRoster.Bundle.read(at: folder)
        }
        #expect(bundle.keys == [.statusMissing])
        #expect(bundle.enrollments.map(\.status) == [.active, .toBeDeleted, .active])
        #expect(bundle.enrollments[0].dateLastModified == bundle.enrollments[1].dateLastModified)
        #expect(bundle.otherBirthDates["u7"]?.description == "2009-01-02")
        #expect(bundle.modes[.enrollments] == .delta && bundle.modes[.users] == .absent)
    }

    @Test func `progress comes from every file and can break the reading off`() throws {
        try withFolder { folder in
            for (name, text) in goodBundle { try save(Array(text.utf8), as: name, in: folder) }
            var seen: [OneRoster.Progress] = []
            _ = try OneRoster.Bundle.read(at: folder) { seen.append($0) }
            #expect(seen.map(\.file) == [.orgs, .academicSessions, .courses, .classes, .users, .enrollments])
            #expect(seen.map(\.records) == [2, 1, 1, 1, 3, 2])
            #expect(seen.allSatisfy { $0.bytesRead <= $0.bytesInAll })
            _ = #expect(throws: CancellationError.self) {
                try OneRoster.Bundle.read(at: folder) { _ in throw CancellationError() }
            }
        }
    }
}
