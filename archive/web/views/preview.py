"""Pages that only a preview has: all problems and drafts, and the number by which open pages see that something has changed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

from archive.web.preview_state import PREVIEW_STATE, FixturesState, group_problems


def preview_version(request: HttpRequest) -> JsonResponse:
    """The number of the last look at the fixtures."""
    return JsonResponse({"version": _state().version}, headers={"Cache-Control": "no-store"})


def preview_overview(request: HttpRequest) -> HttpResponse:
    """Every problem and warning, file by file, and every draft."""
    state = _state()
    return render(request, "web/preview.html", {"files": list(group_problems(state.problems, state.root, get_language()))})


def _state() -> FixturesState:
    """Return the state of the fixtures. Raises Http404 in a process that has not looked at them."""
    if PREVIEW_STATE.state is None:
        raise Http404
    return PREVIEW_STATE.state
