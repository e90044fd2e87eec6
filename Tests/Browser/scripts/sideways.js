// What sticks out of the window to the left or the right, when the page as a whole can be scrolled sideways.
() => {
    const root = document.documentElement;
    const width = root.clientWidth;
    if (root.scrollWidth <= width) return [];
    const clips = (element) => {
        for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
            if (getComputedStyle(up).overflowX !== "visible") return true;
        }
        return false;
    };
    const culprits = [...document.body.querySelectorAll("*")].filter((element) => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && (box.right > width + 1 || box.left < -1) && !clips(element);
    });
    const innermost = culprits.filter((one) => !culprits.some((other) => other !== one && one.contains(other)));
    const names = innermost.slice(0, 10).map((element) => {
        const box = element.getBoundingClientRect();
        return `sticks out (${Math.round(box.left)} to ${Math.round(box.right)} of ${width} px): ${element.cloneNode(false).outerHTML}`;
    });
    return names.length ? names : [`the page is ${root.scrollWidth} px wide in a window of ${width} px`];
};
