import Web

/// Which part of a long list is on the page.
struct Paging: Sendable, Equatable {
    static let size = 50
    /// Further than this nobody pages; it keeps the numbers small.
    private static let most = 100_000

    /// From 1.
    let page: Int
    let total: Int

    /// - Parameter asked: as it stood in the address; nonsense is the first page, too far is the last.
    init(asked: String?, total: Int) {
        self.total = total
        let pages = max(1, (total + Self.size - 1) / Self.size)
        page = min(max(1, asked.flatMap(Int.init).map { min($0, Self.most) } ?? 1), pages)
    }

    var pages: Int { max(1, (total + Self.size - 1) / Self.size) }
    var offset: Int { (page - 1) * Self.size }
}

/// One page of what was searched for.
struct Found<Line: Sendable>: Sendable {
    let search: Search
    let paging: Paging
    let lines: [Line]
}

extension Found {
    /// The way to the other pages of the list; nothing when there is one.
    func pager(_ path: String, _ words: Words) -> HTML {
        when(paging.pages > 1) {
            let previous = when(paging.page > 1) { link(address(path, paging.page - 1), words("admin.previousPage")) }
            let next = when(paging.page < paging.pages) { link(address(path, paging.page + 1), words("admin.nextPage")) }
            let place = words("admin.pageOf", ["page": String(paging.page), "pages": String(paging.pages)])
            return """
                <nav class="pager" aria-label="\(words("admin.pages"))"><span>\(previous)</span><span>\(place)</span><span>\(next)</span></nav>
                """
        }
    }

    private func address(_ path: String, _ page: Int) -> String {
        let asked = search.text.isEmpty ? "" : "zoek=" + Fields.encoded(search.text) + "&"
        return path + "?" + asked + "pagina=" + String(page)
    }

    /// The field to search in; it asks with GET, so that the result can be kept and gone back to.
    func searchForm(_ path: String, label: String, kept: [(String, String)] = [], _ words: Words) -> HTML {
        let hidden = kept.map { field -> HTML in "<input type=\"hidden\" name=\"\(field.0)\" value=\"\(field.1)\">" }
        return """
            <form class="inline-form" method="get" action="\(path)" role="search">\(hidden)<label for="zoek">\(label)</label>\
            <input id="zoek" name="zoek" type="search" value="\(search.text)" maxlength="100"><button class="button">\(words("admin.search"))</button></form>
            """
    }
}

/// A link within a sentence or a table.
func link(_ path: String, _ text: String) -> HTML { "<a href=\"\(path)\">\(text)</a>" }
