import Foundation

/// One answer to one item. What is empty (no score and no note, a blank text, nothing chosen) counts as not answered.
package enum ItemAnswer: Sendable, Hashable {
    /// A feature looked at; a note may be there before the score.
    case feature(Score?, note: String = "")
    /// The point of a scale, from 1.
    case scale(Int)
    /// The keys of what was chosen, and what was written under 'something else'.
    case choice([String], other: String? = nil)
    /// The band of a percentage, from 1.
    case band(Int)
    case agree(Opinion)
    case yesNo(Bool)
    case number(Double)
    case text(String)

    /// How a feature came up in what one did.
    package enum Score: String, Sendable, Hashable, Codable, CaseIterable {
        /// Enough attention.
        case enough
        /// Room for improvement.
        case improve
        /// Not yet come up.
        case notYet
    }

    package enum Opinion: String, Sendable, Hashable, Codable, CaseIterable {
        case agree, disagree, noOpinion
    }

    /// Whether something was really filled in. A note without a score is a draft, not an answer.
    package var isAnswered: Bool {
        switch self {
        case .feature(let score, _): score != nil
        case .choice(let options, let other): !options.isEmpty || !(other ?? "").isBlank
        case .text(let text): !text.isBlank
        case .scale, .band, .agree, .yesNo, .number: true
        }
    }

    /// This answer in the notation that a `showIf` asks for; a choice of several has several.
    package var notations: [String] {
        switch self {
        case .feature(let score, _): score.map { [$0.rawValue] } ?? []
        case .scale(let point), .band(let point): [String(point)]
        case .choice(let options, let other): options + ((other ?? "").isBlank ? [] : [Instrument.otherKey])
        case .agree(let opinion): [opinion.rawValue]
        case .yesNo(let yes): [yes ? "yes" : "no"]
        case .number, .text: []
        }
    }
}

extension String {
    fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}

/// In JSON an answer is an object whose field names tell its kind: `{"score":"enough","note":"…"}`, `{"scale":3}`,
/// `{"choices":["bus"],"other":"…"}`, `{"band":2}`, `{"agree":"noOpinion"}`, `{"yesNo":true}`, `{"number":4.5}`, `{"text":"…"}`.
/// The browser writes the same shape in its offline drafts; anything else is refused.
extension ItemAnswer: Codable {
    private struct Field: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Field.self)
        func value<Value: Decodable>(_ name: String) throws -> Value {
            try fields.decode(Value.self, forKey: Field(name))
        }
        func optional<Value: Decodable>(_ name: String) throws -> Value? {
            try fields.decodeIfPresent(Value.self, forKey: Field(name))
        }
        switch fields.allKeys.map(\.stringValue).sorted() {
        case ["note"], ["score"], ["note", "score"]:
            self = .feature(try optional("score"), note: try optional("note") ?? "")
        case ["scale"]: self = .scale(try value("scale"))
        case ["choices"], ["choices", "other"]: self = .choice(try value("choices"), other: try optional("other"))
        case ["band"]: self = .band(try value("band"))
        case ["agree"]: self = .agree(try value("agree"))
        case ["yesNo"]: self = .yesNo(try value("yesNo"))
        case ["number"]: self = .number(try value("number"))
        case ["text"]: self = .text(try value("text"))
        default:
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "not a known kind of answer"))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Field.self)
        switch self {
        case .feature(let score, let note):
            try fields.encodeIfPresent(score, forKey: Field("score"))
            // Without a score the note is written even when empty: an object without fields would have no kind.
            if !note.isEmpty || score == nil { try fields.encode(note, forKey: Field("note")) }
        case .scale(let point): try fields.encode(point, forKey: Field("scale"))
        case .choice(let options, let other):
            try fields.encode(options, forKey: Field("choices"))
            try fields.encodeIfPresent(other, forKey: Field("other"))
        case .band(let band): try fields.encode(band, forKey: Field("band"))
        case .agree(let opinion): try fields.encode(opinion, forKey: Field("agree"))
        case .yesNo(let yes): try fields.encode(yes, forKey: Field("yesNo"))
        case .number(let number): try fields.encode(number, forKey: Field("number"))
        case .text(let text): try fields.encode(text, forKey: Field("text"))
        }
    }
}
