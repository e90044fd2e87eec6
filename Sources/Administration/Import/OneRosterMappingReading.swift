import FileFormats
import Foundation
import People
import Web
import Yams

extension OneRosterMapping {
    /// Reads a mapping file.
    /// - Throws: `ContentProblem`, which prints `file:line: reason`.
    package static func read(file: String) throws -> OneRosterMapping {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw ContentProblem(file: file, line: 0, reason: "cannot be read")
        }
        return try read(yaml: text, file: file)
    }

    static func read(yaml: String, file: String) throws -> OneRosterMapping { try MappingReader(file: file).mapping(yaml) }
}

/// Walks through the file and says of the first thing that is wrong where it stands.
private struct MappingReader {
    let file: String

    func mapping(_ yaml: String) throws -> OneRosterMapping {
        let root = try parse(yaml)
        let sections = try entries(
            root, "the file", allowed: ["organisations", "people", "classes", "guardians", "membershipsEndWithTerm"])
        func section(_ name: String) throws -> Node {
            guard let found = sections.first(where: { $0.name == name }) else { throw problem(root, "the key '\(name)' is missing") }
            return found.value
        }
        var classes: [OneRoster.ClassType: OneRosterMapping.ClassRule] = [:]
        var other = OneRosterMapping.ClassRule()
        for entry in try entries(try section("classes"), "classes", allowed: OneRoster.ClassType.allCases.map(\.rawValue) + ["other"]) {
            if let type = OneRoster.ClassType(rawValue: entry.name) { classes[type] = try rule(entry) } else { other = try rule(entry) }
        }
        return OneRosterMapping(
            organisations: try organisations(try section("organisations")),
            people: try roles(try section("people"), "people", allowed: OneRosterMapping.rolesOfPeople), classes: classes,
            otherClasses: other,
            guardians: Set(try list(try section("guardians")).map { try roleName($0.text, $0.node) }),
            endsWithTerm: try truth(try section("membershipsEndWithTerm")))
    }

    private func parse(_ yaml: String) throws -> Node {
        do {
            guard let root = try Yams.compose(yaml: yaml) else { throw ContentProblem(file: file, line: 1, reason: "the file is empty") }
            return root
        } catch let error as YamlError {
            throw ContentProblem(file: file, line: Self.line(of: error), reason: "this is no YAML: \(Self.reason(of: error))")
        }
    }

    private static func line(of error: YamlError) -> Int {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: 1
        }
    }

    private static func reason(of error: YamlError) -> String {
        switch error {
        case .scanner(_, let reason, _, _), .parser(_, let reason, _, _), .composer(_, let reason, _, _): reason
        case .duplicatedKeysInMapping(let keys, _): "\(keys.map { "'\($0)'" }.joined(separator: ", ")) stands there twice"
        default: "it cannot be read"
        }
    }

    private func organisations(_ node: Node) throws -> [OneRoster.OrganisationType: Organisation.Kind] {
        var kinds: [OneRoster.OrganisationType: Organisation.Kind] = [:]
        for entry in try entries(node, "organisations", allowed: OneRoster.OrganisationType.allCases.map(\.rawValue)) {
            guard let type = OneRoster.OrganisationType(rawValue: entry.name) else { continue }
            kinds[type] = try word(entry.value, Organisation.Kind.self)
        }
        return kinds
    }

    private func rule(_ entry: Entry) throws -> OneRosterMapping.ClassRule {
        if entry.value.string == "none" { return OneRosterMapping.ClassRule() }
        let parts = try entries(entry.value, entry.name, allowed: ["kind", "roles"])
        guard let kind = parts.first(where: { $0.name == "kind" }) else {
            throw problem(entry.value, "'\(entry.name)' needs a 'kind', or must be 'none'")
        }
        var rule = OneRosterMapping.ClassRule(kind: try word(kind.value, Group.Kind.self))
        if let given = parts.first(where: { $0.name == "roles" }) {
            rule.roles = try roles(given.value, "roles", allowed: OneRosterMapping.rolesOfClasses)
        }
        return rule
    }

    private func roles(_ node: Node, _ what: String, allowed: Set<Role>) throws -> [OneRoster.RoleName: Role] {
        var roles: [OneRoster.RoleName: Role] = [:]
        for entry in try entries(node, what, allowed: OneRoster.RoleName.allCases.map(\.rawValue)) {
            let from = try roleName(entry.name, entry.key)
            guard let role = try word(entry.value, Role.self) else { continue }
            guard allowed.contains(role) else {
                let names = Role.allCases.filter(allowed.contains).map(\.rawValue).joined(separator: ", ")
                throw problem(entry.value, "the role '\(role.rawValue)' cannot be given here by a list; only \(names) or none")
            }
            roles[from] = role
        }
        return roles
    }

    private func roleName(_ text: String, _ node: Node) throws -> OneRoster.RoleName {
        guard let name = OneRoster.RoleName(rawValue: text) else { throw problem(node, "'\(text)' is no role of OneRoster") }
        return name
    }

    /// One of our own words; nil for `none`.
    private func word<Word: RawRepresentable & CaseIterable>(_ node: Node, _: Word.Type) throws -> Word? where Word.RawValue == String {
        let text = node.string ?? ""
        if text == "none" { return nil }
        guard let word = Word(rawValue: text) else {
            let names = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw problem(node, "'\(text)' must be one of \(names), none")
        }
        return word
    }

    private func truth(_ node: Node) throws -> Bool {
        switch node.string {
        case "true": true
        case "false": false
        default: throw problem(node, "'membershipsEndWithTerm' must be true or false")
        }
    }

    private func list(_ node: Node) throws -> [(text: String, node: Node)] {
        guard let sequence = node.sequence else { throw problem(node, "'guardians' must be a list") }
        return try sequence.map { item in
            guard let text = item.string else { throw problem(item, "'guardians' must be a list of roles") }
            return (text, item)
        }
    }

    private struct Entry {
        let name: String
        let key: Node
        let value: Node
    }

    private func entries(_ node: Node, _ what: String, allowed: [String]) throws -> [Entry] {
        guard let mapping = node.mapping else { throw problem(node, "\(what) must have keys with values") }
        return try mapping.map { key, value in
            let name = key.string ?? ""
            guard allowed.contains(name) else {
                throw problem(key, "'\(name)' is unknown here; known are \(allowed.joined(separator: ", "))")
            }
            return Entry(name: name, key: key, value: value)
        }
    }

    private func problem(_ node: Node, _ reason: String) -> ContentProblem {
        ContentProblem(file: file, line: node.mark?.line ?? 1, reason: reason)
    }
}
