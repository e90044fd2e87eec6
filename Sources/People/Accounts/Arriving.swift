import Storage
import Web

/// What is answered to who has shown who it is: where one wanted to go, what was typed before, or the second screen.
package struct Arriving: Sendable {
    let database: Database

    package init(database: Database) { self.database = database }

    /// - Parameters:
    ///   - next: an address on this site.
    ///   - kept: what was typed into a form when the session had run out.
    ///   - notice: what to say there; that a second factor was taken away is said instead, once.
    package func answer(_ entered: Entered, next: String?, kept: KeptForm?, notice: String? = nil, ask: Ask) async throws -> Answer {
        switch entered {
        case .halfway(let secret, _):
            let page = SecondFactorPages.code(FormState(), words: ask.words, next: next, kept: kept)
            let path = AccountPaths.code() + (next.map { "?naar=" + $0 } ?? "")
            return (kept == nil ? Answer.see(path, notice: notice) : .page(page)).setting(.half(secret))
        case .whole(let secret, let person):
            // Typed text goes back to who typed it, and to nobody else on a shared computer.
            if let kept, try await former(ask) == person {
                return Answer.page(SignInPages.resume(kept, words: ask.words)).setting(.session(secret))
            }
            let isRemoved = try await database.write { try SecondFactorStore.takeRemoved(person, $0) }
            return Answer.see(next ?? "/", notice: isRemoved ? "factorRemoved" : notice).setting(.session(secret))
        }
    }

    private func former(_ ask: Ask) async throws -> ID<Person>? {
        guard let old = ask.session else { return nil }
        return try await database.read { try SessionStore.formerHolder(secret: old, $0) }
    }
}
