// References from one record to another. Whether one leads nowhere can only be said when the other file tells everything.

extension OneRoster.Reading {
    /// A reference without which the record has no meaning: nil when it is empty or leads nowhere.
    mutating func reference(_ column: CSV.Column, to target: OneRoster.File) -> String? {
        guard let id = required(column) else { return nil }
        let known = known(id, in: target)
        if known == nil { noteDangling(.danglingRecord, column, id, target) }
        return known
    }

    /// A reference that may be empty; when it leads nowhere it is ignored.
    mutating func optionalReference(_ column: CSV.Column, to target: OneRoster.File) -> String? {
        guard let id = optional(column) else { return nil }
        let known = known(id, in: target)
        if known == nil { noteDangling(.danglingReference, column, id, target) }
        return known
    }

    mutating func references(_ column: CSV.Column, to target: OneRoster.File) -> [String] {
        let all = list(column)
        let known = all.filter { self.known($0, in: target) != nil }
        if known.count == all.count { return all }
        for id in all where self.known(id, in: target) == nil {
            noteDangling(.danglingReference, column, id, target)
        }
        return known
    }

    /// A reference to a record of the same file, which may come later; it is checked when the file was read.
    mutating func innerReference(_ column: CSV.Column) -> String? {
        guard let id = optional(column) else { return nil }
        innerReferenceColumns[row.line] = row.position(of: column).column
        return id
    }

    mutating func innerReferences(_ column: CSV.Column) -> [String] {
        let all = list(column)
        if !all.isEmpty { innerReferenceColumns[row.line] = row.position(of: column).column }
        return all
    }

    private mutating func noteDangling(
        _ key: OneRoster.Finding.Key, _ column: CSV.Column, _ id: String, _ target: OneRoster.File
    ) {
        // When the whole file is absent, one finding says so, or nobody needs it.
        if !isAbsent(target) { note(key, column, value: id, ["target": target.name]) }
    }

    /// The id in the memory of the record that has it, so that thousands of references share it.
    private func known(_ id: String, in target: OneRoster.File) -> String? {
        if let place = ids[target]?.index(forKey: id) { return ids[target]?[place].key }
        return isComplete(target) ? nil : id
    }

    /// Removes agents who do not exist.
    mutating func checkAgents(of users: inout [OneRoster.User]) {
        guard isComplete(.users), let known = ids[.users] else { return }
        for place in users.indices where !users[place].agentSourcedIds.isEmpty {
            for id in users[place].agentSourcedIds where known[id] == nil {
                noteInner(.danglingReference, users[place].origin, ["column": "agentSourcedIds", "value": id])
            }
            users[place].agentSourcedIds.removeAll { known[$0] == nil }
        }
    }

    /// Removes parents that do not exist, and cuts loops, so that whoever walks up comes to an end.
    mutating func checkParents<R: OneRoster.Record>(of records: inout [R], _ parent: WritableKeyPath<R, String?>) {
        guard let known = ids[file], !records.isEmpty else { return }
        for place in records.indices {
            guard let id = records[place][keyPath: parent], known[id] == nil, isComplete(file) else { continue }
            noteInner(.danglingReference, records[place].origin, ["column": "parentSourcedId", "value": id])
            records[place][keyPath: parent] = nil
        }
        /// Up to which round a record was passed; in the round that passes it twice there is a loop.
        var rounds = [Int](repeating: 0, count: records.count)
        for start in records.indices {
            var place = start
            while rounds[place] == 0 {
                rounds[place] = start + 1
                guard let id = records[place][keyPath: parent], let next = known[id], records.indices.contains(next)
                else { break }
                if rounds[next] == start + 1 {
                    noteInner(.parentLoop, records[place].origin, ["id": records[place].sourcedId])
                    records[place][keyPath: parent] = nil
                    break
                }
                place = next
            }
        }
    }

    private mutating func noteInner(
        _ key: OneRoster.Finding.Key, _ origin: OneRoster.Origin, _ arguments: [String: String]
    ) {
        findings.add(
            OneRoster.Finding(
                key, arguments.merging(["target": file.name]) { $1 }, file: file, line: origin.line,
                column: innerReferenceColumns[origin.line]))
    }

    /// Puts the birth dates with their users.
    mutating func addBirthDates(_ demographics: [OneRoster.Demographics], to bundle: inout OneRoster.Bundle) {
        for record in demographics where record.status == .active {
            guard let birthDate = record.birthDate else { continue }
            if let place = ids[.users]?[record.sourcedId], bundle.users.indices.contains(place) {
                bundle.users[place].birthDate = birthDate
            } else if !isComplete(.users) {
                bundle.otherBirthDates[record.sourcedId] = birthDate
            }
        }
    }
}
