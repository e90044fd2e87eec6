// Runs in every page before anything of its own.
window.naastLayoutShift = 0;
new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
        if (!entry.hadRecentInput) window.naastLayoutShift += entry.value;
    }
}).observe({ type: "layout-shift", buffered: true });
