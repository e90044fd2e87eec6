// Text of more than a word, in a box narrower than a few letters and many lines high.
() => {
    const isClipped = (element) => element && (getComputedStyle(element).clipPath !== "none" || isClipped(element.parentElement));
    const findings = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const text = walker.currentNode.textContent.trim();
        const element = walker.currentNode.parentElement;
        if (text.length < 6 || !element.checkVisibility({ visibilityProperty: true })) continue;
        const range = document.createRange();
        range.selectNodeContents(walker.currentNode);
        const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
        const box = range.getBoundingClientRect();
        const hiddenFromSight = box.width === 0 || isClipped(element);
        if (!hiddenFromSight && lines.size >= 4 && text.length / lines.size < 3) {
            findings.push(`${lines.size} lines of ${Math.round(box.width)} px: ${text.slice(0, 40)}`);
        }
    }
    return findings;
};
