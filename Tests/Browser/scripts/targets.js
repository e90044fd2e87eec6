// What a finger can hardly hit. A link in running text is exempt, as in WCAG 2.5.8.
() => {
    const anything = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [role="button"], [role="tab"], [role="switch"]';
    const main = 'button, .button, [role="button"], nav a, select, textarea, summary, input:not([type="checkbox"], [type="radio"], [type="hidden"])';

    const inRunningText = (element) => {
        if (element.tagName !== "A" || getComputedStyle(element).display !== "inline") return false;
        return [...element.parentElement.childNodes].some(
            (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim().length > 1
        );
    };
    // A label belongs to what can be hit.
    const boxOf = (element) => {
        const boxes = [element, ...(element.labels ?? [])].map((part) => part.getBoundingClientRect());
        const isChoice = element.matches('input[type="checkbox"], input[type="radio"]');
        if (!isChoice) return boxes[0];
        const left = Math.min(...boxes.map((box) => box.left)), right = Math.max(...boxes.map((box) => box.right));
        const top = Math.min(...boxes.map((box) => box.top)), bottom = Math.max(...boxes.map((box) => box.bottom));
        return { left, right, top, bottom, width: right - left, height: bottom - top };
    };
    const findings = [];
    for (const element of document.querySelectorAll(anything)) {
        if (!element.checkVisibility({ visibilityProperty: true }) || element.closest("[inert]")) continue;
        const box = boxOf(element);
        const hiddenFromSight = box.width <= 1 || box.height <= 1 || box.right <= 0 || box.bottom + scrollY <= 0;
        if (hiddenFromSight || inRunningText(element)) continue;
        const height = element.matches(main) ? 44 : 24;
        if (box.width < 23.5 || box.height < height - 0.5) {
            const size = `${Math.round(box.width)} × ${Math.round(box.height)} px`;
            findings.push(`${size}, at least 24 × ${height}: ${element.cloneNode(false).outerHTML} ${element.textContent.trim().slice(0, 40)}`);
        }
    }
    return findings;
};
