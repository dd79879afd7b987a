"""Actions of a reader in the browser; each waits for its effect."""

from playwright.sync_api import Locator, Page, expect

_SELECT_CHARACTERS = """([ref, start, end]) => {
  const point = at => {
    const walker = document.createTreeWalker(document.querySelector(`[data-verbatim="${ref}"]`), NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    while (node && at > node.data.length) { at -= node.data.length; node = walker.nextNode(); }
    return [node, at];
  };
  const range = document.createRange();
  range.setStart(...point(start));
  range.setEnd(...point(end));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def follow(link: Locator) -> None:
    """Click a link or a form's button, and wait until the next page has loaded."""
    with link.page.expect_navigation():
        link.click()


def press_copy_button(button: Locator) -> str:
    """Click a copy button, wait for its confirmation, and return the clipboard."""
    confirmation = button.page.locator("#cite").get_attribute("data-copied")
    button.click()
    expect(button).to_have_text(confirmation)
    return button.page.evaluate("navigator.clipboard.readText()")


def select_characters(page: Page, ref: str, start: int, end: int) -> None:
    """Select the UTF-16 units ``start`` to ``end`` of a passage."""
    page.evaluate(_SELECT_CHARACTERS, [ref, start, end])
