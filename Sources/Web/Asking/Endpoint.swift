/// One thing that can be asked: a method, an address, who may ask it, and what is done.
package struct Endpoint: Sendable {
    package let method: Ask.Method
    /// With `{}` where a value stands.
    package let template: String
    /// In words, for the overview of access: which rule guards it.
    package let guardedBy: String
    /// Whether its pages can be read in every language; those that only staff sees can be read in Dutch and English.
    package var isTranslated = true
    /// Whether a mail program may post to it for its owner (RFC 8058). The secret in its address is all it goes by: no cookie is looked
    /// at, and no body.
    package var opensFromElsewhere = false
    /// Whether its answers are logged and counted. Of a page that must leave no trace of having been opened they are not.
    package var isRecorded = true
    /// The shell's knowledge of who asks, and the answer. Texts are the values in the address, in order.
    package let run: @Sendable (Ask, [String]) async throws -> (Answer, Frame)

    package init(
        _ method: Ask.Method, _ template: String, guardedBy: String,
        run: @escaping @Sendable (Ask, [String]) async throws -> (Answer, Frame)
    ) {
        self.method = method
        self.template = template
        self.guardedBy = guardedBy
        self.run = run
    }

    /// For everyone, signed in or not.
    package static func open<each Value>(
        _ method: Ask.Method, _ path: Path<repeat each Value>, run: @escaping @Sendable (Ask, repeat each Value) async throws -> Answer
    ) -> Endpoint {
        Endpoint(method, path.template, guardedBy: "open") { ask, texts in
            let values = try path.values(from: texts)
            return (try await run(ask, repeat each values), Frame())
        }
    }
}

/// What the shell shows of the one who asks.
package struct Frame: Sendable {
    package struct Item: Sendable {
        package let key: String
        package let path: String
        package let icon: String

        /// - Parameter key: of the text `menu.<key>`.
        package init(key: String, path: String, icon: String) {
            self.key = key
            self.path = path
            self.icon = icon
        }
    }

    package var menu: [Item]
    /// Name and role; nil for who is not signed in.
    package var who: String?
    package var account: String?
    package var signOut: String?
    /// Whether a button reads the page aloud.
    package var readsAloud: Bool

    package init(menu: [Item] = [], who: String? = nil, account: String? = nil, signOut: String? = nil, readsAloud: Bool = false) {
        self.menu = menu
        self.who = who
        self.account = account
        self.signOut = signOut
        self.readsAloud = readsAloud
    }
}

extension [Endpoint] {
    /// The same, read in Dutch by whoever has chosen a language that covers only what students and workplaces see.
    package var inSchoolLanguages: [Endpoint] {
        map { endpoint in
            var endpoint = endpoint
            endpoint.isTranslated = false
            return endpoint
        }
    }

    /// The same, leaving no line in the log and no count.
    package var unrecorded: [Endpoint] {
        map { endpoint in
            var endpoint = endpoint
            endpoint.isRecorded = false
            return endpoint
        }
    }
}
