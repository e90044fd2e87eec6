import People
import Web

/// Who is to be invited, and for what.
struct InvitationDraft: Sendable {
    let offer: Offer
    let name: PersonName
    let address: MailAddress
}

enum InvitationForm {
    /// - Parameter offers: what the viewer may invite for at this moment.
    static func draft(_ fields: Fields, offers: [Offer]) throws -> InvitationDraft {
        var form = FormReader(fields)
        let offer = offers.first { $0.value == fields.first("purpose") }
        if offer == nil { form.refuse("purpose", "choose") }
        let given = form.optionalText("given", most: 80) ?? ""
        let prefix = form.optionalText("prefix", most: 30) ?? ""
        let family = form.optionalText("family", most: 80) ?? ""
        // Somebody may have one name only; nobody has none.
        if given.isEmpty && family.isEmpty && !form.problems.contains(where: { ["given", "family"].contains($0.field) }) {
            form.refuse("given", "missing")
        }
        let typed = form.text("email", most: MailAddress.longest)
        let address = MailAddress(typed)
        if address == nil, !form.problems.contains(where: { $0.field == "email" }) { form.refuse("email", "inviteAddress") }
        let name = PersonName(given: given, prefix: prefix, family: family)
        let draft = offer.flatMap { offer in address.map { InvitationDraft(offer: offer, name: name, address: $0) } }
        return try form.accept(draft)
    }

    /// The form again because of whose address it is.
    static func refused(_ fields: Fields, _ reason: InvitedPersonStore.Refused) -> FormRefused {
        FormRefused(FormState(typed: fields, problems: [FieldProblem("email", "invite" + reason.rawValue)]))
    }

    /// The steps: typed, seen again, sent.
    enum Step: Sendable { case look, change, send }

    static func step(_ fields: Fields) -> Step {
        if fields.first("change") != nil { return .change }
        return fields.first("checked") == "1" ? .send : .look
    }
}
