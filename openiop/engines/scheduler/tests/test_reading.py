"""Bad input: each fault has its path, words and a way out; all of them at once; never a traceback."""

import copy
import json

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ..convert import digest, plan_from_json, plan_to_json, problem_from_json, problem_to_json
from ..faults import Unreadable
from ..generate import generate
from ..reading import MOST_BYTES, parse, plan_of_json, problem_of, read_plan, read_problem, schema
from ..score import plan_of

GOOD = problem_to_json(generate(12, 3, previous=True, frozen_days=2))


def faults(data) -> dict[str, str]:
    """path -> words of what is wrong."""
    with pytest.raises(Unreadable) as found:
        problem_of(data)
    assert all(each.words and each.fix for each in found.value.faults)
    told: dict[str, str] = {}
    for each in found.value.faults:
        told[each.path] = f"{told.get(each.path, '')} {each}"
    return told


@pytest.fixture
def week():
    return copy.deepcopy(GOOD)


@pytest.mark.parametrize("size", [1, 12, 60, 160])
def test_what_is_written_is_read_again_and_follows_the_published_schema(size):
    made = generate(size, 5, previous=size > 1, frozen_days=1)
    data = json.loads(json.dumps(problem_to_json(made)))
    jsonschema.Draft202012Validator(schema("problem")).validate(data)
    assert problem_of(data) == made == problem_from_json(data)
    fixed = made.previous or made.frozen
    plan = plan_of(made, digest(made), fixed.sessions, fixed.slots)
    written = json.loads(json.dumps(plan_to_json(plan)))
    jsonschema.Draft202012Validator(schema("plan")).validate(written)
    assert plan_of_json(written) == plan == plan_from_json(written)


@pytest.mark.parametrize("name", ["problem", "plan"])
def test_the_published_schemas_are_schemas(name):
    jsonschema.Draft202012Validator.check_schema(schema(name))


def test_an_impossible_time_zone(week):
    for name in ("Mars/Olympus", "", "../../etc/passwd", "New York 🗽", "A" * 5000):
        week["time_zone"] = name
        assert "America/New_York" in faults(week)["/time_zone"]


def test_a_clinician_with_no_licence(week):
    week["clinicians"][1]["licences"] = []
    assert "no licence" in faults(week)["/clinicians/1/licences"]


def test_a_client_with_no_free_hour(week):
    week["clients"][3]["available"] = []
    week["clients"][4]["available"] = [{"day": "mon", "from": "09:00", "to": "09:30"}]
    week["clients"][5]["mode"] = "in_person"
    week["clients"][5]["available"] = [{"day": "mon", "from": "09:00", "to": "12:00", "mode": "virtual"}]
    found = faults(week)
    assert all("no free hour" in found[f"/clients/{n}/available"] for n in (3, 4, 5))


def test_two_half_hours_side_by_side_are_an_hour(week):
    halves = [{"day": "fri", "from": "09:00", "to": "09:30"}, {"day": "fri", "from": "09:30", "to": "10:00"}]
    week["frozen"] = {}
    week["clients"][4]["available"] = halves
    assert problem_of(week).clients[4].available[1].start == 19


def test_a_circular_separation(week):
    a, b, c = (each["id"] for each in week["clients"][:3])
    week["frozen"] = {}  # the three may sit together in what was promised before
    week["separations"] = [{"clients": [a, a]}]
    assert "from themselves" in faults(week)["/separations/0/clients"]
    week["separations"] = [{"clients": [a, b]}, {"clients": [b, c]}, {"clients": [c, a]}]
    kind = week["group_types"][0] | {"id": "closed", "is_open": False, "members": [a, b, c]}
    week["group_types"].append(kind)
    path = f"/group_types/{len(week['group_types']) - 1}/members"
    assert "all kept apart" in faults(week)[path]
    kind["is_open"] = True  # nobody has to be in an open group
    problem_of(week)


@pytest.mark.parametrize("wrong", [2, "1", 1.0, True, None, 10**40])
def test_the_wrong_version(week, wrong):
    week["version"] = wrong
    if wrong == 1.0 and wrong is not True:
        return  # JSON does not tell 1.0 from 1
    found = faults(week)
    assert list(found) == ["/version"] and "must be 1" in found["/version"]


def test_a_plan_is_not_a_problem(week):
    assert "openiop.schedule.problem" in faults(week | {"format": "openiop.schedule.plan"})["/format"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/rooms/0/site", "nowhere"),
        ("/clients/0/payer", "nobody"),
        ("/clients/0/primary", "clinician-99"),
        ("/clients/0/site", "nowhere"),
        ("/group_types/0/site", "nowhere"),
        ("/clinicians/0/sites/0", "nowhere"),
        ("/separations/0/clients/0", "client-999"),
        ("/frozen/sessions/0/type", "no such"),
        ("/frozen/sessions/0/members/1", "client-999"),
        ("/frozen/slots/0/clinician", "clinician-99"),
    ],
)
def test_an_unknown_id(week, path, value):
    week["separations"] = [{"clients": ["client-1", "client-2"]}]
    for client in week["clients"][:1]:
        client["site"] = "site-1"
    put(week, path, value)
    assert value in faults(week)[path]


def put(data, path, value):
    *way, last = path.strip("/").split("/")
    for each in way:
        data = data[int(each)] if isinstance(data, list) else data[each]
    data[int(last) if isinstance(data, list) else last] = value


def test_last_week_may_name_who_has_left(week):
    week["previous"]["sessions"][0]["clinician"] = "who left"
    problem_of(week)


def test_duplicate_ids(week):
    for name in ("sites", "rooms", "payers", "group_types", "clinicians", "clients"):
        week[name].append(copy.deepcopy(week[name][0]))
    found = faults(week)
    for name in ("sites", "rooms", "payers", "group_types", "clinicians", "clients"):
        assert "is there already" in found[f"/{name}/{len(week[name]) - 1}/id"]


def test_windows_upside_down_or_off_the_grid(week):
    week["clients"][0]["available"].append({"day": "mon", "from": "12:00", "to": "12:00"})
    week["sites"][0]["open"][0] = {"day": "mon", "from": "20:00", "to": "08:00"}
    found = faults(week)
    assert f"/clients/0/available/{len(week['clients'][0]['available']) - 1}" in found and "/sites/0/open/0" in found
    for wrong in ("09:15", "9:00", "25:00", "24:30", "٠٩:٠٠", "09:00 ", 900, None):
        week["sites"][0]["open"][0] = {"day": "mon", "from": wrong, "to": "20:00"}
        assert "half-hour" in faults(week)["/sites/0/open/0/from"]


def test_frozen_sessions_that_break_a_rule(week):
    session = week["frozen"]["sessions"][0]
    session["members"] = session["members"][:2]
    found = faults(week)
    assert "group_too_small" in found["/frozen/sessions/0/members"]


def test_every_fault_is_told_at_once(week):
    week["time_zone"] = "Nowhere"
    week["clinicians"][0]["licences"] = []
    week["clients"][2]["available"] = []
    week["rooms"][0]["site"] = "nowhere"
    assert {"/time_zone", "/clinicians/0/licences", "/clients/2/available", "/rooms/0/site"} <= set(faults(week))


def test_every_fault_of_structure_is_told_at_once(week):
    del week["clients"][0]["dose"]
    week["clients"][1]["name"] = "Somebody"
    week["clients"][2]["dose"]["minutes"] = 540.0
    week["clients"][3]["dose"]["minutes"] = 10**30
    week["clients"][4]["starts"] = "2026-02-30"
    week["clients"][5]["mode"] = "by telephone"
    found = faults(week)
    assert "dose is missing" in found["/clients/0"]
    assert '"name" is not known' in found["/clients/1"]
    assert {"/clients/2/dose/minutes", "/clients/3/dose/minutes"} <= set(found)
    assert "date" in found["/clients/4/starts"] and "in_person, virtual or either" in found["/clients/5/mode"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        "🙂",
        "NaN",
        '{"format": NaN}',
        '{"version": Infinity}',
        "[" * 200_000,
        "9" * 10_000,
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf{}",
        '{"id": 1, "id": 2}',
        '{"id": "\\ud800"}',
        '{"format": "openiop.schedule.problem", "version": 1}',
        '{"id": "a\\u0000b"}',
    ],
)
def test_junk_is_refused_in_words(text):
    for read in (read_problem, read_plan):
        with pytest.raises(Unreadable) as found:
            read(text)
        assert len(str(found.value)) < 2000 and str(found.value).encode()


def test_a_hundred_megabytes_of_junk():
    with pytest.raises(Unreadable, match="more than 64 MB"):
        parse(b"{" * (MOST_BYTES + 1))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_put_anywhere_is_read_or_refused_in_words(data):
    week = copy.deepcopy(GOOD)
    junk = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=20),
        st.lists(st.integers(), max_size=3),
        st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3),
        st.sampled_from(["24:00", "mon", "client-1", "site-1", "2026-03-02", 0, -1, 10**12, "🙂"]),
    )
    for _ in range(data.draw(st.integers(1, 3))):
        spot, way = week, []
        while isinstance(spot, dict | list) and spot and (not way or data.draw(st.integers(0, 3))):
            key = data.draw(st.sampled_from(sorted(spot) if isinstance(spot, dict) else range(len(spot))))
            way.append((spot, key))
            spot = spot[key]
        holder, key = way[-1]
        holder[key] = data.draw(junk)
    try:
        made = problem_of(week)
    except Unreadable as error:
        assert all(str(each).strip() for each in error.faults)
    else:
        assert problem_of(problem_to_json(made)) == made
