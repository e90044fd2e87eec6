import Agreements
import Foundation
import Guiding
import People
import Storage
import Web

/// The page of one placement: made for a supervisor with a phone in one hand, the same for student and school with what their role opens.
enum PlacementPage {
    static func page(_ shown: ShownPlacement, _ state: FormState, ask: Ask) -> Page {
        let words = ask.words
        let placement = shown.placement
        let pieces = PlacementPieces(words: words, today: ask.today)
        let title = words("placement.titleOf", ["name": shown.student.name.called])
        return Page(
            title: title,
            content: """
                <div class="stack">\(crumbs(words, [(GuidingPaths.student(shown.student.id), shown.student.name.full)]))\
                <h1>\(shown.isOwn ? words("placement.mine") : shown.student.name.full)</h1>\
                <p>\(placement.workplace.name) \(pieces.tag(placement))<br><span class="soft">\(pieces.period(placement))</span></p></div>\
                \(ended(shown, words))\
                <div class="columns"><div class="stack">\(agreements(shown, ask))\(contact(shown, pieces))\(moments(shown, pieces))\
                \(tasks(shown, state, pieces))\(hours(shown, pieces))\(timeline(shown, ask))</div>\
                <aside class="stack">\(LadderPieces.section(shown.rules, ask))\(match(shown, words))\(facts(shown, pieces))\(people(shown, words))\(managing(shown, words, ask.today))</aside></div>
                """)
    }

    private static func ended(_ shown: ShownPlacement, _ words: Words) -> HTML {
        when(shown.placement.reason) { reason in
            let title = words(shown.state == .cancelled ? "placement.whyCancelled" : "placement.whyEnded")
            return
                "<section class=\"sheet stack\"><h2>\(title)</h2><p>\(reason.isEmpty ? "\(words("placement.erased"))" : lines(reason))</p></section>"
        }
    }

    private static func agreements(_ shown: ShownPlacement, _ ask: Ask) -> HTML {
        let words = ask.words
        let id = shown.placement.id.of(AgreementPlacement.self)
        let open = shown.agreements.filter { $0.state == .open }.sorted { $0.due < $1.due }
        let cards = open.map { AgreementCard($0, viewer: shown.viewer, words: words, today: ask.today, on: id).html }
        let new = when(shown.may.contains(.makeAgreement) && shown.isOpen) {
            action(AgreementPaths.new(shown.student.id) + "?stage=" + shown.placement.id.text, words("placement.newAgreement"), quiet: true)
        }
        return """
            <section class="stack"><h2>\(words("placement.agreements"))</h2>\
            \(cards.isEmpty ? "<p class=\"soft\">\(words("placement.noAgreements"))</p>" as HTML : "<div class=\"stack\">\(cards)</div>")\(new)</section>
            """
    }

    /// Two taps: how it was, and save.
    private static func contact(_ shown: ShownPlacement, _ pieces: PlacementPieces) -> HTML {
        when(shown.mayLog) {
            """
            <section class="sheet stack" id="contact"><h2>\(pieces.words("moment.log"))</h2><p class="soft">\(pieces.words("moment.logHow"))</p>\
            \(pieces.channels(shown.placement.id))</section>
            """
        }
    }

    private static func moments(_ shown: ShownPlacement, _ pieces: PlacementPieces) -> HTML {
        when(!shown.moments.isEmpty) {
            let next = shown.moments.missed.first ?? shown.moments.next
            let rows = shown.moments.map { moment -> HTML in
                let name = pieces.words(moment.kind.key)
                let isNext = moment.kind == next?.kind
                return """
                    <li class="need"><strong><a href="\(PlacementPaths.moment(shown.placement.id, moment.kind))">\(name)</a></strong>\
                    <span class="why">\(pieces.when(moment)) \(pieces.tag(moment))</span>\
                    \(when(isNext && !shown.isOwn) { "<span class=\"act\">\(action(PlacementPaths.moment(shown.placement.id, moment.kind), pieces.words("moment.look"), quiet: true))</span>" })</li>
                    """
            }
            return "<section class=\"stack\"><h2>\(pieces.words("moment.title"))</h2><ul class=\"sheet needs\">\(rows)</ul></section>"
        }
    }

    private static func tasks(_ shown: ShownPlacement, _ state: FormState, _ pieces: PlacementPieces) -> HTML {
        let words = pieces.words
        let mayKeep = shown.may.contains(.keepHours) && shown.state != .cancelled
        let rows = shown.tasks.map { task -> HTML in
            let done = task.firstDone.map { tag(words("placement.firstDone", ["day": words.near($0, today: pieces.today)]), .joy) }
            let button = when(mayKeep) {
                act(PlacementPaths.taskDone(shown.placement.id, task.id), words("placement.taskDone"), quiet: true, describes: task.words)
            }
            return "<li class=\"step\(when(task.firstDone != nil) { " done" })\">\(written(task.words))\(done ?? button)</li>"
        }
        let form = FormPieces(state, words)
        let adding = when(mayKeep) {
            """
            <form class="stack" method="post" action="\(PlacementPaths.tasks(shown.placement.id))">\(form.summary)\
            \(form.line("task", label: words("placement.newTask"), hint: words("placement.newTaskHint"), most: 200))\
            <div class="buttons"><button class="button quiet">\(words("placement.addTask"))</button></div></form>
            """
        }
        return """
            <section class="sheet stack"><h2>\(words("placement.tasks"))</h2>\
            \(rows.isEmpty ? "<p class=\"soft\">\(words("placement.noTasks"))</p>" as HTML : "<ul class=\"steps\">\(rows)</ul>")\(adding)</section>
            """
    }

    private static func hours(_ shown: ShownPlacement, _ pieces: PlacementPieces) -> HTML {
        let words = pieces.words
        let mayKeep = shown.may.contains(.keepHours) && (shown.state == .running || shown.state == .ended)
        let rows = shown.hours.latest.prefix(5).map { line -> HTML in
            "<li>\(time(line.day, words.near(line.day, today: pieces.today))) · \(pieces.hours(line.minutes))</li>"
        }
        return """
            <section class="sheet stack"><h2>\(words("placement.hours"))</h2>\(pieces.hoursBar(shown.hours.minutes, of: shown.placement.hours))\
            \(when(!rows.isEmpty) { "<ul>\(rows)</ul>" })\
            \(when(mayKeep) { action(PlacementPaths.hours(shown.placement.id), words("placement.keepHours"), quiet: true) })</section>
            """
    }

    private static func timeline(_ shown: ShownPlacement, _ ask: Ask) -> HTML {
        let words = ask.words
        let contacts = shown.contacts.map {
            TimelineLine(
                at: $0.at, text: PlacementPieces.line($0, words), detail: [$0.words, $0.by?.full].compactMap { $0 }.joined(separator: "\n"))
        }
        let talks = shown.conversations.map {
            TimelineLine(
                at: $0.at,
                text: words("conversation.kind." + $0.kind.rawValue) + " · " + words("conversation.state." + $0.state.rawValue),
                detail: $0.summary, path: GuidingPaths.conversation($0.id))
        }
        let judged = shown.agreements.filter { $0.state != .open }.map {
            TimelineLine(
                at: $0.due.start, tone: $0.state == .kept ? .joy : .plain,
                text: words("agreement.title") + " · " + words("agreement.state." + $0.state.rawValue),
                detail: $0.title(words), path: AgreementPaths.one($0.id))
        }
        let all = (contacts + talks + judged).sorted { $0.at > $1.at }
        return "<section class=\"stack\" id=\"verloop\"><h2>\(words("placement.timeline"))</h2>\(Timeline.html(all, ask: ask))</section>"
    }

    private static func match(_ shown: ShownPlacement, _ words: Words) -> HTML {
        let own = shown.side.map(shown.match.hasSaid) ?? false
        let maySay = shown.may.contains(.sayMatch) && shown.isOpen
        let text = words(own ? "match.isSaid" : maySay ? "match.ask" : "match.notSaid")
        return when(own || maySay) {
            """
            <section class="sheet stack"><h2>\(words("match.title"))</h2><p>\(text)</p>\
            \(action(PlacementPaths.match(shown.placement.id), words(own ? "match.look" : "match.say"), quiet: true))</section>
            """
        }
    }

    private static func facts(_ shown: ShownPlacement, _ pieces: PlacementPieces) -> HTML {
        let words = pieces.words
        let placement = shown.placement
        let contact = words("placement.rhythmIs", count: placement.rhythm, ["channel": words(placement.channel.key)])
        var pairs: [(String, HTML)] = [
            (words("placement.workplace"), "\(placement.workplace.name)"), (words("placement.when"), "\(pieces.period(placement))"),
            (words("placement.days"), "\(pieces.weekdays(placement.weekdays))"), (words("placement.contact"), "\(contact)"),
        ]
        if let guide = shown.guide { pairs.append((words("placement.guide"), "\(guide.full)")) }
        return "<section class=\"sheet stack\"><h2>\(words("placement.agreed"))</h2>\(Web.facts(pairs))</section>"
    }

    private static func people(_ shown: ShownPlacement, _ words: Words) -> HTML {
        let rows = shown.people.map { member -> HTML in
            let reach = when(member.reach) { "<br><span>\(lines($0))</span>" }
            return
                "<li>\(face(member.name.initials))<span>\(member.name.full)<br><span class=\"soft\">\(words(member.role.key))</span>\(reach)</span></li>"
        }
        let change = when(shown.may.contains(.managePlacement) && shown.isOpen) {
            action(PlacementPaths.supervisors(shown.placement.id), words("placement.supervisors.change"), quiet: true)
        }
        return """
            <section class="sheet stack"><h2>\(words("placement.people"))</h2>\
            \(rows.isEmpty ? "<p class=\"soft\">\(words("placement.noPeople"))</p>" as HTML : "<ul class=\"team\">\(rows)</ul>")\(change)</section>
            """
    }

    private static func managing(_ shown: ShownPlacement, _ words: Words, _ today: Day) -> HTML {
        let (id, placement) = (shown.placement.id, shown.placement)
        let print = "<p><a href=\"\(PlacementPaths.print(id))\">\(icon("print"))\(words("placement.print"))</a></p>" as HTML
        guard shown.may.contains(.managePlacement) else { return print }
        let mayChange = placement.may(.change, on: today) || placement.may(.extend, on: today)
        let ending = placement.may(.cancel, on: today) ? "placement.cancel" : "placement.end"
        let mayEnd = placement.may(.cancel, on: today) || placement.may(.end, on: today)
        return """
            <div class="stack">\(when(mayChange) { action(PlacementPaths.change(id), words(shown.state == .ended ? "placement.extend" : "placement.change"), quiet: true) })\
            \(when(placement.may(.begin, on: today)) { act(PlacementPaths.begin(id), words("placement.begin"), quiet: true) })\
            \(when(mayEnd) { "<p><a href=\"\(PlacementPaths.end(id))\">\(words(ending))</a></p>" })\(print)</div>
            """
    }
}
