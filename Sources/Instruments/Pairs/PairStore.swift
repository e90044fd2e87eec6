import Foundation
import People
import Storage
import Web

package enum PairStore {
    /// A pair of the viewer's. The answers of the other come along only when both are done; for who is not in it, it does not exist.
    static func one(_ id: ID<ResponsePair>, _ own: OwnReflections, _ connection: Connection) throws -> ResponsePair {
        let members = try members(of: id, own, connection)
        guard let mine = members.first(where: { $0.person == own.author }), let theirs = members.first(where: { $0.person != own.author })
        else {
            throw Problem.notFound
        }
        let pair = try connection.first(
            """
            SELECT instrument, version, moment, conversation_id, made_by FROM response_pairs
            WHERE id = \(id) AND \(own.author) IN (made_by, invited)
            """
        ) { row in
            let isMaker = try row.get("made_by") as ID<Person> == own.author
            return ResponsePair(
                id: id, instrument: try row.get("instrument"), version: try row.get("version"), moment: try row.get("moment"),
                conversation: isMaker ? try row.get("conversation_id") : nil, mine: mine.member, theirs: theirs.member)
        }
        guard let pair else { throw Problem.notFound }
        return pair
    }

    /// The one place where somebody else's answers are opened.
    private static func members(
        of id: ID<ResponsePair>, _ own: OwnReflections, _ connection: Connection
    ) throws -> [(person: ID<Person>, member: ResponsePair.Member)] {
        try connection.all(
            """
            SELECT r.id, r.author_id, r.done_at, p.given, p.prefix, p.family, p.called,
              CASE WHEN r.author_id = \(own.author)
                OR NOT EXISTS (SELECT 1 FROM responses AS open WHERE open.pair_id = r.pair_id AND open.done_at IS NULL)
                THEN r.answers END AS answers
            FROM responses AS r
            JOIN response_pairs AS rp ON rp.id = r.pair_id
            JOIN persons AS p ON p.id = r.author_id
            WHERE r.pair_id = \(id) AND \(own.author) IN (rp.made_by, rp.invited)
            """
        ) { row in
            let response: ID<Response> = try row.get("id")
            let person: ID<Person> = try row.get("author_id")
            let isClosed = try row.get("answers") as Sealed<String>? == nil
            let answers = isClosed ? nil : try ResponseStore.open(row, of: person, in: response, connection)
            let member = ResponsePair.Member(
                response: response, name: try PersonName(row), isDone: try row.get("done_at") as Date? != nil, answers: answers)
            return (person, member)
        }
    }

    /// Asks a colleague: the pair with an empty response for each. Asking the same again gives the draft that is there.
    /// - Returns: the viewer's own response.
    static func make(
        _ instrument: Instrument, _ moment: Response.Moment, with colleague: ID<Person>, conversation: ID<ConversationOfResponse>?,
        _ own: OwnReflections, _ connection: Connection
    ) throws -> ID<Response> {
        guard colleague != own.author, try isColleague(colleague, connection) else { throw InstrumentRefusal.notAColleague }
        let sameTalk: SQL = conversation.map { "rp.conversation_id = \($0)" } ?? "rp.conversation_id IS NULL"
        let draft = try connection.first(
            """
            SELECT r.id FROM responses AS r JOIN response_pairs AS rp ON rp.id = r.pair_id
            WHERE r.author_id = \(own.author) AND r.done_at IS NULL AND r.instrument = \(instrument.id) AND r.moment = \(moment)
              AND rp.invited = \(colleague) AND \(sameTalk)
            ORDER BY r.started_at DESC LIMIT 1
            """
        ) { try $0.get("id") as ID<Response> }
        return try draft ?? add(instrument, moment, by: own.author, with: colleague, conversation: conversation, connection).maker
    }

    /// Writes a pair of which both are done, as of `connection.now`, use included: for the demo and tests.
    @discardableResult
    package static func addFinished(
        on instrument: Instrument, _ moment: Response.Moment, conversation: String? = nil, by maker: (person: ID<Person>, answers: Answers),
        with colleague: (person: ID<Person>, answers: Answers), _ connection: Connection
    ) throws -> ID<ResponsePair> {
        let conversation = conversation.flatMap { ID<ConversationOfResponse>($0) }
        let made = try add(instrument, moment, by: maker.person, with: colleague.person, conversation: conversation, connection)
        try ResponseStore.fill(made.maker, maker.answers, by: maker.person, connection)
        try ResponseStore.fill(made.colleague, colleague.answers, by: colleague.person, connection)
        for _ in 1...2 { try UseStore.count(instrument, moment, .pair, connection) }
        return made.pair
    }

    private static func add(
        _ instrument: Instrument, _ moment: Response.Moment, by maker: ID<Person>, with colleague: ID<Person>,
        conversation: ID<ConversationOfResponse>?, _ connection: Connection
    ) throws -> (pair: ID<ResponsePair>, maker: ID<Response>, colleague: ID<Response>) {
        let pair: ID<ResponsePair> = connection.surroundings.newID()
        try connection.run(
            """
            INSERT INTO response_pairs (id, instrument, version, moment, conversation_id, made_by, invited, made_at)
            VALUES (\(pair), \(instrument.id), \(instrument.version), \(moment), \(conversation.stored), \(maker), \(colleague), \(connection.now))
            """)
        let responses = try [maker, colleague].map { person in
            try ResponseStore.insert(instrument, moment, conversation: conversation, pair: pair, by: person, connection)
        }
        return (pair, responses[0], responses[1])
    }
}

extension PairStore {
    static let mostColleagues = 20

    /// Guides who can sign in and whose name has all these words, without the viewer.
    static func colleagues(_ letters: String, _ own: OwnReflections, _ connection: Connection) throws -> [Colleague] {
        let words = PersonName.folded(letters).split(whereSeparator: \.isWhitespace).prefix(4)
            .map { word in word.filter { $0.isLetter || $0 == "-" || $0 == "'" } }.filter { !$0.isEmpty }
        guard words.reduce(0, { $0 + $1.count }) >= 2 else { return [] }
        let named = words.reduce("1 = 1" as SQL) { sql, word in "\(sql) AND p.sort_key LIKE \("%" + word + "%")" }
        return try connection.all(
            """
            SELECT p.id, p.given, p.prefix, p.family, p.called FROM persons AS p
            WHERE \(named) AND p.id <> \(own.author) AND \(guides(connection))
            ORDER BY p.sort_key LIMIT \(mostColleagues)
            """
        ) { Colleague(person: try $0.get("id"), name: try PersonName($0)) }
    }

    private static func isColleague(_ person: ID<Person>, _ connection: Connection) throws -> Bool {
        try connection.any("SELECT 1 FROM persons AS p WHERE p.id = \(person) AND \(guides(connection))")
    }

    /// Has a role as a guide now, and an account that is not shut.
    private static func guides(_ connection: Connection) -> SQL {
        """
        EXISTS (SELECT 1 FROM accounts AS a WHERE a.person_id = p.id AND a.disabled_at IS NULL)
        AND EXISTS (SELECT 1 FROM roles AS r WHERE r.person_id = p.id AND r.role IN \(anyOf: Role.allCases.filter(\.isGuide))
          AND r.starts_at <= \(connection.now) AND (r.ends_at IS NULL OR r.ends_at > \(connection.now)))
        """
    }
}
