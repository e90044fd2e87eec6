import Foundation

@testable import FileFormats

/// A small good bundle of version 1.1; a test spoils one file of it.
let goodBundle: [String: String] = [
    "manifest.csv": """
    propertyName,value
    manifest.version,1.0
    oneroster.version,1.1
    file.orgs,bulk
    file.users,bulk
    file.classes,bulk
    file.enrollments,bulk
    file.academicSessions,bulk
    file.courses,bulk
    """,
    "orgs.csv": """
    sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
    o1,,,School,school,,
    o2,,,Afdeling,department,,o1
    """,
    "academicSessions.csv": """
    sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
    s1,,,2026-2027,schoolYear,2026-08-01,2027-07-31,,2027
    """,
    "courses.csv": """
    sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes
    c1,,,s1,Entree,E,,o1,,
    """,
    "classes.csv": """
    sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
    k1,,,Klas 1,,c1,1A,homeroom,,o1,s1,,,
    """,
    "users.csv": """
    sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
    u1,,,true,"o1,o2",student,jan,"{Entree:1},{Eduroam:a:b}",Jan,Jansen,van der,101,jan@voorbeeld.invalid,,,u3,,
    u2,,,true,o1,teacher,piet,,Piet,Pieters,,,,,,,,
    u3,,,false,o1,parent,,,Pa,Jansen,,,,,,,,
    """,
    "enrollments.csv": """
    sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
    e1,,,k1,o1,u1,student,false,2026-08-01,2027-07-31
    e2,,,k1,o1,u2,teacher,true,,
    """,
]

/// Reads the good bundle with some files replaced (or, by nil, left out).
func read(
    _ changes: [String: String?] = [:], limits: OneRoster.Limits = OneRoster.Limits()
) throws -> OneRoster.Bundle {
    try withFolder { folder in
        for (name, text) in goodBundle.merging(changes.compactMapValues { $0 ?? "\0absent" }, uniquingKeysWith: { $1 })
        where text != "\0absent" {
            try save(Array(text.utf8), as: name, in: folder)
        }
        return try OneRoster.Bundle.read(at: folder, limits: limits)
    }
}

/// The good bundle with a line added to one file.
func read(adding line: String, to name: String) throws -> OneRoster.Bundle {
    try read([name: (goodBundle[name] ?? "") + "\n" + line])
}

/// The good bundle with a text in one file replaced.
func read(replacing old: String, by new: String, in name: String) throws -> OneRoster.Bundle {
    try read([name: (goodBundle[name] ?? "").replacing(old, with: new)])
}

extension OneRoster.Bundle {
    var findings: [String] { problems.map(\.description) }
    var keys: [OneRoster.Finding.Key] { problems.map(\.key) }
}
