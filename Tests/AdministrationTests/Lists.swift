import FileFormats
import Foundation
import People
import Storage
import Testing

@testable import Administration

/// Lists of a school as files in a folder of their own.
struct List {
    var files: [String: String]

    /// A school with one homeroom class of two students, a teacher, a parent and a subject group.
    static let whole = List(files: [
        "manifest.csv": manifest("bulk"),
        "orgs.csv": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\nschool,,,ROC Oost,school,,\n",
        "academicSessions.csv": """
        sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
        year,,,2026-2027,schoolYear,2026-08-01,2027-08-01,,2027

        """,
        "courses.csv":
            "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes\ncourse,,,year,Zorg,,,school,,\n",
        "classes.csv": """
        sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
        2b,,,2B,,course,,homeroom,,school,year,,,
        eng,,,Engels,,course,,scheduled,,school,year,,,

        """,
        "users.csv": """
        \(userHead)
        u-sem,,,true,school,student,sem@school.nl,,Sem,de Vries,,,,,,par,,
        u-fat,,,true,school,student,fatma,,Fatma,Ouali,,,,,,,,
        u-nad,,,true,school,teacher,n.rooij@school.nl,,Nadia,Rooij,van,,,,,,,
        par,,,true,school,parent,p,,Piet,Vries,de,,,,,,,

        """,
        "demographics.csv": """
        sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus
        u-sem,,,2010-03-04,,,,,,,,,,,,
        u-nad,,,1980-01-01,,,,,,,,,,,,

        """,
        "enrollments.csv": """
        \(enrollmentHead)
        e1,,,2b,school,u-sem,student,,,
        e2,,,2b,school,u-fat,student,,,
        e3,,,2b,school,u-nad,teacher,true,,
        e4,,,eng,school,u-nad,teacher,true,,

        """,
    ])

    static let userHead =
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password"
    static let enrollmentHead =
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate"

    static func manifest(_ mode: String, only: [String]? = nil) -> String {
        let all = ["orgs", "academicSessions", "courses", "classes", "users", "demographics", "enrollments"]
        let files = all.map { "file.\($0),\(only?.contains($0) ?? true ? mode : "absent")" }
        return (["propertyName,value", "manifest.version,1.0", "oneroster.version,1.1"] + files).joined(separator: "\n") + "\n"
    }

    /// Only changes of these files.
    static func changes(_ files: [String: String]) -> List {
        var files = files
        files["manifest.csv"] = manifest("delta", only: files.keys.map { String($0.dropLast(4)) })
        return List(files: files)
    }

    func replacing(_ file: String, _ text: String, with other: String) -> List {
        var list = self
        list.files[file] = files[file]?.replacing(text, with: other)
        return list
    }

    func bundle() throws -> OneRoster.Bundle {
        let name: ID<Person> = Surroundings.real.newID()
        let folder = FileManager.default.temporaryDirectory.appending(path: "naast-list-" + name.text)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (file, text) in files { try Data(text.utf8).write(to: folder.appending(path: file)) }
        defer { try? FileManager.default.removeItem(at: folder) }
        return try OneRoster.Bundle.read(at: folder.path)
    }
}

extension School {
    @discardableResult
    func take(_ list: List, _ mapping: OneRosterMapping? = nil, dryRun: Bool = false) async throws -> ImportSummary {
        try await OneRosterImport.run(
            try list.bundle(), try mapping ?? OneRosterMapping.standard(), into: database, dryRun: dryRun, progress: { _, _ in })
    }

    /// Somebody by the name in the list.
    func listed(_ source: String) async throws -> ID<Person> {
        let rows = try await database.read { try ImportStore.existing($0) }
        return try #require(rows.persons[source]?.id)
    }

    func relations(_ viewer: String, to student: String) async throws -> Set<Role> {
        let (viewer, student) = (try await listed(viewer), try await listed(student))
        return try await database.read { try Policy.relations(of: viewer, to: student, $0) }
    }

    /// Everything that the import may write, to see that nothing changed.
    func everything() async throws -> String {
        try await database.read { connection in
            let persons = try connection.all(
                "SELECT id, given, prefix, family, called, sort_key, born, email, source_id FROM persons ORDER BY id"
            ) { row in
                let texts: [String?] = try ["id", "given", "prefix", "family", "called", "sort_key", "born", "email", "source_id"].map {
                    try row.get($0)
                }
                return texts.map { $0 ?? "-" }.joined(separator: "|")
            }
            let roles = try connection.all("SELECT id, person_id, role, starts_at, ends_at, source_id FROM roles ORDER BY id") { row in
                let texts: [String?] = try ["id", "person_id", "role", "starts_at", "ends_at", "source_id"].map { try row.get($0) }
                return texts.map { $0 ?? "-" }.joined(separator: "|")
            }
            let others = try connection.all("SELECT id, name FROM groups UNION ALL SELECT id, name FROM organisations ORDER BY id") {
                try $0.get("id") as String + "|" + $0.get("name")
            }
            return (persons + roles + others).joined(separator: "\n")
        }
    }
}
