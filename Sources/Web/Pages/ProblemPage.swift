import Foundation

extension Problem {
    /// The page, or the problem document (RFC 9457) for who reads JSON.
    package func answer(words: Words, wantsJSON: Bool) -> Answer {
        let headers = retryAfter.map { [(name: "Retry-After", value: String($0))] } ?? []
        let title = words("problem.\(key).title", arguments)
        let help = words("problem.\(key).help", arguments)
        if wantsJSON {
            let data = (try? JSONEncoder().encode(ProblemDocument(title: title, detail: help, status: status))) ?? Data("{}".utf8)
            return Answer(status: status, body: .bytes(data, type: "application/problem+json"), headers: headers)
        }
        let content: HTML = """
            <div class="problem sheet stack"><h1>\(title)</h1><p>\(help)</p><p><a class="button" href="/">\(words("problem.back"))</a></p></div>
            """
        return Answer(status: status, body: .page(Page(title: title, content: content)), headers: headers)
    }

    private struct ProblemDocument: Encodable {
        var type = "about:blank"
        let title: String
        let detail: String
        let status: Int
    }
}
