import Agreements
import Foundation
import People
import Storage
import Web

/// The part of the product around the student: Today, the student's page, goals, conversations, agreements.
package enum Guiding {
    package static let migrations = AgreementTables.migrations + GuidingTables.migrations

    package static var languages: URL { Bundle.module.bundleURL.appending(path: "Content/Languages") }

    /// - Parameter parts: the other rooms of guiding, as far as they show something on the pages here.
    package static func endpoints(door: Door, parts: GuidingParts = GuidingParts([])) -> [Endpoint] {
        TodayRoutes(door: door, parts: parts).endpoints + StudentRoutes(door: door, parts: parts).endpoints
            + GoalRoutes(door: door).endpoints
            + ConversationRoutes(door: door).endpoints + agreements(door, parts).endpoints + ManualRoutes(door: door).endpoints
            + CircumstanceRoutes(door: door).endpoints + ShareRoutes(door: door).endpoints
    }

    /// What runs out by itself, removed: once a day.
    package static func sweep(_ connection: Connection) throws { try CircumstanceStore.sweep(connection) }

    /// The address of a conversation, for what was done in it elsewhere.
    package static func conversationPath(_ id: String) -> String {
        ID<Conversation>(id).map { GuidingPaths.conversation($0) } ?? GuidingPaths.today()
    }

    /// The page of a student, for what is asked about a file elsewhere.
    package static func studentPath(_ student: ID<Person>) -> String { GuidingPaths.student(student) }

    package static func menu(_ viewer: Viewer) -> [Frame.Item] {
        var items: [Frame.Item] = []
        if viewer.isGuide {
            items.append(Frame.Item(key: "today", path: GuidingPaths.today(), icon: "today"))
            items.append(Frame.Item(key: "students", path: GuidingPaths.students(), icon: "people"))
        } else if viewer.roles.contains(.student) || viewer.roles.contains(.guardian) {
            items.append(Frame.Item(key: "home", path: GuidingPaths.today(), icon: "today"))
        }
        if viewer.roles.contains(.student) {
            items.append(Frame.Item(key: "myPage", path: GuidingPaths.student(viewer.person), icon: "success"))
            items.append(Frame.Item(key: "manual", path: GuidingPaths.manual(), icon: "manual"))
        }
        return items
    }

    private static func agreements(_ door: Door, _ parts: GuidingParts) -> AgreementRoutes {
        AgreementRoutes(
            door: door,
            goals: { permit, connection in
                try GoalStore.goals(permit, connection).filter { $0.state == .open }.map { ($0.id.of(AgreementGoal.self), $0.words) }
            },
            studentPath: { GuidingPaths.student($0) },
            conversationPath: { GuidingPaths.lookingBack($0.of(Conversation.self)) },
            beside: { try parts.beside($0, $1, $2, $3) })
    }
}
