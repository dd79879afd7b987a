"""Whether a run of words states something by itself: “prisoners died” does, “hundreds of thousands of prisoners” does not.

A judgement by lists and endings, in Arabic, English and German; of other languages only long runs count. Where it errs, a run is
still shown with its places: only the verdict on the whole quotation does not rely on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archive.text.folding import fold_text


def _fold_words(words: str) -> frozenset[str]:
    return frozenset(fold_text(words).split())


FUNCTION_WORDS = _fold_words(
    "من في على إلى عن مع أن إن أنه أنها أنهم كان كل بعض هذا هذه ذلك تلك الذي التي الذين اللاتي هو هي هم نحن أنا أو و ف ثم بل "
    "لكن لا لم لن ما قد سوف ليس حتى بعد قبل بين تحت فوق عند منذ خلال دون غير أي كما حيث إذ إذا لو لأن لدى لديه به بها فيه "
    "فيها منه منها منهم له لها لهم عليه عليها أيضا كلا جميع عام سنة شهر يوم أيام أسابيع أشهر صيف شتاء ربيع خريف يناير فبراير "
    "مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر the a an of in on at to from by with for and or but "
    "not no nor as that this these those which who whom whose it its he she they them their his her we our you i was were is "
    "are be been being had has have did do does will would could can may might must shall should there then than also into "
    "onto over under after before during until about more most some any all each every other such only very year years month "
    "months week weeks day days january february march april may june july august september october november december summer "
    "winter spring autumn der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine von vom zu "
    "zum zur in im an am auf aus bei mit nach vor über unter für durch um bis als wie dass daß wer was er sie es wir ihr ihre "
    "sein seine ihnen sich auch nur noch war waren ist sind wurde wurden wird werden hatte hatten hat haben jahr monat tag "
    "januar februar märz mai juni juli oktober dezember le la les un une des du de et ou ne pas en au aux dans par pour sur "
    "avec que qui"
)
QUANTITIES = _fold_words(
    "واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة عشرات العشرات مئة مائة مئات المئات ألف آلاف الآلاف الألوف مليون "
    "ملايين الملايين نحو حوالي معظم one two three four five six seven eight nine ten dozen dozens tens hundred hundreds "
    "thousand thousands million millions many several few most number zwei drei vier fünf sechs sieben acht neun zehn hundert "
    "hunderte hunderten tausend tausende tausenden million millionen viele einige"
)
# Forms that make a statement, as far as they have no ending that shows it.
VERBS = _fold_words(
    "مات قتل سار أمر قال رأى وصل جاء ذهب خرج دخل ترك أخذ وضع حمل نقل أعدم أطلق أجبر أرغم أصدر أعلن بدأ انتهى استمر كان كانت "
    "كانوا ليس لم لن قد سمح شجع صاغ هرب نجا سقط غادر حرر أحرق ضرب عذب رحل أجلى شهد عاد بقي ظل صار وقع حدث يكن يموت يعتقد يريد "
    "تريد تقدم تحتاج was were is are be been had has have did do does will would could can may might must should died lied "
    "killed shot took went came began made fell fled led left lost kept held sent put ran saw said stood told wrote froze "
    "drove beat broke burnt burned sank drowned hanged hung starved forced war waren ist sind wurde wurden wird werden hatte "
    "hatten hat haben starb starben kam kamen ging gingen fiel fielen ließ ließen musste mussten konnte konnten"
)
# Beginnings and endings of folded verbs: of more letters than these, and not of nouns with the article.
ARABIC_ENDINGS, ENGLISH_ENDING, MIN_VERB_LETTERS = ("وا", "ت"), "ed", 4
ARABIC_NOUN_ENDING, ARABIC_ARTICLE = "ات", "ال"
# Minimum words and content words of a statement; and content words of a run in which no verb is recognized.
MIN_WORDS, MIN_CONTENT_WORDS, MIN_WORDS_WITHOUT_VERB = 4, 2, 5


def list_content_words(words: Iterable[str]) -> list[str]:
    """Return the folded words that are no function words, quantities or figures."""
    return [word for word in words if not _is_function_word(word)]


def states_something(words: Sequence[str]) -> bool:
    """Return whether a run of folded words has a verb with another content word, or is long."""
    content = list_content_words(words)
    if len(content) >= MIN_WORDS_WITHOUT_VERB:
        return True
    return len(words) >= MIN_WORDS and len(content) >= MIN_CONTENT_WORDS and any(map(_is_verb, words))


def _is_function_word(word: str) -> bool:
    if word in FUNCTION_WORDS or word in QUANTITIES or any(map(str.isdigit, word)):
        return True
    return word[:1] in ("و", "ف") and (word[1:] in FUNCTION_WORDS or word[1:] in QUANTITIES)


def _is_verb(word: str) -> bool:
    if word in VERBS or (word[:1] in ("و", "ف") and word[1:] in VERBS):
        return True
    if len(word) < MIN_VERB_LETTERS or _is_function_word(word):
        return False
    if word.endswith(ENGLISH_ENDING):
        return True
    return word.endswith(ARABIC_ENDINGS) and not word.startswith(ARABIC_ARTICLE) and not word.endswith(ARABIC_NOUN_ENDING)
