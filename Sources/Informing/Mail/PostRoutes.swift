import People
import Storage
import Web

struct PostRoutes: Sendable {
    let door: Door
    let mailing: Mailing

    var endpoints: [Endpoint] {
        [
            door.role(.administrator, .get, InformingPaths.post) { ask, _ in
                let state = try await door.database.read { try PostStore.state($0) }
                return .page(PostPages.page(state, hasSender: mailing.settings != nil, ask))
            },
            door.role(.administrator, .post, InformingPaths.postTest) { _, viewer in
                // To oneself: shows that the way out works. A cause of its own each time.
                try await door.database.write { connection in
                    let cause: ID<Mail> = connection.surroundings.newID()
                    try OutboxStore.add(Mail("test"), to: viewer.person, cause: cause.text, connection)
                }
                return .see(InformingPaths.post(), notice: "mailTested")
            },
            door.role(.administrator, .post, InformingPaths.postAgain) { _, _, id in
                try await door.database.write { connection in
                    _ = try PostStore.find(id, connection)
                    try PostStore.tryAgain(id, connection)
                }
                return .see(InformingPaths.post(), notice: "mailAgain")
            },
            door.role(.administrator, .get, InformingPaths.postEnd) { ask, _, id in
                .page(PostPages.end(try await door.database.read { try PostStore.find(id, $0) }, ask))
            },
            door.role(.administrator, .post, InformingPaths.postEnd) { _, _, id in
                try await door.database.write { connection in
                    _ = try PostStore.find(id, connection)
                    try PostStore.letGo(id, connection)
                }
                return .see(InformingPaths.post(), notice: "mailLetGo")
            },
        ]
    }
}
