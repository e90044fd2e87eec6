import People
import Storage
import Web

enum DemoPaths {
    static let start = FixedPath("/demo")
    static let post = FixedPath("/demo/post")
    static let step = Path<ID<Person>>("/demo/{}")
}

/// The page of the demo on which one steps into a role. It stands only in `naast demo`, on a database of its own.
struct DemoRoutes: Sendable {
    let door: Door

    var endpoints: [Endpoint] {
        [
            .open(.get, DemoPaths.start) { ask in
                let people = try await door.database.read { try DemoStore.faces($0) }
                return .page(DemoPage.page(people, words: ask.words))
            },
            .open(.post, DemoPaths.step) { ask, person in
                let secret = try await door.database.write { connection in
                    guard try DemoStore.faces(connection).contains(where: { $0.person == person }) else { throw Problem.notFound }
                    // As if with a second factor: whatever a visitor tries in the demo, its faces can be stepped into.
                    return try SessionStore.begin(
                        for: person, device: device(ask.headers["user-agent"]), proof: .provider, connection)
                }
                return Answer.see("/vandaag").setting(.session(secret))
            },
        ]
    }
}

/// One person to step into.
struct DemoFace: Sendable {
    let person: ID<Person>
    let role: Role
    let name: PersonName
}

enum DemoPage {
    static func page(_ faces: [DemoFace], words: Words) -> Page {
        let rows = faces.map { one -> HTML in
            """
            <li><form method="post" action="\(DemoPaths.step(one.person))"><button class="role" data-role="\(one.role.rawValue)">\
            <strong>\(one.name.full)</strong> <span class="tag">\(words(one.role.key))</span><br><span class="soft">\(words("demo.role." + one.role.rawValue))</span></button></form></li>
            """
        }
        return Page(
            title: words("demo.title"),
            content: """
                <div class="stack"><h1>\(words("demo.title"))</h1><p>\(words("demo.intro"))</p><p class="soft">\(words("demo.invented"))</p></div><ul class="roles">\(rows)</ul>\
                <p>\(action(DemoPaths.post(), words("demo.post.title"), quiet: true))</p>
                """)
    }
}
