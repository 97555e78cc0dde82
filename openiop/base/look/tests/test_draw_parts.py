"""Buttons, chips, people, lists: attributes, escaping, states that a screen reader hears."""

from dataclasses import dataclass

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template
from django.utils.safestring import SafeString

from openiop.base.look import lists, navigation, parts, persons
from openiop.base.look.icons import icon
from openiop.base.look.preferences import preferences


@dataclass
class Someone:
    name: str
    pronouns: str = ""


def test_icon_is_a_reference_into_the_sprite() -> None:
    assert icon("house") == '<svg class="i" aria-hidden="true"><use href="/static/built/icons.svg#house"></use></svg>'
    assert '<span class="vh">Private</span>' in icon("lock", label="Private")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Jordan Avery", "JA"),
        ("Ana", "A"),
        ("María José de la Cruz", "MC"),
        ("  ", "?"),
        ("李 小龍", "李小"),
        ("J. (Jo) O'Neil", "JO"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert persons.initials(name) == letters


def test_person_shows_name_pronouns_and_line_and_escapes_them() -> None:
    row = persons.person(Someone("Jo <b>", "they/<i>them"), href='/x"y', line="week 6")
    assert "<b>Jo" not in row and "Jo &lt;b&gt;" in row
    assert "they/&lt;i&gt;them · week 6" in row
    assert 'href="/x&quot;y"' in row


def test_person_can_leave_pronouns_out() -> None:
    assert "they" not in persons.person(Someone("Jo", "they/them"), pronouns=False)


def test_person_keeps_one_tone_on_every_page() -> None:
    assert persons.avatar("Jordan Avery") == persons.avatar(Someone("Jordan Avery"))


def test_button_sends_unless_told_otherwise() -> None:
    assert parts.button("Save") == '<button class="btn" type="submit">Save</button>'
    assert 'type="button"' in parts.button("Open", type="button")


def test_button_with_a_place_is_a_link() -> None:
    assert parts.button("Open", kind="go", href="/x") == '<a class="btn go" href="/x">Open</a>'


def test_button_asks_first_and_carries_attributes() -> None:
    button = parts.button("End", kind="stop", confirm='End "it"?', name="do", value="end", disabled=True, hx_post="/x")
    for attribute in ('data-confirm="End &quot;it&quot;?"', 'name="do"', 'value="end"', " disabled", 'hx-post="/x"'):
        assert attribute in button


def test_button_that_is_only_an_icon_is_still_named() -> None:
    assert '<span class="vh">More</span>' in parts.button("More", kind="icon", icon="ellipsis")


def test_chip_escapes_text_but_keeps_what_is_safe() -> None:
    assert "&lt;b&gt;" in parts.chip("<b>")
    assert "<b>" in parts.chip(SafeString("<b>x</b>"))


def test_block_tags_keep_their_content_and_escape_their_words() -> None:
    page = Template(
        '{% load look %}{% banner "danger" title %}<em>in</em>{% endbanner %}'
        '{% page_head title "sub" %}{% endpage_head %}{% table title %}<tbody></tbody>{% endtable %}'
        '{% empty title art="boat" %}<p>x</p>{% endempty %}{% dialog "d" title %}y{% enddialog %}'
    ).render(Context({"title": "<Ken>"}))
    assert "<Ken>" not in page and page.count("&lt;Ken&gt;") == 6
    assert "<em>in</em>" in page
    assert 'role="alert"' in page and 'aria-labelledby="d-title"' in page


def test_page_head_without_actions_leaves_no_empty_row() -> None:
    assert 'class="row"' not in parts.page_head("", "Heading")


def test_table_frame_takes_the_keyboard_and_has_a_name() -> None:
    assert 'role="region" tabindex="0" aria-label="Hours"' in lists.table("", "Hours")


def test_tabs_say_which_is_open() -> None:
    tabs = lists.tabs([{"url": "/a", "label": "A", "current": True}, {"url": "/b", "label": "B"}], "Chart")
    assert '<a href="/a" aria-current="page">A</a><a href="/b">B</a>' in tabs


def test_thread_carries_its_states() -> None:
    drawn = lists.thread([{"title": "a", "state": "done"}, {"title": "b", "state": "now"}, {"title": "c"}])
    assert drawn.count("data-done") == 1 and drawn.count("data-now") == 1


def test_stepper_says_done_and_current() -> None:
    drawn = lists.stepper([{"label": "Who", "state": "done"}, {"label": "What", "state": "now"}])
    assert '<span class="vh">, done</span>' in drawn and 'aria-current="step"' in drawn


def test_progress_of_nothing_is_not_an_error() -> None:
    assert 'max="1" value="0"' in lists.progress(0, 0, "Notes")
    assert "8 of 8" in lists.progress(12, 8, "Notes")


def test_pager_keeps_the_rest_of_the_query() -> None:
    page = Paginator(range(50), 20).page(2)
    drawn = lists.pager(QueryDict("q=jo&page=2"), page)
    assert 'href="?q=jo&amp;page=1"' in drawn and 'href="?q=jo&amp;page=3"' in drawn


def test_pager_of_one_page_is_nothing() -> None:
    assert lists.pager(QueryDict(), Paginator(range(3), 20).page(1)) == ""


def test_query_string_changes_and_drops() -> None:
    assert lists.query_string_with(QueryDict("a=1&b=2"), a=3, b=None) == "?a=3"


def test_toasts_have_a_region_even_when_there_is_nothing_to_say() -> None:
    assert parts.toasts([]).startswith('<div class="toasts" id="toasts" role="status" aria-live="polite"')


WAYS: list[dict[str, object]] = [
    {"url": "/today", "icon": "house", "label": "To<day>", "current": True},
    {"url": "/hours/", "icon": "gauge", "label": "Hours", "count": 4},
    {"url": "/referrals/", "icon": "door-open", "label": "Referrals", "gap": True},
    {"url": "/a", "icon": "sprout", "label": "A"},
    {"url": "/b", "icon": "sprout", "label": "B"},
]


def test_rail_marks_the_place_counts_what_waits_and_escapes() -> None:
    drawn = navigation.rail(WAYS)
    assert drawn.count('aria-current="page"') == 1 and drawn.count("<hr>") == 1
    assert "To&lt;day&gt;" in drawn and '4<span class="vh"> waiting</span>' in drawn
    assert navigation.rail(None) == ""


def test_thumb_bar_has_four_ways_and_all_of_them_behind_more() -> None:
    drawn = navigation.staff_thumbs(WAYS)
    bar, more = drawn.split("<details")
    assert bar.count("<a ") == 4 and more.count("<a ") == len(WAYS)
    assert navigation.staff_thumbs(WAYS, near=WAYS[3:]).split("<details")[0].count("<a ") == 2


@pytest.mark.urls("openiop.base.look.tests.urls")
def test_preferences_take_nobody_elses_token() -> None:
    first, second = (preferences("dark", token, "/x?a=1&b=2") for token in ("one", "two"))
    assert 'value="one"' in first and "two" not in first
    assert 'value="two"' in second and "one" not in second.replace("none", "")
    assert 'value="/x?a=1&amp;b=2"' in first
    assert 'value="dark" type="submit" aria-pressed="true"' in first
