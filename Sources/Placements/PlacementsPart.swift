import Agreements
import Foundation
import Guiding
import People
import Storage
import Web

/// What stands of placements on the pages around a student.
package struct PlacementsPart: GuidingPart {
    /// On the scale of Today: a fixed moment that nobody made comes before a proposed talk; silence before that of a student.
    static let missedWeight = 15
    static let silenceWeight = 75

    package init() {}

    /// The same reason for both sides: a fixed moment that passed, or no contact for longer than was agreed.
    package func needs(_ permits: [Permit<Looking>], _ ask: Ask, _ connection: Connection) throws -> [PartNeed] {
        let logging = permits.filter { $0.may.contains(.logContact) }
        let placements = try PlacementStore.current(logging, endedSince: ask.today + -MomentStore.afterwards, connection)
        return try MomentStore.standing(of: placements, connection).flatMap { placement, moments, last in
            Self.needs(of: placement, moments: moments, lastContact: last, ask)
        }
    }

    static func needs(of placement: Placement, moments: [Moment], lastContact: Date?, _ ask: Ask) -> [PartNeed] {
        let words = ask.words
        let missed = moments.missed.map { moment in
            PartNeed(
                student: placement.student, weight: missedWeight,
                why: words(
                    "placement.today.missed",
                    [
                        "moment": words(moment.kind.key), "workplace": placement.workplace.name,
                        "day": words.near(moment.lastDay, today: ask.today),
                    ]),
                path: PlacementPaths.moment(placement.id, moment.kind), act: words("placement.today.arrange"))
        }
        guard placement.state(on: ask.today) == .running else { return missed }
        let days = ask.today - (lastContact.map { Day($0) } ?? placement.first)
        guard days > placement.rhythm else { return missed }
        let silence = PartNeed(
            student: placement.student, weight: silenceWeight,
            why: words("placement.today.silence", count: days, ["workplace": placement.workplace.name]),
            path: PlacementPaths.one(placement.id) + "#contact", act: words("placement.today.contact"))
        return missed + [silence]
    }

    package func timeline(_ permit: Permit<Looking>, _ ask: Ask, _ connection: Connection) throws -> [TimelineLine] {
        let seesPlacement = permit.sees.contains(.placements) || permit.sees.contains(.ownPlacement)
        return try ContactStore.latest(60, permit: permit, connection).map { contact in
            TimelineLine(
                at: contact.at, text: PlacementPieces.line(contact, ask.words), detail: contact.words,
                path: seesPlacement ? PlacementPaths.one(contact.placement) : nil)
        }
    }

    package func boxes(_ permit: Permit<Looking>, _ ask: Ask, _ connection: Connection) throws -> [PartBox] {
        guard permit.sees.contains(.placements) || permit.sees.contains(.ownPlacement) else { return [] }
        let placements = try PlacementStore.find(.current, permit: permit, connection)
        let moments = try MomentStore.all(of: placements, connection)
        let minutes = try HoursStore.sum(of: placements.map(\.id), connection)
        let lines = placements.map { PlacementBoxes.Line(placement: $0, moments: moments[$0.id] ?? [], minutes: minutes[$0.id] ?? 0) }
        var boxes = [PartBox(.picture, PlacementBoxes.picture(lines, student: permit.student, may: permit.may, ask: ask))]
        if permit.viewer == permit.student { boxes.append(PartBox(.home, PlacementBoxes.home(lines, student: permit.student, ask: ask))) }
        return boxes
    }

    package func beside(_ agreement: Agreement, _ permit: Permit<Looking>, _ ask: Ask, _ connection: Connection) throws -> HTML {
        guard let id = agreement.placement?.of(Placement.self),
            let placement = try PlacementStore.find(.one(id), permit: permit, connection).first
        else { return .empty }
        return """
            <p><a href="\(PlacementPaths.one(id))">\(ask.words("placement.besides", ["workplace": placement.workplace.name]))</a></p>
            """
    }
}

/// What stands on the pages of others, value to piece.
enum PlacementBoxes {
    struct Line: Sendable {
        let placement: Placement
        let moments: [Moment]
        let minutes: Int
    }

    /// The placements that run or come, on the student's page.
    static func picture(_ lines: [Line], student: ID<Person>, may: Set<Act>, ask: Ask) -> HTML {
        let words = ask.words
        let pieces = PlacementPieces(words: words, today: ask.today)
        let rows = lines.map { line -> HTML in
            let missed = when(line.moments.missed.first) {
                " \(tag(words("placement.missedMoment", ["moment": words($0.kind.key)]), .attention))"
            }
            return """
                <li class="need"><strong><a href="\(PlacementPaths.one(line.placement.id))">\(line.placement.workplace.name)</a></strong>\
                <span class="why">\(pieces.period(line.placement)) \(pieces.tag(line.placement))\(missed)</span></li>
                """
        }
        // Contact is written down from here as well: the channel, and save.
        let contacts = lines.filter { may.contains(.logContact) && $0.placement.state(on: ask.today) == .running }.map { line -> HTML in
            "<p class=\"soft\">\(words("moment.log")): \(line.placement.workplace.name)</p>\(pieces.channels(line.placement.id))"
        }
        let new = when(may.contains(.managePlacement)) { action(PlacementPaths.new(student), words("placement.new"), quiet: true) }
        return """
            <section class="stack"><div class="row spread"><h2>\(words("placement.title"))</h2>\(new)</div>\
            \(rows.isEmpty ? "<p class=\"soft\">\(words("placement.noneNow"))</p>" as HTML : "<ul class=\"sheet needs\">\(rows)</ul>")\(contacts)\
            <p><a href="\(PlacementPaths.ofStudent(student))">\(words("placement.all"))</a></p></section>
            """
    }

    /// The card on the student's own first page.
    static func home(_ lines: [Line], student: ID<Person>, ask: Ask) -> HTML {
        let words = ask.words
        let pieces = PlacementPieces(words: words, today: ask.today)
        let rows = lines.map { line -> HTML in
            let placement = line.placement
            let isRunning = placement.state(on: ask.today) == .running
            let key = isRunning ? "placement.home.until" : "placement.home.from"
            let day = isRunning ? placement.until : placement.first
            return """
                <p>\(words(key, ["workplace": placement.workplace.name, "day": words.short(day, today: ask.today)]))</p>\
                \(when(isRunning) { pieces.hoursBar(line.minutes, of: placement.hours) })\
                \(when(isRunning) { action(PlacementPaths.hours(placement.id), words("placement.keepHours")) })\
                \(action(PlacementPaths.one(placement.id), words("placement.home.look"), quiet: true))
                """
        }
        return HomePage.card(
            "calendar", words("placement.mine"),
            rows.isEmpty ? "<p>\(words("placement.home.none"))</p>" : "<div class=\"stack\">\(rows)</div>")
    }
}
