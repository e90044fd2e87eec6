import Foundation
import Guiding
import Instruments
import People
import Storage
import Testing
import Web

@testable import Agreements
@testable import App
@testable import Privacy

/// Erasing somebody leaves nothing that says who it was, in no file of the installation, and not after an old copy was put back either.
struct ErasureTests {
    /// The school of the matrix with a first student whose every open field holds a word that stands nowhere else.
    struct Rights {
        let school: MatrixSchool
        let site: TestSite
        let database: Database
        let folder: TestFolder

        init() async throws {
            school = try await MatrixSchool.make()
            (site, database, folder) = try await school.site()
            let student = try student
            try await database.write { connection in
                let name = PersonName(given: Canary.text(.name), prefix: "kanarieprefix", family: "KanarieFamilie", called: "KanarieRoep")
                try connection.run(
                    """
                    UPDATE persons SET given = \(name.given), prefix = \(name.prefix), family = \(name.family), called = \(name.called),
                      sort_key = \(name.sortKey), email = 'kanariepost@voorbeeld.invalid', source_id = 'kanarienummer', born = '2009-01-02'
                    WHERE id = \(student)
                    """)
                try connection.run("UPDATE roles SET source_id = 'kanarierol' WHERE person_id = \(student)")
                try connection.run("UPDATE accounts SET name = 'kanarieaccount@voorbeeld.invalid' WHERE person_id = \(student)")
                try connection.run("UPDATE holds SET ended_at = \(connection.now)")
            }
        }

        var student: ID<Person> { get throws { try someone(.student).person } }

        func someone(_ role: Role, _ relation: MatrixSchool.Relation = .own) throws -> MatrixSchool.Someone {
            try #require(school.people.first { $0.role == role && $0.relation == relation })
        }

        func request() throws -> String { "/wisverzoeken/" + (try #require(school.values["/wisverzoeken"])) }

        /// Both say yes.
        func erase() async throws {
            for role in [Role.administrator, .mentor] {
                let reply = try await site.post(try request(), cookie: try someone(role).cookie)
                #expect(reply.status == 303, "\(reply.status) \(reply.body)")
            }
        }

        /// Every canary of the student that can be read in any file of the folder.
        func found(besides more: [String] = []) throws -> [String] { try Self.found(in: folder.path, besides: more) }

        static func found(in folder: String, besides more: [String] = []) throws -> [String] {
            let words =
                Canary.Secret.allCases.filter { ![.team, .workingNote, .reflection, .invited, .invitedBefore].contains($0) }.map(
                    Canary.text) + [
                    "kanarieprefix", "KanarieFamilie", "KanarieRoep", "kanariepost", "kanarienummer", "kanarierol", "kanarieaccount",
                ] + more
            var bytes = Data()
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                bytes += try Data(contentsOf: URL(filePath: folder + "/" + name))
            }
            return words.flatMap { [$0, $0.lowercased(), PersonName.folded($0)] }.filter { bytes.range(of: Data($0.utf8)) != nil }
        }
    }

    @Test func `what can be read before cannot be read after, in no file, also not of the key`() async throws {
        let rights = try await Rights()
        let student = try rights.student
        #expect(try rights.found().contains("KanarieFamilie"), "the search finds what stands there")
        let key = try await rights.database.read { connection in
            try connection.first("SELECT wrapped FROM vault_keys WHERE owner = \(student)") { try $0.get("wrapped") as Data }
        }
        let wrapped = try #require(key)
        try Data("KanarieFamilie".utf8).write(to: URL(filePath: rights.folder.path + "/naast.sqlite.before"))
        try await rights.erase()
        #expect(try rights.found() == [])
        for name in try FileManager.default.contentsOfDirectory(atPath: rights.folder.path) {
            #expect(try Data(contentsOf: URL(filePath: rights.folder.path + "/" + name)).range(of: wrapped) == nil, "\(name)")
        }
        #expect(!FileManager.default.fileExists(atPath: rights.folder.path + "/naast.sqlite.before"))
        let list = try String(contentsOfFile: rights.folder.path + "/erased", encoding: .utf8)
        #expect(list.hasPrefix(student.text + " 20") && list.hasSuffix("Z\n"))
        let mode = try FileManager.default.attributesOfItem(atPath: rights.folder.path + "/erased")[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try rights.database.close()
    }

    @Test func `no sealed text about the student is left, and every row that is left opens`() async throws {
        let rights = try await Rights()
        let student = try rights.student
        try await rights.erase()
        try await rights.database.read { connection in
            for table in [
                "goals", "goal_steps", "successes", "guidances", "corrections", "manual_texts", "circumstances", "shares", "signals",
                "consults", "referrals",
            ] {
                #expect(try connection.count(Self.count(table, student)) == 0, "\(table)")
            }
            let texts = try connection.all(
                """
                SELECT place AS t FROM conversations WHERE student_id = \(student) UNION ALL SELECT agenda FROM conversations
                WHERE student_id = \(student) UNION ALL SELECT notes FROM conversations WHERE student_id = \(student)
                UNION ALL SELECT summary FROM conversations WHERE student_id = \(student)
                """
            ) { try $0.get("t") as Data? }
            #expect(!texts.isEmpty && texts.allSatisfy { $0 == nil })
            let agreements = try AgreementStore.load("WHERE a.student_id = \(student)", connection)
            #expect(
                !agreements.isEmpty
                    && agreements.allSatisfy { $0.what.isEmpty && $0.steps.allSatisfy(\.text.isEmpty) && !$0.parties.isEmpty })
            #expect(try connection.count("SELECT COUNT(*) AS n FROM accounts WHERE person_id = \(student)") == 0)
            #expect(try connection.count("SELECT COUNT(*) AS n FROM exports WHERE person_id = \(student)") == 0)
            // That there were placements stays; their words, hours and match do not.
            #expect(try connection.count("SELECT COUNT(*) AS n FROM placements WHERE student_id = \(student)") == 2)
            #expect(try connection.count("SELECT COUNT(*) AS n FROM placements WHERE reason IS NOT NULL AND reason <> X''") == 0)
            #expect(try connection.count("SELECT COUNT(*) AS n FROM placement_tasks WHERE words <> X''") == 0)
            #expect(try connection.count("SELECT COUNT(*) AS n FROM placement_contacts WHERE words IS NOT NULL") == 0)
            #expect(try connection.count("SELECT COUNT(*) AS n FROM placement_matches") == 0)
            // What others wrote for themselves stays theirs.
            #expect(try connection.count("SELECT COUNT(*) AS n FROM working_notes") > 0)
            #expect(try connection.count("SELECT COUNT(*) AS n FROM responses") > 0)
            #expect(try AccessLog.verify(connection).broken == nil)
        }
        try rights.database.close()
    }

    private static func count(_ table: String, _ student: ID<Person>) -> SQL {
        switch table {
        case "goals": "SELECT COUNT(*) AS n FROM goals WHERE student_id = \(student)"
        case "goal_steps": "SELECT COUNT(*) AS n FROM goal_steps WHERE student_id = \(student)"
        case "successes": "SELECT COUNT(*) AS n FROM successes WHERE student_id = \(student)"
        case "guidances": "SELECT COUNT(*) AS n FROM guidances WHERE student_id = \(student)"
        case "manual_texts": "SELECT COUNT(*) AS n FROM manual_texts WHERE student_id = \(student)"
        case "circumstances": "SELECT COUNT(*) AS n FROM circumstances WHERE student_id = \(student)"
        case "shares": "SELECT COUNT(*) AS n FROM shares WHERE student_id = \(student)"
        case "signals": "SELECT COUNT(*) AS n FROM signals WHERE student_id = \(student)"
        case "consults": "SELECT COUNT(*) AS n FROM consults WHERE student_id = \(student)"
        case "referrals": "SELECT COUNT(*) AS n FROM referrals WHERE student_id = \(student)"
        default: "SELECT COUNT(*) AS n FROM corrections WHERE student_id = \(student)"
        }
    }

    @Test func `a backup from before is erased anew before anyone is served`() async throws {
        let rights = try await Rights()
        let backup = rights.folder.path + "-backup.sqlite"
        defer { try? FileManager.default.removeItem(atPath: backup) }
        try await rights.database.backUp(to: backup)
        try await rights.erase()
        try rights.database.close()
        let file = rights.folder.path + "/naast.sqlite"
        for tail in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + tail) }
        try FileManager.default.copyItem(atPath: backup, toPath: file)
        #expect(try !rights.found().isEmpty, "the backup holds what was erased later")
        let again = try await rights.school.open(rights.folder.path)
        #expect(try await App.eraseAgain(in: again) == 1)
        #expect(try rights.found() == [])
        #expect(try await App.eraseAgain(in: again) == 0, "once is enough")
        #expect(try await again.read { try AccessLog.verify($0).broken } == nil)
        try again.close()
    }

    @Test func `a list that was lost is written again from the database`() async throws {
        let rights = try await Rights()
        try await rights.erase()
        let list = rights.folder.path + "/erased"
        let before = try String(contentsOfFile: list, encoding: .utf8)
        try FileManager.default.removeItem(atPath: list)
        try await App.eraseAgain(in: rights.database)
        #expect(try String(contentsOfFile: list, encoding: .utf8) == before)
        try rights.database.close()
    }

    @Test func `everyone's pages stand as before, without the name`() async throws {
        let rights = try await Rights()
        try await rights.erase()
        for someone in rights.school.people where someone.relation == .own || someone.relation == .other {
            // One address asks so much in no time that it would be held back.
            rights.school.clock.advance(5)
            for endpoint in rights.site.app.site.endpoints where endpoint.method == .get {
                let path = try #require(rights.school.path(endpoint.template))
                let reply = try await rights.site.get(path, cookie: someone.cookie)
                #expect(reply.status != 500, "\(path) as \(someone.role)")
                #expect(
                    !reply.body.lowercased().contains("kanarie-name") && !reply.body.contains("KanarieFamilie"),
                    "\(path) as \(someone.role)")
            }
        }
        #expect(try await rights.site.get("/vandaag", cookie: try rights.someone(.student).cookie).status == 303, "signed out")
        try rights.database.close()
    }

    /// Who adds a table that names people decides here what becomes of it, and says so in a `PersonalRecords`.
    @Test func `of every column that names a person it is known what erasure does with it`() async throws {
        let emptied: Set<String> = [
            "accounts.person_id", "sessions.person_id", "guidances.student_id", "goals.student_id", "goal_steps.student_id",
            "successes.student_id", "working_notes.author_id", "responses.author_id", "response_pairs.made_by", "response_pairs.invited",
            "exports.person_id", "corrections.student_id", "second_factors.person_id", "recovery_codes.person_id",
            "half_sign_ins.person_id",
            "outside_identities.person_id", "manual_texts.student_id", "circumstances.student_id", "shares.student_id", "shares.person_id",
            "invitations.student_id", "invitations.person_id", "mail_codes.person_id",
            "notices.person_id", "outbox.person_id", "message_settings.person_id", "digest_switches.person_id", "calendar_feeds.person_id",
            "signals.student_id", "consults.student_id", "referrals.student_id",
            "leads.student_id", "skill_ratings.student_id", "career_evidence.student_id", "career_options.student_id",
            "career_next_steps.student_id", "career_look_backs.student_id",
        ]
        // Rows that stay, without words: acts of others too, or that something was.
        let kept: Set<String> = [
            "roles.person_id", "roles.student_id", "agreements.student_id", "agreements.made_by", "agreement_parties.person_id",
            "goals.made_by", "successes.noted_by", "conversations.student_id", "conversations.made_by",
            "conversation_participants.person_id", "corrections.answered_by", "erasures.person_id", "erasures.entered_by",
            "erasures.administrator_id", "erasures.witness_id", "erasures.closed_by", "holds.person_id", "holds.made_by", "holds.ended_by",
            "circumstances.author_id", "shares.agreed_by", "look_reviews.reviewer_id",
            "invitations.made_by", "invitations.withdrawn_by",
            "signals.given_by", "signals.taken_up_by", "consults.asked_by", "consults.coordinator_id", "referrals.coordinator_id",
            "referrals.receiver_id", "referral_events.by_person",
            "leads.set_by", "lead_lines.person_id", "skill_ratings.rater_id", "career_evidence.made_by", "career_options.made_by",
            "career_next_steps.made_by", "career_look_backs.mentor_id", "house_rules.set_by", "house_rule_yeses.person_id",
            "ladder_steps.by_person",
            "placements.student_id", "placements.guide_id", "placements.made_by", "placement_supervisors.person_id",
            "placement_hours.noted_by", "placement_matches.said_by", "placement_contacts.noted_by",
        ]
        let rights = try await Rights()
        let found = try await rights.database.read { connection in
            try connection.all(
                """
                SELECT m.name || '.' || f."from" AS place FROM sqlite_schema AS m JOIN pragma_foreign_key_list(m.name) AS f
                WHERE m.type = 'table' AND f."table" = 'persons'
                """
            ) { try $0.get("place") as String }
        }
        #expect(Set(found).symmetricDifference(emptied.union(kept)).sorted() == [])
        try rights.database.close()
    }

    @Test func `a guide is erased by the same act, and the student's file stays whole`() async throws {
        let rights = try await Rights()
        let mentor = try rights.someone(.mentor)
        try await rights.site.app.retention.erasure.erase(mentor.person)
        let written = try await rights.database.read { connection in
            try connection.count("SELECT COUNT(*) AS n FROM responses WHERE author_id = \(mentor.person)")
                + connection.count("SELECT COUNT(*) AS n FROM working_notes WHERE author_id = \(mentor.person)")
        }
        #expect(written == 0)
        #expect(try rights.found(besides: [Canary.text(.team)]).contains(Canary.text(.team)) == false)
        var seen = ""
        for role in [Role.student, .classGuide, .administrator, .guardian] {
            for endpoint in rights.site.app.site.endpoints where endpoint.method == .get {
                let path = try #require(rights.school.path(endpoint.template))
                let reply = try await rights.site.get(path, cookie: try rights.someone(role).cookie)
                #expect(reply.status != 500, "\(path) as \(role)")
                #expect(!reply.body.contains(Canary.text(.team)), "\(path) as \(role)")
                seen += reply.body
            }
        }
        #expect(seen.contains(Canary.text(.agreement)) && seen.contains(PeopleRecordsStore.neutralName))
        let student = try rights.student
        let words = try Library(folders: App.languageFolders)[.nl]
        let looks = try await rights.database.read { connection in
            try PeopleRecords().about(OwnRecords(person: student, words: words), connection).first { $0.name == "looks" }
        }
        let who: [String] = (looks?.items.flatMap(\.fields) ?? []).compactMap { field in
            if case .text(let text) = field.value { text } else { nil }
        }
        #expect(who.contains("iemand van vroeger") && !who.contains { $0.contains(Canary.text(.team)) || $0.contains("gewist") })
        try rights.database.close()
    }

    @Test func `nobody is carried out by one person, by the requester, under a hold, or without a right`() async throws {
        let rights = try await Rights()
        let request = try rights.request()
        let (mentor, administrator) = (try rights.someone(.mentor), try rights.someone(.administrator))
        for other in [try rights.someone(.classGuide), try rights.someone(.student), try rights.someone(.mentor, .other)] {
            #expect(try await rights.site.post(request, cookie: other.cookie).status == 404)
        }
        let second = try rights.someone(.administrator, .other)
        #expect(try await rights.site.post(request, cookie: administrator.cookie).status == 303)
        #expect(try await rights.site.post(request, cookie: administrator.cookie).status == 409)
        // Another administrator is no second side.
        #expect(try await rights.site.post(request, cookie: second.cookie).status == 409)
        let student = try rights.student
        try await rights.database.write { connection in
            try HoldStore.make(HoldDraft(person: student, until: connection.today, reason: "klacht"), by: administrator.person, connection)
        }
        #expect(try await rights.site.post(request, cookie: mentor.cookie).status == 409)
        #expect(try rights.found().contains("KanarieFamilie"))
        try await rights.database.write { try $0.run("UPDATE holds SET ended_at = \($0.now)") }
        // The officer says yes in the mentor's stead.
        let officer = try rights.someone(.manager)
        #expect(try await rights.site.get(request, cookie: officer.cookie).status == 404)
        try await rights.database.write { try ErasureSettings.setOfficer(officer.person, $0) }
        #expect(try await rights.site.post(request, cookie: officer.cookie).status == 303)
        #expect(try rights.found() == [])
        try rights.database.close()
    }
}
