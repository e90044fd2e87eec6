import Foundation
import People
import Privacy
import Storage
import Web

/// The figures of the administrator's first page.
struct Overview: Sendable, Equatable {
    let people: Int
    let accounts: Int
    /// Accounts that wait for their owner to choose a password.
    let invited: Int
    let groups: Int
    let organisations: Int
    /// Months that are over and whose looks nobody reviewed yet.
    let openReviews: [Month]
}

enum OverviewRoutes {
    static func endpoints(_ door: Door) -> [Endpoint] {
        [
            door.role(.administrator, .get, AdministrationPaths.overview) { ask, _ in
                let overview = try await door.database.read { try OverviewStore.read($0) }
                return .page(OverviewPage.page(overview, ask.words))
            }
        ]
    }
}

enum OverviewPage {
    static func page(_ overview: Overview, _ words: Words) -> Page {
        let title = words("admin.overview.title")
        let accounts = overview.accounts == 0 ? "" : words("admin.overview.accounts", count: overview.accounts)
        let invited = overview.invited == 0 ? "" : words("admin.overview.invited", count: overview.invited)
        let content: HTML = """
            <h1>\(title)</h1><p class="soft">\(words("admin.overview.intro"))</p>\
            \(part(AdministrationPaths.people(), "people", [words("admin.people.count", count: overview.people), accounts, invited], words))\
            \(part(AdministrationPaths.groups(), "groups", [words("admin.groups.count", count: overview.groups)], words))\
            \(part(AdministrationPaths.organisations(), "organisations", [words("admin.organisations.count", count: overview.organisations)], words))\
            \(part(AdministrationPaths.settings(), "settings", [words("admin.settings.about")], words))\
            \(review(overview.openReviews, words))
            \(sheet("/beheer/bewaren", words("admin.retention.title"), words("admin.retention.about")))\
            \(sheet(AdministrationPaths.holidays(), words("holiday.title"), words("holiday.about")))\
            \(sheet("/beheer/post", words("mail.admin.title"), words("mail.admin.intro")))
            """
        return Page(title: title, content: content)
    }

    /// What is still to be reviewed stands out; otherwise it is only the way there.
    private static func review(_ open: [Month], _ words: Words) -> HTML {
        let path = PrivacyPaths.review() + (open.first.map { "?maand=" + $0.description } ?? "")
        let state = open.isEmpty ? words("admin.review.done") : words("review.open", count: open.count)
        return """
            <section class="sheet stack"><h2>\(link(path, words("review.title")))</h2>\
            <p>\(when(!open.isEmpty) { tag(words("admin.review.todo"), .attention) + " " })\(state)</p></section>
            """
    }

    private static func part(_ path: String, _ name: String, _ about: [String], _ words: Words) -> HTML {
        let sentences = about.filter { !$0.isEmpty }.joined(separator: " ")
        return sheet(path, words("admin." + name + ".title"), sentences)
    }

    private static func sheet(_ path: String, _ title: String, _ about: String) -> HTML {
        "<section class=\"sheet stack\"><h2>\(link(path, title))</h2><p>\(about)</p></section>"
    }
}
