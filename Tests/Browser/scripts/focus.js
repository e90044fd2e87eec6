// Remembers how everything looks without focus, so that `look` can tell whether the focus shows.
() => {
    const focusable = 'a[href], area[href], button, input, select, textarea, summary, [tabindex], [contenteditable="true"]';
    const surroundings = (element) => [element, ...(element.labels ?? []), element.parentElement, element.nextElementSibling].filter(Boolean);
    const looks = (element) =>
        surroundings(element).map((part) => {
            const style = getComputedStyle(part);
            const outline = style.outlineStyle === "none" || parseFloat(style.outlineWidth) === 0 ? "" : style.outline;
            return [outline, style.boxShadow, style.borderColor, style.borderWidth, style.backgroundColor, style.textDecoration].join("|");
        }).join("||");
    const nameOf = (element) => {
        const text = (element.getAttribute("aria-label") || element.labels?.[0]?.textContent || element.textContent || element.name || "").trim();
        const place = element.id ? `#${element.id}` : element.getAttribute("href") ?? element.getAttribute("name") ?? "";
        return `${element.tagName.toLowerCase()} ${place} ${text.replace(/\s+/g, " ").slice(0, 50)}`.replace(/\s+/g, " ").trim();
    };

    document.activeElement?.blur?.();
    getSelection()?.removeAllRanges();
    const elements = [...document.querySelectorAll(focusable)].filter(
        (element) => element.tabIndex >= 0 && !element.disabled && !element.closest("[inert]") && element.type !== "hidden"
            && !(element.tagName === "SUMMARY" && element.parentElement?.tagName !== "DETAILS")
            && element.checkVisibility({ visibilityProperty: true })
    );
    const before = new Map(elements.map((element) => [element, looks(element)]));

    // Of five points in it, or in its label, not one can be seen.
    const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]];
    const isCovered = (element) => {
        const own = [element, ...(element.labels ?? [])];
        const isOwn = (hit) => hit && (hit === element.parentElement || own.some((part) => part.contains(hit)));
        return !own.some((part) => {
            const box = part.getBoundingClientRect();
            return points.some(([x, y]) => isOwn(document.elementFromPoint(box.left + box.width * x, box.top + box.height * y)));
        });
    };

    window.naastFocus = {
        // Where the focus is now; nothing when it has left the page.
        look() {
            const element = document.activeElement;
            if (!element || element === document.body || element === document.documentElement) return null;
            if (!before.has(element)) {
                elements.push(element);
                before.set(element, null);
            }
            const outline = getComputedStyle(element);
            const visible = (outline.outlineStyle !== "none" && parseFloat(outline.outlineWidth) > 0) || looks(element) !== before.get(element);
            return { id: elements.indexOf(element), name: nameOf(element), visible, covered: isCovered(element) };
        },
        // What should have been reached; of a group of radio buttons the Tab key reaches one.
        missed(ids) {
            const reached = new Set(ids.map((id) => elements[id]));
            const groups = new Set([...reached].filter((element) => element.type === "radio").map((element) => element.name));
            return elements
                .filter((element) => !reached.has(element) && element.isConnected && !(element.type === "radio" && groups.has(element.name)))
                .map(nameOf);
        },
    };
};
