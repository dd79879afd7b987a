"""The page of the list of all camps and places: all of them if they are few, else a page of their order by name, with its index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.utils.translation import get_language

from archive.text.countries import get_country_name
from archive.vocabulary import LANGUAGES, OTHER_LANGUAGE
from archive.web.paging import NoSuchPage, name_page, paginate
from camps.models import Place
from camps.place_index import NO_COUNTRY, IndexedPlace, PlaceIndex, Selection, build_query, load_place_index, make_fragment
from camps.spellings import load_spellings

# Places on a page of the list, and spellings of each on one of several pages.
PLACES_PER_PAGE, MAX_SPELLINGS = 13, 2


def build_place_list(request: HttpRequest) -> dict[str, object]:
    """Return the context of the list. Raises NoSuchPage for a page, a kind, a main camp, a country or a region that there is not.

    ``listed``: the places of the page; of a list of several pages or a selection also ``place_page``, and the index.
    """
    selection = Selection(*(request.GET.get(name, "").strip() for name in ("kind", "part-of", "country", "region")))
    if not any(selection) and not Place.objects.values("pk")[PLACES_PER_PAGE:].exists():
        return {"listed": load_spellings(paginate(Place.objects.with_names(), request, "page", PLACES_PER_PAGE))}
    return _build_part(request, load_place_index(), selection)


def _build_part(request: HttpRequest, index: PlaceIndex, selection: Selection) -> dict[str, object]:
    language = get_language() or next(iter(LANGUAGES))
    script = request.GET.get("script", "").strip() or language
    if script not in LANGUAGES or not index.has(selection) or len(selection.parameters) > 1:
        raise NoSuchPage(1, "")
    places = index.select(selection, script)
    page = paginate(places, request, "page", PLACES_PER_PAGE)
    order = {"script": script} if script != language else {}
    name_page(request, page.number, page.paginator.num_pages, {**selection.parameters, **order})
    return {
        "listed": _load_places(list(page), index.letters[script], first=selection.whole or selection.region),
        "place_page": page,
        "kept": build_query(selection, script, language).removeprefix("?"),
        "script": script,
        "selection": selection,
        "whole": index.camps[selection.whole].names[language] if selection.whole else "",
        "letters": [
            (name, index.list_letters(selection, name, language, PLACES_PER_PAGE)) for name in (language, OTHER_LANGUAGE[language])
        ],
        "country": get_country_name(selection.country, language) if selection.country not in ("", NO_COUNTRY) else "",
        "region": index.regions[selection.region].names[language] if selection.region else "",
        "regions": list(index.list_regions(selection, script, language)),
        "countries": index.list_countries(selection, script, language),
        "kinds": list(index.list_kinds(selection, script, language)),
        "main_camps": list(index.list_main_camps(selection, script, language)),
    }


def _load_places(indexed: Sequence[IndexedPlace], letters: Mapping[int, str], *, first: str) -> list[Place]:
    """Return places with what a list shows of them, in the order of the index, the first of each of the ``letters`` with this.

    ``first``: the identifier of a place that is listed before all letters.
    """
    places = Place.objects.with_names().filter(pk__in=[place.pk for place in indexed])
    rows = {place.pk: place for place in load_spellings(places, MAX_SPELLINGS)}
    last = ""
    for entry in indexed:
        letter = letters[entry.pk]
        if letter != last and entry.identifier != first:
            rows[entry.pk].letter, rows[entry.pk].letter_id = letter, make_fragment(letter)
            last = letter
        rows[entry.pk].other_name = entry.names[OTHER_LANGUAGE[get_language() or next(iter(LANGUAGES))]]
    return [rows[entry.pk] for entry in indexed]
