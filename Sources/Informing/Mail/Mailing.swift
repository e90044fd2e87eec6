import FileFormats
import Foundation
import Logging
import People
import Storage
import Web

/// Sends what is due and makes the digests, beside the answering of requests.
package struct Mailing: Sendable {
    let database: Database
    let library: Library
    /// Nil while no sender is set: then nothing goes out.
    package let settings: MailSettings?
    let carrier: any MailCarrier
    /// Whether what was sent stays readable; in the demo alone.
    let keeps: Bool

    /// - Parameter carrier: nil for the program of the settings.
    package init(database: Database, library: Library, settings: MailSettings?, carrier: (any MailCarrier)? = nil, keeps: Bool = false) {
        self.database = database
        self.library = library
        self.settings = settings
        self.carrier = carrier ?? Sendmail(path: settings?.sendmail ?? "")
        self.keeps = keeps
    }

    /// Looks every second or two whether something is due, until the task is cancelled. What is being handed on is finished first.
    package func run() async {
        guard settings != nil else { return }
        let logger = Logger(label: "naast.mail")
        while !Task.isCancelled {
            do {
                try await sendDue()
                try await makeDigests()
            } catch {
                logger.error("mail was held up", metadata: ["kind": "\(type(of: error))"])
                guard (try? await Task.sleep(for: .seconds(60))) != nil else { return }
            }
            guard (try? await Task.sleep(for: .seconds(2))) != nil else { return }
        }
    }

    /// Sends everything that is due at this moment, one after another.
    package func sendDue() async throws {
        guard let settings else { return }
        while !Task.isCancelled, try await database.read({ try DeliveryStore.isDue($0) }) {
            switch try await database.write({ try DeliveryStore.claim($0) }) {
            case .none(isMore: false): return
            case .none(isMore: true): continue
            case .mail(let outgoing):
                // In a task of its own: who asks the server to stop does not stop a mail halfway.
                try await Task { try await send(outgoing, settings) }.value
            }
        }
    }

    private func send(_ outgoing: Outgoing, _ settings: MailSettings) async throws {
        let outcome: Delivering.Outcome
        switch message(of: outgoing, settings) {
        case .success(let message): outcome = await carrier.carry(message)
        case .failure(let reason): outcome = .never(reason.reason)
        }
        let keeps = keeps
        try await database.write { try DeliveryStore.settle(outgoing, outcome, keeps: keeps, $0) }
    }

    private struct Unwritten: Error { let reason: Delivering.Reason }

    private func message(of outgoing: Outgoing, _ settings: MailSettings) -> Result<MailMessage, Unwritten> {
        guard let text = outgoing.address, !text.isEmpty else { return .failure(Unwritten(reason: .noAddress)) }
        guard let address = MailAddress(text) else { return .failure(Unwritten(reason: .badAddress)) }
        guard let letter = Letter(outgoing.mail, words: library[outgoing.language], site: settings.site) else {
            return .failure(Unwritten(reason: .noText))
        }
        return .success(
            Self.message(letter, to: address, id: outgoing.id, language: outgoing.language, at: database.surroundings.now(), settings))
    }

    /// The finished mail. Its Message-ID is made of the id in the outbox alone: a mail program that gets it twice can see that.
    static func message(
        _ letter: Letter, to address: MailAddress, id: ID<Mail>, language: Language, at now: Date, _ settings: MailSettings
    ) -> MailMessage {
        // RFC 3834: nobody's absence is told to us. RFC 8058: the mail program has a button that stops it.
        let off = letter.off.map { [("List-Unsubscribe", "<" + $0 + ">"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")] } ?? []
        return MailMessage(
            from: settings.from, fromName: settings.fromName, to: address, subject: letter.subject, date: now,
            id: id.text + "@" + settings.host, language: language.code, body: letter.body,
            more: [("Auto-Submitted", "auto-generated")] + off)
    }

    /// Puts together the digests whose hour has come.
    package func makeDigests() async throws {
        guard settings != nil else { return }
        let now = database.surroundings.now()
        guard Digest.isHour(Amsterdam.clock(now).hour) else { return }
        while !Task.isCancelled, try await database.read({ try !DigestStore.due(most: 1, $0).isEmpty }) {
            try await database.write { connection in
                for person in try DigestStore.due(most: 100, connection) { try DigestStore.make(for: person, connection) }
            }
        }
    }
}
