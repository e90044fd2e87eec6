import Foundation

// How the values of a line are read. Each of these notes what is wrong with a value, and where it stands.

extension OneRoster.Reading {
    mutating func base(_ columns: OneRoster.BaseColumns, _ sourcedId: String) -> OneRoster.Base? {
        guard let status = status(columns.status) else { return nil }
        return OneRoster.Base(
            sourcedId: sourcedId, status: status, dateLastModified: moment(columns.dateLastModified),
            origin: OneRoster.Origin(file: file, line: row.line))
    }

    private mutating func status(_ column: CSV.Column) -> OneRoster.Status? {
        let text = row[column]
        switch text.lowercased() {
        case "active":
            return .active
        case "tobedeleted":
            return .toBeDeleted
        case "":
            // A bulk file leaves it empty (1.1, section 4.2).
            if manifest.modes[file] == .delta { note(.statusMissing, column) }
            return .active
        case "inactive":
            note(.statusInactive, column)
            return .toBeDeleted
        default:
            note(.statusInvalid, column)
            return nil
        }
    }

    /// Text that has to be there.
    mutating func required(_ column: CSV.Column) -> String? {
        let text = row[column]
        if text.isEmpty { note(.valueMissing, column) }
        return text.isEmpty ? nil : text
    }

    func optional(_ column: CSV.Column) -> String? {
        let text = row[column]
        return text.isEmpty ? nil : text
    }

    /// A list in one field: `a,b`.
    mutating func list(_ column: CSV.Column) -> [String] {
        let text = row[column]
        if text.isEmpty { return [] }
        if let shared = lists[text] { return shared }
        var seen: Set<String> = []
        let list = text.utf8.split(separator: CSV.comma).map { CSV.trimmed(Array($0)[...]) }
            .filter { !$0.isEmpty && seen.insert($0).inserted }
        if lists.count < 4_096 { lists[text] = list }
        return list
    }

    /// `TRUE`, `true`, `1`, `yes`. What cannot be read is false: a right is given only by who says so.
    mutating func truth(_ column: CSV.Column, whenEmpty: Bool) -> Bool {
        let text = row[column]
        switch text.lowercased() {
        case "": return whenEmpty
        case "true", "1", "yes", "y", "t", "ja", "j": return true
        case "false", "0", "no", "n", "f", "nee": return false
        default:
            note(.truthUnreadable, column)
            return false
        }
    }

    /// A day that has to be there.
    mutating func requiredDay(_ column: CSV.Column) -> OneRoster.Day? {
        guard let text = required(column) else { return nil }
        guard let day = OneRoster.Day(text) else {
            note(.dateUnreadable, column)
            return nil
        }
        return day
    }

    mutating func day(_ column: CSV.Column) -> OneRoster.Day? {
        guard let text = optional(column) else { return nil }
        let day = OneRoster.Day(text)
        if day == nil { note(.dateIgnored, column) }
        return day
    }

    private mutating func moment(_ column: CSV.Column) -> Date? {
        guard let text = optional(column) else { return nil }
        let moment = OneRoster.moment(text)
        if moment == nil { note(.dateIgnored, column) }
        return moment
    }

    /// The end of a period, which is not before its start.
    mutating func end(_ column: CSV.Column, of start: OneRoster.Day?, _ end: OneRoster.Day?) -> OneRoster.Day? {
        if let start, let end, end < start { note(.datesReversed, column) }
        return end
    }

    /// A role that has to be there.
    mutating func role(_ column: CSV.Column) -> OneRoster.RoleName? {
        guard let text = required(column) else { return nil }
        if let role = OneRoster.RoleName(dirty: text) { return role }
        // 1.2 lets a sender make roles of its own, if they are called so (section 4.1).
        note(text.lowercased().hasPrefix("ext:") ? .roleExtension : .roleInvalid, column)
        return nil
    }

    /// One of the words of the standard, in any case; another word is noted and ignored.
    mutating func type<T: RawRepresentable<String>>(_ column: CSV.Column, _ all: [T]) -> T? {
        guard let text = optional(column) else { return nil }
        if let exact = T(rawValue: text) { return exact }
        let plain = text.lowercased()
        if let found = all.first(where: { $0.rawValue.lowercased() == plain }) { return found }
        note(.typeUnknown, column)
        return nil
    }

    /// `{type:id},{type:id}`; braces may lack around a single one.
    mutating func userIds(_ column: CSV.Column) -> [OneRoster.UserID] {
        var ids: [OneRoster.UserID] = []
        for part in row[column].split(separator: ",") {
            let halves = part.filter { $0 != "{" && $0 != "}" && $0 != " " }.split(separator: ":", maxSplits: 1)
            if halves.isEmpty { continue }
            guard halves.count == 2 else {
                note(.userIDUnreadable, column, value: String(part))
                continue
            }
            ids.append(OneRoster.UserID(type: String(halves[0]), identifier: String(halves[1])))
        }
        return ids
    }

    /// Adds a finding about a value of this line.
    mutating func note(
        _ key: OneRoster.Finding.Key, _ column: CSV.Column, value: String? = nil, _ more: [String: String] = [:]
    ) {
        var arguments = more
        arguments["column"] = column.name
        arguments["value"] = value ?? row[column]
        findings.add(OneRoster.Finding(key, arguments, file: file, at: row.position(of: column)))
    }
}
