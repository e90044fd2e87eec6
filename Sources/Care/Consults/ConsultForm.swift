import People
import Storage
import Web

enum ConsultForm {
    static let longest = 2000

    /// - Parameter allowed: the coordinators of the school.
    static func draft(_ fields: Fields, allowed: [CarePerson]) throws -> ConsultDraft {
        var form = FormReader(fields)
        let coordinator = form.id("coordinator", of: Person.self)
        if let coordinator, !allowed.contains(where: { $0.id == coordinator }) { form.refuse("coordinator", "choose") }
        let question = form.text("question", most: longest)
        return try form.accept(coordinator.map { ConsultDraft(coordinator: $0, question: question) })
    }

    static func answer(_ fields: Fields) throws -> String {
        var form = FormReader(fields)
        let answer = form.text("answer", most: longest)
        return try form.accept(answer)
    }
}
