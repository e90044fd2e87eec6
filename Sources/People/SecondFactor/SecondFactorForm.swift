import Web

/// The forms of the second factor: a code, and where it matters the password once more.
enum SecondFactorForm {
    /// A code of the app or a recovery code, as typed.
    static func code(_ fields: Fields) throws -> String {
        var form = FormReader(fields)
        let code = form.text("code", most: 40)
        guard form.problems.isEmpty else { throw FormRefused(FormState(problems: form.problems)) }
        return code
    }

    /// A code is typed anew, so it does not come back in the field.
    static let wrong = FormRefused(FormState(problems: [FieldProblem("code", "codeWrong")]))
    static let wrongPassword = FormRefused(FormState(problems: [FieldProblem("current", "currentWrong")]))
}
