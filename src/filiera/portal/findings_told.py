"""What an indicator's figures show, as a title, and one sentence on how to read them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from filiera.portal.templatetags.filiera import sentence, shown, words
from filiera.services.figures import FigureView
from filiera.services.indicators import IndicatorView

FIRM = ("exact", "about", "estimate", "provisional")
"""Qualifiers under which two values can be told apart; of two lower bounds nobody knows which is more."""
TWO_ENDS = 2


def title(view: IndicatorView) -> str:
    """A finding where a rule or the series gives one, else the figure in a sentence."""
    return _of_a_rule(view) or _of_the_course(view) or sentence(view.headline)


def _of_a_rule(view: IndicatorView) -> str:
    """Parts that do not add up say more than the total does."""
    for finding in view.headline.findings:
        if finding.rule.startswith("parts and total") and finding.outcome == "does not reconcile":
            return f"{words(view.label)}: {_lower(words(finding.arithmetic)).rstrip('.')}"
    return ""


def _of_the_course(view: IndicatorView) -> str:
    ends = _ends(view)
    if ends is None:
        return ""
    first, last = ends
    told = {
        "label": words(view.label),
        "first": shown(first),
        "year": first.period,
        "last": shown(last),
        "last_year": last.period,
    }
    if last.number > first.number:
        return _("%(label)s: up from %(first)s (%(year)s) to %(last)s (%(last_year)s)") % told
    if last.number < first.number:
        return _("%(label)s: down from %(first)s (%(year)s) to %(last)s (%(last_year)s)") % told
    return _("%(label)s: %(last)s in %(last_year)s, as in %(year)s") % told


def _ends(view: IndicatorView) -> tuple[FigureView, FigureView] | None:
    """First and last figure of the headline's course, where they can be compared."""
    course = _course(view)
    if len(course) < TWO_ENDS or not {course[0].qualifier, course[-1].qualifier} <= set(FIRM):
        return None
    return course[0], course[-1]


def _course(view: IndicatorView) -> tuple[FigureView, ...]:
    """The course in which the headline stands; empty where it stands in none."""
    return next((course.figures for course in view.courses if view.headline in course.figures), ())


def how_to_read(view: IndicatorView) -> str:
    """One sentence or two: what one of it is, and what not to make of it."""
    return " ".join(filter(None, (_unit(view), _last_step(view), _direction(view))))


def _unit(view: IndicatorView) -> str:
    of_whole = {
        "nation": _("A share of the whole country: of every hundred there, so many are counted here."),
        "region": _("A share of the territory's own total: of every hundred, so many."),
        "top": _("A share of the European total: of every hundred, so many."),
        "group": _("A share of the group that the label names, not of everybody."),
    }
    if view.base in of_whole:
        return of_whole[view.base]
    return {
        "percent": _("A ratio: so many for every hundred."),
        "percent_change": _("A change: by how much it grew or fell between the two years, not how much there is."),
        "per_100000": _("A rate: so many for every hundred thousand inhabitants, so that places of any size compare."),
        "per_100": _("A rate: so many for every hundred people."),
        "rank": _("A place in an order: the first is at the top. It does not say how far the next one is."),
        "calendar_year": _("A year: when it happened, not how much of it there is."),
        "EUR_per_person": _("Money for each inhabitant, so that places of any size compare."),
        "PPS_per_person": _("Money for each person that buys the same everywhere: a country's prices are taken out."),
        "PPS_bn": _("Money that buys the same everywhere: a country's prices are taken out."),
        "EUR_bn": _("Money as each source states it: nothing is adjusted for inflation here."),
        "EUR_m": _("Money as each source states it: nothing is adjusted for inflation here."),
        "count": _("A count: larger places have more of it."),
        "count_m": _("A count: larger places have more of it."),
    }.get(view.unit, "")


def _last_step(view: IndicatorView) -> str:
    """Where the last step goes against the whole course, a reader should know."""
    ends = _ends(view)
    if ends is None:
        return ""
    course = _course(view)
    before, last = course[-2], course[-1]
    if len(course) < 3 or (last.number - before.number) * (last.number - ends[0].number) >= 0:
        return ""
    told = {"before": shown(before), "year": before.period}
    if last.number < before.number:
        return _("The last step is down, from %(before)s in %(year)s.") % told
    return _("The last step is up, from %(before)s in %(year)s.") % told


def _direction(view: IndicatorView) -> str:
    return {"higher": _("More is better."), "lower": _("Less is better.")}.get(view.direction, "")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
