import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import People
import Storage
import Synchronization
import Web

@testable import App

/// A clock that a test sets.
final class TestClock: Sendable {
    private let moment: Mutex<Date>

    init(_ moment: Date = Amsterdam.moment(Day(number: 20_778), hour: 9, minute: 30)) { self.moment = Mutex(moment) }

    var now: Date { moment.withLock { $0 } }
    func advance(_ seconds: TimeInterval) { moment.withLock { $0 = $0.addingTimeInterval(seconds) } }
    var surroundings: Surroundings { Surroundings(now: { self.now }, randomBytes: Surroundings.real.randomBytes) }
}

/// The real router in process, without a socket.
struct TestSite {
    struct Reply {
        let status: Int
        let headers: [(name: String, value: String)]
        let body: String
        let bytes: [UInt8]

        func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
        /// Everything that leaves the house.
        var everything: String { body + headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n") }
    }

    private static let content = Result { try App.Content.load() }

    /// The house on a database, with texts and instruments read once for all tests.
    static func app(_ database: Database, configuration: Configuration = Configuration()) throws -> App {
        App(database: database, content: try content.get(), configuration: configuration)
    }

    let app: App
    private let responder: any HTTPResponder<Arrival>

    init(_ app: App) {
        self.app = app
        responder = app.site.router().buildResponder()
    }

    func get(_ path: String, cookie: String? = nil, headers: [String: String] = [:]) async throws -> Reply {
        try await send(.get, path, cookie: cookie, headers: headers, body: nil)
    }

    func post(_ path: String, _ form: [(String, String)] = [], cookie: String? = nil, headers: [String: String] = [:]) async throws -> Reply
    {
        let text = form.map { Self.encoded($0.0) + "=" + Self.encoded($0.1) }.joined(separator: "&")
        return try await send(
            .post, path, cookie: cookie,
            headers: ["content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"].merging(headers) { _, new in new
            }, body: Array(text.utf8))
    }

    func send(_ method: HTTPRequest.Method, _ path: String, cookie: String?, headers: [String: String], body: [UInt8]?) async throws
        -> Reply
    {
        var fields = HTTPFields()
        for (name, value) in headers { if let name = HTTPField.Name(name) { fields[name] = value } }
        if let cookie { fields[.cookie] = "__Host-session=\(cookie)" }
        if let body { fields[.contentLength] = String(body.count) }
        let head = HTTPRequest(method: method, scheme: "http", authority: "localhost:8080", path: path, headerFields: fields)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body ?? [])))
        // The server gives each request its id by way of the logger.
        var logger = Logger(label: "test")
        logger[metadataKey: "hb.request.id"] = "test"
        let arrival = Arrival(source: ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: logger))
        let response = try await responder.respond(to: request, context: arrival)
        // A stream ends when its reader does; this one leaves after the first piece.
        let isStream = response.headers[.contentType] == "text/event-stream"
        let gathered = Gathered(most: isStream ? 1 : .max)
        do {
            try await response.body.write(gathered.writer)
        } catch is Gathered.Left {}
        return Reply(
            status: response.status.code, headers: response.headers.map { ($0.name.rawName, $0.value) },
            body: String(decoding: gathered.bytes, as: UTF8.self), bytes: gathered.bytes)
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let character = Character(UnicodeScalar(byte))
            return character.isASCII && (character.isLetter || character.isNumber) ? String(character) : "%" + hexadecimal([byte])
        }.joined()
    }
}

private final class Gathered: Sendable {
    struct Left: Error {}

    private let box = Mutex<[UInt8]>([])
    /// After so many bytes the reader leaves.
    let most: Int
    var bytes: [UInt8] { box.withLock { $0 } }

    init(most: Int) { self.most = most }

    var writer: Writer { Writer(gathered: self) }

    struct Writer: ResponseBodyWriter {
        let gathered: Gathered
        mutating func write(_ buffer: ByteBuffer) async throws {
            gathered.box.withLock { $0 += buffer.readableBytesView }
            if gathered.bytes.count >= gathered.most { throw Left() }
        }
        consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}

/// A folder that is gone when the test is.
final class TestFolder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "naast-test-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
