"""The letters of a TEI document are read out by the stated rules, and nothing in it can reach out or blow up."""

import pytest
from django.test import Client

from archive.accession.teiheader import read_header
from archive.accession.teitext import read_text
from archive.accession.xmltree import NotXml, parse
from archive.models import Passage
from archive.reasons import REASONS

HEADER = "<teiHeader><fileDesc>{}</fileDesc></teiHeader>"


def tei(body: str, header: str = "", attributes: str = ""):
    return parse(f'<TEI xmlns="http://www.tei-c.org/ns/1.0"{attributes}>{header}<text><body>{body}</body></text></TEI>'.encode())


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>One\n   two.</p> <p> Three. </p>", "One two.\n\nThree."),
        ("<div><head>Title</head>stray<p>One.</p><lg><l>a</l><l>b</l></lg></div>", "Title\n\nstray\n\nOne.\n\na\n\nb"),
        ("<p><choice><sic>gieng</sic><corr>ging</corr></choice></p>", "gieng"),
        (
            "<p>a <choice><orig>vnd</orig><reg>und</reg></choice> <choice><abbr>Dr</abbr><expan>Doktor</expan></choice></p>",
            "a vnd Dr",
        ),
        ("<p><choice> <unclear>a</unclear> <unclear>b</unclear> </choice></p>", "a"),
        ("<p>x<app><lem>A</lem><rdg>B</rdg></app><app><rdg>C</rdg><rdg>D</rdg></app></p>", "xAC"),
        ("<p>one<note>N</note><fw>12</fw><del>x</del><supplied>y</supplied> two<gap/></p>", "one two"),
        ("<p>one <lb/> two <lb/>\n three</p>", "one\ntwo\nthree"),
        ('<p>Haus-\n <lb break="no"/>\n halt<pb n="2"/>en</p>', "Haus-halten"),
        ('<p xml:space="preserve">a  b\n c</p>', "a  b\n c"),
        ("<p>a&#xA0; b &amp; c<!-- no --> d<?no no?></p>", "a\u00a0 b & c d"),
        ('<p>a<m:math xmlns:m="urn:m">no</m:math>b</p>', "ab"),
        ("<list><item>one</item><item>two</item></list><table><row><cell>c</cell></row></table>", "one\n\ntwo\n\nc"),
        ("<p>سلام <hi>عليكم</hi></p>", "سلام عليكم"),
        ("<lg><l>قفا نبك<caesura/>من ذكرى</l></lg>", "قفا نبك من ذكرى"),
        ("<p>one <space/> two</p>", "one two"),
        ("<p> </p><p/>", ""),
    ],
)
def test_the_text_is_the_letters_of_the_document(body, text):
    assert read_text(tei(body)).text == text


@pytest.mark.parametrize(
    ("body", "sentences"),
    [
        ("<p><s>One. Two</s> <s> three <hi>four</hi>.\n</s></p>", [["One. Two", "three four."]]),
        ("<p><seg>One</seg> <seg>two</seg></p>", [["One", "two"]]),
        ('<p><seg type="clause">One</seg></p>', [[]]),
        ("<p><s>One.</s> rest</p><p><s>Two.</s></p>", [[], ["Two."]]),
        ("<p><s><seg>One</seg> <seg>two</seg></s></p>", [["One two"]]),
    ],
)
def test_sentences_that_the_document_marks_are_its_sentences(body, sentences):
    text, blocks = read_text(tei(body))
    assert [[one.of(text) for one in block.sentences] for block in blocks] == sentences
    assert [block.span.of(text) for block in blocks] == text.split("\n\n")


def test_front_and_back_are_not_the_text_and_a_group_is_all_its_texts():
    document = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><front><p>no</p></front><group><text><body><p>a</p></body></text>'
        "<text><body><p>b</p></body><back><p>no</p></back></text></group></text></TEI>"
    )
    assert read_text(parse(document.encode())).text == "a\n\nb"


BILLION = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>\n<a>&c;</a>'
OUTSIDE = '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>'


@pytest.mark.parametrize(
    ("document", "reason", "place"),
    [
        (BILLION, "doctype", (1, 13)),
        (OUTSIDE, "doctype", (1, 46)),
        ("<a>" * 300, "too-deep", (1, 601)),
        ("<a>\n <b></a>", "syntax", (2, 7)),
        ('<a xmlns:x="http://www.w3.org/2001/XInclude">\n<x:include href="b.xml"/></a>', "include", (2, 1)),
        ("<a>\n س&nbsp;</a>", "syntax", (2, 3)),
        ('<?xml version="1.0" encoding="nonsense"?><a/>', "syntax", (1, 1)),
        ('<?xml version="1.0" encoding="shift_jis"?><a/>', "syntax", (1, 1)),
        ("", "syntax", (1, 1)),
    ],
)
def test_what_is_unsafe_or_broken_is_refused_with_its_place(document, reason, place):
    with pytest.raises(NotXml) as refused:
        parse(document.encode())
    assert (refused.value.reason, refused.value.line, refused.value.column) == (reason, *place)
    assert refused.value.words in REASONS


def test_an_encoding_that_the_document_declares_is_honoured():
    assert parse('<?xml version="1.0" encoding="windows-1256"?><a>سلام</a>'.encode("windows-1256")).text == "سلام"


def header(description: str, language: str = "en"):
    return read_header(tei("<p>a</p>", HEADER.format(description)), language)


def test_what_the_header_says_once_is_proposed():
    found = header(
        '<titleStmt><title xml:lang="ar">عنوان</title><title xml:lang="en">A\n title</title><title xml:lang="de">x</title>'
        "<author>A. Author</author></titleStmt><publicationStmt><publisher>The editors</publisher><availability>"
        '<licence target="https://example.org/l"/></availability></publicationStmt>'
        '<sourceDesc><bibl><publisher>The press</publisher><date>1945</date><ref target="https://example.org/d">d</ref></bibl></sourceDesc>'
    )
    assert found.title == {"ar": "عنوان", "en": "A title"}
    assert (found.author, found.publisher) == ({"en": "A. Author"}, {"en": "The press"})
    assert (found.published, found.address, found.rights) == ("1945", "https://example.org/d", "https://example.org/l")
    assert not found.title_supplied


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        ('<date when="1945-05-07">am 7. Mai 1945</date>', "1945-05-07"),
        ("<date>am 7. Mai 1945</date>", ""),
        ("<date>May 1945</date><date>1945-05</date>", "1945-05"),
        ('<date when="1945">1945</date><date when="1946"/>', ""),
    ],
)
def test_a_day_of_publication_is_proposed_if_it_is_a_date(dates, published):
    assert header(f"<sourceDesc><bibl>{dates}</bibl></sourceDesc>").published == published


def test_what_it_says_twice_or_not_at_all_is_left_to_the_archivist():
    twice = header(
        "<titleStmt><title>One</title><title>Two</title></titleStmt><publicationStmt><publisher>P</publisher></publicationStmt>"
        '<sourceDesc><ref target="https://a.example"/><ref target="https://b.example"/><ptr target="#x"/></sourceDesc>'
    )
    assert (twice.title, twice.address, twice.rights, twice.published) == ({}, "", "", "")
    assert twice.publisher == {"en": "P"}
    assert header("", "de") == read_header(tei("<p>a</p>"), "ar")


@pytest.mark.django_db
def test_our_own_export_is_read_back_sentence_for_sentence():
    content = Client().get("/id/source/ushmm-death-marches.tei.xml").content
    text, blocks = read_text(parse(content))
    stands = [passage.text for passage in Passage.objects.sentences()]
    assert [sentence.of(text) for block in blocks for sentence in block.sentences] == stands
    assert len(blocks) == 4
    found = read_header(parse(content), "ar")
    assert found.title == {"ar": "مسيرات الموت", "en": "Death marches"}
    assert found.title_supplied
    assert found.rights == "https://rightsstatements.org/vocab/CNE/1.0/"
