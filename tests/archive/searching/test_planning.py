"""From a query to what the engine is asked, level by level."""

from archive.searching.expression import All, Any, Ask, Phrase, mark, stem_of, token
from archive.searching.matching import Name, Named
from archive.searching.planning import LONGEST_NAME, asks, runs
from archive.searching.query import Query, parse

MARK = mark("kind:claim")
DACHAU = Named("Dachau", Name("Dachau", ("dachau",), "camp", "dachau"), (("dachau",),))
ROSEN = Named("gross rosen", Name("Gross-Rosen", ("gross", "rosen"), "camp", "gross-rosen"), (("gross", "rosen"),))


def plan(text: str, marks=(), named=None, beginnings=None, *, exact=False) -> list[Ask]:
    return asks(parse(text, exact=exact), list(marks), named or {}, beginnings or {})


def test_nothing_typed_asks_for_the_marks_alone():
    assert plan("") == []
    assert plan("", [MARK]) == [Ask(MARK)]
    assert plan("-winter", [MARK, token("x")]) == [Ask(All((MARK, token("x"))), (token("winter"),))]
    assert plan("-winter") == []
    assert asks(Query(""), [], {}, {}) == []


def test_one_word_is_asked_as_spelt_then_by_its_stem():
    assert plan("marches", [MARK]) == [Ask(All((token("marches"), MARK))), Ask(All((stem_of("marches"), MARK)))]


def test_words_are_asked_in_order_then_each_then_by_stems():
    assert plan("death marches -winter") == [
        Ask(Phrase(("death", "marches")), (token("winter"),)),
        Ask(All((token("death"), token("marches"))), (token("winter"),)),
        Ask(All((stem_of("death"), stem_of("marches"))), (token("winter"),)),
    ]


def test_levels_that_ask_the_same_are_asked_once():
    assert plan('"death marches"') == [Ask(Phrase(("death", "marches")))]


def test_words_joined_by_a_sign_are_a_phrase_on_every_level():
    assert plan("Gross-Rosen camp") == [
        Ask(Phrase(("gross", "rosen", "camp"))),
        Ask(All((Phrase(("gross", "rosen")), token("camp")))),
        Ask(All((Phrase(("gross", "rosen")), stem_of("camp")))),
    ]


def test_beginning_stands_for_the_words_that_begin_so_each_once():
    beginnings = {"ev": ["evacuate", "ev", "event"]}
    wanted = Any((token("ev"), token("evacuate"), token("event")))
    assert plan("ev*", beginnings=beginnings) == [Ask(wanted)]
    assert plan("ev*") == [Ask(Any((token("ev"),)))]
    joined = plan("Gross-ev*", beginnings=beginnings)
    assert joined == [Ask(Any((Phrase(("gross", "ev")), Phrase(("gross", "evacuate")), Phrase(("gross", "event")))))]


def test_query_with_a_beginning_is_not_asked_as_one_phrase():
    assert plan("camp ev*")[0].wanted == All((token("camp"), Any((token("ev"),))))


def test_unwanted_beginning_is_asked_too():
    assert plan("camp -ev*", beginnings={"ev": ["event"]})[0].unwanted == (Any((token("ev"), token("event"))),)


def test_exact_spelling_is_one_level():
    assert plan("Łódź dachau -winter", [MARK], exact=True) == [
        Ask(
            All((token("lodz"), token("dachau"), token("=łódź"), token("dachau"), MARK)),
            (token("winter"), token("!dachau")),
        )
    ]
    assert plan("Łó-Ba*", exact=True) == [Ask(All((Any((Phrase(("lo", "ba")),)), token("=łó"))))]


def test_name_of_a_place_is_asked_by_its_mark_or_its_words():
    assert plan("Dachau camp", named={0: (1, [DACHAU])})[-1] == Ask(
        All((Any((mark("camp:dachau"), stem_of("dachau"))), stem_of("camp")))
    )


def test_name_of_several_terms_is_one_part():
    *_, last = plan("near gross rosen now", named={1: (2, [ROSEN])})
    name = Any((mark("camp:gross-rosen"), All((stem_of("gross"), stem_of("rosen")))))
    assert last == Ask(All((stem_of("near"), name, stem_of("now"))))


def test_phrase_and_joined_words_are_not_stemmed():
    assert plan('"death marches" camps')[-1] == Ask(All((Phrase(("death", "marches")), stem_of("camps"))))


def test_runs_are_every_sequence_of_words_that_may_be_a_name():
    assert runs(parse("a b").terms) == {"a": (0, 1), "a b": (0, 2), "b": (1, 1)}
    assert runs(parse("gross-rosen x").terms) == {"gross rosen": (0, 1), "gross rosen x": (0, 2), "x": (1, 1)}


def test_run_has_at_most_as_many_terms_as_the_longest_name():
    found = runs(parse("a b c d e f").terms)
    assert max(length for _start, length in found.values()) == LONGEST_NAME
    assert found["a b c d e"] == (0, 5)
    assert "b c d e f" in found
    assert "a b c d e f" not in found


def test_runs_leave_out_phrases_and_beginnings_and_keep_the_first_place():
    assert runs(parse('a "b" c').terms) == {"a": (0, 1), "c": (2, 1)}
    assert runs(parse("a ev* a").terms) == {"a": (0, 1)}
