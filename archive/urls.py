"""The one wiring place: every address of the site, and what the pages of one app are handed from another."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path, re_path

import camps.views
import marches.views
from archive import permanent, views
from marches import evacuations, figures

SLUG = r"(?P<identifier>[a-z0-9]+(?:-[a-z0-9]+)*)"

handler404 = views.not_found

urlpatterns = [
    path("", views.front, name="front"),
    re_path(rf"^id/source/{SLUG}$", permanent.source, name="id-source"),
    re_path(rf"^id/passage/{SLUG}:(?P<ref>[^/]+)$", permanent.passage, name="id-passage"),
    re_path(rf"^id/claim/{SLUG}$", permanent.claim, name="id-claim"),
    re_path(rf"^id/(?P<kind>camp|place|route)/{SLUG}$", permanent.subject, name="id-subject"),
    *i18n_patterns(
        path("", views.home, {"overview": figures.overview}, name="home"),
        path("sources/", views.sources, name="sources"),
        re_path(rf"^sources/{SLUG}/$", views.source, name="source"),
        re_path(rf"^sources/{SLUG}/(?P<ref>[^/]+)/$", views.passage, name="passage"),
        path("claims/", views.claims, name="claims"),
        re_path(rf"^claims/{SLUG}/$", views.claim, name="claim"),
        path("timeline/", views.timeline, name="timeline"),
        path("map/", views.map_page, {"overview": figures.overview}, name="map"),
        path("about/", views.about, name="about"),
        path("about/<slug:page>/", views.about, name="about-page"),
        path("camps/", camps.views.camps, {"overview": figures.overview}, name="camps"),
        re_path(
            rf"^camps/{SLUG}/$", camps.views.camp, {"overview": figures.overview, "evacuations": evacuations.of_place}, name="camp"
        ),
        re_path(
            rf"^places/{SLUG}/$", camps.views.place, {"overview": figures.overview, "evacuations": evacuations.of_place}, name="place"
        ),
        path("routes/", marches.views.routes, name="routes"),
        re_path(rf"^routes/{SLUG}/$", marches.views.route, name="route"),
    ),
]
