// What sticks out of the window, when the page as a whole can be scrolled sideways.
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
    // A page scrolls to where its reading goes; what lies on the other side (a skip link that waits there) widens nothing.
    const toTheLeft = getComputedStyle(root).direction === "rtl";
    const reach = (element) => {
        const box = element.getBoundingClientRect();
        const overflow = getComputedStyle(element).overflowX === "visible" ? Math.max(0, element.scrollWidth - element.clientWidth) : 0;
        return box.width === 0 ? 0 : toTheLeft ? width - box.left + overflow : box.right + overflow;
    };
    const culprits = [...document.body.querySelectorAll("*")].filter((element) => reach(element) > width + 1 && !clips(element));
    const innermost = culprits.filter((one) => !culprits.some((other) => other !== one && one.contains(other)));
    const names = innermost.slice(0, 10).map(
        (element) => `reaches ${Math.round(reach(element))} px in a window of ${width} px: ${element.cloneNode(false).outerHTML}`
    );
    return names.length ? names : [`the page is ${root.scrollWidth} px wide in a window of ${width} px`];
};
