import Storage
import Web

enum SignalForm {
    static let longestWords = 1000
    static let longestAnswer = 1000

    static func draft(_ fields: Fields) throws -> SignalDraft {
        var form = FormReader(fields)
        let words = form.text("words", most: longestWords)
        let area: LifeArea? = form.optionalChoice("area")
        return try form.accept(SignalDraft(area: area, words: words))
    }

    static func answer(_ fields: Fields) throws -> String {
        var form = FormReader(fields)
        let answer = form.text("answer", most: longestAnswer)
        return try form.accept(answer)
    }
}
