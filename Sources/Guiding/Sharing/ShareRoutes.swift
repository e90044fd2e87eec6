import Foundation
import People
import Storage
import Web

/// Sharing, taking back, and who can see what. It is always one's own file; the address names no student.
struct ShareRoutes: Sendable {
    let door: Door

    var endpoints: [Endpoint] {
        [
            door.role(.student, .get, GuidingPaths.whoSees) { ask, viewer in
                let shown = try await door.files.look(viewer, at: viewer.person, what: "shares") { connection, permit in
                    try whoSees(permit, connection)
                }
                return .page(WhoSeesPage.page(shown, ask: ask))
            },
            door.role(.student, .get, GuidingPaths.sharing) { ask, viewer, kind, name in
                let shown = try await sharing(Share.Item(kind, name), viewer, ask.words)
                let step = ShareForm.step(ask.query, item: shown.item, allowed: shown.allowed, today: ask.today)
                return .page(SharePages.page(shown, step, isRefused: isRefused(ask.query, at: step), ask: ask))
            },
            door.role(.student, .post, GuidingPaths.sharing, run: give),
            door.role(.student, .post, GuidingPaths.withdrawal) { _, viewer, share in
                try await door.files.change(viewer, .share, of: viewer.person) { connection, permit in
                    guard try ShareStore.student(of: share, connection) == permit.student else { throw Problem.notFound }
                    try ShareStore.withdraw(share, permit: permit, connection)
                }
                return .see(GuidingPaths.whoSees(), notice: "shareWithdrawn")
            },
            door.signedIn(.post, GuidingPaths.shareAgreement, guardedBy: "file: agreeToShare") { _, viewer, share in
                let student = try await door.files.change(viewer, .agreeToShare, student: { try ShareStore.student(of: share, $0) }) {
                    connection, permit in
                    try ShareStore.agree(share, permit: permit, connection)
                    return permit.student
                }
                return .see(GuidingPaths.student(student), notice: "shareAgreed")
            },
        ]
    }

    private func give(_ ask: Ask, _ viewer: Viewer, _ kind: Share.Item.Kind, _ name: String) async throws -> Answer {
        let shown = try await sharing(Share.Item(kind, name), viewer, ask.words)
        guard case .confirm(let draft) = ShareForm.step(ask.form, item: shown.item, allowed: shown.allowed, today: ask.today) else {
            // Something was left open: back to that question, with what was answered.
            let kept = Fields(ask.form.pairs.filter { ["wie", "waarvoor", "tot"].contains($0.name) } + [("verder", "1")])
            return .see(GuidingPaths.sharing(kind, name) + "?" + kept.urlEncoded)
        }
        try await door.files.change(viewer, .share, of: viewer.person) { connection, permit in
            _ = try title(of: draft.item, permit.looking, connection)
            try ShareStore.add(draft, permit: permit, connection)
        }
        return .see(GuidingPaths.whoSees(), notice: "shareGiven")
    }

    /// Whether 'further' was pressed without an answer to the question that stands here.
    private func isRefused(_ query: Fields, at step: ShareForm.Step) -> Bool {
        guard query.first("verder") != nil else { return false }
        switch step {
        case .audience: return true
        case .purpose: return query.first("waarvoor") != nil || query.first("tot") != nil
        case .until: return query.first("tot") != nil
        case .confirm: return false
        }
    }

    private func sharing(_ item: Share.Item, _ viewer: Viewer, _ words: Words) async throws -> ShownSharing {
        try await door.files.look(viewer, at: viewer.person, what: "shares") { connection, permit in
            let title = try title(of: item, permit, connection)
            // Care is no part of the team; what it is asked may be easier with something the student tells.
            let team = try TeamStore.team(permit, connection) + TeamStore.care(permit, connection)
            let people = team.map { Share.Audience.person($0.person) }
            // A whole role only where someone is often followed by someone else; more choice would be harder to choose from.
            let roles = [Role.mentor, .classGuide, .workplaceSupervisor].filter { role in team.contains { $0.role == role } }
            let allowed =
                item.kind == .guardian
                ? [Share.Audience.person(try guardian(item, permit, connection).person)] : unique(people + roles.map { .role($0) })
            let waiting = try allowed.filter { try ShareStore.needsAgreement($0, permit, connection) }
            let guardians = item.kind == .guardian ? try TeamStore.guardians(permit, connection) : []
            return ShownSharing(
                item: item, title: title?.text(words),
                team: team + guardians.filter { one in !team.contains { $0.person == one.person } },
                allowed: allowed, needsAgreement: Set(waiting))
        }
    }

    /// How an item is called; not found when there is nothing to share.
    private func title(of item: Share.Item, _ permit: Permit<Looking>, _ connection: Connection) throws -> ShownWhoSees.Title? {
        switch item.kind {
        case .manual:
            guard let section = ManualSection(item.name), try ManualStore.current(permit, connection)[section] != nil else {
                throw Problem.notFound
            }
            return .section(section)
        case .circumstance:
            guard let id = ID<Circumstance>(item.name) else { throw Problem.notFound }
            let one = try CircumstanceStore.one(id, permit, connection)
            guard one.state == .accepted else { throw Problem.notFound }
            return .words(one.words)
        case .guardian:
            _ = try guardian(item, permit, connection)
            return nil
        }
    }

    private func guardian(_ item: Share.Item, _ permit: Permit<Looking>, _ connection: Connection) throws -> TeamMember {
        guard let found = try TeamStore.guardians(permit, connection).first(where: { $0.person.text == item.name }) else {
            throw Problem.notFound
        }
        return found
    }

    private func whoSees(_ permit: Permit<Looking>, _ connection: Connection) throws -> ShownWhoSees {
        let texts = try ManualStore.current(permit, connection)
        let sections = ManualSection.allCases.filter { texts[$0] != nil }.map { ($0.item, ShownWhoSees.Title.section($0)) }
        let circumstances = try CircumstanceStore.visible(permit, connection).filter { $0.state == .accepted }.map {
            ($0.item, ShownWhoSees.Title.words($0.words))
        }
        let shares = try ShownShares.load(permit, connection)
        let guardians = try TeamStore.guardians(permit, connection)
        let here = Set(shares.team.map(\.person))
        return ShownWhoSees(
            shares: shares, items: sections + circumstances,
            guardians: guardians.filter { !here.contains($0.person) }.map { ($0.person, $0.name) })
    }

    private func unique(_ audiences: [Share.Audience]) -> [Share.Audience] {
        var seen: Set<Share.Audience> = []
        return audiences.filter { seen.insert($0).inserted }
    }
}
