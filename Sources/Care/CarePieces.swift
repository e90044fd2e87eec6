import Guiding
import People
import Storage
import Web

enum CarePieces {
    /// On the page of a student, for the team and the student: consults and where referrals stand; to ask a consult.
    static func box(_ consults: [Consult], _ referrals: [Referral], _ seeing: Seeing, _ ask: Ask) -> HTML {
        let words = ask.words
        let rows = consults.prefix(5).map { line($0, ask) } + referrals.prefix(5).map { ReferralPieces.line($0, ask) }
        let new = when(seeing.may.contains(.askConsult)) { action(CarePaths.newConsult(seeing.student), words("consult.new"), quiet: true) }
        return when(!rows.isEmpty || seeing.may.contains(.askConsult)) {
            """
            <section class="sheet stack"><h2>\(words(seeing.isOwn ? "care.mine" : "care.title"))</h2>\
            \(rows.isEmpty ? "<p class=\"soft\">\(words("care.aside"))</p>" as HTML : "<ul class=\"stack\">\(rows)</ul>")\(new)</section>
            """
        }
    }

    /// On the page of a student, for who is asked something as care: that, and nothing else but what is shared.
    static func asked(_ consults: [Consult], _ referrals: [Referral], name: String, _ ask: Ask) -> HTML {
        let rows = consults.map { line($0, ask) } + referrals.map { ReferralPieces.line($0, ask) }
        return """
            <section class="sheet stack"><h2>\(ask.words("care.asked"))</h2>\
            \(rows.isEmpty ? "<p class=\"soft\">\(ask.words("care.askedNone"))</p>" as HTML : "<ul class=\"stack\">\(rows)</ul>")\
            <p class="soft">\(ask.words("care.askedIntro", ["name": name]))</p></section>
            """
    }

    /// On the student's own first page: someone asks something.
    static func toDecide(_ referral: Referral, _ words: Words) -> HTML {
        let who = referral.content.map { ReferralPieces.receiver($0, words) } ?? words("care.someone")
        let name = referral.coordinatorName?.full ?? words("care.someone")
        return HomePage.card(
            "people", words("referral.home.title"),
            "<p>\(words("referral.home.asks", ["name": name, "who": who]))</p>\(action(CarePaths.decision(referral.id), words("referral.decide.begin")))"
        )
    }

    private static func line(_ consult: Consult, _ ask: Ask) -> HTML {
        let since = time(consult.asked, ask.words.near(Day(consult.asked), today: ask.today))
        return """
            <li>\(ConsultPages.tag(consult.state, ask.words)) <a href="\(CarePaths.consult(consult.id))">\(ask.words("consult.title"))</a> <span class="soft">\(since)</span></li>
            """
    }
}
