"""The one wiring place: every address of the site, and what the pages of one app are handed from another."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, path, re_path

import archive.kinds
import camps.kinds
import camps.views
import marches.kinds
import marches.views
from archive import embed, permanent, previewing, primer, quotationviews, schemafiles, searchviews, views
from marches import evacuations, figures

SLUG = r"(?P<identifier>[a-z0-9]+(?:-[a-z0-9]+)*)"
PASSAGE = r"(?P<identifier>[a-z0-9-]+:[^/]+?)"
SUFFIX = r"(?:\.(?P<suffix>[a-z][a-z.]*))?"
KINDS = (archive.kinds.SOURCE, archive.kinds.PASSAGE, archive.kinds.CLAIM, camps.kinds.CAMP, camps.kinds.PLACE, marches.kinds.ROUTE)


def permanent_address(kind: archive.kinds.Kind) -> URLPattern:
    """The permanent address of every record of a kind, with or without a format."""
    return re_path(rf"^id/{kind.name}/{SLUG}{SUFFIX}$", permanent.record(kind), name=f"id-{kind.name}")


handler404 = views.not_found

urlpatterns = [
    path("", views.front, name="front"),
    *(permanent_address(kind) for kind in KINDS if kind is not archive.kinds.PASSAGE),
    re_path(rf"^id/passage/{PASSAGE}{SUFFIX}$", permanent.record(archive.kinds.PASSAGE), name="id-passage"),
    *(re_path(rf"^id/{kind.name}s{SUFFIX}$", permanent.every(kind), name=f"id-{kind.name}s") for kind in KINDS if kind.lists),
    path("opensearch.xml", searchviews.description),
    path("suggest", searchviews.suggest),
    path("oembed", embed.oembed, name="oembed"),
    path("robots.txt", views.robots, name="robots"),
    *([path("preview/version", previewing.version, name="preview-version")] if settings.PREVIEW else []),
    re_path(r"^about/data/(?P<kind>[a-z]+)\.schema\.json$", schemafiles.schema, name="schema"),
    *i18n_patterns(
        path("", views.home, {"overview": figures.overview}, name="home"),
        path("sources/", views.sources, name="sources"),
        re_path(rf"^sources/{SLUG}/$", views.source, name="source"),
        re_path(rf"^sources/{SLUG}/coverage/$", views.coverage, name="coverage"),
        re_path(rf"^sources/{SLUG}/(?P<ref>[^/]+)/$", views.passage, name="passage"),
        *([path("preview/", previewing.overview, name="preview")] if settings.PREVIEW else []),
        path("search/", searchviews.search, name="search"),
        path("search.json", searchviews.as_json, name="search-json"),
        path("search.atom", searchviews.as_atom, name="search-atom"),
        path("opensearch.xml", searchviews.description, name="opensearch"),
        path("suggest", searchviews.suggest, name="suggest"),
        path("claims/", views.claims, name="claims"),
        re_path(rf"^claims/{SLUG}/$", views.claim, name="claim"),
        path("start/", primer.start, name="start"),
        path("glossary/", primer.glossary, name="glossary"),
        path("timeline/", views.timeline, {"routed": figures.routed}, name="timeline"),
        path("map/", marches.views.map_page, name="map"),
        path("verify/", quotationviews.verify, name="verify"),
        path("verify.json", quotationviews.verify_json, name="verify-json"),
        path("about/", views.about, name="about"),
        path("about/<slug:page>/", views.about, name="about-page"),
        path("camps/", camps.views.camps, {"overview": figures.overview}, name="camps"),
        re_path(
            rf"^camps/{SLUG}/$", camps.views.camp, {"overview": figures.overview, "evacuations": evacuations.of_place}, name="camp"
        ),
        re_path(
            rf"^places/{SLUG}/$",
            camps.views.place,
            {"overview": figures.overview, "evacuations": evacuations.of_place},
            name="place",
        ),
        re_path(rf"^embed/(?P<kind>claim)/{SLUG}/$", embed.embed, name="embed"),
        re_path(rf"^embed/(?P<kind>passage)/{PASSAGE}/$", embed.embed, name="embed"),
        path("routes/", marches.views.routes, name="routes"),
        re_path(rf"^routes/{SLUG}/$", marches.views.route, name="route"),
    ),
]
