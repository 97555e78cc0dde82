"""Writing an evaluation section by section, and what a signature needs and does."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse

from openiop.base.people.roles import Refused
from openiop.base.worklist.models import WorkItem
from openiop.care.intake import actions, queries
from openiop.care.intake.models import Diagnosis, Evaluation
from openiop.care.measures.actions import answer
from openiop.rulebook import codes

ALCOHOL = {"substance": "02", "route": "01", "frequency": "04", "last_use": date(2026, 1, 3), "age_first_use": 19}
FOURTH = {1: ("any", ""), 2: ("1.5", ""), 3: ("2.1", "Low mood"), 4: ("2.1", "Fridays"), 5: ("2.1", ""), 6: (None, "")}


@pytest.fixture
def evaluation(cast):
    referral = actions.take_referral(by=cast.elena, program=cast.program, client=cast.jordan)
    return actions.start_evaluation(by=cast.noor, client=cast.jordan, program=cast.program, referral=referral)


def complete(cast, evaluation):
    actions.write_story(by=cast.noor, evaluation=evaluation, own_words="My Fridays back.", history="Since 19.")
    actions.rate_dimensions(by=cast.noor, evaluation=evaluation, ratings=FOURTH)
    actions.add_diagnosis(by=cast.noor, client=evaluation.client, code="F10.20", evaluation=evaluation)
    actions.list_substances(by=cast.noor, evaluation=evaluation, substances=[ALCOHOL])
    return evaluation


def sign(cast, evaluation):
    return actions.sign_evaluation(by=cast.noor, evaluation=complete(cast, evaluation))


def test_starting_twice_goes_on_with_the_open_one(cast, evaluation):
    again = actions.start_evaluation(by=cast.dana, client=cast.jordan, program=cast.program)
    assert again == evaluation and again.started_by == cast.noor


def test_what_is_missing_is_named_and_holds_the_signature(cast, evaluation):
    with pytest.raises(ValidationError) as refused:
        actions.sign_evaluation(by=cast.noor, evaluation=evaluation)
    said = " ".join(refused.value.messages)
    for what in ("own words", "history", "Physical health", "active diagnosis"):
        assert what in said
    assert "What matters to the person" not in said, "what does not set the level never holds the signature"


def test_a_substance_use_diagnosis_asks_for_the_substances(cast, evaluation):
    complete(cast, evaluation)
    actions.list_substances(by=cast.noor, evaluation=evaluation, substances=[])
    evaluation.refresh_from_db()
    assert [gap.section for gap in queries.gaps(evaluation) if gap.required] == ["substances"]


def test_signing_moves_the_referral_on_and_asks_for_the_decision(cast, evaluation):
    signed = sign(cast, evaluation)
    assert signed.signed_by == cast.noor and signed.referral.state == "evaluated"
    assert WorkItem.objects.filter(kind="intake.decide_place", done_at=None).exists()


def test_a_signed_evaluation_and_its_parts_are_refused_every_change_by_the_database(cast, evaluation):
    signed = sign(cast, evaluation)
    for change in (
        lambda: Evaluation.objects.filter(pk=signed.pk).update(history="other"),
        lambda: signed.ratings.update(evidence="other"),
        lambda: signed.substances.all().delete(),
        lambda: signed.ratings.create(organisation=cast.organisation, dimension=6, minimum_level="any"),
    ):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            change()
    with pytest.raises(ValidationError, match="signed and stays as it is"):
        actions.write_story(by=cast.noor, evaluation=signed, history="other")


def test_diagnoses_and_scores_are_kept_as_they_stood_at_the_signature(cast, evaluation):
    answer(
        by=cast.noor, client=cast.jordan, program=cast.program, instrument="GAD-7",
        answers={f"gad7_{n}": 2 for n in range(1, 8)},
    )  # fmt: skip
    signed = sign(cast, evaluation)
    diagnosis = Diagnosis.objects.get()
    actions.set_diagnosis_status(by=cast.noor, diagnosis=diagnosis, status="resolved")
    answer(by=cast.noor, client=cast.jordan, program=cast.program, instrument="GAD-7", answers={"gad7_1": 0})
    html = cast.browser("noor").get(reverse("intake:evaluation", args=[signed.pk])).content.decode()
    assert "F10.20" in html and "14 of 21" in html


def test_both_editions_are_rated_in_their_own_way_and_words_survive_the_change(cast, evaluation):
    actions.rate_dimensions(by=cast.noor, evaluation=evaluation, ratings=FOURTH)
    assert queries.rating_values(evaluation)[4] == "2.1"
    with pytest.raises(ValidationError):
        actions.rate_dimensions(by=cast.noor, evaluation=evaluation, ratings={1: ("3", "")})
    third = actions.set_edition(by=cast.noor, evaluation=evaluation, edition="third")
    assert set(queries.rating_values(third).values()) == {None}
    assert third.ratings.get(dimension=4).evidence == "Fridays"
    actions.rate_dimensions(by=cast.noor, evaluation=third, ratings={1: ("0", ""), 5: ("3", "steep")})
    assert queries.rating_values(third)[1] == "0"
    with pytest.raises(ValidationError):
        actions.rate_dimensions(by=cast.noor, evaluation=third, ratings={1: ("2.1", "")})


def test_substances_keep_their_order_and_twice_the_same_is_refused(cast, evaluation):
    second = ALCOHOL | {"substance": "04", "route": "02"}
    actions.list_substances(by=cast.noor, evaluation=evaluation, substances=[second, ALCOHOL])
    assert [(s.rank, s.substance) for s in evaluation.substances.all()] == [(1, "04"), (2, "02")]
    with pytest.raises(ValidationError, match="twice"):
        actions.list_substances(by=cast.noor, evaluation=evaluation, substances=[ALCOHOL, ALCOHOL])
    with pytest.raises(ValidationError, match="at most three"):
        four = [ALCOHOL | {"substance": code} for code in ("02", "03", "04", "05")]
        actions.list_substances(by=cast.noor, evaluation=evaluation, substances=four)
    assert evaluation.substances.count() == 2


def test_any_well_formed_code_may_be_a_diagnosis_and_the_first_is_primary(cast):
    first = actions.add_diagnosis(by=cast.noor, client=cast.jordan, code="f10.20")
    rare = actions.add_diagnosis(by=cast.noor, client=cast.jordan, code="T50.901A", label="Poisoning, unspecified")
    assert (first.code, first.is_primary, rare.is_primary) == ("F10.20", True, False)
    for code, message in (("alcohol", "not an ICD-10-CM code"), ("Z99.89", "Write its name")):
        with pytest.raises(ValidationError, match=message):
            actions.add_diagnosis(by=cast.noor, client=cast.jordan, code=code)
    assert actions.add_diagnosis(by=cast.noor, client=cast.jordan, code="F10.20") == first
    actions.make_primary(by=cast.noor, diagnosis=rare)
    assert list(Diagnosis.objects.filter(is_primary=True)) == [rare]


def test_a_wrong_entry_leaves_the_list_but_not_the_record(cast):
    wrong = actions.add_diagnosis(by=cast.noor, client=cast.jordan, code="F10.20")
    actions.set_diagnosis_status(by=cast.noor, diagnosis=wrong, status="entered_in_error")
    assert not queries.diagnoses_of(cast.jordan).exists()
    assert Diagnosis.objects.get().is_primary is False


def test_who_may_not_evaluate_writes_nothing(cast, evaluation):
    for who in (cast.elena, cast.casey, cast.bea):
        with pytest.raises(Refused):
            actions.write_story(by=who, evaluation=evaluation, history="x")
        with pytest.raises(Refused):
            actions.sign_evaluation(by=who, evaluation=evaluation)


# The pages


def test_each_section_saves_a_draft_and_leads_on(cast, evaluation):
    browser = cast.browser("noor")
    story = reverse("intake:story", args=[evaluation.pk])
    page = browser.post(story, {"own_words": "My Fridays back.", "then": "next"})
    assert page.url == reverse("intake:substances", args=[evaluation.pk])
    assert "My Fridays back." in browser.get(story).content.decode()
    page = browser.post(
        reverse("intake:dimensions", args=[evaluation.pk]), {"rating_1": "any", "evidence_1": "Nine days without."}
    )
    assert page.status_code == 302
    assert evaluation.ratings.get(dimension=1).minimum_level == "any"
    browser.post(reverse("intake:diagnoses", args=[evaluation.pk]), {"code": "F33.1"})
    assert Diagnosis.objects.get().code == "F33.1"


def test_a_substance_without_its_route_is_named_and_what_was_typed_stays(cast, evaluation):
    url = reverse("intake:substances", args=[evaluation.pk])
    ahead = (cast.program.today() + timedelta(days=3)).isoformat()
    page = cast.browser("noor").post(
        url, {"s0-substance": "02", "s0-frequency": "04", "s0-age_first_use": "77", "s0-last_use": ahead}
    )
    html = page.content.decode()
    assert page.status_code == 422
    assert 'href="#id_s0-route"' in html and "in the future" in html
    assert 'value="77"' in html and ahead in html
    assert not evaluation.substances.exists()


def test_a_diagnosis_is_found_by_word_or_code_and_shown_as_a_fragment(cast, evaluation):
    browser, url = cast.browser("noor"), reverse("intake:found", args=[evaluation.pk])
    html = browser.post(url, {"q": "opioid"}).content.decode()
    assert "F11.20" in html and "<html" not in html
    assert "Write the code itself" in browser.post(url, {"q": "zzzz"}).content.decode()
    assert codes.search_diagnoses("opioid")


def test_signing_on_the_page_and_then_no_section_has_a_form(cast, evaluation):
    complete(cast, evaluation)
    browser = cast.browser("noor")
    page = browser.post(reverse("intake:sign", args=[evaluation.pk]), follow=True)
    assert "Signed by Noor Haddad, LCSW" in page.content.decode()
    for name in ("story", "substances", "dimensions", "diagnoses", "measures"):
        page = browser.get(reverse(f"intake:{name}", args=[evaluation.pk]))
        assert page.url == reverse("intake:evaluation", args=[evaluation.pk])
    paper = browser.get(reverse("intake:print", args=[evaluation.pk])).content.decode()
    assert "42 CFR part 2" in paper and "My Fridays back." in paper


def test_only_who_may_read_the_chart_reads_it_and_elsewhere_it_is_not_there(cast, elsewhere, evaluation):
    url = reverse("intake:evaluation", args=[evaluation.pk])
    assert cast.browser("dana").get(url).status_code == 200
    assert cast.browser("marcus").get(url).status_code == 404  # he may read charts, but has no relationship to this one
    assert cast.browser("casey").get(url).status_code == 200
    assert cast.browser("casey").get(reverse("intake:story", args=[evaluation.pk])).status_code == 403
    assert cast.browser("elena").get(url).status_code == 403
    assert elsewhere.browser("noor").get(url).status_code == 404
    assert elsewhere.browser("noor").post(reverse("intake:sign", args=[evaluation.pk])).status_code == 404


def test_what_the_referring_record_told_stands_beside_the_story(cast, evaluation):
    cast.jordan.medications.create(organisation=cast.organisation, name="Buprenorphine 8 mg")
    Diagnosis.objects.create(
        organisation=cast.organisation, client=cast.jordan, code="I10", label="High blood pressure", source="import"
    )
    html = cast.browser("noor").get(reverse("intake:story", args=[evaluation.pk])).content.decode()
    assert "Buprenorphine 8 mg" in html and "High blood pressure" in html


@pytest.mark.parametrize("name", ["story", "substances", "dimensions", "diagnoses", "measures", "evaluation", "print"])
def test_every_section_asks_a_bounded_number_of_questions(cast, evaluation, name, django_assert_max_num_queries):
    complete(cast, evaluation)
    for n in range(20):
        actions.add_diagnosis(by=cast.noor, client=cast.jordan, code=f"F4{n % 4}.{n}", label=f"Number {n}")
    browser, url = cast.browser("noor"), reverse(f"intake:{name}", args=[evaluation.pk])
    browser.get(url)
    with django_assert_max_num_queries(16):
        browser.get(url)
