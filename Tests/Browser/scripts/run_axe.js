// Runs axe and returns one line per element that violates a rule.
async (options) => {
    const { violations } = await window.axe.run(document, options);
    return violations.flatMap((violation) =>
        violation.nodes.map((node) => {
            const reason = [...node.any, ...node.all, ...node.none].map((check) => check.message).join("; ");
            const html = node.html.length > 160 ? node.html.slice(0, 160) + "…" : node.html;
            return `${violation.id}: ${violation.help}: ${node.target.join(" ")}: ${html}: ${reason}`;
        })
    );
};
