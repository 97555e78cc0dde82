"""What people do about consent and disclosure. Each act checks the right, asks the rules, writes, and is audited."""

from openiop.base.privacy.actions.accounting import answer_accounting, ask_accounting, extend_accounting
from openiop.base.privacy.actions.disclosing import Left, disclose, disclose_otherwise
from openiop.base.privacy.actions.duties import (
    decide_order,
    end_qsoa,
    record_breach,
    record_order,
    record_qsoa,
    tell_about_breach,
)
from openiop.base.privacy.actions.ending import mark_event_happened, mark_revocable, revoke, tell_recipient
from openiop.base.privacy.actions.notices import give_notice, publish_notice, write_notice
from openiop.base.privacy.actions.restricting import answer_restriction, end_restriction, request_restriction
from openiop.base.privacy.actions.signing import Signing, sign_consent
from openiop.base.privacy.actions.writing import change_consent, discard_consent, draft_consent, name_recipient

__all__ = [
    "Left",
    "Signing",
    "answer_accounting",
    "answer_restriction",
    "ask_accounting",
    "change_consent",
    "decide_order",
    "discard_consent",
    "disclose",
    "disclose_otherwise",
    "draft_consent",
    "end_qsoa",
    "end_restriction",
    "extend_accounting",
    "give_notice",
    "mark_event_happened",
    "mark_revocable",
    "name_recipient",
    "publish_notice",
    "record_breach",
    "record_order",
    "record_qsoa",
    "request_restriction",
    "revoke",
    "sign_consent",
    "tell_about_breach",
    "tell_recipient",
    "write_notice",
]
