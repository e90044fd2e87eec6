import Foundation
import People
import Storage
import Web

/// Pieces of a placement that stand on more than one page.
struct PlacementPieces: Sendable {
    let words: Words
    let today: Day

    /// '3 februari – 12 juni 2026', or until the day on which it ended early.
    func period(_ placement: Placement) -> String {
        words(
            "placement.period", ["first": words.short(placement.first, today: today), "last": words.short(placement.until, today: today)])
    }

    func tag(_ placement: Placement) -> HTML {
        let state = placement.state(on: today)
        return Web.tag(words("placement.state." + state.rawValue))
    }

    /// 'maandag, dinsdag en donderdag'.
    func weekdays(_ days: [Int]) -> String {
        words.list(days.filter { (1...7).contains($0) }.map { words("placement.weekday." + PlacementForm.weekdays[$0 - 1]) })
    }

    /// '7 uur', '7,5 uur'.
    func hours(_ minutes: Int) -> String {
        let tenths = (minutes * 10 + 30) / 60
        let text = tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10)\(words("placement.decimal"))\(tenths % 10)"
        return words("placement.hoursOf", ["hours": text])
    }

    /// How much of what was agreed is made, as a bar and in words.
    func hoursBar(_ minutes: Int, of agreed: Int) -> HTML {
        guard agreed > 0 else { return "<p>\(words("placement.hoursMade", ["made": hours(minutes)]))</p>" }
        let text = words("placement.hoursMadeOf", ["made": hours(minutes), "agreed": hours(agreed * 60)])
        return """
            <p>\(text)</p><progress max="\(String(agreed * 60))" value="\(String(min(minutes, agreed * 60)))" aria-label="\(text)"></progress>
            """
    }

    /// A day of a moment: when it is planned, else on which days it belongs.
    func when(_ moment: Moment) -> String {
        if let made = moment.made { return words("moment.madeOn", ["day": words.near(Day(made), today: today)]) }
        if let planned = moment.planned { return words.moment(planned, today: today) }
        return words(
            "moment.between",
            ["first": words.short(moment.window.lowerBound, today: today), "last": words.short(moment.window.upperBound, today: today)])
    }

    func tag(_ moment: Moment) -> HTML {
        let tone: TagTone = moment.state == .missed ? .attention : moment.state == .made ? .joy : .plain
        return Web.tag(words("moment.state." + moment.state.rawValue), tone)
    }

    /// The line of a contact: what it was and by which way.
    static func line(_ contact: Contact, _ words: Words) -> String {
        let what = contact.moment.map { words($0.key) } ?? words("moment.contact")
        return what + " · " + words(contact.channel.key)
    }

    /// The row of buttons with which a contact is written down: choose how, then save.
    func channels(_ placement: ID<Placement>, moment: Moment.Kind? = nil, quiet: Bool = true) -> HTML {
        let tail = moment.map { "?moment=" + $0.rawValue } ?? ""
        let buttons = Placement.Channel.allCases.map { channel -> HTML in
            action(PlacementPaths.contact(placement, channel) + tail, words(channel.key), quiet: quiet)
        }
        return "<nav class=\"buttons\" aria-label=\"\(words("moment.log"))\">\(buttons)</nav>"
    }
}
