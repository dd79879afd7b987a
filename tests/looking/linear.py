"""Every kind of page as a screen reader reads it out, printed from Chromium's accessibility tree: ``make linear-script``.

One line a heading, link, field, cell or stretch of text, in reading order: role and level, name, description, states, and the language where it
changes. PAGES="home" prints the pages whose kind contains these words, FOLDER="…" writes a file a page, ORIGIN="…" reads an archive that is served.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.chromium import FLAGS, find_chromium
from tests.support.page_kinds import KINDS, LANGUAGES, PageKind
from tests.support.temporary_site import print_line, serve_example
from tests.support.viewports import DESKTOP

# Roles that are not read out themselves; what is in them is
SILENT = {
    "none", "generic", "InlineTextBox", "RootWebArea", "StaticText", "paragraph", "LineBreak", "LayoutTable", "LayoutTableRow", "LayoutTableCell",
    "rowgroup", "GenericContainer", "ListMarker", "LabelText", "Legend", "DescriptionListDetail", "DescriptionListTerm", "Abbr", "Section",
    "Iframe", "SvgRoot", "Pre", "Ruby", "emphasis", "strong", "superscript", "subscript", "time", "code", "DescriptionList", "Figcaption", "HeaderAsNonLandmark", "FooterAsNonLandmark", "sectionheader", "sectionfooter",
}  # fmt: skip
# Roles that are read out with their whole name, and whose contents are not read again
WHOLE = {
    "link", "button", "heading", "textbox", "searchbox", "checkbox", "radio", "combobox", "option", "image", "img", "DisclosureTriangle",
    "menuitem", "ComboBoxSelect", "MenuListOption", "graphics-symbol",
}  # fmt: skip
# Roles whose name is what is in them, which follows
NAMED_BY_CONTENTS = {"term", "definition", "cell", "columnheader", "rowheader", "caption", "listitem"}
STATES = ("expanded", "checked", "pressed", "selected", "disabled", "required", "invalid", "current")


@dataclass(frozen=True)
class Line:
    """What is read out at once. ``depth`` is the nesting of groups."""

    depth: int
    role: str
    name: str
    description: str
    states: tuple[str, ...]
    language: str

    def write(self, language: str) -> str:
        """Return the line; its language is written where it is not that of the line before."""
        head = " ".join(filter(None, [self.role, *self.states]))
        change = f" [{self.language}]" if self.language and self.language != language else ""
        description = f" — {self.description}" if self.description else ""
        return f"{'  ' * self.depth}{head}{':' if head and self.name else ''}{' ' if head and self.name else ''}{self.name}{description}{change}"


class LinearScript:
    """The lines of a page, read from its accessibility tree."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("DOM.enable")
        self.session.send("Accessibility.enable")
        self.languages = self._read_languages()
        nodes = self.session.send("Accessibility.getFullAXTree")["nodes"]
        self.nodes = {node["nodeId"]: node for node in nodes}
        self.lines = list(self._read(nodes[0], 0)) if nodes else []

    def _read_languages(self) -> dict[int, str]:
        """Return the language of each node of the document, by its identifier."""
        languages: dict[int, str] = {}
        root = self.session.send("DOM.getDocument", {"depth": -1, "pierce": True})["root"]
        stack = [(root, "")]
        while stack:
            node, language = stack.pop()
            attributes = node.get("attributes", [])
            own = dict(zip(attributes[::2], attributes[1::2], strict=True))
            language = own.get("lang", language)
            languages[node["backendNodeId"]] = language
            stack += [(child, language) for child in node.get("children", [])]
        return languages

    def _read(self, node: dict, depth: int) -> Iterator[Line]:
        role = node.get("role", {}).get("value", "")
        name = " ".join(node.get("name", {}).get("value", "").split())
        inner = depth
        if not node.get("ignored"):
            if role == "StaticText":
                if name:
                    yield Line(depth, "", name, "", (), self._language(node))
                return
            if role not in SILENT:
                read = "" if role in NAMED_BY_CONTENTS else name
                yield Line(depth, self._role(node, role), read, self._description(node), self._states(node), self._language(node))
                inner = depth + 1
                if role in WHOLE and name:
                    yield from self._marks(node, inner)
                    return
            elif name and role in {"SvgRoot", "Iframe"}:
                yield Line(depth, role, name, "", (), self._language(node))
        for child in node.get("childIds", []):
            if child in self.nodes:
                yield from self._read(self.nodes[child], inner)

    def _marks(self, node: dict, depth: int) -> Iterator[Line]:
        """Yield links and buttons in a heading, which are reached by themselves, and words in other languages."""
        for child in map(self.nodes.get, node.get("childIds", [])):
            if child is None:
                continue
            role = child.get("role", {}).get("value", "")
            if not child.get("ignored") and role in {"link", "button"}:
                yield from self._read(child, depth)
            elif role == "StaticText" and self._language(child) != self._language(node):
                yield Line(depth, "(words)", " ".join(child["name"]["value"].split()), "", (), self._language(child))
            else:
                yield from self._marks(child, depth)

    def _role(self, node: dict, role: str) -> str:
        properties = {entry["name"]: entry["value"].get("value") for entry in node.get("properties", [])}
        if role == "heading":
            return f"heading {properties.get('level')}"
        if role in {"list", "table"}:
            return f"{role} of {sum(1 for _ in self._find(node, 'listitem' if role == 'list' else 'row'))}"
        return role

    def _find(self, node: dict, role: str) -> Iterator[dict]:
        """Yield the nodes of a role below a node, not those inside of another list or table."""
        for child in map(self.nodes.get, node.get("childIds", [])):
            if child is None:
                continue
            own = child.get("role", {}).get("value")
            if own == role and not child.get("ignored"):
                yield child
            elif own not in {"list", "table"} or child.get("ignored"):
                yield from self._find(child, role)

    @staticmethod
    def _description(node: dict) -> str:
        return " ".join(node.get("description", {}).get("value", "").split())

    @staticmethod
    def _states(node: dict) -> tuple[str, ...]:
        properties = {entry["name"]: entry["value"].get("value") for entry in node.get("properties", [])}
        states = []
        for name in STATES:
            value = properties.get(name)
            if name == "expanded" and value is not None:
                states.append("expanded" if value else "collapsed")
            elif value not in (None, False, "false"):
                states.append(name)
        return tuple(states)

    def _language(self, node: dict) -> str:
        return self.languages.get(node.get("backendDOMNodeId", 0), "")

    def write(self) -> list[str]:
        """Return the script as lines of text."""
        written, language = [], ""
        for line in self.lines:
            written.append(line.write(language))
            language = line.language or language
        return written


def read_page(browser: Browser, address: str, language: str) -> LinearScript:
    """Open a page, wait for its scripts, and return its script."""
    context = browser.new_context(viewport=DESKTOP, locale=language)
    page = context.new_page()
    page.goto(address, wait_until="load")
    script = LinearScript(page)
    context.close()
    return script


def select_pages(words: str) -> list[tuple[PageKind, str]]:
    """Return kinds and languages of the pages to print; all if ``words`` is empty."""
    return [(kind, language) for kind in KINDS for language in LANGUAGES if not words or words in kind.name]


def main(words: str = "", folder: str = "", served: str = "") -> None:
    """Print the scripts, or write them into the folder."""
    with serve_example(served) as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for kind, language in select_pages(words):
            lines = read_page(browser, origin + kind.address(language), language).write()
            if folder:
                Path(folder).mkdir(parents=True, exist_ok=True)
                (Path(folder) / f"{kind.name}.{language}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
            else:
                print_line("\n".join([f"==> {kind.name}, {language}", *lines, ""]))
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
