import Testing

@testable import FileFormats

@Suite struct `Findings in a OneRoster bundle` {
    // MARK: Files

    @Test func `without a manifest everything is bulk, with a warning`() throws {
        let bundle = try read(["manifest.csv": nil])
        #expect(bundle.keys == [.manifestMissing] && !bundle.isStopped)
        #expect(bundle.modes[.users] == .bulk && bundle.version == .v1dot1)
    }

    @Test(arguments: [("users.csv", true), ("orgs.csv", true), ("classes.csv", false), ("enrollments.csv", false)])
    func `a file that is missing stops the import or not`(name: String, stops: Bool) throws {
        let bundle = try read([name: nil, "manifest.csv": nil])
        #expect(bundle.isStopped == stops)
        #expect(bundle.keys.contains(stops ? .fileMissing : .fileExpected))
        #expect(bundle.enrollments.isEmpty || name == "orgs.csv" || name == "users.csv")
    }

    @Test func `courses and sessions may be missing, and references to them are taken out`() throws {
        let bundle = try read(["courses.csv": nil, "academicSessions.csv": nil, "manifest.csv": nil])
        #expect(bundle.keys == [.manifestMissing])
        #expect(bundle.classes.map(\.courseSourcedId) == [nil] && bundle.classes.map(\.termSourcedIds) == [[]])
    }

    @Test func `an empty optional file is a warning, an empty users file stops`() throws {
        #expect(try read(["courses.csv": ""]).keys.first == .fileEmpty)
        #expect(try !read(["courses.csv": ""]).isStopped)
        #expect(try read(["users.csv": "\u{FEFF}"]).isStopped)
        #expect(try !read(["enrollments.csv": "\n"]).isStopped)
    }

    @Test func `the manifest and the files must agree`() throws {
        #expect(try read(["courses.csv": nil]).keys.contains(.fileAnnounced))
        let absent = try read(replacing: "file.courses,bulk", by: "file.courses,absent", in: "manifest.csv")
        #expect(absent.keys == [.fileUnannounced] && absent.courses.isEmpty)
        #expect(try read(replacing: "file.courses,bulk", by: "file.courses,all", in: "manifest.csv").keys == [.manifestMode])
    }

    @Test(arguments: [
        ("1.0", OneRoster.Finding.Key?.some(.versionUnknown)), ("2.0", .versionUnreadable), ("", .versionUnknown), ("1.1.2", nil),
    ])
    func `the version must be known`(version: String, key: OneRoster.Finding.Key?) throws {
        let bundle = try read(replacing: "oneroster.version,1.1", by: "oneroster.version,\(version)", in: "manifest.csv")
        #expect(bundle.keys == (key.map { [$0] } ?? []))
    }

    @Test func `a file may not be too large`() throws {
        var limits = OneRoster.Limits()
        limits.fileBytes = 200
        #expect(try read(limits: limits).keys.contains(.fileTooLarge))
        limits = OneRoster.Limits()
        limits.records = 2
        #expect(try read(limits: limits).findings == ["users.csv:4: there are more than 2 records"])
    }

    // MARK: Columns and text

    @Test func `a missing column is told once, and its consequences are not`() throws {
        let bundle = try read(replacing: "familyName", by: "surname", in: "users.csv")
        #expect(bundle.findings == ["users.csv:1: the column familyName is missing"])
        #expect(bundle.isStopped)
        #expect(try read(replacing: ",role,", by: ",rol,", in: "users.csv").keys == [.columnMissing])
        #expect(try read(replacing: "enabledUser", by: "x", in: "users.csv").keys == [.columnExpected])
    }

    @Test func `semicolons, UTF-16 and other encodings stop the import`() throws {
        let semicolons = try read(["users.csv": (goodBundle["users.csv"] ?? "").replacing(",", with: ";")])
        #expect(semicolons.keys == [.semicolons] && semicolons.isStopped)
        try withFolder { folder in
            for (name, text) in goodBundle { try save(Array(text.utf8), as: name, in: folder) }
            try save([0xFF, 0xFE, 0x61, 0], as: "users.csv", in: folder)
            #expect(try OneRoster.Bundle.read(at: folder).keys == [.utf16])
            let latin = Array((goodBundle["users.csv"] ?? "").utf8).map { $0 == UInt8(ascii: "P") ? 0xEB : $0 }
            try save(latin, as: "users.csv", in: folder)
            let bundle = try OneRoster.Bundle.read(at: folder)
            #expect(Set(bundle.keys) == [.invalidUTF8] && bundle.isStopped)
        }
    }

    @Test func `a shifted line stops the import without further findings`() throws {
        let bundle = try read(adding: "e3,,,k1,o1,u1,student,false,,,te veel", to: "enrollments.csv")
        #expect(bundle.findings == ["enrollments.csv:4:31: 11 fields where the line with column names has 10"])
        #expect(bundle.isStopped && bundle.enrollments.count == 2)
    }

    @Test func `a line cut short is a warning when nothing essential lacks`() throws {
        let bundle = try read(adding: "e3,,,k1,o1,u1,student", to: "enrollments.csv")
        #expect(bundle.keys == [.tooFewFields] && bundle.enrollments.count == 3)
    }

    @Test func `a quote that is never closed stops the import`() throws {
        #expect(
            try read(adding: "e3,,,k1,o1,\"u1,student", to: "enrollments.csv").findings.contains(
                "enrollments.csv:4:12: a quoted field starts here and is never closed"))
    }

    // MARK: Values

    @Test(arguments: [
        (",,,k1,o1,u1,student,,,", OneRoster.Finding.Key.valueMissing, true, 2),
        ("e3,gone,,k1,o1,u1,student,,,", .statusInvalid, true, 2),
        ("e3,,,k1,o1,u1,leerling,,,", .roleInvalid, true, 2),
        ("e3,,,k1,o1,u1,,,,", .valueMissing, true, 2),
        ("e3,,,k9,o1,u1,student,,,", .danglingRecord, false, 2),
        ("e3,,,k1,o1,u9,student,,,", .danglingRecord, false, 2),
        ("e3,,,k1,o9,u1,student,,,", .danglingReference, false, 3),
        ("e3,inactive,,k1,o1,u1,student,,,", .statusInactive, false, 3),
        ("e3,,gisteren,k1,o1,u1,student,,,", .dateIgnored, false, 3),
        ("e3,,,k1,o1,u1,student,misschien,,", .truthUnreadable, false, 3),
        ("e3,,,k1,o1,u1,student,,31-8-2026,", .dateIgnored, false, 3),
        ("e3,,,k1,o1,u1,student,,2026-08-01,2026-07-01", .datesReversed, false, 3),
        ("e1,,,k1,o1,u1,student,false,2026-08-01,2027-07-31", .duplicateIdentical, false, 2),
        ("e1,,,k1,o1,u1,student,false,2026-08-02,2027-07-31", .duplicateConflicting, true, 2),
    ])
    func `a bad enrollment`(line: String, key: OneRoster.Finding.Key, stops: Bool, kept: Int) throws {
        let bundle = try read(adding: line, to: "enrollments.csv")
        #expect(bundle.keys == [key])
        #expect(bundle.isStopped == stops)
        #expect(bundle.enrollments.count == kept)
        #expect(bundle.problems.allSatisfy { $0.line == 4 && $0.column != nil && $0.file == "enrollments.csv" })
    }

    @Test(arguments: [
        ("Administrator", OneRoster.RoleName.administrator), ("AIDE", .aide), ("guardian", .guardian),
        ("Relative ", .relative), ("proctor", .proctor), ("System Administrator", .systemAdministrator),
        ("site_administrator", .siteAdministrator), ("parent", .parent),
    ])
    func `roles are read in any case`(text: String, role: OneRoster.RoleName) throws {
        #expect(try read(replacing: ",teacher,", by: ",\(text),", in: "users.csv").users[1].role == role)
    }

    @Test func `a session must have dates`() throws {
        let bundle = try read(replacing: "2026-08-01", by: "1 augustus", in: "academicSessions.csv")
        #expect(
            bundle.findings == [
                "academicSessions.csv:2:27: startDate 1 augustus is not a date such as 2026-08-31"
            ])
        #expect(bundle.classes.map(\.termSourcedIds) == [["s1"]])
    }

    @Test func `unknown types are ignored`() throws {
        let bundle = try read(replacing: ",department,", by: ",team,", in: "orgs.csv")
        #expect(bundle.findings == ["orgs.csv:3:15: type team is unknown; it is ignored"])
        #expect(bundle.organisations[1].type == nil)
    }

    @Test func `somebody may have one name, not none`() throws {
        #expect(try read(replacing: "Piet,Pieters", by: ",Pieters", in: "users.csv").keys == [])
        #expect(try read(replacing: "Piet,Pieters", by: " , ", in: "users.csv").keys == [.valueMissing])
    }

    @Test func `agents and organisations that do not exist are taken out`() throws {
        let agents = try read(replacing: ",u3,", by: ",\"u3,u9\",", in: "users.csv")
        #expect(agents.problems.map(\.reason) == ["agentSourcedIds u9 is not in users.csv; it is ignored"])
        #expect(agents.problems[0].line == 2 && agents.problems[0].column != nil)
        #expect(agents.users[0].agentSourcedIds == ["u3"])
        let organisations = try read(replacing: "\"o1,o2\"", by: "\"o1, o9,,o1\"", in: "users.csv")
        #expect(organisations.problems.map(\.reason) == ["orgSourcedIds o9 is not in orgs.csv; it is ignored"])
        #expect(organisations.users[0].orgSourcedIds == ["o1"])
    }

    @Test func `parents in a loop or nowhere are cut`() throws {
        let header = "sourcedId,name,type,parentSourcedId\n"
        let loop = try read(["orgs.csv": header + "o1,A,school,o3\no2,B,school,o1\no3,C,school,o2\no4,D,school,o4\n"])
        #expect(loop.keys == [.parentLoop, .parentLoop])
        let byId = Dictionary(uniqueKeysWithValues: loop.organisations.map { ($0.sourcedId, $0) })
        for organisation in loop.organisations {
            var (steps, next) = (0, organisation.parentSourcedId)
            while let id = next, steps < 10 { (steps, next) = (steps + 1, byId[id]?.parentSourcedId) }
            #expect(steps < 10)
        }
        let nowhere = try read(["orgs.csv": header + "o1,A,school,o9\no2,B,school,o1\n"])
        #expect(nowhere.findings == ["orgs.csv:2:13: parentSourcedId o9 is not in orgs.csv; it is ignored"])
    }

    @Test func `a bad record causes no findings about references to it`() throws {
        let bundle = try read(replacing: ",teacher,", by: ",meester,", in: "users.csv")
        #expect(bundle.keys == [.roleInvalid])
    }

    @Test func `everything wrong is listed, up to a limit for each severity`() throws {
        var text = goodBundle["enrollments.csv"] ?? ""
        for number in 10..<40 { text += "\ne\(number),,,k9,o1,u1,student,,,\nf\(number),,,k1,o1,u1,boss,,," }
        var limits = OneRoster.Limits()
        #expect(try read(["enrollments.csv": text]).problems.count == 60)
        limits.findings = 5
        let bundle = try read(["enrollments.csv": text], limits: limits)
        #expect(bundle.keys.filter { $0 == .danglingRecord }.count == 5)
        #expect(bundle.keys.filter { $0 == .roleInvalid }.count == 5)
        #expect(
            bundle.findings.suffix(2) == ["and 25 more of these that stop the import", "and 25 more warnings"])
    }

    @Test func `every template is filled from the arguments`() {
        let finding = OneRoster.Finding(
            .danglingRecord, ["column": "{value}", "value": "{target}", "target": "x"], file: .users, line: 3)
        #expect(finding.description == "users.csv:3: {value} {target} is not in x; this line is left out")
        for key in OneRoster.Finding.Key.allCases { #expect(!key.template.isEmpty) }
    }

    @Test func `random damage never traps`() throws {
        var random = SeededGenerator(seed: 9)
        let alphabet = Array("\",\n\r;=0u1o\0".utf8) + [0xFF, 0xC3]
        for name in goodBundle.keys.sorted() {
            for _ in 0..<40 {
                try withFolder { folder in
                    for (other, text) in goodBundle { try save(Array(text.utf8), as: other, in: folder) }
                    var bytes = Array((goodBundle[name] ?? "").utf8)
                    for _ in 0..<8 {
                        bytes[Int.random(in: 0..<bytes.count, using: &random)] = alphabet.randomElement(using: &random) ?? 0
                    }
                    try save(bytes, as: name, in: folder)
                    _ = try OneRoster.Bundle.read(at: folder)
                }
            }
        }
    }
}
