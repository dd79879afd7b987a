"""Context of every page: its address in the other language, the edition, the permanent origin."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.encoding import escape_uri_path
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_bidi

from archive.addresses import RECORD_KINDS, PassageKey
from archive.edition_cache import cached_per_edition
from archive.models import Term
from archive.text.glossary import Glossary
from archive.versions.history import get_current_edition
from archive.vocabulary import LANGUAGES, OTHER_LANGUAGE
from archive.web.preview_state import PREVIEW_STATE, group_problems

# Addresses whose translations are cached; a page needs two or three
MAX_ADDRESSES = 256


def site_context(request: HttpRequest) -> dict[str, object]:
    """Return the context that every page has.

    ``origin``: the scheme and host of permanent addresses; ``glossed``: the terms that the page has linked already; ``words_shown``: whether
    the words that links to passages lead to stand beside them; ``list_page``: the page of a list that has several
    (``archive.web.paging``), at ``list_path``, or None.
    """
    language = get_language() or settings.LANGUAGE_CODE
    other = OTHER_LANGUAGE[language]
    address = request.get_full_path()
    # A path that begins with two slashes would name another host.
    address, path = (f"/{local.lstrip('/')}" for local in (address, escape_uri_path(request.path)))
    list_page = getattr(request, "list_page", None)
    own = f"{path}{list_page.query}" if list_page else path
    return {
        "language": language,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "other_language": other,
        "other_address": _translate_address(address, other),
        "address": own,
        "list_path": path,
        "list_page": list_page,
        "alternates": [] if _is_permanent(path) else [(code, _translate_address(own, code)) for code in LANGUAGES],
        "origin": settings.CANONICAL_ORIGIN,
        "glossary": SimpleLazyObject(_load_glossaries),
        "glossed": set(),
        "words_shown": False,
        "edition": SimpleLazyObject(get_current_edition),
        **_preview_context(request, language),
    }


@cached_per_edition
def _load_glossaries() -> dict[str, Glossary]:
    terms = list(Term.objects.values_list("identifier", "forms"))
    return {language: Glossary({term: forms[language] for term, forms in terms}) for language in LANGUAGES}


def _preview_context(request: HttpRequest, language: str) -> dict[str, object]:
    """Return the state of the fixtures that a preview shows, and the problems of this page; nothing elsewhere."""
    state = PREVIEW_STATE.state
    if state is None:
        return {}
    match = request.resolver_match
    identifier = str(match.kwargs.get("identifier", "")) if match else ""
    name = match.url_name or "" if match else ""
    problems = state.page_problems(name, PassageKey.parse(identifier).source)
    draft = state.is_draft(name if name in RECORD_KINDS else "source", identifier)
    return {"preview": state, "preview_here": list(group_problems(problems, state.root, language)), "preview_draft": draft}


def _is_permanent(address: str) -> bool:
    """Return whether an address is permanent; such a page is in the language of the request, and its view knows that of the other."""
    return address.startswith("/id/")


def _translate_address(address: str, language: str) -> str:
    """Return the address of the same page in a language.

    If no page has the address, its prefix is replaced; if it has no language prefix, or is a permanent address, it is the front page.
    """
    return f"/{language}/" if _is_permanent(address) else _translate_local_address(address, language, get_language())


@lru_cache(MAX_ADDRESSES)
def _translate_local_address(address: str, language: str, _active: str | None) -> str:
    """Translate an address that is not permanent; with the active language, in which it is resolved."""
    try:
        translated = translate_url(address, language)
    except ValueError:
        translated = address
    prefix, _slash, path = address.removeprefix("/").partition("/")
    if translated != address or prefix == language:
        return translated
    return f"/{language}/{path}" if prefix in LANGUAGES else f"/{language}/"
