"""What is done around and after the last day. One transaction each; `by` is the Staff (or the Client) who acts.

    write_plan(episode=, **texts)  agree(care=, name=)                          WORK_AFTERCARE
    leave(episode=, reason=, last_contact=, discharged_on=, …)                  PLACE, SCHEDULE and WORK_AFTERCARE
    write_summary(discharge=, summary=)                                         WORK_AFTERCARE and SEE_CHART
    record_call(follow_up=, outcome=, notes=)  set_contact(alumni=, wants=)     WORK_AFTERCARE
    ask_for_due_calls(program=, today=)                                         the nightly job
    heard_from(client=)  come_back(program=)                                    the Client themselves

Bad input raises ValidationError naming the field; a missing right raises Refused.
"""

from .calls import ask_for_due_calls, heard_from, record_call, set_contact
from .leaving import leave, write_summary
from .planning import agree, write_plan
from .returning import come_back

__all__ = [
    "agree",
    "ask_for_due_calls",
    "come_back",
    "heard_from",
    "leave",
    "record_call",
    "set_contact",
    "write_plan",
    "write_summary",
]
