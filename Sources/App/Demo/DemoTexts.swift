import Foundation
import Web
import Yams

/// The texts of the invented school, from a file of content.
struct DemoTexts: Decodable, Sendable {
    struct Family: Decodable, Sendable {
        let prefix: String
        let name: String
    }

    struct Staff: Decodable, Sendable {
        let given: String
        let prefix: String
        let family: String
        let role: String
    }

    struct SchoolClass: Decodable, Sendable {
        let name: String
        let programme: String
    }

    struct Workplace: Decodable, Sendable {
        let name: String
        let kind: String
    }

    struct AgreementText: Decodable, Sendable {
        let what: String
        let consequence: String
        let steps: [String]
        let moved: String
        let notKept: String
        let partly: String
        let kept: String
    }

    struct GoalText: Decodable, Sendable {
        let words: String
        let dream: String
        let takes: String
        let steps: [String]
    }

    struct Talk: Decodable, Sendable {
        let agenda: [String]
        let notes: String
        let summary: String
        let mine: String
    }

    let institution: String
    let given: [String: [String]]
    let family: [Family]
    let staff: [Staff]
    let classes: [SchoolClass]
    let workplaces: [Workplace]
    let agreements: [AgreementText]
    let goals: [String: [GoalText]]
    let successes: [String]
    let conversations: [String: [Talk]]
    let places: [String]
    let checklistNotes: [String: [String]]
    /// By section of the manual.
    let manual: [String: [String]]
    let circumstances: [String]
    let reach: [String]

    static func load(_ file: URL) throws -> DemoTexts {
        do {
            return try YAMLDecoder().decode(DemoTexts.self, from: try String(contentsOf: file, encoding: .utf8))
        } catch {
            throw ContentProblem(file: file.path, line: 0, reason: "\(error)")
        }
    }
}
