import Foundation

/// What goes out.
package struct Answer: Sendable {
    package enum Body: Sendable {
        case empty
        /// The content of a page; the shell (menu, language, who) is put around it at the end.
        case page(Page)
        case json(Data)
        case bytes(Data, type: String)
        case stream(Stream, type: String)
    }

    /// A body that is sent piece by piece for as long as there is something to say. Ends when `run` returns; sending to a reader who left
    /// throws.
    package struct Stream: Sendable {
        package let run: @Sendable (_ send: (String) async throws -> Void) async throws -> Void

        package init(_ run: @escaping @Sendable (_ send: (String) async throws -> Void) async throws -> Void) { self.run = run }
    }

    package var status: Int
    package var body: Body
    package var headers: [(name: String, value: String)] = []

    package init(status: Int = 200, body: Body, headers: [(name: String, value: String)] = []) {
        self.status = status
        self.body = body
        self.headers = headers
    }

    package static func page(_ page: Page, status: Int = 200) -> Answer { Answer(status: status, body: .page(page)) }

    /// After a change: see the result elsewhere (303). The notice is the key of a text `notice.…`, shown there once.
    package static func see(_ path: String, notice: String? = nil) -> Answer {
        let target = notice.map { path + (path.contains("?") ? "&" : "?") + "melding=" + $0 } ?? path
        return Answer(status: 303, body: .empty, headers: [("Location", target)])
    }

    package static func json(_ value: some Encodable, status: Int = 200) throws -> Answer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Answer(status: status, body: .json(try encoder.encode(value)))
    }

    package func setting(_ cookie: Cookie) -> Answer {
        var answer = self
        answer.headers.append(("Set-Cookie", cookie.text))
        return answer
    }
}

/// A cookie as we set them: for this host alone, never readable by a script.
package struct Cookie: Sendable {
    package let name: String
    let value: String
    let seconds: Int?

    /// - Parameters:
    ///   - name: gets the prefix `__Host-`, which makes browsers insist on Secure, Path=/ and no Domain.
    ///   - seconds: how long it is kept; nil until the browser closes; 0 ends it.
    package init(_ name: String, _ value: String, seconds: Int?) {
        self.name = "__Host-" + name
        self.value = value
        self.seconds = seconds
    }

    var text: String {
        name + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=Lax" + (seconds.map { "; Max-Age=\($0)" } ?? "")
    }

    /// Reads the header `Cookie`; of a name that stands there twice the first counts.
    package static func read(_ header: String) -> [String: String] {
        var cookies: [String: String] = [:]
        for part in header.split(separator: ";").prefix(50) {
            let halves = part.split(separator: "=", maxSplits: 1)
            guard halves.count == 2 else { continue }
            let name = halves[0].trimmingCharacters(in: .whitespaces)
            if cookies[name] == nil { cookies[name] = halves[1].trimmingCharacters(in: .whitespaces) }
        }
        return cookies
    }
}
