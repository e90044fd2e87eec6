import Testing

@testable import Web

/// The forms of whole numbers, against the table of Unicode CLDR (written out by an independent program for 0 to 125).
struct PluralTests {
    @Test func `Polish`() {
        expect(.pl, .one, [1])
        expect(.pl, .few, [2, 3, 4, 22, 23, 24, 32, 102, 103, 104, 122, 124])
        expect(.pl, .many, [0, 5, 11, 12, 13, 14, 20, 21, 25, 31, 100, 101, 105, 111, 112, 113, 114, 121, 125])
    }

    @Test func `Ukrainian`() {
        expect(.uk, .one, [1, 21, 31, 101, 121])
        expect(.uk, .few, [2, 3, 4, 22, 24, 102, 122, 124])
        expect(.uk, .many, [0, 5, 10, 11, 12, 13, 14, 20, 25, 100, 111, 112, 113, 114, 120, 125])
    }

    @Test func `Arabic`() {
        expect(.ar, .zero, [0])
        expect(.ar, .one, [1])
        expect(.ar, .two, [2])
        expect(.ar, .few, [3, 4, 10, 103, 110])
        expect(.ar, .many, [11, 12, 26, 99, 111, 125])
        expect(.ar, .other, [100, 101, 102, 200, 201, 202])
    }

    @Test func `Tigrinya, Turkish, Dutch and English`() {
        expect(.ti, .one, [0, 1])
        expect(.ti, .other, [2, 10, 100])
        for language in [Language.tr, .nl, .en] {
            expect(language, .one, [1])
            expect(language, .other, [0, 2, 11, 21, 101])
        }
    }

    private func expect(_ language: Language, _ form: PluralForm, _ numbers: [Int]) {
        for number in numbers { #expect(PluralForm(number, in: language) == form, "\(number) in \(language)") }
    }

    @Test func `a name in a text from right to left is set apart, and nothing is in the others`() throws {
        let yaml = "hello: \"Hoi {name}!\""
        #expect(try Sample.words(yaml, .ar)("hello", ["name": "Noor"]) == "Hoi \u{2068}Noor\u{2069}!")
        #expect(try Sample.words(yaml, .nl)("hello", ["name": "Noor"]) == "Hoi Noor!")
    }
}
