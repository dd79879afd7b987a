"""Pages of a preview only: all problems and drafts, and the version by which open pages notice changes."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

from archive.web.preview_state import PREVIEW_STATE, FixturesState, group_problems


def preview_version(request: HttpRequest) -> JsonResponse:
    """Return the version of the fixtures last checked."""
    return JsonResponse({"version": _state().version}, headers={"Cache-Control": "no-store"})


def preview_overview(request: HttpRequest) -> HttpResponse:
    """Render all problems and warnings by file, and all drafts."""
    state = _state()
    return render(request, "web/preview.html", {"files": list(group_problems(state.problems, state.root, get_language()))})


def _state() -> FixturesState:
    """Return the state of the fixtures. Raises Http404 in a process that has not looked at them."""
    if PREVIEW_STATE.state is None:
        raise Http404
    return PREVIEW_STATE.state
