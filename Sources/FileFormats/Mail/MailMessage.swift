import Foundation

/// One mail of plain text as it is handed on (RFC 5322; text encoded by RFC 2045, headers by RFC 2047).
///
/// Lines end with a single line feed: that is what the program `sendmail` takes on its standard input; it makes them CRLF on the wire.
package struct MailMessage: Sendable {
    package let from: MailAddress
    /// A name before the sender's address; empty for none.
    package let fromName: String
    package let to: MailAddress
    package let subject: String
    /// When it is handed on.
    package let date: Date
    /// Without angle brackets; the same at every try.
    package let id: String
    /// The language of the text, such as `nl`.
    package let language: String
    package let body: String
    /// Headers besides. Signs that cannot stand in one are left out.
    package let more: [(name: String, value: String)]

    package init(
        from: MailAddress, fromName: String = "", to: MailAddress, subject: String, date: Date, id: String, language: String, body: String,
        more: [(name: String, value: String)] = []
    ) {
        self.from = from
        self.fromName = fromName
        self.to = to
        self.subject = subject
        self.date = date
        self.id = id
        self.language = language
        self.body = body
        self.more = more
    }

    package var text: String {
        let sender = fromName.isEmpty ? from.text : Self.words(fromName, taken: 6, isPhrase: true) + "\n <" + from.text + ">"
        let headers =
            [
                ("From", sender), ("To", to.text), ("Subject", Self.words(subject, taken: 9)), ("Date", Self.moment(date)),
                ("Message-ID", "<" + Self.plain(id) + ">"),
            ] + more.map { (Self.token($0.name), Self.plain($0.value)) } + [
                ("MIME-Version", "1.0"), ("Content-Type", "text/plain; charset=utf-8"), ("Content-Transfer-Encoding", "quoted-printable"),
                ("Content-Language", Self.plain(language)),
            ]
        return headers.map { $0.0 + ": " + $0.1 + "\n" }.joined() + "\n" + Self.quotedPrintable(body)
    }

    // --- Headers ---

    /// A text in a header: as it is when it is short and plain, else as encoded words of at most 76 signs a line.
    /// - Parameter isPhrase: whether signs that mean something in an address are encoded too.
    static func words(_ text: String, taken: Int, isPhrase: Bool = false) -> String {
        let line = String(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
        let isPlain = line.unicodeScalars.allSatisfy { (32...126).contains($0.value) }
        let isSafe = !isPhrase || line.allSatisfy { $0.isLetter || $0.isNumber || $0 == " " }
        if isPlain, isSafe, line.count + taken <= 76, !line.contains("=?"), line.trimmingCharacters(in: .whitespaces) == line {
            return line
        }
        var chunks: [[UInt8]] = [[]]
        for scalar in line.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            // 39 bytes are 52 signs of base64, with the frame 64: room for the name of the header too.
            if chunks[chunks.count - 1].count + bytes.count > 39 { chunks.append([]) }
            chunks[chunks.count - 1] += bytes
        }
        return chunks.map { "=?UTF-8?B?" + Data($0).base64EncodedString() + "?=" }.joined(separator: "\n ")
    }

    /// Printable ASCII alone: nothing in it can end the line.
    private static func plain(_ text: String) -> String {
        String(text.unicodeScalars.filter { (32...126).contains($0.value) }.map(Character.init))
    }

    private static func token(_ name: String) -> String { name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } }

    /// `Sat, 21 Nov 2026 08:00:00 +0000`.
    static func moment(_ date: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second, .weekday], from: date)
        let names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let clock = [parts.hour, parts.minute, parts.second].map { two($0 ?? 0) }.joined(separator: ":")
        return names[(parts.weekday ?? 1) - 1] + ", " + two(parts.day ?? 1) + " " + months[(parts.month ?? 1) - 1]
            + " \(parts.year ?? 1970) " + clock + " +0000"
    }

    private static func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }

    // --- Text ---

    /// RFC 2045, section 6.7: lines of at most 76 signs, of which none is taken for an envelope (`From `) or an end (`.`).
    static func quotedPrintable(_ text: String) -> String {
        let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map(line).joined(separator: "\n") + (text.hasSuffix("\n") ? "" : "\n")
    }

    private static func line(_ text: Substring) -> String {
        let bytes = Array(text.utf8)
        var (line, width) = ("", 0)
        for (place, byte) in bytes.enumerated() {
            let isLast = place == bytes.count - 1
            let isKept = (33...126).contains(byte) && byte != UInt8(ascii: "=") || ((byte == 32 || byte == 9) && !isLast)
            let isMarked = width == 0 && (byte == UInt8(ascii: ".") || (byte == UInt8(ascii: "F") && text.utf8.starts(with: "From ".utf8)))
            let sign = isKept && !isMarked ? String(UnicodeScalar(byte)) : "=" + hexadecimal(byte)
            if width + sign.count > 75 {
                line += "=\n"
                width = 0
            }
            line += sign
            width += sign.count
        }
        return line
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = Array("0123456789ABCDEF")
        return String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }
}
