import Foundation
import People

/// What somebody typed to find a person or a group: words that all have to occur, in any order.
struct Search: Sendable, Equatable {
    let text: String

    init(_ typed: String?) { text = String((typed ?? "").trimmingCharacters(in: .whitespacesAndNewlines).prefix(100)) }

    /// A bounded number of them: each costs the database a look at every row.
    var words: [String] { PersonName.folded(text).split { $0.isWhitespace || $0 == "," }.prefix(6).map(String.init) }

    /// For LIKE with `!` as escape: what is typed is never a pattern.
    var patterns: [String] {
        words.map { word in
            "%" + word.replacing("!", with: "!!").replacing("%", with: "!%").replacing("_", with: "!_") + "%"
        }
    }
}
