"""What is done between the first call and the decision about a place. All take `by=` and are one transaction each:

    take_referral(program=, client= | person=, surely_new=, key=, source=, reason=, …)   WORK_REFERRALS, or a System
    same_person(referral=, client=)  close_referral(referral=, reason=)  reopen_referral(referral=)
    screen(referral=, answers=, notes=, handed_to=, key=)  hand_over(screening=, handed_to=)
    appointment_made(client=, program=)  appointment_off(client=, program=)
    start_evaluation(client=, program=, referral=)  write_story(evaluation=, **texts)
    set_edition(evaluation=, edition=)  rate_dimensions(evaluation=, ratings=)
    list_substances(evaluation=, substances=)  sign_evaluation(evaluation=)
    add_diagnosis(client=, code=, label=, evaluation=)  set_diagnosis_status(…)  make_primary(diagnosis=)

Bad input raises ValidationError naming the field; a missing right raises Refused; a new person who may be somebody we
know raises MaybeKnown, unless `surely_new`.
"""

from .appointments import appointment_made, appointment_off
from .diagnoses import add_diagnosis, make_primary, set_diagnosis_status
from .evaluations import list_substances, rate_dimensions, set_edition, sign_evaluation, start_evaluation, write_story
from .referrals import MaybeKnown, close_referral, reopen_referral, same_person, take_referral
from .screenings import hand_over, screen

__all__ = [
    "MaybeKnown",
    "add_diagnosis",
    "appointment_made",
    "appointment_off",
    "close_referral",
    "hand_over",
    "list_substances",
    "make_primary",
    "rate_dimensions",
    "reopen_referral",
    "same_person",
    "screen",
    "set_diagnosis_status",
    "set_edition",
    "sign_evaluation",
    "start_evaluation",
    "take_referral",
    "write_story",
]
