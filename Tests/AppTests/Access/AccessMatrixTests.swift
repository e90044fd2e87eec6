import Foundation
import People
import Storage
import Testing
import Web

@testable import App

/// Every route × every role × own, other, ended, stranger. What is expected stands here, written from the table of the product's
/// description, not taken from the rules that are tested.
struct AccessMatrixTests {
    typealias Secret = Canary.Secret

    /// What the school's own guides read by their role alone.
    private static let everything: Set<Secret> = [
        .name, .team, .reach, .goal, .careerGoal, .agreement, .sharedAgreement, .conversation, .sharedConversation, .success,
        .correction, .invited, .invitedBefore, .signalWords, .ownSignal, .consultWords, .consultAnswer,
        .placementReason, .placementTask, .matchWords, .momentWords, .otherPlacement,
        .leadWords, .skillStudent, .skillSchool, .skillWork, .careerEvidence, .careerOption, .careerNext, .houseRule, .ladderReason,
    ]

    /// What a role with a running relation may read of the first student.
    static let mayRead: [Role: Set<Secret>] = [
        .student: Set(Secret.allCases).subtracting([.workingNote, .reflection, .invitedBefore]),
        .mentor: everything.union([.workingNote, .reflection, .manualMentor, .circumstanceProposed, .lookBack]),
        .classGuide: everything.union([.circumstanceShared]),
        .workplaceSupervisor: [
            .name, .team, .reach, .sharedAgreement, .sharedConversation, .manualWork, .invited, .ownSignal,
            .placementTask, .matchWords, .momentWords,
            .leadWords, .skillWork, .houseRule, .ladderReason,
        ],
        .peerCoach: [.name, .careerGoal, .sharedAgreement, .sharedConversation, .team, .manualCoach],
        .guardian: [.name, .agreement, .sharedAgreement, .team, .manualHome],
        // What was put to them, and what the student agreed to for it; of a consult also who asked it.
        .careCoordinator: [.name, .team, .consultWords, .consultAnswer, .referralWords, .referralReport],
        .careWorker: [.name, .referralWords, .referralReport, .sharedForCare],
    ]
    // Peer coach and guardian see no team; but of an agreement they may see, they see with whom it is.

    /// Acts in the file: the tail of the address after the student's thing, and the roles with a running relation that may do it.
    /// For reading, the roles that find the page.
    static let file: [String: Set<Role>] = [
        "GET /studenten/{}": [
            .student, .mentor, .classGuide, .workplaceSupervisor, .peerCoach, .guardian, .careCoordinator, .careWorker,
        ],
        "POST /studenten/{}/successen": [.student, .mentor, .classGuide, .workplaceSupervisor, .peerCoach],
        "GET /studenten/{}/team": [.mentor, .classGuide], "POST /studenten/{}/team": [.mentor, .classGuide],
        "POST /studenten/{}/team/{}/einde": [.mentor, .classGuide], "POST /studenten/{}/ritme": [.mentor, .classGuide],
        "GET /studenten/{}/doelen/nieuw": [.student, .mentor, .classGuide], "POST /studenten/{}/doelen": [.student, .mentor, .classGuide],
        "GET /doelen/{}": [.student, .mentor, .classGuide], "POST /doelen/{}/stappen": [.student, .mentor, .classGuide],
        "POST /stappen/{}/gezet": [.student, .mentor, .classGuide], "POST /doelen/{}/einde": [.student, .mentor, .classGuide],
        "GET /studenten/{}/gesprekken/nieuw": [.student, .mentor, .classGuide],
        "POST /studenten/{}/gesprekken": [.student, .mentor, .classGuide],
        "GET /gesprekken/{}": [.student, .mentor, .classGuide], "POST /gesprekken/{}": [.mentor, .classGuide],
        "POST /gesprekken/{}/planning": [.mentor, .classGuide], "GET /gesprekken/{}/voeren": [.mentor, .classGuide],
        "POST /gesprekken/{}/voeren": [.mentor, .classGuide], "GET /gesprekken/{}/terugblik": [.student, .mentor, .classGuide],
        "POST /gesprekken/{}/terugblik": [.mentor, .classGuide], "POST /gesprekken/{}/bevestiging": [.student, .mentor, .classGuide],
        "POST /gesprekken/{}/afsluiting": [.mentor, .classGuide], "POST /gesprekken/{}/afzegging": [.mentor, .classGuide],
        "GET /studenten/{}/afspraken/nieuw": [.student, .mentor, .classGuide, .workplaceSupervisor, .peerCoach],
        "POST /studenten/{}/afspraken": [.student, .mentor, .classGuide, .workplaceSupervisor, .peerCoach],
        "GET /studenten/{}/afspraken/print": [.student, .mentor, .classGuide, .workplaceSupervisor, .peerCoach, .guardian],
        "GET /afspraken/{}": [.student, .mentor, .classGuide, .guardian],
        "POST /afspraken/{}/bevestiging": [.student, .mentor, .classGuide, .guardian],
        "POST /afspraken/{}/beoordeling": [.student, .mentor, .classGuide],
        "POST /afspraken/{}/stappen/{}": [.student, .mentor, .classGuide],
        "GET /studenten/{}/omstandigheden/nieuw": [.mentor, .classGuide], "POST /studenten/{}/omstandigheden": [.mentor, .classGuide],
        "POST /delingen/{}/akkoord": [.guardian],
        "GET /studenten/{}/uitnodigingen": [.mentor, .classGuide, .careCoordinator],
        "POST /studenten/{}/uitnodigingen": [.mentor, .classGuide, .careCoordinator],
        "GET /studenten/{}/uitnodigingen/{}/intrekken": [.mentor, .classGuide],
        "POST /studenten/{}/uitnodigingen/{}/intrekken": [.mentor, .classGuide],
        "POST /studenten/{}/uitnodigingen/{}/opnieuw": [.mentor, .classGuide],
        "GET /studenten/{}/stages": [.student, .mentor, .classGuide, .workplaceSupervisor],
        "GET /studenten/{}/stages/nieuw": [.mentor, .classGuide], "POST /studenten/{}/stages": [.mentor, .classGuide],
        "GET /stages/{}": [.student, .mentor, .classGuide, .workplaceSupervisor],
        "GET /stages/{}/print": [.student, .mentor, .classGuide, .workplaceSupervisor],
        "GET /stages/{}/wijzigen": [.mentor, .classGuide], "POST /stages/{}/wijzigen": [.mentor, .classGuide],
        "POST /stages/{}/begin": [.mentor, .classGuide], "GET /stages/{}/einde": [.mentor, .classGuide],
        "POST /stages/{}/einde": [.mentor, .classGuide], "GET /stages/{}/begeleiders": [.mentor, .classGuide],
        "POST /stages/{}/begeleiders": [.mentor, .classGuide], "GET /stages/{}/begeleiders/{}/einde": [.mentor, .classGuide],
        "POST /stages/{}/begeleiders/{}/einde": [.mentor, .classGuide],
        "POST /stages/{}/taken": [.student, .mentor, .classGuide, .workplaceSupervisor],
        "POST /stages/{}/taken/{}/gedaan": [.student, .mentor, .classGuide, .workplaceSupervisor],
        "GET /stages/{}/uren": [.student, .mentor, .classGuide, .workplaceSupervisor],
        "POST /stages/{}/uren": [.student, .mentor, .classGuide, .workplaceSupervisor],
        "GET /stages/{}/match": [.student, .mentor, .classGuide, .workplaceSupervisor],
        "POST /stages/{}/match": [.student, .mentor, .classGuide, .workplaceSupervisor],
        "GET /stages/{}/contact/{}": [.mentor, .classGuide, .workplaceSupervisor],
        "POST /stages/{}/contact/{}": [.mentor, .classGuide, .workplaceSupervisor],
        "GET /stages/{}/momenten/{}": [.student, .mentor, .classGuide, .workplaceSupervisor],
        "POST /stages/{}/momenten/{}": [.mentor, .classGuide],
        "GET /studenten/{}/correcties": [.mentor, .classGuide], "POST /correcties/{}": [.mentor, .classGuide],
        "GET /studenten/{}/signalen/nieuw": [.mentor, .classGuide, .workplaceSupervisor, .peerCoach],
        "POST /studenten/{}/signalen": [.mentor, .classGuide, .workplaceSupervisor, .peerCoach],
        "GET /signalen/{}": [.student, .mentor, .classGuide, .workplaceSupervisor],
        "POST /signalen/{}/oppakken": [.mentor, .classGuide], "POST /signalen/{}/antwoord": [.mentor, .classGuide],
        "GET /signalen/{}/intrekking": [.mentor, .classGuide, .workplaceSupervisor],
        "POST /signalen/{}/intrekking": [.mentor, .classGuide, .workplaceSupervisor],
        "GET /studenten/{}/consulten/nieuw": [.mentor, .classGuide], "POST /studenten/{}/consulten": [.mentor, .classGuide],
        "GET /consulten/{}": [.student, .mentor, .classGuide, .careCoordinator],
        "POST /consulten/{}/oppakken": [.careCoordinator], "POST /consulten/{}/antwoord": [.careCoordinator],
        "GET /consulten/{}/intrekking": [.mentor, .classGuide], "POST /consulten/{}/intrekking": [.mentor, .classGuide],
        "GET /consulten/{}/afsluiting": [.mentor, .classGuide, .careCoordinator],
        "POST /consulten/{}/afsluiting": [.mentor, .classGuide, .careCoordinator],
        "GET /consulten/{}/doorverwijzing": [.careCoordinator], "POST /consulten/{}/doorverwijzing": [.careCoordinator],
        "GET /doorverwijzingen/{}": [.student, .mentor, .classGuide, .careCoordinator, .careWorker],
        "GET /doorverwijzingen/{}/besluit": [.student], "POST /doorverwijzingen/{}/besluit": [.student],
        "POST /doorverwijzingen/{}/aanname": [.careWorker], "POST /doorverwijzingen/{}/begin": [.careWorker],
        "POST /doorverwijzingen/{}/verslag": [.careWorker], "POST /doorverwijzingen/{}/afwijzing": [.careWorker],
        "POST /doorverwijzingen/{}/afsluiting": [.careCoordinator, .careWorker],
        "GET /doorverwijzingen/{}/intrekking": [.student, .careCoordinator],
        "POST /doorverwijzingen/{}/intrekking": [.student, .careCoordinator],
        "GET /studenten/{}/regie": [.student, .mentor, .classGuide, .workplaceSupervisor],
        "GET /studenten/{}/regie/nieuw": [.mentor, .classGuide], "POST /studenten/{}/regie": [.mentor, .classGuide],
        "POST /studenten/{}/regie/akkoord": [.student],
        "GET /studenten/{}/vaardigheden": [.student, .mentor, .classGuide, .workplaceSupervisor],
        "GET /studenten/{}/vaardigheden/nieuw": [.student, .mentor, .classGuide, .workplaceSupervisor],
        "POST /studenten/{}/vaardigheden": [.student, .mentor, .classGuide, .workplaceSupervisor],
        "GET /studenten/{}/loopbaan": [.student, .mentor, .classGuide],
        "GET /studenten/{}/loopbaan/bewijs": [.student, .mentor, .classGuide],
        "POST /studenten/{}/loopbaan/bewijs": [.student, .mentor, .classGuide],
        "GET /studenten/{}/loopbaan/keuzes": [.student, .mentor, .classGuide],
        "POST /studenten/{}/loopbaan/keuzes": [.student, .mentor, .classGuide],
        "GET /studenten/{}/loopbaan/vervolg": [.student, .mentor, .classGuide],
        "POST /studenten/{}/loopbaan/vervolg": [.student, .mentor, .classGuide],
        "GET /stages/{}/huisregels": [.student, .mentor, .classGuide, .workplaceSupervisor],
        "GET /stages/{}/huisregels/nieuw": [.mentor, .classGuide, .workplaceSupervisor],
        "POST /stages/{}/huisregels": [.mentor, .classGuide, .workplaceSupervisor],
        "POST /stages/{}/huisregels/akkoord": [.student, .mentor, .classGuide, .workplaceSupervisor],
        "GET /stages/{}/ladder": [.mentor, .classGuide, .workplaceSupervisor],
        "POST /stages/{}/ladder": [.mentor, .classGuide, .workplaceSupervisor],
        "GET /loopbaan/bewijs/{}/weg": [.student, .mentor, .classGuide], "POST /loopbaan/bewijs/{}/weg": [.student, .mentor, .classGuide],
        "GET /loopbaan/keuzes/{}/weg": [.student, .mentor, .classGuide], "POST /loopbaan/keuzes/{}/weg": [.student, .mentor, .classGuide],
    ]

    /// Lists of a caseload and pages without a name in them: found by who has one of these roles now, wherever.
    static let byRole: [String: Set<Role>] = [
        "GET /signalen": [.mentor, .classGuide, .workplaceSupervisor, .peerCoach],
        "GET /consulten": [.mentor, .classGuide, .careCoordinator],
        "GET /doorverwijzingen": [.mentor, .classGuide, .careCoordinator, .careWorker],
        "GET /meldcode": Set(Role.allCases).subtracting([.student, .guardian]),
    ]

    /// A student's own pages, which name nobody: found by students alone. True when the address names something of the first student,
    /// which another student does not find either.
    static let ofStudent: [String: Bool] = [
        "GET /handleiding": false, "GET /handleiding/{}": false, "POST /handleiding/{}": false, "GET /handleiding/{}/versies": false,
        "GET /omstandigheden": false, "GET /omstandigheden/{}": true, "POST /omstandigheden/{}": true,
        "GET /omstandigheden/{}/woorden": true, "POST /omstandigheden/{}/woorden": true, "GET /wie-ziet-wat": false,
        "GET /delen/{}/{}": true, "POST /delen/{}/{}": true, "POST /delingen/{}/intrekken": true,
        "GET /loopbaan": false, "GET /terugblik": false, "POST /terugblik": false, "POST /terugblik/toestemming": false,
        "POST /terugblik/vertrek": false,
    ]

    /// Requests for erasure of the first student: its own mentor, and whoever is administrator.
    static let erasure: Set<String> = ["GET /wisverzoeken/{}", "POST /wisverzoeken/{}", "POST /wisverzoeken/{}/weigering"]

    /// Found by everyone, signed in or not.
    static let open: Set<String> = [
        "GET /", "GET /aanmelden", "POST /aanmelden", "POST /afmelden", "GET /activeren/{}", "POST /activeren/{}", "POST /taal",
        "GET /assets/{}/{}", "GET /health/live", "GET /health/ready", "GET /metrics", "GET /robots.txt",
        "GET /aanmelden/code", "POST /aanmelden/code",
        "GET /aanmelden/code-per-mail", "POST /aanmelden/code-per-mail", "GET /aanmelden/code-per-mail/cijfers",
        "POST /aanmelden/code-per-mail/cijfers", "GET /uitnodiging/{}", "POST /uitnodiging/{}", "GET /code/{}", "POST /code/{}",
        "GET /agenda/{}", "GET /berichten/uit/{}", "POST /berichten/uit/{}", "GET /vandaag/live",
    ]

    /// Found by everyone who is signed in: about oneself.
    static let signedIn: Set<String> = [
        "GET /mijn-gegevens", "POST /mijn-gegevens/export", "POST /mijn-gegevens/export/{}/bestand", "GET /mijn-gegevens/correctie",
        "POST /mijn-gegevens/correctie", "GET /mijn-gegevens/wissen", "POST /mijn-gegevens/wissen", "POST /mijn-gegevens/wissen/intrekken",
        "GET /vandaag", "GET /account", "POST /account/wachtwoord", "POST /account/sessies/{}/einde", "POST /account/sessies/einde",
        "GET /account/bereik", "POST /account/bereik",
        "GET /account/extra-code", "POST /account/extra-code/begin", "POST /account/extra-code/bevestiging", "GET /account/extra-code/uit",
        "GET /wie-keek", "POST /account/extra-code/uit", "GET /account/extra-code/reservecodes", "POST /account/extra-code/reservecodes",
        "GET /account/berichten", "POST /account/berichten", "POST /account/berichten/agenda", "GET /account/berichten/agenda/einde",
        "POST /account/berichten/agenda/einde",
        "GET /terugblikken",
    ]

    /// Found by who guides.
    static let guides: Set<Role> = [.mentor, .classGuide, .workplaceSupervisor, .peerCoach, .careCoordinator, .careWorker]

    private static func key(_ endpoint: Endpoint) -> String { endpoint.method.rawValue + " " + endpoint.template }

    private static func isReflection(_ template: String) -> Bool {
        ["/checklists", "/invullingen", "/samen"].contains { template.hasPrefix($0) }
    }

    @Test func `every route has a row`() async throws {
        let school = try await MatrixSchool.make()
        let (site, database, _) = try await school.site()
        for endpoint in site.app.site.endpoints {
            let key = Self.key(endpoint)
            let isKnown =
                Self.file[key] != nil || Self.ofStudent[key] != nil || Self.open.contains(key) || Self.signedIn.contains(key)
                || Self.byRole[key] != nil || key == "GET /studenten" || key == "GET /wisverzoeken" || Self.erasure.contains(key)
                || Self.isReflection(endpoint.template) || endpoint.template.hasPrefix("/beheer")
            #expect(isKnown, "\(key) has no row in the matrix")
            #expect(school.path(endpoint.template) != nil, "\(key) has no example")
        }
        let mounted = Set(site.app.site.endpoints.map(Self.key))
        for key in Array(Self.file.keys) + Self.ofStudent.keys + Self.byRole.keys {
            #expect(mounted.contains(key), "\(key) is in the matrix but is no route")
        }
        try database.close()
    }

    @Test func `who is not signed in sees nothing of anyone`() async throws {
        let school = try await MatrixSchool.make()
        let (site, database, _) = try await school.site()
        for endpoint in site.app.site.endpoints where !Self.open.contains(Self.key(endpoint)) {
            let path = try #require(school.path(endpoint.template))
            let reply = endpoint.method == .get ? try await site.get(path) : try await site.post(path)
            #expect(endpoint.method == .get ? reply.status == 303 : reply.status == 401, "\(Self.key(endpoint)) answered \(reply.status)")
            expectNoCanary(reply, seeing: [], at: path)
        }
        try database.close()
    }

    @Test(arguments: Role.allCases)
    func `each role sees and does what the table says and nothing else`(role: Role) async throws {
        let school = try await MatrixSchool.make()
        for someone in school.people where someone.role == role {
            // Reading first: what is done afterwards changes what can be read.
            for method in Ask.Method.allCases {
                let (site, database, _) = try await school.site()
                for endpoint in site.app.site.endpoints where endpoint.method == method && endpoint.template != "/afmelden" {
                    try await check(endpoint, someone, school, site)
                    // An act may end the session or the role it needs; each acts on a fresh school.
                }
                try database.close()
            }
        }
    }

    private func check(_ endpoint: Endpoint, _ someone: MatrixSchool.Someone, _ school: MatrixSchool, _ site: TestSite) async throws {
        let key = Self.key(endpoint)
        // Ending one's own sessions or role would make the rest of the walk meaningless; these have tests of their own.
        guard
            !["POST /account/sessies/{}/einde", "POST /account/sessies/einde", "POST /studenten/{}/team/{}/einde"].contains(key)
                || someone.relation != .own
        else { return }
        let path = try #require(school.path(endpoint.template))
        let reply =
            endpoint.method == .get ? try await site.get(path, cookie: someone.cookie) : try await site.post(path, cookie: someone.cookie)
        let seeing = someone.relation == .own ? Self.mayRead[someone.role] ?? [] : []
        let isAdministrator = someone.role == .administrator && someone.relation != .ended
        // The administrator manages people: names and roles, no file content.
        expectNoCanary(
            reply, seeing: isAdministrator ? seeing.union([.name, .team, .invited, .invitedBefore]) : seeing,
            at: "\(key) as \(someone.role) \(someone.relation)")
        #expect(reply.status != 500, "\(key) as \(someone.role) \(someone.relation)")
        if let roles = Self.file[key] {
            let may = someone.relation == .own && roles.contains(someone.role)
            #expect(
                may == ![401, 403, 404].contains(reply.status), "\(key) as \(someone.role) \(someone.relation) answered \(reply.status)")
            if someone.relation != .own {
                #expect(reply.status == 404, "\(key) as \(someone.role) \(someone.relation) answered \(reply.status)")
            }
        } else if let roles = Self.byRole[key] {
            let finds = roles.contains(someone.role) && someone.relation != .ended
            #expect(finds == (reply.status == 200), "\(key) as \(someone.role) \(someone.relation) answered \(reply.status)")
        } else if let isNamed = Self.ofStudent[key] {
            let finds = someone.role == .student && (someone.relation == .own || !isNamed)
            #expect(finds == (reply.status != 404), "\(key) as \(someone.role) \(someone.relation) answered \(reply.status)")
        } else if Self.erasure.contains(key) {
            let may = isAdministrator || (someone.role == .mentor && someone.relation == .own)
            #expect(
                may ? ![401, 403, 404].contains(reply.status) : reply.status == 404,
                "\(key) as \(someone.role) \(someone.relation) answered \(reply.status)")
        } else if key == "GET /wisverzoeken", !isAdministrator, someone.role != .mentor || someone.relation == .ended {
            #expect(reply.status == 404, "\(key) as \(someone.role) \(someone.relation) answered \(reply.status)")
        } else if key.hasSuffix("/mijn-gegevens/export/{}/bestand"), !(someone.role == .student && someone.relation == .own) {
            #expect(reply.status == 404, "\(key) as \(someone.role) \(someone.relation) answered \(reply.status)")
        } else if key.hasSuffix("/mijn-gegevens/correctie"), someone.role != .student {
            #expect(reply.status == 404, "\(key) as \(someone.role) \(someone.relation) answered \(reply.status)")
        } else if endpoint.template.hasPrefix("/beheer") {
            if !isAdministrator { #expect(reply.status == 404, "\(key) as \(someone.role) \(someone.relation) answered \(reply.status)") }
        } else if Self.isReflection(endpoint.template), !Self.guides.contains(someone.role) || someone.relation == .ended {
            #expect(reply.status == 404, "\(key) as \(someone.role) \(someone.relation) answered \(reply.status)")
        } else if endpoint.template.hasPrefix("/invullingen"), !(someone.role == .mentor && someone.relation == .own) {
            #expect(reply.status == 404, "\(key) as \(someone.role) \(someone.relation) answered \(reply.status)")
        }
    }

    @Test func `who may see, does see: the canaries sing for the mentor`() async throws {
        let school = try await MatrixSchool.make()
        let (site, database, _) = try await school.site()
        let mentor = try #require(school.people.first { $0.role == .mentor && $0.relation == .own })
        var seen = ""
        for endpoint in site.app.site.endpoints where endpoint.method == .get {
            seen += try await site.get(try #require(school.path(endpoint.template)), cookie: mentor.cookie).body
        }
        for secret in try #require(Self.mayRead[.mentor]) { #expect(seen.contains(Canary.text(secret)), "\(secret)") }
        try database.close()
    }

    @Test func `who may see of care, does see: coordinator, care worker, and the workplace its own signal`() async throws {
        let school = try await MatrixSchool.make()
        let (site, database, _) = try await school.site()
        for role in [Role.careCoordinator, .careWorker] {
            let someone = try #require(school.people.first { $0.role == role && $0.relation == .own })
            var seen = ""
            for endpoint in site.app.site.endpoints where endpoint.method == .get {
                seen += try await site.get(try #require(school.path(endpoint.template)), cookie: someone.cookie).body
            }
            for secret in try #require(Self.mayRead[role]) { #expect(seen.contains(Canary.text(secret)), "\(role) \(secret)") }
        }
        let supervisor = try #require(school.people.first { $0.role == .workplaceSupervisor && $0.relation == .own })
        let student = try #require(school.values["/studenten"])
        #expect(try await site.get("/studenten/" + student, cookie: supervisor.cookie).body.contains(Canary.text(.ownSignal)))
        try database.close()
    }

    @Test func `with its end nothing of a referral is left for who received it`() async throws {
        let school = try await MatrixSchool.make()
        let (site, database, _) = try await school.site()
        let worker = try #require(school.people.first { $0.role == .careWorker && $0.relation == .own })
        let referral = try #require(school.values["/doorverwijzingen"])
        let closed = try await site.post("/doorverwijzingen/\(referral)/afsluiting", [("closing", "klaar")], cookie: worker.cookie)
        #expect(closed.status == 303)
        for endpoint in site.app.site.endpoints where endpoint.method == .get {
            let path = try #require(school.path(endpoint.template))
            expectNoCanary(try await site.get(path, cookie: worker.cookie), seeing: [], at: path)
        }
        try database.close()
    }

    private func expectNoCanary(_ reply: TestSite.Reply, seeing: Set<Secret>, at place: String) {
        let text = reply.everything
        for secret in Secret.allCases where !seeing.contains(secret) {
            #expect(!text.contains(Canary.text(secret)), "\(place) answered \(reply.status) with \(secret)")
        }
    }
}
