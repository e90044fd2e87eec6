import Foundation
import Storage

/// What came in: one request, read and bounded, without a word about the server that read it.
package struct Ask: Sendable {
    package enum Method: String, Sendable, CaseIterable {
        case get = "GET"
        case post = "POST"
    }

    package let method: Method
    /// The path as asked, without what stands behind the question mark.
    package let path: String
    package let query: Fields
    package let form: Fields
    package let cookies: [String: String]
    /// Names in lower case.
    package let headers: [String: String]
    package private(set) var words: Words
    /// Where it came from; a proxy's word is believed only when the proxy is configured.
    package let address: String
    package let requestID: String
    package let surroundings: Surroundings

    package init(
        method: Method, path: String, query: Fields = Fields(), form: Fields = Fields(), cookies: [String: String] = [:],
        headers: [String: String] = [:], words: Words, address: String = "-", requestID: String = "-", surroundings: Surroundings
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.form = form
        self.cookies = cookies
        self.headers = headers
        self.words = words
        self.address = address
        self.requestID = requestID
        self.surroundings = surroundings
    }

    package var now: Date { surroundings.now() }
    package var today: Day { Day(surroundings.now()) }

    /// The same question, answered in other words.
    func speaking(_ words: Words) -> Ask {
        var ask = self
        ask.words = words
        return ask
    }

    /// The address as it was asked, for coming back to it; of what was sent to be saved only the path.
    var returnAddress: String {
        let pairs = query.pairs.filter { $0.name != "melding" }
        return method == .get && !pairs.isEmpty ? path + "?" + Fields(pairs).urlEncoded : path
    }

    /// Whether the asker reads JSON rather than pages.
    package var wantsJSON: Bool {
        let accept = headers["accept"] ?? ""
        return accept.contains("json") && !accept.contains("text/html")
    }
}
