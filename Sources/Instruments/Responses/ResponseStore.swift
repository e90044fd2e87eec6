import Foundation
import People
import Storage
import Web

/// What was filled in, each for its author alone: every question has `author_id = viewer` in it.
package enum ResponseStore {
    /// What the viewer filled in at a conversation, the latest first; nothing for who is no guide.
    package static func mine(in conversation: String, viewer: Viewer, _ connection: Connection) throws -> [ResponseLine] {
        guard let own = try? OwnReflections(viewer), let id = ID<ConversationOfResponse>(conversation) else { return [] }
        return try lines("r.conversation_id = \(id) ORDER BY r.started_at DESC LIMIT 50", own, connection)
    }

    /// Drafts, the last touched first.
    static func drafts(_ own: OwnReflections, _ connection: Connection) throws -> [ResponseLine] {
        try lines("r.done_at IS NULL ORDER BY r.changed_at DESC LIMIT 50", own, connection)
    }

    /// What was finished last.
    static func finished(_ own: OwnReflections, _ connection: Connection) throws -> [ResponseLine] {
        try lines("r.done_at IS NOT NULL ORDER BY r.done_at DESC LIMIT 10", own, connection)
    }

    /// One response with its answers; somebody else's does not exist.
    static func one(_ id: ID<Response>, _ own: OwnReflections, _ connection: Connection) throws -> Response {
        guard let found = try responses("r.id = \(id)", own, connection).first else { throw Problem.notFound }
        return found
    }

    /// The latest finished responses to one checklist about acting itself: what was marked beforehand is a plan, not something one
    /// passed by.
    static func history(of instrument: String, most: Int, _ own: OwnReflections, _ connection: Connection) throws -> [Response] {
        try responses(
            "r.instrument = \(instrument) AND r.done_at IS NOT NULL AND r.moment <> 'before' ORDER BY r.done_at DESC LIMIT \(most)", own,
            connection)
    }

    /// Begins a response, or gives the draft that is there already: the one of this conversation, or else one that was left untouched.
    static func begin(
        _ instrument: Instrument, _ moment: Response.Moment, conversation: ID<ConversationOfResponse>?, _ own: OwnReflections,
        _ connection: Connection
    ) throws -> ID<Response> {
        let same: SQL = conversation.map { "conversation_id = \($0)" } ?? "conversation_id IS NULL AND answers IS NULL"
        let draft = try connection.first(
            """
            SELECT id FROM responses
            WHERE author_id = \(own.author) AND instrument = \(instrument.id) AND moment = \(moment) AND pair_id IS NULL AND done_at IS NULL
              AND \(same)
            ORDER BY started_at DESC LIMIT 1
            """
        ) { try $0.get("id") as ID<Response> }
        return try draft ?? insert(instrument, moment, conversation: conversation, pair: nil, by: own.author, connection)
    }

    /// Keeps a draft's answers.
    static func save(_ answers: Answers, in line: ResponseLine, _ own: OwnReflections, _ connection: Connection) throws {
        let sealed = try seal(answers, of: own.author, in: line.id, connection)
        let changed = try connection.run(
            """
            UPDATE responses SET answers = \(sealed), changed_at = \(connection.now)
            WHERE id = \(line.id) AND author_id = \(own.author) AND done_at IS NULL
            """)
        guard changed == 1 else { throw InstrumentRefusal.alreadyDone }
    }

    /// Ends a response and counts its use, in one transaction; only what is shown is kept.
    static func finish(
        _ answers: Answers, in line: ResponseLine, on instrument: Instrument, _ own: OwnReflections, _ connection: Connection
    ) throws {
        try save(answers.shown(in: instrument), in: line, own, connection)
        try connection.run("UPDATE responses SET done_at = \(connection.now) WHERE id = \(line.id) AND author_id = \(own.author)")
        try UseStore.count(instrument, line.moment, line.partner == nil ? .alone : .pair, connection)
    }

    /// Removes a response of one's own. Of a pair there is nothing left to compare, so the pair ends and the other keeps his or her own.
    static func remove(_ line: ResponseLine, _ own: OwnReflections, _ connection: Connection) throws {
        let removed = try connection.run("DELETE FROM responses WHERE id = \(line.id) AND author_id = \(own.author)")
        guard removed == 1 else { throw Problem.notFound }
        if let pair = line.partner?.pair {
            try connection.run("DELETE FROM response_pairs WHERE id = \(pair) AND \(own.author) IN (made_by, invited)")
        }
    }
}

extension ResponseStore {
    /// Writes a finished response as of `connection.now`, use included: for the demo and tests, which have no viewer.
    @discardableResult
    package static func addFinished(
        _ answers: Answers, on instrument: Instrument, _ moment: Response.Moment, conversation: String? = nil, by author: ID<Person>,
        _ connection: Connection
    ) throws -> ID<Response> {
        let conversation = conversation.flatMap { ID<ConversationOfResponse>($0) }
        let id = try insert(instrument, moment, conversation: conversation, pair: nil, by: author, connection)
        try fill(id, answers, by: author, connection)
        try UseStore.count(instrument, moment, .alone, connection)
        return id
    }

    /// The end of `addFinished`, also for a pair.
    static func fill(_ id: ID<Response>, _ answers: Answers, by author: ID<Person>, _ connection: Connection) throws {
        try connection.run(
            """
            UPDATE responses SET answers = \(try seal(answers, of: author, in: id, connection)), changed_at = \(connection.now), done_at = \(connection.now)
            WHERE id = \(id) AND author_id = \(author)
            """)
    }

    static func insert(
        _ instrument: Instrument, _ moment: Response.Moment, conversation: ID<ConversationOfResponse>?, pair: ID<ResponsePair>?,
        by author: ID<Person>, _ connection: Connection
    ) throws -> ID<Response> {
        let id: ID<Response> = connection.surroundings.newID()
        try connection.run(
            """
            INSERT INTO responses (id, instrument, version, author_id, moment, conversation_id, pair_id, started_at, changed_at)
            VALUES (\(id), \(instrument.id), \(instrument.version), \(author), \(moment), \(conversation.stored), \(pair.stored), \(connection.now), \(connection.now))
            """)
        return id
    }

    private static func seal(_ answers: Answers, of author: ID<Person>, in id: ID<Response>, _ connection: Connection) throws -> Sealed<
        String
    > {
        try connection.seal(String(decoding: try answers.json(), as: UTF8.self), of: author, at: Place("responses", "answers", id))
    }

    /// What a row holds of answers; nothing saved yet is no answers.
    static func open(_ row: Row, of author: ID<Person>, in id: ID<Response>, _ connection: Connection) throws -> Answers {
        let text = try connection.open(ifAny: try row.get("answers"), of: author, at: Place("responses", "answers", id))
        return try text.map { try Answers(json: Data($0.utf8)) } ?? Answers()
    }

    private static func lines(_ which: SQL, _ own: OwnReflections, _ connection: Connection) throws -> [ResponseLine] {
        try connection.all("\(select) WHERE r.author_id = \(own.author) AND \(which)", line)
    }

    private static func responses(_ which: SQL, _ own: OwnReflections, _ connection: Connection) throws -> [Response] {
        try connection.all("\(select) WHERE r.author_id = \(own.author) AND \(which)") { row in
            let line = try line(row)
            return Response(line: line, answers: try open(row, of: own.author, in: line.id, connection))
        }
    }

    /// Of the colleague in a pair nothing but the name and whether he or she is done.
    private static let select: SQL = """
        SELECT r.id, r.instrument, r.version, r.moment, r.conversation_id, r.started_at, r.changed_at, r.done_at, r.answers,
          rp.id AS pair, rp.invited = r.author_id AS has_invited, other.done_at AS other_done, p.given, p.prefix, p.family, p.called
        FROM responses AS r
        LEFT JOIN response_pairs AS rp ON rp.id = r.pair_id
        LEFT JOIN responses AS other ON other.pair_id = r.pair_id AND other.author_id <> r.author_id
        LEFT JOIN persons AS p ON p.id = other.author_id
        """

    private static func line(_ row: Row) throws -> ResponseLine {
        ResponseLine(
            id: try row.get("id"), instrument: try row.get("instrument"), version: try row.get("version"), moment: try row.get("moment"),
            conversation: try row.get("conversation_id"), started: try row.get("started_at"), changed: try row.get("changed_at"),
            done: try row.get("done_at"), isUntouched: try row.get("answers") as Sealed<String>? == nil, partner: try partner(row))
    }

    private static func partner(_ row: Row) throws -> ResponseLine.Partner? {
        guard let pair = try row.get("pair") as ID<ResponsePair>?, try row.get("given") as String? != nil else { return nil }
        return ResponseLine.Partner(
            pair: pair, name: try PersonName(row), isDone: try row.get("other_done") as Date? != nil, hasInvited: try row.get("has_invited")
        )
    }
}
