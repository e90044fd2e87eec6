import Foundation

/// Lets C functions on this thread take text for UTF-8, whatever the locale of the process.
///
/// libarchive translates names of entries by the locale, and a server often runs in the locale C, in which a name with an
/// accent is lost. Only Linux needs this. A class because its end has to free what C made.
final class UTF8Locale {
    #if os(Linux)
        private let locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)

        deinit {
            if let locale { freelocale(locale) }
        }
    #endif

    func use<T, E: Error>(_ body: () throws(E) -> T) throws(E) -> T {
        #if os(Linux)
            guard let locale else { return try body() }
            let before = uselocale(locale)
            defer { uselocale(before) }
        #endif
        return try body()
    }
}
