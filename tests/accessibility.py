"""What axe, and the width of a screen, say of a page."""

from playwright.sync_api import Page, ViewportSize

PHONE, DESKTOP = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900)


def findings(page: Page, axe: str) -> list[str]:
    """What axe finds, at both widths, by day and by night."""
    page.evaluate(axe)
    found = []
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            result = page.evaluate("axe.run({ resultTypes: ['violations'] })")
            violations = [f"{size['width']} {scheme} {rule['id']}" for rule in result["violations"]]
            found += [*violations, *wider_than_the_screen(page, size["width"])]
    return found


def wider_than_the_screen(page: Page, width: int) -> list[str]:
    """That a page is scrolled sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [f"{width} is scrolled sideways"] if wide else []
