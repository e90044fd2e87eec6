/// What can only be checked when all items are known.
extension DefinitionReader {
    /// A `showIf` may only look back: then one walk from top to bottom tells what is shown, and no circle can exist.
    mutating func checkConditions(of items: [Instrument.Item], places: ItemPlaces) {
        let byKey = Dictionary(items.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let position = Dictionary(
            places.order.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        for item in items {
            guard let condition = item.showIf, let place = places.conditions[item.key], let own = position[item.key]
            else { continue }
            guard let target = position[condition.item] else {
                refuse(.showIfUnknownItem(condition.item), at: place)
                continue
            }
            guard target < own else {
                refuse(.showIfLaterItem(condition.item), at: place)
                continue
            }
            // A target that was itself refused has been reported already.
            if let earlier = byKey[condition.item] { check(condition, on: earlier, at: place) }
        }
    }

    private mutating func check(_ condition: Instrument.Condition, on item: Instrument.Item, at place: SourcePlace) {
        guard let possible = item.possibleAnswers else {
            refuse(.showIfWithoutList(item.key), at: place)
            return
        }
        for answer in condition.answers where !possible.contains(answer) {
            refuse(.showIfUnknownAnswer(answer, item: item.key, allowed: possible), at: place)
        }
    }

    /// A group becomes one table with one head: its items must be neighbours and offer the same answers.
    mutating func checkGroups(of items: [Instrument.Item], places: ItemPlaces) {
        var heads: [String: Instrument.Item] = [:]
        var previous: String?
        for item in items {
            defer { previous = item.group }
            guard let group = item.group, let place = places.places[item.key] else { continue }
            guard let head = heads[group] else {
                heads[group] = item
                continue
            }
            if previous != group { refuse(.groupBroken(group), at: place) }
            if head.kind != item.kind { refuse(.groupMixed(group), at: place) }
        }
    }
}
