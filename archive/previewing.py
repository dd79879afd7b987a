"""Pages that only a preview has: all problems and drafts, and the number by which open pages see that something has changed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

from archive.preview import CURRENT, State, tell


def version(request: HttpRequest) -> JsonResponse:
    """The number of the last look at the fixtures."""
    return JsonResponse({"version": _state().version}, headers={"Cache-Control": "no-store"})


def overview(request: HttpRequest) -> HttpResponse:
    """Every problem and warning, file by file, and every draft."""
    state = _state()
    return render(request, "archive/preview.html", {"files": list(tell(state.problems, state.root, get_language()))})


def _state() -> State:
    """Return the state of the fixtures. Raises Http404 in a process that has not looked at them."""
    if CURRENT.state is None:
        raise Http404
    return CURRENT.state
