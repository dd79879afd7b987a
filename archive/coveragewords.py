"""Coverage in words, of the language that is active."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.coverage import TotalCoverage


def in_total(total: TotalCoverage) -> str:
    """“The claims rest on 19 of 20 sentences, 98% of the words’ letters.”"""
    sentence = ngettext(
        "The claims rest on %(resting)s of %(sentences)s sentence, %(percent)s%% of the words’ letters.",
        "The claims rest on %(resting)s of %(sentences)s sentences, %(percent)s%% of the words’ letters.",
        total.sentences,
    )
    return sentence % {"resting": total.resting, "sentences": total.sentences, "percent": total.percent}


def part_of(covered: int, whole: int) -> str:
    """“112 of 118”."""
    return _("%(covered)s of %(whole)s") % {"covered": covered, "whole": whole}
