"""Passkeys and authenticator apps: how allauth's second factor behaves here."""

import base64
import os
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.mfa import signals
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openiop.base.people.knocks import Doors
from openiop.base.people.signins import note

SEALED = "sealed1:"


def watch() -> None:
    """Keys that come and go are written down. allauth says it by signal, and in no other way."""
    signals.authenticator_added.connect(_note_added, dispatch_uid="openiop")
    signals.authenticator_removed.connect(_note_removed, dispatch_uid="openiop")
    signals.authenticator_reset.connect(_note_reset, dispatch_uid="openiop")


def _note_added(user: Any, authenticator: Any, **kwargs: Any) -> None:
    note("key_added", user.person, key=authenticator.type)


def _note_removed(user: Any, authenticator: Any, **kwargs: Any) -> None:
    note("key_removed", user.person, key=authenticator.type)


def _note_reset(user: Any, authenticator: Any, **kwargs: Any) -> None:
    note("key_renewed", user.person, key=authenticator.type)


def _sealer() -> AESGCM:
    key = HKDF(SHA256(), length=32, salt=None, info=b"openiop second factor").derive(settings.SECRET_KEY.encode())
    return AESGCM(key)


class MFAAdapter(DefaultMFAAdapter):
    """The seeds of apps and recovery codes lie sealed in the database (AES-256-GCM, key from the signing key)."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("That did not fit. Try again."),
        "cannot_delete_authenticator": gettext_lazy(
            "Staff need a passkey or an authenticator app. Add the new one first."
        ),
    }

    def encrypt(self, text: str) -> str:
        nonce = os.urandom(12)
        return SEALED + base64.b64encode(nonce + _sealer().encrypt(nonce, text.encode(), b"second factor")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        whole = base64.b64decode(encrypted_text.removeprefix(SEALED))
        return _sealer().decrypt(whole[:12], whole[12:], b"second factor").decode()

    def get_totp_issuer(self) -> str:
        return "OpenIOP"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What a phone shows beside the passkey: a neutral name, never that of a program."""
        return super().get_public_key_credential_rp_entity() | {"name": "OpenIOP"}

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)d") % {"number": count + 1}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not is_last_of_staff(authenticator)


def is_last_of_staff(authenticator: Authenticator) -> bool:
    """Whether a member of staff would stand here without a second factor."""
    user = authenticator.user
    if not settings.STAFF_NEED_SECOND_FACTOR or not hasattr(user, "staff"):
        return False
    others = Authenticator.objects.filter(user=user).exclude(pk=authenticator.pk)
    return not others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


class CodeForm(AuthenticateForm):
    """A code from the app, or a recovery code; guesses wait as those of passwords do."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        from allauth.core import context

        doors = Doors(context.request, f"code {self.user.email}")
        if not doors.may_try():
            raise get_account_adapter().validation_error("too_many_login_attempts")
        self.cleaned_data["code"] = self.cleaned_data["code"].replace(" ", "").replace("-", "")
        try:
            code = super().clean_code()
        except ValidationError:
            doors.wrong()
            raise
        doors.right()
        return code


class PasskeyForm(AddWebAuthnForm):
    """Every key added here can sign in alone: it asks for face, finger or PIN (user verification)."""

    name = forms.CharField(
        label=gettext_lazy("What you call it"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("So that you know later which one it is: “my phone”, “key on my ring”."),
    )
    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)

    def clean_passwordless(self) -> bool:
        return True
