/// Two people's answers to the same instrument, opened side by side after each filled in alone.
///
/// What they see differently (one *enough*, the other *room for improvement*) stands first, because that is what there is to
/// talk about; the rest follows in the order of the instrument.
package struct Comparison: Sendable, Hashable {
    package let rows: [Row]

    /// One feature as both see it.
    package struct Row: Sendable, Hashable {
        package let item: Instrument.Item
        package let mine: Answers.Mark
        package let theirs: Answers.Mark

        /// One says enough, the other improve. 'Not yet come up' contradicts neither: it is no judgement.
        package var differs: Bool {
            mine.score != theirs.score && mine.score != .notYet && theirs.score != .notYet
        }
    }

    package init(mine: Answers, theirs: Answers, in instrument: Instrument) {
        // A feature that is hidden for one of the two is still worth seeing when the other has it.
        let shown = Set((mine.shownItems(of: instrument) + theirs.shownItems(of: instrument)).map(\.key))
        let visible = (mine: mine.shown(in: instrument), theirs: theirs.shown(in: instrument))
        let all = instrument.features.filter { shown.contains($0.key) }.map { item in
            Row(item: item, mine: visible.mine.mark(of: item.key), theirs: visible.theirs.mark(of: item.key))
        }
        rows = all.filter(\.differs) + all.filter { !$0.differs }
    }

    /// The features on which the two differ.
    package var differences: [Row] { rows.filter(\.differs) }
}
