import Foundation

extension Answers {
    /// How long a note at a feature, or what is written under 'something else', may be.
    package static let noteLimit = 2000
    package static let otherLimit = 200

    /// Something in the answers that does not fit the instrument.
    package struct Problem: Sendable, Hashable {
        /// The item's key as it stands in the answers.
        package let key: String
        package let reason: Reason

        package enum Reason: Sendable, Hashable {
            case unknownItem
            /// Another kind of answer than the item asks for.
            case wrongKind
            case tooLong(length: Int, limit: Int)
            case outOfRange(ClosedRange<Int>)
            case tooManyDecimals(limit: Int)
            case unknownOption(String)
            case repeatedOption(String)
            case onlyOne
            case otherNotOffered
        }
    }

    /// Everything that does not fit, in the order of the instrument, unknown keys last. Empty means it may be saved; whether it
    /// is complete is for `progress(in:)`. Answers to items that are hidden now are checked as well: they may come back.
    package func problems(in instrument: Instrument) -> [Problem] {
        let known = instrument.items.flatMap { item in
            (byKey[item.key].map { reasons($0, for: item) } ?? []).map { Problem(key: item.key, reason: $0) }
        }
        let unknown = Set(byKey.keys).subtracting(instrument.items.map(\.key)).sorted()
        return known + unknown.map { Problem(key: $0, reason: .unknownItem) }
    }

    private func reasons(_ answer: ItemAnswer, for item: Instrument.Item) -> [Problem.Reason] {
        switch (answer, item.kind) {
        case (.feature(_, let note), .feature): tooLong(note, limit: Self.noteLimit)
        case (.scale(let point), .scale(let points)): outside(point, 1...max(points.count, 1))
        case (.band(let band), .band(let bands)): outside(band, 1...max(bands.count, 1))
        case (.choice(let options, let other), .choice(let choice)): reasons(options, other, for: choice)
        case (.agree, .agree), (.yesNo, .yesNo): []
        case (.number(let number), .number(let range)): reasons(number, for: range)
        case (.text(let text), .open(let limit)): tooLong(text, limit: limit)
        default: [.wrongKind]
        }
    }

    private func reasons(_ options: [String], _ other: String?, for choice: Instrument.Item.Choice) -> [Problem.Reason] {
        let known = Set(choice.options.map(\.key))
        var seen: Set<String> = []
        var reasons: [Problem.Reason] = []
        for option in options {
            if !known.contains(option) { reasons.append(.unknownOption(option)) }
            if !seen.insert(option).inserted { reasons.append(.repeatedOption(option)) }
        }
        if let other {
            if !choice.other { reasons.append(.otherNotOffered) }
            reasons += tooLong(other, limit: Self.otherLimit)
        }
        // A blank 'something else' is a field that was left open, not a second choice.
        let written = ItemAnswer.choice([], other: other).isAnswered ? 1 : 0
        if !choice.several && seen.count + written > 1 { reasons.append(.onlyOne) }
        return reasons
    }

    private func reasons(_ number: Double, for range: Instrument.Item.Range) -> [Problem.Reason] {
        // Not-a-number compares false with everything, so it lands here too.
        guard number >= Double(range.min), number <= Double(range.max) else {
            return [.outOfRange(range.min...range.max)]
        }
        let factor = (0..<range.decimals).reduce(1.0) { factor, _ in factor * 10 }
        let scaled = number * factor
        // 4.35 × 100 is not exactly 435 in binary; a real extra decimal is off by at least a tenth.
        return abs(scaled - scaled.rounded()) < 0.001 ? [] : [.tooManyDecimals(limit: range.decimals)]
    }

    private func tooLong(_ text: String, limit: Int) -> [Problem.Reason] {
        text.count > limit ? [.tooLong(length: text.count, limit: limit)] : []
    }

    private func outside(_ value: Int, _ allowed: ClosedRange<Int>) -> [Problem.Reason] {
        allowed.contains(value) ? [] : [.outOfRange(allowed)]
    }
}
