import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Storage

/// What the server knows of one request beyond its text.
package struct Arrival: RequestContext {
    package var coreContext: CoreRequestContextStorage
    let remoteAddress: String

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remoteAddress = source.channel.remoteAddress?.ipAddress ?? "-"
    }
}

extension Site {
    /// The routes as Hummingbird knows them, with our own page for everything that is not there.
    package func router() -> Router<Arrival> {
        let router = Router(context: Arrival.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: Outermost(site: self))
        for endpoint in endpoints {
            let (pattern, names) = Self.pattern(endpoint.template)
            router.on(RouterPath(pattern), method: endpoint.method == .get ? .get : .post) { request, arrival in
                let values = names.map { name in arrival.parameters.get(name) ?? "" }
                return try await respond(request, arrival, by: endpoint, values: values)
            }
        }
        return router
    }

    /// `/gesprekken/{}/notitie` as `/gesprekken/:p2/notitie` with the names of its places.
    private static func pattern(_ template: String) -> (String, [String]) {
        var names: [String] = []
        let parts = template.split(separator: "/").enumerated().map { place, part -> String in
            guard part == "{}" else { return String(part) }
            names.append("p\(place)")
            return ":p\(place)"
        }
        return ("/" + parts.joined(separator: "/"), names)
    }

    private func respond(_ request: Request, _ arrival: Arrival, by endpoint: Endpoint, values: [String]) async throws -> Response {
        let headers = Self.headers(of: request)
        let isOurs = CrossSite.allows(
            method: endpoint.method, headers: headers, host: request.head.authority ?? "", site: limits.publicAddress)
        guard isOurs || endpoint.opensFromElsewhere else { throw Problem.crossSite }
        let body = endpoint.method == .post && !endpoint.opensFromElsewhere ? try await form(of: request, headers) : Fields()
        var ask = try ask(request, arrival, headers: headers, method: endpoint.method, form: body)
        if !endpoint.isTranslated, !ask.words.language.isComplete { ask = ask.speaking(library[.nl]) }
        let (answer, frame) = await answer(ask, by: endpoint, values: values)
        return response(answer, frame, ask)
    }

    func ask(_ request: Request, _ arrival: Arrival, headers: [String: String], method: Ask.Method, form: Fields) throws -> Ask {
        guard (request.head.path ?? "").utf8.count <= limits.address else { throw Problem(status: 414, key: "malformed") }
        let cookies = Cookie.read(headers["cookie"] ?? "")
        let language = cookies["__Host-language"].flatMap(Language.init(rawValue:)) ?? Language(accepting: headers["accept-language"])
        return Ask(
            method: method, path: request.uri.path, query: try Fields(urlEncoded: Array((request.uri.query ?? "").utf8)), form: form,
            cookies: cookies, headers: headers, words: library[language], address: address(arrival, headers),
            requestID: arrival.id, surroundings: surroundings)
    }

    func response(_ answer: Answer, _ frame: Frame, _ ask: Ask) -> Response {
        let (bytes, type) = bytes(of: answer, frame: frame, ask: ask)
        var fields = HTTPFields()
        if let type { fields[.contentType] = type }
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
        }
        return Response(status: .init(code: answer.status), headers: fields, body: Self.body(answer.body, bytes))
    }

    private static func body(_ body: Answer.Body, _ bytes: Data) -> ResponseBody {
        guard case .stream(let stream, _) = body else { return ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)) }
        return ResponseBody { writer in
            try await stream.run { try await writer.write(ByteBuffer(string: $0)) }
            try await writer.finish(nil)
        }
    }

    private func form(of request: Request, _ headers: [String: String]) async throws -> Fields {
        if let announced = headers["content-length"].flatMap(Int.init), announced > limits.body { throw Problem.tooLarge }
        let bytes = try await read(request.body)
        guard !bytes.isEmpty else { return Fields() }
        guard (headers["content-type"] ?? "").lowercased().hasPrefix("application/x-www-form-urlencoded") else { throw Problem.unsupported }
        return try Fields(urlEncoded: bytes)
    }

    private func read(_ body: RequestBody) async throws -> [UInt8] {
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask { [limits] in
                var bytes: [UInt8] = []
                do {
                    for try await buffer in body {
                        guard bytes.count + buffer.readableBytes <= limits.body else { throw Problem.tooLarge }
                        bytes.append(contentsOf: buffer.readableBytesView)
                    }
                } catch let error where !(error is Problem) {
                    // What the parser cannot read was sent wrongly.
                    throw Problem.malformed
                }
                return bytes
            }
            group.addTask { [limits] in
                try await Task.sleep(for: .seconds(limits.bodySeconds))
                throw Problem.tooSlow
            }
            defer { group.cancelAll() }
            return try await group.next() ?? []
        }
    }

    /// Of a header that stands there twice the first counts.
    static func headers(of request: Request) -> [String: String] {
        var headers: [String: String] = [:]
        for field in request.headers where headers[field.name.canonicalName] == nil { headers[field.name.canonicalName] = field.value }
        return headers
    }

    /// The last address in `X-Forwarded-For` that is not a proxy of ours, when a proxy of ours says it; else the neighbour's.
    func address(_ arrival: Arrival, _ headers: [String: String]) -> String {
        guard limits.proxies.contains(arrival.remoteAddress), let forwarded = headers["x-forwarded-for"] else {
            return arrival.remoteAddress
        }
        let hops = forwarded.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        return String((hops.last { !limits.proxies.contains($0) } ?? arrival.remoteAddress).prefix(64))
    }
}

/// Around everything: bounds, security headers, our page for what is not there, one line in the log.
private struct Outermost: RouterMiddleware {
    let site: Site

    func handle(_ request: Request, context: Arrival, next: (Request, Arrival) async throws -> Response) async throws -> Response {
        let start = ContinuousClock.now
        var response = await answer(request, context, next: next)
        for (name, value) in SecurityHeaders.always {
            if let name = HTTPField.Name(name) { response.headers[name] = value }
        }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        log(request, context, response, took: ContinuousClock.now - start)
        return response
    }

    private func answer(_ request: Request, _ context: Arrival, next: (Request, Arrival) async throws -> Response) async -> Response {
        let headers = Site.headers(of: request)
        do {
            if let rate = site.limits.rate, !rate.allows(site.address(context, headers), at: site.surroundings.now()) {
                throw Problem.tooMany(seconds: 2)
            }
            return try await next(request, context)
        } catch {
            let problem = Self.problem(error)
            let bare = Ask(
                method: .get, path: "/", headers: headers, words: site.library[Language(accepting: headers["accept-language"])],
                requestID: context.id, surroundings: site.surroundings)
            let ask = (try? site.ask(request, context, headers: headers, method: .get, form: Fields())) ?? bare
            return site.response(site.refusal(problem, ask), Frame(), ask)
        }
    }

    private static func problem(_ error: any Error) -> any Error {
        guard let error = error as? HTTPError else { return error }
        switch error.status {
        case .notFound: return Problem.notFound
        case .methodNotAllowed: return Problem.wrongMethod
        case .contentTooLarge: return Problem.tooLarge
        default: return error.status.code >= 500 ? Problem.inside : Problem.malformed
        }
    }

    /// Method, pattern, status, time, bytes, request: no address of a page, no query, no name.
    private func log(_ request: Request, _ context: Arrival, _ response: Response, took: Duration) {
        if let path = context.endpointPath, site.unrecorded.contains(path) { return }
        let route = "\(request.method.rawValue.prefix(8)) \(context.endpointPath ?? "-")"
        let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        site.metrics.count(route: context.endpointPath == nil ? "-" : route, status: response.status.code, seconds: seconds)
        site.logger.info(
            "answer",
            metadata: [
                "route": "\(route)", "status": "\(response.status.code)", "ms": "\(Int(seconds * 1000))",
                "bytes": "\(response.body.contentLength ?? 0)", "request": "\(context.id)",
            ])
    }
}
