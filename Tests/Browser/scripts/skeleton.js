// The page without its words, ids and addresses; of rows that are built alike, one. Two pages with the same skeleton
// come from the same template and its same branches, so axe and the Tab key find the same on both.
() => {
    const ignored = /^(id|for|name|value|href|src|action|datetime|content|data-.*|style|aria-(labelledby|describedby|controls|owns|activedescendant))$/;
    const words = /^(alt|title|aria-label|placeholder)$/;
    const skeleton = (node) => {
        if (node.nodeType === Node.TEXT_NODE) return node.textContent.trim() ? "x" : "";
        if (node.nodeType !== Node.ELEMENT_NODE || /^(script|style|svg)$/i.test(node.tagName)) return "";
        const attributes = [...node.attributes]
            .filter(({ name }) => !ignored.test(name))
            .map(({ name, value }) => `${name}=${words.test(name) ? Boolean(value.trim()) : value}`);
        const children = [...node.childNodes].map(skeleton).filter((part, index, all) => part && part !== all[index - 1]);
        return `${node.tagName}[${attributes}](${children.join("")})`;
    };
    return skeleton(document.body);
};
