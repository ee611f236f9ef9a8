"""How templates write a figure: its words in the reader's language, its value, its mark, its address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from filiera.portal.rules import rule_name
from filiera.portal.verdicts import mark_of
from filiera.portal.written_value import take_apart
from filiera.services.figures import FigureView
from filiera.services.indicators import IndicatorView
from filiera.services.mending import MendedView

SPARK_LEAST = 2

register = template.Library()


def _language() -> str:
    return get_language() or "en"


@register.filter
def words(text: Mapping[str, str] | None) -> str:
    """A text in the reader's language; in English, or whatever there is, where it has none."""
    if not text:
        return ""
    return text.get(_language()) or text.get("en") or next(iter(text.values()), "")


@register.filter
def sentence(figure: FigureView) -> str:
    """The figure in own words; its label where it has none."""
    return figure.sentence(_language()) or figure.sentence("en") or words(figure.label)


@register.filter
def shown(figure: FigureView) -> str:
    """Qualifier, number and unit as plain text."""
    return figure.shown(_language())


@register.simple_tag
def value(figure: FigureView) -> SafeString:
    """Qualifier, number and unit, so that the number stands out."""
    before, number, after = take_apart(figure.shown(_language()))
    return format_html(
        '<span class="value">{}<span class="value__number">{}</span>{}</span>', _word(before), number, _word(after)
    )


@register.simple_tag
def live(figure: FigureView, *, dated: bool = True) -> SafeString:
    """A figure within a sentence: value, year and shape of its verdict, as one link to its page."""
    year = figure.period.replace("/", "–") or gettext("no year given")
    when = format_html('<span class="live__year">({})</span>', year) if dated else ""
    seal: SafeString | str = ""
    if figure.origin == "claim":
        word = verdict(figure.verdict)
        tone = mark_of(figure.verdict).tone
        seal = format_html(
            '<span class="live__mark seal--{}" title="{}">{}<span class="visually-hidden">, {}</span></span>',
            tone,
            word,
            sign(figure.verdict),
            word,
        )
    return format_html(
        '<a class="live{}" href="{}">{}{}<span class="live__tail">{}{}</span></a>',
        "" if dated else " live--short",
        address(figure),
        value(figure),
        "\u00a0" if dated else "",
        when,
        seal,
    )


@register.simple_tag
def spark(view: IndicatorView) -> SafeString | str:
    """The course of an indicator as a line of the height of a word; nothing where only one year is held."""
    return _line(_course_of(view, view.headline))


@register.simple_tag
def trend(view: IndicatorView, figure: FigureView) -> SafeString:
    """The course in which a figure stands, with the years of its ends; where only one is held, that is said."""
    course = _course_of(view, figure)
    if not (line := _line(course)):
        return format_html('<span class="missing">{}</span>', gettext("no earlier year held"))
    return format_html("{} {}–{}", line, course[0].period, course[-1].period)


def _course_of(view: IndicatorView, figure: FigureView) -> tuple[FigureView, ...]:
    """The course that holds the figure; of a figure without a year, the one of its place."""
    own = [course.figures for course in view.courses if course.territory == figure.territory]
    return next((course for course in own if figure in course), own[0] if own and not figure.period else ())


def _line(course: Sequence[FigureView]) -> SafeString | str:
    if len(course) < SPARK_LEAST:
        return ""
    years = [int(figure.period) for figure in course]
    numbers = [figure.number for figure in course]
    low, high = min(numbers), max(numbers)
    points = [
        (4 + 88 * (year - years[0]) / (years[-1] - years[0]), 24 - 20 * (number - low) / ((high - low) or 1))
        for year, number in zip(years, numbers, strict=True)
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return format_html(
        '<svg class="spark" aria-hidden="true" focusable="false" viewBox="0 0 96 28" width="96" height="28">'
        '<polyline points="{}"></polyline><circle cx="{}" cy="{}" r="3.2"></circle></svg>',
        path,
        *path.rpartition(" ")[2].split(","),
    )


def _word(text: str) -> str:
    """Words beside a number stand lighter than it."""
    return format_html('<span class="value__word">{}</span>', text) if text.strip() else text


@register.filter
def years(period: str) -> str:
    """``2015/2023`` as 2015–2023."""
    return period.replace("/", "–")


@register.filter
def datespan(span: str) -> str:
    """``2014–2022`` as an ISO interval."""
    return span.replace("–", "/")


@register.filter
def place(figure: FigureView) -> str:
    """Territory and breakdown of a figure: "Lleida, women"."""
    territory = words(figure.territory_names) or figure.territory
    return ", ".join(filter(None, (territory, words(figure.breakdown_names))))


@register.filter
def address(figure: FigureView) -> str:
    """Where the page of a figure lies."""
    return f"/{_language()}/{figure.address}/"


@register.simple_tag
def mark(outcome: str, to: str = "", size: str = "") -> SafeString:
    """A verdict as shape and word; a link to its arithmetic where ``to`` says where that is."""
    found = mark_of(outcome)
    inside = format_html("{}<span>{}</span>", sign(outcome), verdict(outcome))
    classes = f"seal seal--{found.tone}{f' seal--{size}' if size else ''}"
    if to:
        return format_html('<a class="{}" href="{}">{}</a>', classes, to, inside)
    return format_html('<span class="{}">{}</span>', classes, inside)


@register.simple_tag
def sign(outcome: str) -> SafeString:
    """The shape of a verdict alone, for use beside its word."""
    return format_html(
        '<svg class="seal__sign" aria-hidden="true" focusable="false" width="16" height="16" viewBox="0 0 16 16">'
        '<use href="{}#{}"></use></svg>',
        static("filiera/marks.svg"),
        mark_of(outcome).symbol,
    )


@register.filter
def verdict(outcome: str) -> str:
    """The word of a verdict."""
    found = mark_of(outcome)
    return gettext("noted") if found.verdict == "noted" else found.name(_language())


@register.filter
def meaning(outcome: str) -> str:
    """What a verdict means."""
    return str(mark_of(outcome).meaning)


@register.filter
def rule(name: str) -> str:
    """The name of the rule that found something."""
    return rule_name(name)


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the theme, for decoration beside words."""
    return format_html(
        '<svg class="icon icon-sm" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("theme/svg/sprites.svg"),
        name,
    )


@register.filter
def mended(cell: MendedView) -> str:
    """What a correction changed: what was published, and what stands instead."""
    return f"{cell.told(_language())}."


@register.filter
def licence(name: str) -> str:
    """A licence as its publisher names it; where none is known, that is said."""
    if name in ("", "unknown"):
        return gettext("licence not stated")
    told = {
        "official act": gettext("official act"),
        "open by law": gettext("open by law"),
        "European Commission reuse": gettext("reuse policy of the European Commission"),
        "GISCO (reuse with the source cited)": gettext("GISCO (reuse with the source cited)"),
    }
    return told.get(name, name)


@register.filter
def counted(number: int) -> str:
    """So many figures."""
    return ngettext("%(number)s figure", "%(number)s figures", number) % {"number": number}
