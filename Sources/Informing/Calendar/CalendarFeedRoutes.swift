import Foundation
import People
import Storage
import Web

/// The calendar itself: opened by its secret alone, for a calendar program cannot sign in. What stands in it is decided anew at each
/// reading, by the roles of that moment. It names nobody, so reading it is no look at a file (docs/decisions/031).
struct CalendarFeedRoutes: Sendable {
    let door: Door
    let library: Library
    let sources: [any CalendarSource]

    var endpoints: [Endpoint] {
        [
            .open(.get, InformingPaths.feed) { ask, name in
                guard name.hasSuffix(CalendarFeed.ending) else { throw Problem.notFound }
                let secret = String(name.dropLast(CalendarFeed.ending.count))
                let (sources, today) = (sources, ask.today)
                let found = try await door.database.read { connection -> (entries: [CalendarEntry], language: Language) in
                    guard let owner = try CalendarFeedStore.owner(secret: secret, connection) else { throw Problem.notFound }
                    let entries = try sources.flatMap {
                        try $0.entries(
                            of: owner.person, from: today + -CalendarFeed.back, to: today + CalendarFeed.ahead, connection)
                    }
                    return (entries, owner.language)
                }
                let text = CalendarFeed.text(found.entries, words: library[found.language], now: ask.now)
                return Answer(
                    body: .bytes(Data(text.utf8), type: "text/calendar; charset=utf-8"),
                    headers: [("Content-Disposition", "inline; filename=\"naast.ics\"")])
            }
        ]
    }
}
