"""Planning of a query: levels of queries to the engine."""

from archive.search.engine_query import AllOf, AnyOf, EngineQuery, Phrase, make_token, match_mark, match_stem
from archive.search.matching import NamedPlace, PlaceName
from archive.search.query import Query, parse_query
from archive.search.query_plan import plan_queries
from archive.search.query_reading import MAX_NAME_TERMS, UNREAD, QueryReading, list_name_runs

MARK = match_mark("kind:claim")
DACHAU = NamedPlace("Dachau", PlaceName("dachau", "Dachau", "camp", "dachau"), ("dachau",))
ROSEN = NamedPlace("gross rosen", PlaceName("gross rosen", "Gross-Rosen", "camp", "gross-rosen"), ("gross rosen",))


def plan(text: str, marks=(), places=None, prefix_words=None, roles=None, related=None, *, exact=False) -> list[EngineQuery]:
    query = parse_query(text, exact=exact)
    reading = QueryReading(tuple(roles or ["content"] * len(query.terms)), places or {}, related=related or {})
    return plan_queries(query, list(marks), reading, prefix_words or {})


def test_query_without_words_wants_the_marks():
    assert plan("") == []
    assert plan("", [MARK]) == [EngineQuery(MARK)]
    assert plan("-winter", [MARK, make_token("x")]) == [EngineQuery(AllOf((MARK, make_token("x"))), (make_token("winter"),))]
    assert plan("-winter") == []
    assert plan_queries(Query(""), [], UNREAD, {}) == []


def test_word_is_wanted_as_spelt_then_by_its_stem():
    assert plan("marches", [MARK]) == [
        EngineQuery(AllOf((make_token("marches"), MARK))),
        EngineQuery(AllOf((match_stem("marches"), MARK))),
    ]


def test_words_are_wanted_in_order_then_each_then_by_stems():
    assert plan("death marches -winter") == [
        EngineQuery(Phrase(("death", "marches")), (make_token("winter"),)),
        EngineQuery(AllOf((make_token("death"), make_token("marches"))), (make_token("winter"),)),
        EngineQuery(AllOf((match_stem("death"), match_stem("marches"))), (make_token("winter"),)),
    ]


def test_equal_levels_are_one_query():
    assert plan('"death marches"') == [EngineQuery(Phrase(("death", "marches")))]


def test_repeated_terms_are_matched_once():
    prefix_words = {"ال": [f"ال{number}" for number in range(200)]}
    assert plan(" ".join(["ال*"] * 31), prefix_words=prefix_words) == plan("ال*", prefix_words=prefix_words)
    excluded = plan("winter " + " ".join(["-ال*"] * 31), prefix_words=prefix_words)
    assert excluded == plan("winter -ال*", prefix_words=prefix_words)
    assert plan(" ".join(["winter"] * 32))[1:] == plan("winter")
    assert plan("winter winter", exact=True) == plan("winter", exact=True)


def test_words_joined_by_a_sign_are_a_phrase_on_every_level():
    assert plan("Gross-Rosen camp") == [
        EngineQuery(Phrase(("gross", "rosen", "camp"))),
        EngineQuery(AllOf((Phrase(("gross", "rosen")), make_token("camp")))),
        EngineQuery(AllOf((Phrase(("gross", "rosen")), match_stem("camp")))),
    ]


def test_prefix_matches_the_words_that_begin_so():
    prefix_words = {"ev": ["evacuate", "ev", "event"]}
    wanted = AnyOf((make_token("ev"), make_token("evacuate"), make_token("event")))
    assert plan("ev*", prefix_words=prefix_words) == [EngineQuery(wanted)]
    assert plan("ev*") == [EngineQuery(AnyOf((make_token("ev"),)))]
    joined = plan("Gross-ev*", prefix_words=prefix_words)
    assert joined == [EngineQuery(AnyOf((Phrase(("gross", "ev")), Phrase(("gross", "evacuate")), Phrase(("gross", "event")))))]


def test_query_with_a_prefix_has_no_level_of_one_phrase():
    assert plan("camp ev*")[0].wanted == AllOf((make_token("camp"), AnyOf((make_token("ev"),))))


def test_prefix_can_be_excluded():
    assert plan("camp -ev*", prefix_words={"ev": ["event"]})[0].unwanted == (AnyOf((make_token("ev"), make_token("event"))),)


def test_exact_spelling_has_one_level():
    assert plan("Łódź dachau -winter", [MARK], exact=True) == [
        EngineQuery(
            AllOf((make_token("lodz"), make_token("dachau"), make_token("=łódź"), make_token("dachau"), MARK)),
            (make_token("winter"), make_token("!dachau")),
        )
    ]
    assert plan("Łó-Ba*", exact=True) == [EngineQuery(AllOf((AnyOf((Phrase(("lo", "ba")),)), make_token("=łó"))))]
    beginning = AnyOf((Phrase(("lo", "bo", "ba")),))
    assert plan("Łó-Bó-Ba*", exact=True) == [EngineQuery(AllOf((beginning, make_token("=łó"), make_token("=bó"))))]


def test_name_of_a_place_matches_by_its_mark_or_its_words():
    assert plan("Dachau camp", places={0: (1, [DACHAU])})[-1] == EngineQuery(
        AllOf((AnyOf((match_mark("camp:dachau"), match_stem("dachau"))), match_stem("camp")))
    )


def test_name_of_several_terms_is_one_part():
    *_, last = plan("near gross rosen now", places={1: (2, [ROSEN])})
    name = AnyOf((match_mark("camp:gross-rosen"), AllOf((match_stem("gross"), match_stem("rosen")))))
    assert last == EngineQuery(AllOf((match_stem("near"), name, match_stem("now"))))


def test_each_of_several_names_is_one_part():
    *_, last = plan("gross rosen near dachau now", places={3: (1, [DACHAU]), 0: (2, [ROSEN])})
    rosen = AnyOf((match_mark("camp:gross-rosen"), AllOf((match_stem("gross"), match_stem("rosen")))))
    dachau = AnyOf((match_mark("camp:dachau"), match_stem("dachau")))
    assert last == EngineQuery(AllOf((rosen, match_stem("near"), dachau, match_stem("now"))))


def test_last_level_does_not_want_the_words_of_a_question():
    assert plan("what marches", roles=["function", "content"])[-1] == EngineQuery(match_stem("marches"))


def test_word_matches_the_words_that_it_stands_for_as_well():
    (_spelt, related) = plan("labour", related={"labour": {"labor": "spelling"}})
    assert related.wanted == AnyOf((*match_stem("labour").parts, *match_stem("labor").parts))


def test_repeated_word_is_wanted_once():
    assert plan("ev* ev*", prefix_words={"ev": ["event"]}) == plan("ev*", prefix_words={"ev": ["event"]})


def test_phrase_and_joined_words_are_not_stemmed():
    assert plan('"death marches" camps')[-1] == EngineQuery(AllOf((Phrase(("death", "marches")), match_stem("camps"))))


def test_runs_are_all_sequences_of_words():
    assert list_name_runs(parse_query("a b").terms) == {"a": (0, 1), "a b": (0, 2), "b": (1, 1)}
    assert list_name_runs(parse_query("gross-rosen x").terms) == {"gross rosen": (0, 1), "gross rosen x": (0, 2), "x": (1, 1)}


def test_run_has_at_most_as_many_terms_as_the_longest_name():
    runs = list_name_runs(parse_query("a b c d e f").terms)
    assert max(length for _start, length in runs.values()) == MAX_NAME_TERMS
    assert runs["a b c d e"] == (0, 5)
    assert "b c d e f" in runs
    assert "a b c d e f" not in runs


def test_runs_have_no_phrases_or_prefixes_and_the_first_place_of_a_name():
    assert list_name_runs(parse_query('a "b" c').terms) == {"a": (0, 1), "c": (2, 1)}
    assert list_name_runs(parse_query("a ev* a").terms) == {"a": (0, 1)}
