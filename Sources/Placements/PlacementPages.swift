import Foundation
import Guiding
import Inviting
import People
import Storage
import Web

/// The pages around a placement: the list, the form, ending, who supervises, hours.
enum PlacementPages {
    static func list(_ placements: [Placement], of student: StudentCard, may: Set<Act>, isOwn: Bool, ask: Ask) -> Page {
        let words = ask.words
        let pieces = PlacementPieces(words: words, today: ask.today)
        let rows = placements.map { placement -> HTML in
            """
            <li class="need"><strong><a href="\(PlacementPaths.one(placement.id))">\(placement.workplace.name)</a></strong>\
            <span class="why">\(pieces.period(placement)) \(pieces.tag(placement))\(when(placement.reason) { "<br>\(lines($0))" })</span></li>
            """
        }
        let new = when(may.contains(.managePlacement)) { action(PlacementPaths.new(student.id), words("placement.new")) }
        let title = isOwn ? words("placement.mineAll") : words("placement.allOf", ["name": student.name.called])
        return Page(
            title: title,
            content: """
                <div class="stack">\(crumbs(words, [(GuidingPaths.student(student.id), student.name.full)]))<h1>\(title)</h1></div>\
                \(rows.isEmpty ? empty(words("placement.none"), step: new) : "<ul class=\"sheet needs\">\(rows)</ul><div class=\"buttons\">\(new)</div>" as HTML)
                """)
    }

    /// What the form for a placement has to know.
    struct FormAround: Sendable {
        let student: StudentCard
        let guides: [(person: ID<Person>, name: String)]
        let workplaces: [String]
        /// Nil for a new one.
        let placement: ID<Placement>?
        /// Its first day does not change any more.
        let isBegun: Bool
    }

    static func form(_ around: FormAround, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        let title = words(around.placement == nil ? "placement.new" : "placement.change")
        let back = around.placement.map { PlacementPaths.one($0) } ?? GuidingPaths.student(around.student.id)
        let target = around.placement.map { PlacementPaths.change($0) } ?? PlacementPaths.ofStudent(around.student.id)
        let days = PlacementForm.weekdays.map { ($0, words("placement.weekday." + $0)) }
        let guides = [("", words("placement.noGuide"))] + around.guides.map { ($0.person.text, $0.name) }
        let channels = Placement.Channel.agreed.map { ($0.rawValue, words($0.key)) }
        let tasks = when(around.placement == nil) {
            pieces.area("tasks", label: words("placement.tasksLabel"), hint: words("placement.tasksHint"), optional: true, rows: 4)
        }
        return Page(
            title: title,
            content: """
                <div class="stack">\(crumbs(words, [(back, around.student.name.full)]))<h1>\(title)</h1>\
                <p class="soft">\(words("placement.formIntro", ["name": around.student.name.called]))</p></div>\
                <form class="sheet stack" method="post" action="\(target)">\(pieces.summary)\
                \(pieces.suggesting("workplace", label: words("placement.workplace"), hint: words("placement.workplaceHint"), most: 100, from: around.workplaces))\
                <div class="row">\(when(!around.isBegun) { pieces.line("first", label: words("placement.first"), kind: .date) })\
                \(pieces.line("last", label: words("placement.last"), kind: .date))</div>\
                \(pieces.options("weekday", label: words("placement.days"), choosing: .several, options: days))\
                \(pieces.line("hours", label: words("placement.hoursAgreed"), hint: words("placement.hoursAgreedHint"), kind: .number, optional: true))\
                \(pieces.select("guide", label: words("placement.guide"), options: guides, optional: true))\
                \(pieces.line("rhythm", label: words("placement.rhythm"), hint: words("placement.rhythmHint"), kind: .number))\
                \(pieces.options("channel", label: words("placement.channelLabel"), options: channels))\(tasks)\
                <div class="buttons"><button class="button">\(words("placement.save"))</button>\
                <a class="button quiet" href="\(back)">\(words("placement.leave"))</a></div></form>
                """)
    }

    /// Ending early, or calling off: says beforehand what happens.
    static func end(_ shown: ShownPlacement, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        let isPlanned = shown.state == .planned
        let title = words(isPlanned ? "placement.cancel" : "placement.end")
        return sub(shown, title, words) {
            """
            <form class="sheet stack" method="post" action="\(PlacementPaths.end(shown.placement.id))">\(pieces.summary)\
            <p>\(words("placement.endTold"))</p><p>\(words("placement.endAccess"))</p>\
            \(pieces.area("reason", label: words(isPlanned ? "placement.cancelReason" : "placement.endReason"), hint: words("placement.endReasonHint"), rows: 3))\
            <div class="buttons"><button class="button">\(title)</button>\
            <a class="button quiet" href="\(PlacementPaths.one(shown.placement.id))">\(words("placement.leave"))</a></div></form>
            """
        }
    }

    static func supervisors(_ shown: ShownPlacement, found: [(person: ID<Person>, name: PersonName)], ask: Ask) -> Page {
        let words = ask.words
        let id = shown.placement.id
        let rows = shown.placement.supervisors.map { one -> HTML in
            let end: HTML =
                one.isRunning
                ? "<a class=\"button quiet\" href=\"\(PlacementPaths.supervisorEnd(id, one.person))\">\(words("placement.supervisors.end"))<span class=\"visually-hidden\">: \(one.name.full)</span></a>"
                : "<span class=\"soft\">\(words("placement.supervisors.ended"))</span>"
            return "<li class=\"need\">\(face(one.name.initials))<strong>\(one.name.full)</strong><span class=\"act\">\(end)</span></li>"
        }
        let letters = ask.query.first("zoek") ?? ""
        let people = found.map { person, name -> HTML in
            """
            <li class="row spread"><span>\(name.full)</span>\
            \(act(PlacementPaths.supervisors(id), words("placement.supervisors.add"), quiet: true, fields: [("person", person.text)], describes: name.full))</li>
            """
        }
        let title = words("placement.supervisors.title")
        return sub(shown, title, words) {
            """
            <p class="soft">\(words("placement.supervisors.intro", ["name": shown.student.name.called]))</p>\
            \(rows.isEmpty ? empty(words("placement.supervisors.none")) : "<ul class=\"sheet needs\">\(rows)</ul>")\
            <section class="sheet stack"><h2>\(words("placement.supervisors.ask"))</h2>\
            <form class="inline-form" method="get" action="\(PlacementPaths.supervisors(id))"><label for="zoek">\(words("placement.supervisors.search"))</label>\
            <input id="zoek" name="zoek" type="search" value="\(letters)" minlength="2"><button class="button quiet">\(words("placement.supervisors.find"))</button></form>\
            \(when(letters.count >= 2 && found.isEmpty) { "<p class=\"soft\">\(words("placement.supervisors.nobody"))</p>" })<ul class="found">\(people)</ul>\
            <p class="soft">\(words("placement.supervisors.outside"))</p>\
            <p>\(action(InvitingPaths.ofStudent(shown.student.id), words("placement.supervisors.invite"), quiet: true))</p></section>\
            <div class="buttons">\(action(PlacementPaths.one(id), words("placement.supervisors.ready"), quiet: true))</div>
            """
        }
    }

    static func supervisorEnd(_ shown: ShownPlacement, _ supervisor: Placement.Supervisor, ask: Ask) -> Page {
        let words = ask.words
        let id = shown.placement.id
        return sub(shown, words("placement.supervisors.endTitle", ["name": supervisor.name.full]), words) {
            """
            <div class="sheet stack"><p>\(words("placement.supervisors.endSays", ["name": supervisor.name.called]))</p><div class="buttons">\
            \(act(PlacementPaths.supervisorEnd(id, supervisor.person), words("placement.supervisors.end"), describes: supervisor.name.full))\
            <a class="button quiet" href="\(PlacementPaths.supervisors(id))">\(words("placement.leave"))</a></div></div>
            """
        }
    }

    /// Hours of one day; a student is asked one thing at a time.
    static func hours(_ shown: ShownPlacement, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let pieces = FormPieces(state, words)
        let back = PlacementPaths.one(shown.placement.id)
        let questions: [OneByOne.Question] = [
            .init("day", html: pieces.line("day", label: words("placement.hoursDay"), kind: .date)),
            .init(
                "hours", html: pieces.line("hours", label: words("placement.hoursMany"), hint: words("placement.hoursManyHint"), most: 10)),
        ]
        let inside: HTML =
            shown.isOwn
            ? OneByOne(pieces, questions).html(save: words("placement.save"), leave: back)
            : "\(pieces.summary)\(questions.map(\.html))<div class=\"buttons\"><button class=\"button\">\(words("placement.save"))</button><a class=\"button quiet\" href=\"\(back)\">\(words("placement.leave"))</a></div>"
        return sub(shown, words("placement.keepHours"), words) {
            "<form class=\"sheet stack\" method=\"post\" action=\"\(PlacementPaths.hours(shown.placement.id))\">\(inside)</form>"
        }
    }

    /// A page below that of the placement.
    static func sub(_ shown: ShownPlacement, _ title: String, _ words: Words, _ content: () -> HTML) -> Page {
        let up = [
            (path: GuidingPaths.student(shown.student.id), text: shown.student.name.full),
            (path: PlacementPaths.one(shown.placement.id), text: shown.placement.workplace.name),
        ]
        return Page(title: title, content: "<div class=\"stack\">\(crumbs(words, up))<h1>\(title)</h1></div>\(content())")
    }
}
