"""The kinds of what can be found."""

# In the order of their numbers, which are part of every key.
KINDS = ("camp", "place", "route", "term", "source", "page", "claim", "passage")
# Kinds that grow with the archive; the rest are few. They come last.
MANY = ("claim", "passage")
# The order in which hits are shown.
ORDER = ("camp", "place", "route", "term", "claim", "passage", "source", "page")
# A document's key: its kind's number times this, and its place in the order of its kind.
BAND = 10_000_000_000
# What a reader may call a kind after “kind:”, beside the names above.
CALLED = {
    "camps": "camp",
    "معسكر": "camp",
    "معسكرات": "camp",
    "places": "place",
    "موضع": "place",
    "مواضع": "place",
    "routes": "route",
    "مسار": "route",
    "مسارات": "route",
    "terms": "term",
    "لفظ": "term",
    "ألفاظ": "term",
    "مصطلح": "term",
    "مصطلحات": "term",
    "sources": "source",
    "مصدر": "source",
    "مصادر": "source",
    "pages": "page",
    "صفحة": "page",
    "صفحات": "page",
    "claims": "claim",
    "قول": "claim",
    "أقوال": "claim",
    "passages": "passage",
    "مقطع": "passage",
    "مقاطع": "passage",
}
