import Guiding
import People
import Storage
import Web

enum ReferralForm {
    static let longestWords = 2000
    static let longestReport = 3000
    static let longestPlace = 120
    /// The value of 'someone outside the school' where a person is chosen.
    static let outside = "outside"
    static let circumstances = "circumstances"

    /// - Parameter workers: the care workers of the school.
    static func draft(_ fields: Fields, workers: [CarePerson]) throws -> ReferralDraft {
        var form = FormReader(fields)
        let receiver = receiver(&form, workers)
        let area: LifeArea? = form.optionalChoice("area")
        let words = form.text("words", most: longestWords)
        let chosen = Set(fields.all("item"))
        let sections = ManualSection.allCases.filter { chosen.contains($0.rawValue) }.map(\.item)
        return try form.accept(
            receiver.map {
                ReferralDraft(
                    receiver: $0, area: area, words: words, sections: sections, asksCircumstances: chosen.contains(circumstances))
            })
    }

    private static func receiver(_ form: inout FormReader, _ workers: [CarePerson]) -> ReferralDraft.Receiver? {
        if form.fields.first("receiver") == outside {
            let place = form.text("place", most: longestPlace)
            return place.isEmpty ? nil : .outside(place)
        }
        guard let person = form.id("receiver", of: Person.self) else { return nil }
        guard workers.contains(where: { $0.id == person }) else {
            form.refuse("receiver", "choose")
            return nil
        }
        return .inside(person)
    }

    enum Decision: String, Sendable { case yes, no }

    /// What the student says: nil for no, else what goes along.
    /// - Parameter offered: what could go along.
    static func decision(_ fields: Fields, offered: [Share.Item]) throws -> [Share.Item]? {
        var form = FormReader(fields)
        let decision: Decision? = form.choice("decision")
        let chosen = Set(fields.all("item"))
        let items = offered.filter { chosen.contains(field($0)) }
        return try form.accept(decision.map { $0 == .yes ? items : nil })
    }

    /// An item as it stands in the form.
    static func field(_ item: Share.Item) -> String { item.kind.rawValue + "-" + item.name }

    static func words(_ fields: Fields, _ name: String) throws -> String {
        var form = FormReader(fields)
        let text = form.text(name, most: longestReport)
        return try form.accept(text)
    }
}
