import People
import Storage
import Web

struct StudentRoutes: Sendable {
    let door: Door
    let parts: GuidingParts

    var endpoints: [Endpoint] {
        [
            door.signedIn(.get, GuidingPaths.students, guardedBy: "own caseload") { ask, viewer in .page(try await list(ask, viewer)) },
            door.signedIn(.get, GuidingPaths.student, guardedBy: "file: any part") { ask, viewer, student in
                .page(try await page(FormState(), ask, viewer, student))
            },
            door.signedIn(.post, GuidingPaths.successes, guardedBy: "file: noteSuccess", run: noteSuccess),
            door.signedIn(.get, GuidingPaths.team, guardedBy: "file: changeTeam") { ask, viewer, student in
                .page(try await teamPage(nil, ask, viewer, student))
            },
            door.signedIn(.post, GuidingPaths.team, guardedBy: "file: changeTeam", run: addMember),
            door.signedIn(.post, GuidingPaths.teamEnd, guardedBy: "file: changeTeam") { _, viewer, student, period in
                try await door.files.change(viewer, .changeTeam, of: student) { connection, permit in
                    try TeamStore.end(period, permit: permit, connection)
                }
                // Who ended the own role does not see the team any more.
                return .see(GuidingPaths.students(), notice: "teamEnded")
            },
            door.signedIn(.post, GuidingPaths.rhythm, guardedBy: "file: changeRhythm", run: setRhythm),
        ]
    }

    private func list(_ ask: Ask, _ viewer: Viewer) async throws -> Page {
        guard viewer.isGuide else { throw Problem.notFound }
        let cards = try await door.files.lookAtCaseload(viewer, what: "list") { connection, permits in
            try StudentStore.cards(permits, connection)
        }
        return StudentListPage.page(cards, ask: ask)
    }

    private func page(_ state: FormState, _ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Page {
        let shown = try await door.files.look(viewer, at: student, what: "student", also: \.logged) { connection, permit in
            try ShownStudent.load(permit, parts, ask, connection)
        }
        return StudentPage.page(shown, state, ask: ask)
    }

    private func noteSuccess(_ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Answer {
        try await filling({ try await page($0, ask, viewer, student) }) {
            try await door.files.change(viewer, .noteSuccess, of: student) { connection, permit in
                try SuccessStore.add(try GoalForm.success(ask.form), permit: permit, connection)
            }
            return .see(GuidingPaths.student(student), notice: "successNoted")
        }
    }

    private func teamPage(_ state: FormState?, _ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Page {
        let letters = ask.query.first("zoek") ?? ""
        let shown = try await door.files.look(viewer, at: student, what: "team") { connection, permit in
            guard permit.may.contains(.changeTeam) else { throw Problem.forbidden }
            return ShownTeam(
                student: try StudentStore.card(permit, connection), team: try TeamStore.team(permit, connection),
                found: try TeamStore.candidates(letters, permit: permit, connection), rhythmDays: try Rhythm.days(of: student, connection),
                mayInvite: permit.may.contains(.invite))
        }
        return TeamPage.page(shown, state ?? FormState(known: ["days": String(shown.rhythmDays)]), ask: ask)
    }

    private func addMember(_ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Answer {
        try await door.files.change(viewer, .changeTeam, of: student) { connection, permit in
            var form = FormReader(ask.form)
            guard let person = form.id("person", of: Person.self), let role: Role = form.choice("role") else { throw Problem.malformed }
            try TeamStore.add(person, as: role, permit: permit, connection)
        }
        return .see(GuidingPaths.team(student), notice: "teamAdded")
    }

    private func setRhythm(_ ask: Ask, _ viewer: Viewer, _ student: ID<Person>) async throws -> Answer {
        try await filling({ try await teamPage($0, ask, viewer, student) }) {
            try await door.files.change(viewer, .changeRhythm, of: student) { connection, permit in
                var form = FormReader(ask.form)
                let days = form.number("days", in: Rhythm.possible)
                try Rhythm.set(try form.accept(days), permit: permit, connection)
            }
            return .see(GuidingPaths.team(student), notice: "rhythmSet")
        }
    }
}

enum StudentListPage {
    static func page(_ cards: [StudentCard], ask: Ask) -> Page {
        let words = ask.words
        let rows = cards.map { card -> HTML in
            """
            <li class="need">\(face(card.name.initials))<strong><a href="\(GuidingPaths.student(card.id))">\(card.name.full)</a></strong>\
            <span class="why">\(card.classes.joined(separator: ", "))</span></li>
            """
        }
        return Page(
            title: words("menu.students"),
            content: """
                <div class="stack"><h1>\(words("menu.students"))</h1><p class="soft">\(words("students.intro", count: cards.count))</p></div>\
                \(rows.isEmpty ? empty(words("students.none")) : "<ul class=\"sheet needs\">\(rows)</ul>")
                """)
    }
}
