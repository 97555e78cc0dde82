"""What a program allows in its video rooms. Whoever directs it decides; nobody else."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openiop.base.people.models import Staff
from openiop.base.programs.models import Program
from openiop.base.rows import Row


class VideoPolicy(Row):
    """One row a program; without one, the strictest with which everybody can still take part: nothing is kept, nothing
    goes unencrypted, no captions. Chat lasts as long as the room: it is the voice of whoever has no microphone."""

    class Chat(models.TextChoices):
        OFF = "off", _("No chat")
        DURING = "during", _("While the session lasts; nothing is kept")
        KEPT = "kept", _("Kept: what somebody writes stands in their own record")

    class Cameras(models.TextChoices):
        CHOOSE = "choose", _("Everybody chooses whether they are seen")
        OFF = "off", _("Clients’ cameras stay off")

    program = models.OneToOneField(Program, models.PROTECT, related_name="video_policy")
    chat = models.CharField(_("chat"), max_length=6, choices=Chat, default=Chat.DURING)
    cameras = models.CharField(_("cameras"), max_length=6, choices=Cameras, default=Cameras.CHOOSE)
    captions = models.BooleanField(_("captions that the reader’s own device makes"), default=False)
    unsealed = models.BooleanField(
        _("browsers that cannot encrypt from end to end may come in; the room is then not encrypted so, and says it"),
        default=False,
    )
    changed_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.program_id} {self.chat}"

    @property
    def told(self) -> dict[str, Any]:
        """What the pages of a room are told of it."""
        return {"chat": self.chat, "cameras": self.cameras, "captions": self.captions, "unsealed": self.unsealed}


def policy_of(program: Program) -> VideoPolicy:
    """The program's, or what holds where nobody has decided (not saved)."""
    found = VideoPolicy.objects.filter(program=program).first()
    return found or VideoPolicy(organisation_id=program.organisation_id, program=program)
