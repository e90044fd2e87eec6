import Web

/// A new password, typed once and shown on wish by the browser; checked against what anyone would try first.
enum PasswordForm {
    static func new(_ fields: Fields, context: [String]) throws -> String {
        var form = FormReader(fields)
        let password = fields.first("password") ?? ""
        if password.isEmpty {
            form.refuse("password", "missing")
        } else if let problem = PasswordRule.problem(password, context: context) {
            form.refuse("password", problem, ["least": String(PasswordRule.least), "most": String(PasswordRule.most)])
        }
        return try form.accept(password)
    }
}
