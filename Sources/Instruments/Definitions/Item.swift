extension Instrument {
    /// One line of an instrument: a feature to score, a question to answer, or a text to read.
    package struct Item: Sendable, Hashable {
        /// Unique in the instrument and never given another meaning.
        package let key: String
        /// The name of a feature, the question, or the text of an `info`.
        package let title: Translated
        /// A few words under a question; a feature has its own explanation instead.
        package let help: Translated?
        package let kind: Kind
        package let required: Bool
        /// Items that share a group are shown as one matrix.
        package let group: String?
        package let showIf: Condition?

        /// The feature's texts, when this is a feature.
        package var feature: Feature? {
            if case .feature(let feature) = kind { feature } else { nil }
        }

        /// Whether something can be filled in here.
        package var isQuestion: Bool { kind != .info }
    }

    /// Show an item only after an earlier item was answered in one of these ways.
    package struct Condition: Sendable, Hashable {
        package let item: String
        /// Answers in the notation of `Instrument.Item.possibleAnswers`; one of them is enough.
        package let answers: [String]
    }
}

extension Instrument.Item {
    /// What can be filled in.
    package enum Kind: Sendable, Hashable {
        case feature(Feature)
        /// Labelled points, the first is 1.
        case scale(points: [Translated])
        case choice(Choice)
        /// Bands of a percentage, the first is 1.
        case band([Band])
        /// Agree, disagree, no opinion.
        case agree
        case yesNo
        case number(Range)
        case open(maxLength: Int)
        /// A text to read; nothing to fill in.
        case info
    }

    /// A feature of good guidance or collaboration, to look at one's own acting with.
    package struct Feature: Sendable, Hashable {
        package let explanation: Translated
        /// Exactly three things one can see.
        package let lookFor: [Translated]
        package let example: Translated
        /// One short question to look back with.
        package let prompt: Translated
    }

    /// A list to choose from.
    package struct Choice: Sendable, Hashable {
        package let options: [Option]
        /// Whether more than one may be chosen.
        package let several: Bool
        /// Whether one may write an answer that is not in the list.
        package let other: Bool
    }

    /// One option of a choice; its key, like an item's, keeps its meaning for ever.
    package struct Option: Sendable, Hashable {
        package let key: String
        package let label: Translated
    }

    /// A band of a percentage, both ends included. Its midpoint stands for it when a mean is taken.
    package struct Band: Sendable, Hashable {
        package let from: Int
        package let to: Int
        package let midpoint: Double
        /// Shown instead of "from–to %" where that reads better ("nobody").
        package let label: Translated?
    }

    /// Which numbers are accepted.
    package struct Range: Sendable, Hashable {
        package let min: Int
        package let max: Int
        /// How many decimals an answer may have; 0 for whole numbers.
        package let decimals: Int
        package let unit: Translated?
    }

    /// The notations of all answers a `showIf` can ask for; nil where there is no closed list (number, open, info).
    package var possibleAnswers: [String]? {
        switch kind {
        case .feature: ItemAnswer.Score.allCases.map(\.rawValue)
        case .scale(let points): points.indices.map { String($0 + 1) }
        case .choice(let choice): choice.options.map(\.key) + (choice.other ? [Instrument.otherKey] : [])
        case .band(let bands): bands.indices.map { String($0 + 1) }
        case .agree: ItemAnswer.Opinion.allCases.map(\.rawValue)
        case .yesNo: ["yes", "no"]
        case .number, .open, .info: nil
        }
    }
}

extension Instrument {
    /// The reserved notation of 'something else' in a choice; no option may take it as its key.
    package static let otherKey = "other"
}
