"""Every address of the site, and the functions of one app that the views of another receive."""

from collections.abc import Iterator

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, path, re_path

import camps.kinds
import camps.views
import marches.kinds
import marches.views
from archive.versions.permanent_urls import TIMEGATE_SUFFIX
from archive.web import record_kinds
from archive.web.views import (
    about,
    claims,
    crawlers,
    edition_addresses,
    embed,
    history_addresses,
    home,
    memento,
    permanent,
    preview,
    primer,
    qr_codes,
    search,
    sources,
    state_addresses,
    verify,
    version_addresses,
    versions,
)
from marches import map_data, place_routes

SLUG_PATTERN = r"(?P<identifier>[a-z0-9]+(?:-[a-z0-9]+)*)"
PASSAGE_PATTERN = r"(?P<identifier>[a-z0-9-]+:[^/]+?)"
SUFFIX_PATTERN = r"(?:\.(?P<suffix>[a-z][a-z.]*))?"
NUMBER_PATTERN = r"(?P<number>\d{1,9})"
# Kinds of the ledger whose records are parts of a page
LEDGER_ONLY_KINDS = ("question", "term", "story", "authority")
# By the kind of record, the page below which its history is
HISTORY_PAGES = {
    "source": f"sources/{SLUG_PATTERN}",
    "sentence": rf"sources/{SLUG_PATTERN}/(?P<ref>\d+\.\d+)",
    "claim": f"claims/{SLUG_PATTERN}",
    "camp": f"camps/{SLUG_PATTERN}",
    "place": f"places/{SLUG_PATTERN}",
    "route": f"routes/{SLUG_PATTERN}",
    "movement": f"movements/{SLUG_PATTERN}",
    "question": f"questions/{SLUG_PATTERN}",
    "term": f"glossary/{SLUG_PATTERN}",
    "story": f"start/{SLUG_PATTERN}",
    "authority": f"authorities/{SLUG_PATTERN}",
}
RECORD_KINDS = (
    record_kinds.SOURCE_KIND,
    record_kinds.PASSAGE_KIND,
    record_kinds.CLAIM_KIND,
    camps.kinds.CAMP_KIND,
    camps.kinds.PLACE_KIND,
    marches.kinds.ROUTE_KIND,
    marches.kinds.MOVEMENT_KIND,
)
# What pages of camps and places show of routes.
PLACE_ROUTES = camps.views.PlaceRoutes(
    place_routes.list_place_routes, place_routes.load_place_routes, place_routes.split_evacuations, place_routes.find_routed_claims
)
MOVEMENTS = {"movements": place_routes.list_movement_names}
TIMELINE_FUNCTIONS = {"routed": place_routes.find_routed_claims, "stops": place_routes.TIMED_STOPS}
PLACE_FUNCTIONS = {"overview": map_data.build_overview, "routes": PLACE_ROUTES}


def permanent_route(kind: record_kinds.RecordKind) -> URLPattern:
    """Return the route of the permanent addresses of a kind, with or without a format."""
    pattern = PASSAGE_PATTERN if kind is record_kinds.PASSAGE_KIND else SLUG_PATTERN
    return re_path(rf"^id/{kind.name}/{pattern}{SUFFIX_PATTERN}$", permanent.make_record_view(kind), name=f"id-{kind.name}")


def list_history_routes() -> Iterator[URLPattern]:
    """Yield the routes of the history of each kind of record, and of its versions, below the record's page."""
    for kind, page in HISTORY_PAGES.items():
        yield re_path(rf"^{page}/versions/$", versions.record_versions, {"kind": kind}, name="record_versions")
        yield re_path(rf"^{page}/versions/(?P<version>[^/]+)/$", versions.record_version, {"kind": kind}, name="record_version")


def list_version_routes() -> Iterator[URLPattern]:
    """Yield the routes of the permanent addresses below those of records: versions, states in an edition, histories and TimeGates."""
    formatted = {kind.name: kind for kind in RECORD_KINDS}
    for name in (*formatted, *LEDGER_ONLY_KINDS):
        base = f"^id/{name}/{PASSAGE_PATTERN if name == 'passage' else SLUG_PATTERN}"
        kind = formatted.get(name)
        yield re_path(rf"{base}/versions{SUFFIX_PATTERN}$", history_addresses.make_history_view(name, kind), name="id-versions")
        yield re_path(
            rf"{base}/(?P<version>[0-9a-fA-F]{{1,64}}){SUFFIX_PATTERN}$",
            version_addresses.make_version_view(name, kind),
            name="id-version",
        )
        yield re_path(
            rf"{base}/edition/{NUMBER_PATTERN}{SUFFIX_PATTERN}$", state_addresses.make_state_view(name, kind), name="id-state"
        )
        yield re_path(rf"{base}{TIMEGATE_SUFFIX}$", memento.make_timegate_view(name), name="id-timegate")

    for name in LEDGER_ONLY_KINDS:
        yield re_path(rf"^id/{name}/{SLUG_PATTERN}$", history_addresses.make_part_view(name), name="id-part")


handler404 = home.not_found

urlpatterns = [
    path("", home.redirect_to_home, name="front"),
    *(permanent_route(kind) for kind in RECORD_KINDS),
    *(
        re_path(rf"^id/{kind.name}s{SUFFIX_PATTERN}$", permanent.make_list_view(kind), name=f"id-{kind.name}s")
        for kind in RECORD_KINDS
        if kind.lists
    ),
    *list_version_routes(),
    re_path(rf"^id/editions{SUFFIX_PATTERN}$", edition_addresses.editions, name="id-editions"),
    re_path(rf"^id/edition/{NUMBER_PATTERN}{SUFFIX_PATTERN}$", edition_addresses.edition, name="id-edition"),
    re_path(rf"^id/edition/{NUMBER_PATTERN}/SHA256SUMS$", edition_addresses.checksums, name="id-checksums"),
    re_path(r"^qr/(?P<path>id/.+)\.svg$", qr_codes.qr_code, name="qr-code"),
    path("opensearch.xml", search.opensearch_description),
    path("suggest", search.search_suggestions),
    path("oembed", embed.oembed, name="oembed"),
    path("robots.txt", crawlers.robots_txt, name="robots"),
    path("sitemap.xml", crawlers.sitemap_index, MOVEMENTS, name="sitemap"),
    re_path(r"^sitemap-(?P<page>[1-9]\d{0,4})\.xml$", crawlers.sitemap, MOVEMENTS, name="sitemap-page"),
    path("favicon.ico", crawlers.favicon, name="favicon"),
    path(".well-known/security.txt", crawlers.security_txt, name="security"),
    *([path("preview/version", preview.preview_version, name="preview-version")] if settings.PREVIEW else []),
    re_path(r"^about/data/(?P<kind>[a-z]+)\.schema\.json$", about.schema, name="schema"),
    *i18n_patterns(
        path("", home.home, {"overview": map_data.build_overview, "first_routes": place_routes.load_first_routes}, name="home"),
        *list_history_routes(),
        path("editions/", versions.editions, name="editions"),
        path("editions/<int:number>/", versions.edition, name="edition"),
        path("sources/", sources.sources, name="sources"),
        re_path(rf"^sources/{SLUG_PATTERN}/$", sources.source, name="source"),
        re_path(rf"^sources/{SLUG_PATTERN}/coverage/$", sources.coverage, name="coverage"),
        re_path(rf"^sources/{SLUG_PATTERN}/(?P<ref>[^/]+)/$", sources.passage, name="passage"),
        *([path("preview/", preview.preview_overview, name="preview")] if settings.PREVIEW else []),
        path("search/", search.search, name="search"),
        path("search/concordance/", search.concordance, name="search-concordance"),
        path("search.json", search.search_json, name="search-json"),
        path("search.atom", search.search_atom, name="search-atom"),
        path("opensearch.xml", search.opensearch_description, name="opensearch"),
        path("suggest", search.search_suggestions, name="suggest"),
        path("claims/", claims.claims, name="claims"),
        re_path(rf"^claims/{SLUG_PATTERN}/$", claims.claim, name="claim"),
        path("numbers/", claims.numbers, {"select": place_routes.select_numbers}, name="numbers"),
        path("start/", primer.start, name="start"),
        path("glossary/", primer.glossary, name="glossary"),
        path("timeline/", claims.timeline, TIMELINE_FUNCTIONS, name="timeline"),
        path("map/", marches.views.map_page, name="map"),
        path("verify/", verify.verify, name="verify"),
        path("verify.json", verify.verify_json, name="verify-json"),
        path("about/", about.about, name="about"),
        path("about/<slug:page>/", about.about, name="about-page"),
        path("camps/", camps.views.camps, {"overview": map_data.build_overview}, name="camps"),
        *(
            re_path(rf"^{kind}s/{SLUG_PATTERN}/$", camps.views.place, {"kind": kind, **PLACE_FUNCTIONS}, name=kind)
            for kind in ("camp", "place")
        ),
        re_path(rf"^embed/(?P<kind>claim)/{SLUG_PATTERN}/$", embed.embed, name="embed"),
        re_path(rf"^embed/(?P<kind>claim)/{SLUG_PATTERN}/(?P<version>[0-9a-f]{{16}})/$", embed.embed, name="embed-version"),
        re_path(rf"^embed/(?P<kind>passage)/{PASSAGE_PATTERN}/$", embed.embed, name="embed"),
        path("routes/", marches.views.routes, name="routes"),
        re_path(rf"^routes/{SLUG_PATTERN}/$", marches.views.route, name="route"),
        re_path(rf"^movements/{SLUG_PATTERN}/$", marches.views.movement, name="movement"),
    ),
]
