import AsyncHTTPClient
import Foundation
import NIOCore
import Web

/// A question to the provider.
struct OutsideRequest: Sendable {
    let address: String
    /// A form to send; nil only asks.
    var form: [(name: String, value: String)]?
    /// The header `Authorization`.
    var authorization: String?
}

struct OutsideAnswer: Sendable {
    let status: Int
    let body: Data
}

/// Asks the provider. The one place in the house that connects to another machine.
struct OutsideHTTP: Sendable {
    let ask: @Sendable (OutsideRequest) async throws -> OutsideAnswer

    /// Seconds for a whole answer.
    private static let longest: Int64 = 10
    /// Bytes of an answer.
    private static let most = 262_144

    /// Follows no redirect, waits a bounded time for a bounded answer, checks certificates, speaks HTTP/1.1 only.
    static let real = OutsideHTTP { request in
        do {
            let answer = try await client.execute(message(request), timeout: .seconds(longest))
            let body = try await answer.body.collect(upTo: most)
            return OutsideAnswer(status: Int(answer.status.code), body: Data(body.readableBytesView))
        } catch {
            // The kind of the error alone: its text may hold the address with what was asked.
            throw OutsideProblem.unreachable("\(type(of: error))")
        }
    }

    /// Made at the first sign-in by a provider, and there for as long as the process is.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5), read: .seconds(longest)))
        configuration.httpVersion = .http1Only
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    private static func message(_ request: OutsideRequest) -> HTTPClientRequest {
        var message = HTTPClientRequest(url: request.address)
        message.headers.add(name: "Accept", value: "application/json")
        message.headers.add(name: "User-Agent", value: "naast")
        if let authorization = request.authorization { message.headers.add(name: "Authorization", value: authorization) }
        if let form = request.form {
            message.method = .POST
            message.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            message.body = .bytes(ByteBuffer(string: Fields(form).urlEncoded))
        }
        return message
    }
}
