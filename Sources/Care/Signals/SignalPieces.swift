import Guiding
import People
import Storage
import Web

enum SignalPieces {
    static func tag(_ state: Signal.State, isLate: Bool, _ words: Words) -> HTML {
        switch state {
        case .given: Web.tag(words(isLate ? "signal.late" : "signal.state.given"), .attention)
        case .settled: Web.tag(words("signal.state.settled"), .joy)
        case .takenUp, .asked, .withdrawn: Web.tag(words("signal.state." + state.rawValue))
        }
    }

    /// 'Gijs Molenkamp, gisteren.'
    static func from(_ signal: Signal, _ ask: Ask) -> HTML {
        "\(signal.giver?.full ?? ask.words("care.someone")), \(time(signal.given, ask.words.near(Day(signal.given), today: ask.today)))"
    }

    /// On the page of a student: what is open, and to give one.
    static func box(_ signals: [Signal], _ permit: Seeing, calendar: SchoolCalendar, ask: Ask) -> HTML {
        let words = ask.words
        let open = signals.filter { $0.ended == nil }
        // What has ended stays to be found by who gave it or whom it is about: with its answer.
        let ended = signals.filter { $0.state == .settled }.prefix(3)
        let rows = (open + ended).map { signal -> HTML in
            let state = signal.stateShown(to: permit.sees)
            return """
                <li class="stack"><span>\(tag(state, isLate: signal.isLate(on: ask.today, calendar), words)) <span class="soft">\(from(signal, ask))</span></span>\
                <a href="\(CarePaths.signal(signal.id))">\(written(short(signal.words)))</a></li>
                """
        }
        let give = when(permit.may.contains(.signal)) { action(CarePaths.newSignal(permit.student), words("signal.new"), quiet: true) }
        return when(!rows.isEmpty || permit.may.contains(.signal)) {
            """
            <section class="sheet stack"><h2>\(words(permit.isOwn ? "signal.mine" : "menu.signals"))</h2>\
            \(rows.isEmpty ? "<p class=\"soft\">\(words("signal.aside"))</p>" as HTML : "<ul class=\"stack\">\(rows)</ul>")\(give)</section>
            """
        }
    }

    private static func short(_ words: String) -> String { words.count <= 120 ? words : words.prefix(119) + "…" }
}

/// What a reader of a student's page sees and may do there.
struct Seeing: Sendable {
    let student: ID<Person>
    let isOwn: Bool
    let sees: Set<Part>
    let may: Set<Act>

    init(_ permit: Permit<Looking>) {
        student = permit.student
        isOwn = permit.viewer == permit.student
        sees = permit.sees
        may = permit.may
    }
}
