import Foundation
import People
import Storage
import Web

/// An agreement as it stands on any page.
package struct AgreementCard: Sendable {
    let agreement: Agreement
    let viewer: ID<Person>
    let words: Words
    let today: Day
    /// The page of the placement on which the card stands: who says yes there stays there.
    let placement: ID<AgreementPlacement>?

    package init(_ agreement: Agreement, viewer: ID<Person>, words: Words, today: Day, on placement: ID<AgreementPlacement>? = nil) {
        self.agreement = agreement
        self.viewer = viewer
        self.words = words
        self.today = today
        self.placement = placement
    }

    package var html: HTML {
        """
        <article class="agreement"><h3><a href="\(AgreementPaths.one(agreement.id))">\(written(agreement.title(words)))</a></h3>\
        <p class="due">\(standing) \(time(agreement.due, words("agreement.due", ["day": words.near(agreement.due, today: today)])))</p>\
        \(partyList)\(confirmButton)</article>
        """
    }

    /// A tag that says where it stands: only what asks for something is warm, only what is kept is joyful.
    package var standing: HTML {
        switch agreement.standing(on: today) {
        case .ahead: tag(words("agreement.state.ahead"))
        case .dueToday: tag(words("agreement.state.dueToday"), .attention)
        case .overdue(let days): tag(words("agreement.state.overdue", count: days), .attention)
        case .judged(.kept): tag(words("agreement.state.kept"), .joy)
        case .judged(let state): tag(words("agreement.state." + state.rawValue))
        }
    }

    package var partyList: HTML {
        let rows = agreement.parties.map { party -> HTML in
            let said = party.confirmed == nil ? words("agreement.notConfirmed") : words("agreement.confirmed")
            return
                "<li\(when(party.confirmed != nil) { " class=\"confirmed\"" })>\(party.name.full) <span class=\"soft\">\(said)</span></li>"
        }
        return "<ul class=\"parties\" aria-label=\"\(words("agreement.with"))\">\(rows)</ul>"
    }

    package var confirmButton: HTML {
        when(agreement.state == .open && agreement.party(viewer).map { $0.confirmed == nil } ?? false) {
            act(
                AgreementPaths.confirmation(agreement.id), words("agreement.confirm"),
                fields: placement.map { [("placement", $0.text)] } ?? [],
                describes: agreement.title(words))
        }
    }
}
