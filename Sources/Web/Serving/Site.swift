import Foundation
import Logging
import Storage

/// The whole site as values: its endpoints, texts and limits. Knows how to answer an ask; a server only carries bytes to it and back.
package struct Site: Sendable {
    package let library: Library
    package let endpoints: [Endpoint]
    /// Patterns whose answers are neither logged nor counted.
    let unrecorded: Set<String>
    package let surroundings: Surroundings
    package let metrics: Metrics
    package let limits: Limits
    /// What is answered to who has to sign in first; gets the ask, so that nothing typed is lost.
    package let signIn: @Sendable (Ask) async -> Answer
    package let logger: Logger

    /// Bounds on what comes in.
    package struct Limits: Sendable {
        /// Bytes of a body; a form of ours stays far below.
        package var body = 1_048_576
        /// Bytes of an address with its query.
        package var address = 4096
        /// Seconds a body may take to arrive.
        package var bodySeconds = 20
        /// Requests a second from one address; nil for no bound.
        package var rate: RateLimit?
        /// `https://naast.school.nl`; nil means the header `Host` is believed.
        package var publicAddress: String?
        /// Addresses of proxies whose `X-Forwarded-For` is believed.
        package var proxies: Set<String> = []

        package init() {}
    }

    package init(
        library: Library, endpoints: [Endpoint], surroundings: Surroundings, metrics: Metrics, limits: Limits, logger: Logger,
        signIn: @escaping @Sendable (Ask) async -> Answer
    ) {
        self.library = library
        self.endpoints = endpoints
        unrecorded = Set(endpoints.filter { !$0.isRecorded }.map(\.template))
        self.surroundings = surroundings
        self.metrics = metrics
        self.limits = limits
        self.logger = logger
        self.signIn = signIn
    }

    /// Does what an endpoint says and turns every error into its page or problem document.
    func answer(_ ask: Ask, by endpoint: Endpoint, values: [String]) async -> (Answer, Frame) {
        do {
            return try await endpoint.run(ask, values)
        } catch let problem as Problem where problem == .signInNeeded && !ask.wantsJSON {
            return (await signIn(ask), Frame())
        } catch {
            return (refusal(error, ask), Frame())
        }
    }

    /// The page or problem document of an error; what nobody foresaw is logged without a word of its content.
    func refusal(_ error: any Error, _ ask: Ask) -> Answer {
        let problem = Problem(of: error)
        if problem.status == 500 {
            logger.error(
                "unforeseen", metadata: ["request": "\(ask.requestID)", "kind": "\(type(of: error))", "detail": "\(Self.harmless(error))"])
        }
        return problem.answer(words: ask.words, wantsJSON: ask.wantsJSON)
    }

    /// Our own errors describe themselves without personal data; of others only the kind is known to be safe.
    private static func harmless(_ error: any Error) -> String {
        (error as? StorageProblem).map(\.description) ?? ""
    }

    /// The finished document: a page in its shell.
    func bytes(of answer: Answer, frame: Frame, ask: Ask) -> (bytes: Data, type: String?) {
        switch answer.body {
        case .empty: return (Data(), nil)
        case .json(let data): return (data, "application/json")
        case .bytes(let data, let type): return (data, type)
        // Its pieces come later; the server sends them.
        case .stream(_, let type): return (Data(), type)
        case .page(let page):
            let shell = Shell(
                words: ask.words, frame: frame, path: ask.path, address: ask.returnAddress, notice: ask.query.first("melding"))
            return (Data(shell.around(page).text.utf8), "text/html; charset=utf-8")
        }
    }
}

/// A form's page again with what was typed (422), when the form is refused; otherwise what the work answers.
package func filling(_ again: (FormState) async throws -> Page, _ work: () async throws -> Answer) async throws -> Answer {
    do {
        return try await work()
    } catch let refused as FormRefused {
        return .page(try await again(refused.state), status: 422)
    }
}
