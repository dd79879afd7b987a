"""What a reader does with her hands, each waiting for what comes of it."""

from playwright.sync_api import Locator, expect


def follow(link: Locator) -> None:
    """Press a link, or a form's button: the page it leads to is whole."""
    with link.page.expect_navigation():
        link.click()


def copied(button: Locator) -> str:
    """Press a button that copies, which says when it has: what the clipboard then holds."""
    done = button.page.locator("#cite").get_attribute("data-copied")
    button.click()
    expect(button).to_have_text(done)
    return button.page.evaluate("navigator.clipboard.readText()")
