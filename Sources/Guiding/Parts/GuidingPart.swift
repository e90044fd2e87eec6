import Agreements
import Foundation
import People
import Storage
import Web

/// What a room of guiding adds to the pages that all rooms share: Today, the student's page, the student's own first page, an agreement.
///
/// What it gives is opened by the permits it gets, in a number of queries that does not grow with the caseload. Nothing is an answer too.
package protocol GuidingPart: Sendable {
    /// Why students of a caseload stand on Today.
    func needs(_ permits: [Permit<Looking>], _ ask: Ask, _ connection: Connection) throws -> [PartNeed]
    /// Good news of a caseload since a moment.
    func news(_ permits: [Permit<Looking>], since: Date, _ ask: Ask, _ connection: Connection) throws -> [PartNews]
    /// Lines of the timeline of one student.
    func timeline(_ permit: Permit<Looking>, _ ask: Ask, _ connection: Connection) throws -> [TimelineLine]
    /// What stands on the page of one student, and on the student's own first page.
    func boxes(_ permit: Permit<Looking>, _ ask: Ask, _ connection: Connection) throws -> [PartBox]
    /// What an agreement leads to, shown on its page.
    func beside(_ agreement: Agreement, _ permit: Permit<Looking>, _ ask: Ask, _ connection: Connection) throws -> HTML
}

extension GuidingPart {
    package func needs(_ permits: [Permit<Looking>], _ ask: Ask, _ connection: Connection) throws -> [PartNeed] { [] }
    package func news(_ permits: [Permit<Looking>], since: Date, _ ask: Ask, _ connection: Connection) throws -> [PartNews] { [] }
    package func timeline(_ permit: Permit<Looking>, _ ask: Ask, _ connection: Connection) throws -> [TimelineLine] { [] }
    package func boxes(_ permit: Permit<Looking>, _ ask: Ask, _ connection: Connection) throws -> [PartBox] { [] }
    package func beside(_ agreement: Agreement, _ permit: Permit<Looking>, _ ask: Ask, _ connection: Connection) throws -> HTML { .empty }
}

/// One reason why a student stands on Today, and the one act that settles it.
package struct PartNeed: Sendable {
    package let student: ID<Person>
    /// On the scale of `Need.weight`: 0 is what was broken, 80 is no contact for longer than the rhythm. Less is heavier.
    package let weight: Int
    /// In the reader's language, without the student's name.
    package let why: String
    package let path: String
    /// The words on the button.
    package let act: String
    /// Whether the button is loud: only where something was broken.
    package let isLoud: Bool

    package init(student: ID<Person>, weight: Int, why: String, path: String, act: String, isLoud: Bool = false) {
        self.student = student
        self.weight = weight
        self.why = why
        self.path = path
        self.act = act
        self.isLoud = isLoud
    }
}

/// Something good, for who opens Today.
package struct PartNews: Sendable {
    package let student: ID<Person>
    /// A word or two in the reader's language: what kind of good news.
    package let label: String
    package let words: String
    package let at: Date

    package init(student: ID<Person>, label: String, words: String, at: Date) {
        self.student = student
        self.label = label
        self.words = words
        self.at = at
    }
}

/// A piece of a page, whole with its heading.
package struct PartBox: Sendable {
    package enum Spot: Sendable {
        /// Of the student's page: under the shared picture, over the full width.
        case picture
        /// Of the student's page: beside the timeline.
        case aside
        /// Of the student's own first page: one card among cards.
        case home
        /// Of the first page of who was a student and is none any more: one card.
        case afterwards
    }

    package let spot: Spot
    package let html: HTML

    package init(_ spot: Spot, _ html: HTML) {
        self.spot = spot
        self.html = html
    }
}

/// All parts, asked as one.
package struct GuidingParts: GuidingPart {
    let parts: [any GuidingPart]

    package init(_ parts: [any GuidingPart]) { self.parts = parts }

    package func needs(_ permits: [Permit<Looking>], _ ask: Ask, _ connection: Connection) throws -> [PartNeed] {
        try parts.flatMap { try $0.needs(permits, ask, connection) }
    }

    package func news(_ permits: [Permit<Looking>], since: Date, _ ask: Ask, _ connection: Connection) throws -> [PartNews] {
        try parts.flatMap { try $0.news(permits, since: since, ask, connection) }
    }

    package func timeline(_ permit: Permit<Looking>, _ ask: Ask, _ connection: Connection) throws -> [TimelineLine] {
        try parts.flatMap { try $0.timeline(permit, ask, connection) }
    }

    package func boxes(_ permit: Permit<Looking>, _ ask: Ask, _ connection: Connection) throws -> [PartBox] {
        try parts.flatMap { try $0.boxes(permit, ask, connection) }
    }

    package func beside(_ agreement: Agreement, _ permit: Permit<Looking>, _ ask: Ask, _ connection: Connection) throws -> HTML {
        "\(try parts.map { try $0.beside(agreement, permit, ask, connection) })"
    }
}
