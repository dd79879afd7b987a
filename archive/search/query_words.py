"""Words of a query that say little of what is searched for: what kind of place a name is of, and the words that questions are made of.

Words are written in their spelling and folded here. Without one of them a document may answer a query too.
"""

from __future__ import annotations

import re

from archive.search.query import Term
from archive.text.folding import fold_text
from archive.text.names import ARABIC_PREFIX

# “Camp”, and what kind of camp, in the languages in which the camps are written about.
KIND_WORDS = frozenset(
    fold_text(
        "camp camps subcamp subcamps concentration extermination labour labor internment kl kz "
        "lager konzentrationslager vernichtungslager arbeitslager aussenlager stammlager gedenkstätte "
        "obóz obozu obozie obozy koncentracyjny koncentracyjnego koncentracyjnym zagłady tábor tábora táboru táboře koncentrační "
        "koncentračního koncentrációs logor logoru koncentracioni lagăr lagărul lagerul kamp kampi kampen koncentrationslejr "
        "koncentrationsläger concentratiekamp concentrazione campo campi concentramento campos concentración concentração "
        "sterminio exterminio kampı toplama "
        "лагерь лагеря лагере концлагерь концлагеря концлагере концентрационный концентрационного концтабір табір табору концтабору логор логора "
        "מחנה מחנות ריכוז הריכוז השמדה ההשמדה לאגער קאנצענטראציע "
        "معسكر معسكرات معتقل معتقلات محتشد محتشدات اعتقال تجميع تركيز إبادة "
        "اردوگاه اردوگاه‌ها کار اجباری مرگ کیمپ حراستی"
    )
    .replace("\u200c", "")
    .split()
)
KIND_ENDINGS = tuple(fold_text("lager lagers lagern лагерь лагеря лагере").split())
# Question words, prepositions, articles, pronouns and forms of “to be”.
FUNCTION_WORDS = frozenset(
    fold_text(
        "a an the of in on at to from by for with about into and or near between during under what which who whom whose when where why "
        "how is are was were be been did do does done had has have there it its this that these those they them their he his she her "
        "many much me my i you your we our please tell show find give explain define definition meaning mean means stand stands "
        "happen happens happened happening "
        "der die das des dem den ein eine einer von vom zu zum zur im am auf aus nach bei mit für über wer was wann wo warum wie "
        "welche welcher ist sind war waren und oder "
        "de du la le les di del della do que qui où "
        "w we na z ze do od o u i v ve co to jest kto gdzie kiedy jak dlaczego "
        "в во на из с со к о об от до у что кто где когда как почему это и "
        "של את על אל מה מי איפה מתי למה איך "
        "من في إلى على عن مع بين عند منذ خلال حتى ما ماذا متى أين كيف لماذا كم هل أي أية هو هي هم هن كان كانت كانوا يكون تكون "
        "يقع تقع وقع وقعت حدث حدثت حصل حصلت شنو شو ايش ليش فين وين امتى ازاي احكي احكيلي أخبرني "
        "التي الذي الذين هذا هذه ذلك تلك هناك و أو ثم لي معنى تعريف عرف اشرح اذكر"
    ).split()
)
# Beginnings of a question for what something is.
DEFINITION_QUESTION = re.compile(
    r"^\W*(?:what(?:['’ ]?s| is| are| was| were| does| do)\b|who (?:is|are|was|were)\b|defin\w+|(?:the )?meaning of\b|explain\b"
    r"|(?:ما|من|ماذا) (?:هو|هي|هم|كان|كانت|كانوا|يعني|تعني|معني)(?!\w)|(?:ما )?معني(?!\w)|تعريف(?!\w)|عرف(?!\w)|was (?:ist|sind|war|waren)\b)"
)
_ARABIC_PREFIX = re.compile(ARABIC_PREFIX)


def is_kind_word(word: str) -> bool:
    """Return true if a folded word says what kind of camp a name is of; in Arabic also after what is written onto it."""
    return word in KIND_WORDS or word.endswith(KIND_ENDINGS) or any(rest in KIND_WORDS for rest in list_without_prefix(word))


def is_function_word(word: str) -> bool:
    """Return true for a folded word of the kind that questions are made of."""
    return word in FUNCTION_WORDS


def is_definition_question(text: str) -> bool:
    """Return true if a query asks what something is."""
    return bool(DEFINITION_QUESTION.match(fold_text(text)))


def list_without_prefix(word: str) -> list[str]:
    """Return a folded Arabic word without each prefix that may be written onto a name, the shortest prefix first."""
    if not "\u0621" <= word[:1] <= "\u064a":
        return []
    longest = _ARABIC_PREFIX.match(word)
    rests = [word[end:] for end in range(1, longest.end() + 1) if _ARABIC_PREFIX.fullmatch(word[:end])] if longest else []
    return [rest for rest in rests if len(rest) > 2]


def classify_terms(terms: tuple[Term, ...]) -> list[str]:
    """Return for each term what it is for the query: content, kind or function; of a query without content, the kinds are content."""
    roles = [_classify_term(term) for term in terms]
    if "content" not in roles:
        roles = ["content" if role == "kind" else role for role in roles]
    return roles if "content" in roles else ["content"] * len(terms)


def _classify_term(term: Term) -> str:
    if term.kind != "word":
        return "content"
    if all(is_kind_word(word.folded) for word in term.words):
        return "kind"
    return "function" if all(is_function_word(word.folded) for word in term.words) else "content"
