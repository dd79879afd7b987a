"""What is kept of a verbatim text file when it has been read: its lengths and digest, and all that is suspicious in it."""

from __future__ import annotations

import builtins
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from archive.characters import named
from archive.fixturefiles import decode
from archive.hints import of_others
from archive.problems import Problem, of_plain, plain, spot_of
from archive.suspicious import DIGIT, WORD, Finding, findings, usual_form


@dataclass(frozen=True)
class TextFacts:
    """Lengths in bytes and in code points, the SHA-256 as hex, the place of the first U+0000 if there is one, and the warnings."""

    bytes: int
    characters: int
    sha256: str
    nul: int | None
    warnings: list[list[object]]

    @classmethod
    def of(cls, name: str, content: builtins.bytes) -> TextFacts:
        """The facts of a file's content. Raises Refused if it is not UTF-8."""
        text = decode(name, content)
        nul = text.find("\0")
        warnings = [plain(one) for one in cautions(name, text)]
        return cls(len(content), len(text), sha256(content).hexdigest(), None if nul < 0 else nul, warnings)

    @classmethod
    def of_json(cls, data: str) -> TextFacts:
        """The facts that ``as_json`` wrote."""
        return cls(**json.loads(data))

    def as_json(self) -> str:
        """The facts, to be kept."""
        return json.dumps(vars(self), ensure_ascii=False)

    @property
    def problems(self) -> list[Problem]:
        """The warnings."""
        return [of_plain(one) for one in self.warnings]


def cautions(file: str, text: str) -> Iterator[Problem]:
    """A warning for everything in a verbatim text that is allowed and yet worth a second look."""
    for finding in findings(text):
        first, *others = (spot_of(file, text, at) for at in finding.places)
        values = {"character": named(finding.character), "count": finding.occurrences, **_around(finding, text)}
        yield Problem(f"text.{finding.kind}", first, values, of_others(others))


def _around(finding: Finding, text: str) -> dict[str, str]:
    """What the sentence of the finding needs of the text beside the character: the text's first digit, the word."""
    if finding.kind == "mixed-digits":
        return {"other": named(next(DIGIT.finditer(text))[0])}
    if finding.kind == "other-form":
        return {"other": " + ".join(map(named, usual_form(finding.character, Counter(text))))}
    if finding.kind == "look-alike":
        return {"word": next(word[0] for word in WORD.finditer(text) if finding.places[0] < word.end())}
    return {}
