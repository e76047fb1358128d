"""What moves on a page after it has been seen."""

import re

from playwright.sync_api import Page

# Cut between words, however long: half a word may yet move to the next line.
PIECES = re.compile(r".{1,150}(?:\s|$)|\s*\S+(?:\s|$)|\s+", re.DOTALL)
WATCH = """
window.shifts = [];
const named = ({ node, previousRect, currentRect }) => {
    const element = node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement;
    const place = ({ x, y }) => `${Math.round(x)}, ${Math.round(y)}`;
    return `${element?.outerHTML.slice(0, 80)} from ${place(previousRect)} to ${place(currentRect)}`;
};
new PerformanceObserver((list) => list.getEntries().forEach(({ value, sources }) =>
    window.shifts.push(`${value}: ${sources.map(named).join("; ")}`)
)).observe({ type: "layout-shift", buffered: true });
"""
ARRIVE = """
async (pieces) => {
    document.open();
    for (const piece of pieces) {
        document.write(piece);
        await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    }
    document.close();
}
"""


def watch(page: Page) -> None:
    """Note from now on whatever moves on what the page loads."""
    page.add_init_script(WATCH)


def shifts(page: Page) -> list[str]:
    """What has moved so far: how much, which elements, from where to where."""
    found: list[str] = page.evaluate("window.shifts")
    return found


def begin_to_arrive(page: Page, html: str) -> None:
    """Let a document come in small pieces, each painted before the next one comes."""
    pieces = PIECES.findall(html)
    assert "".join(pieces) == html
    page.evaluate(f"(pieces) => {{ window.shifts.length = 0; window.arrived = ({ARRIVE})(pieces); }}", pieces)


def wait_for_arrival(page: Page) -> None:
    page.evaluate("window.arrived")
