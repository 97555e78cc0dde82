"""Evaluation: the story, substances, dimensions, diagnoses, three questionnaires, and the evaluator's signature."""

from openiop.care.intake.models import Evaluation, Referral
from openiop.care.measures.models import Response
from tests.journeys.hands import Hand
from tests.journeys.story import Story

DIMENSIONS = {  # 4th edition: each is the least level that this dimension needs
    "1. Intoxication, withdrawal and addiction medication": "Any level will do",
    "2. Physical health": "Any level will do",
    "3. Mental health and thinking": "Intensive outpatient",
    "4. Risks from substance use": "Intensive outpatient",
    "5. Surroundings and daily life": "Outpatient therapy",
    "6. What matters to the person": "Any level will do",
}
ANSWERS = {
    "Patient Health Questionnaire (PHQ-9)": [1] * 8 + [0],
    "Generalized anxiety questionnaire (GAD-7)": [2] * 7,
    "Alcohol questions (AUDIT-C)": [3, 3, 3],
}
OWN_WORDS = "I want to sleep through the night and be there for my sister’s kids"


def be_evaluated(story: Story) -> None:
    """3. Evaluation, by the evaluating clinician, section by section."""
    noor = story.house.at_desk("noor")
    noor.open("/referrals/")
    noor.follow(story.name)
    noor.go("Begin the evaluation")
    tell_the_story(noor)
    name_substances(noor)
    rate_dimensions(noor)
    find_a_diagnosis(noor)
    ask_everything(noor)
    noor.follow("Read it through")
    noor.heading("Ready to sign")
    noor.confirm("Sign the evaluation")
    noor.heading("signed")
    assert Evaluation.objects.get(client=story.client).signed_by == story.house.house.noor
    assert Referral.objects.get(client=story.client).state == Referral.State.EVALUATED
    scores = {row.instrument: row.total for row in Response.objects.filter(client=story.client)}
    assert scores == {"PHQ-9": 8, "GAD-7": 14, "AUDIT-C": 9}


def tell_the_story(noor: Hand) -> None:
    noor.write("What they want, in their words", OWN_WORDS)
    noor.write("History of use and treatment", "Wine since 17, more since the shop closed. A year without, once.")
    noor.write("Strengths and supports", "A sister close by, a steady morning job, humor.")
    noor.go("Save and go on")


def name_substances(noor: Hand) -> None:
    first = noor.page.get_by_role("group", name="Primary substance")
    noor.choose("Substance", "Alcohol", within=first)
    noor.choose("How it is taken", "By mouth", within=first)
    noor.choose("How often", "3 to 6 times a week", within=first)
    noor.write("Age at first use", "17", within=first)
    noor.go("Save and go on")


def rate_dimensions(noor: Hand) -> None:
    for title, rating in DIMENSIONS.items():
        card = noor.page.get_by_role("region", name=title)
        noor.write("What speaks for it", f"Talked over today: {rating.lower()}.", within=card)
        noor.choose("The least level of care that would do", rating, within=card)
    noor.go("Save and go on")


def find_a_diagnosis(noor: Hand) -> None:
    noor.write("Find a diagnosis by word or code", "F10.20")
    noor.go("Find")
    noor.go("Add: Alcohol use disorder, moderate or severe")
    noor.follow("Go on")


def ask_everything(noor: Hand) -> None:
    for instrument, answers in ANSWERS.items():
        noor.follow(f"Ask now: {instrument}")
        questions = noor.page.locator("fieldset", has=noor.page.get_by_role("radio"))
        for at, answer in enumerate(answers):
            noor.pick_nth(questions.nth(at), answer)
        noor.go("Keep these answers")
