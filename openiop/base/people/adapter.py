"""How sign-in behaves here: by invitation only, and no word of treatment in a mail."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Nobody opens an account by themselves: staff and clients are invited."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False
