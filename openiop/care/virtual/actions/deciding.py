"""What a program allows in its video rooms: whoever directs it decides."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from openiop.base.audit.actions import record
from openiop.base.people.roles import Permission, require
from openiop.base.programs.models import Program
from openiop.care.virtual.actions.rooms import tell
from openiop.care.virtual.models import VideoRoom
from openiop.care.virtual.policies import VideoPolicy, policy_of


@transaction.atomic
def decide(*, by: Any, program: Program, chat: str, cameras: str, captions: bool, unsealed: bool) -> VideoPolicy:
    """Holds from now on, in open rooms too; whether a room is encrypted stays as it began."""
    require(by, Permission.MANAGE_PROGRAM)
    policy = policy_of(program)
    policy.chat, policy.cameras, policy.captions, policy.unsealed = chat, cameras, captions, unsealed
    policy.changed_by, policy.changed_at = by, timezone.now()
    policy.full_clean(exclude=["organisation", "program", "changed_by"])
    policy.save()
    record("virtual.policy.decided", policy, by=by, **policy.told)
    for room in VideoRoom.objects.filter(session__program=program, opened_at__isnull=False, closed_at=None):
        tell(room)
    return policy
