"""Whole answers kept in memory: a page is a function of the edition, the address, what the reader asks for, and the day.

Kept per process, the most recently asked for; all let go when the archive's edition changes, which is looked up at most
once a second. Only answers of status 200 are kept.
"""

from __future__ import annotations

import time
from collections import OrderedDict

from django.conf import settings
from django.http.response import ResponseHeaders
from django.utils.timezone import localdate
from django.utils.translation import get_language_from_path

from archive.middleware import tag
from archive.models import Edition

LOOK_AGAIN_AFTER = 1.0
LONGEST_KEY = 600
LARGEST = 1_000_000


class AnswersKept:
    """Middleware. ``ANSWERS_KEPT`` says how many answers a process keeps; 0 keeps none."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.answers: OrderedDict[tuple, object] = OrderedDict()
        self.edition, self.looked = "", 0.0

    def __call__(self, request):
        if not settings.ANSWERS_KEPT:
            return self.get_response(request)
        self._look_for_a_new_edition()
        key = self._key(request)
        if key in self.answers:
            self.answers.move_to_end(key)
            return again(self.answers[key])
        response = self.get_response(request)
        if (
            response.status_code == 200
            and not response.streaming
            and len(response.content) <= LARGEST
            and len(str(key)) <= LONGEST_KEY
        ):
            tag(response)  # once, not for every reader
            self.answers[key] = again(response)
            while len(self.answers) > settings.ANSWERS_KEPT:
                self.answers.popitem(last=False)
        return response

    def _look_for_a_new_edition(self) -> None:
        if time.monotonic() - self.looked < LOOK_AGAIN_AFTER:
            return
        edition = Edition.objects.values_list("digest", flat=True).first() or ""
        if edition != self.edition:
            self.answers.clear()
        self.edition, self.looked = edition, time.monotonic()

    @staticmethod
    def _key(request) -> tuple:
        asked = ()
        if not get_language_from_path(request.path_info):
            asked = (request.headers.get("Accept", ""), request.headers.get("Accept-Language", ""))
        return (request.method, request.get_host(), request.get_full_path(), localdate(), *asked)


def again(response):
    """The same answer once more, whose headers can be changed without changing the first."""
    copied = response.__class__.__new__(response.__class__)
    copied.__dict__ = {**response.__dict__, "headers": ResponseHeaders(dict(response.headers.items()))}
    return copied
