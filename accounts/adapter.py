from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """How people sign in: by e-mail and a code; a password is theirs to add."""
