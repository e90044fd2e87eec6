import Foundation
import People
import Storage
import Web

/// A code by mail: six digits for the browser that asked, and a link for any other. Using one uses up both.
package enum MailCode {
    /// Seconds it is good.
    static let longest: TimeInterval = 600
    /// Wrong digits in one browser, after which one asks anew.
    static let mostTries = 5
    /// Codes for one person: so many mails an hour and a day, however many ask for them from wherever.
    static let mostAnHour = 5
    static let mostADay = 20
    /// The name of the cookie of the browser that asked, without the prefix.
    static let cookieName = "mailcode"
    /// What an answer takes at least, so that it does not tell by its time whether somebody was found.
    static let leastTime: Duration = .milliseconds(200)

    /// Six random digits. (The remainder favours none by more than one in ten million million.)
    static func digits(_ surroundings: Surroundings) -> String {
        let number = surroundings.randomBytes(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 1_000_000
        let text = String(number)
        return String(repeating: "0", count: 6 - text.count) + text
    }

    /// Kept in place of the digits: useless without the secret of the browser, which is kept nowhere.
    static func hash(_ digits: String, browser: String) -> Data { secretHash(browser + "|" + digits) }

    static func cookie(_ browser: String) -> Cookie { Cookie(cookieName, browser, seconds: Int(longest)) }
    static let noCookie = Cookie(cookieName, "", seconds: 0)
}

extension Ask {
    /// The secret of the browser that asked for a code.
    var mailCodeBrowser: String? { cookies["__Host-" + MailCode.cookieName].flatMap { $0.utf8.count <= 100 ? $0 : nil } }
}

enum MailCodeForm {
    static func address(_ fields: Fields) throws -> MailAddress {
        var form = FormReader(fields)
        let typed = form.text("email", most: MailAddress.longest)
        let address = MailAddress(typed)
        if address == nil, form.problems.isEmpty { form.refuse("email", "mailAddress") }
        return try form.accept(address)
    }

    /// The digits as typed, with or without spaces, in whichever digits the reader's language has.
    static func digits(_ fields: Fields) throws -> String {
        let typed = (fields.first("digits") ?? "").filter { !$0.isWhitespace && $0 != "-" }
        let digits = typed.compactMap(\.wholeNumberValue).filter { (0...9).contains($0) }
        guard typed.count == 6, digits.count == 6 else {
            throw FormRefused(FormState(problems: [FieldProblem("digits", typed.isEmpty ? "missing" : "mailDigits")]))
        }
        return digits.map(String.init).joined()
    }

    /// Digits are typed anew, so they do not come back in the field.
    static let wrong = FormRefused(FormState(problems: [FieldProblem("digits", "mailDigitsWrong")]))
}
