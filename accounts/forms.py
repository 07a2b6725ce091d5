from allauth.account.fields import PasswordField
from allauth.account.forms import LoginForm as AllauthLoginForm
from django.utils.translation import gettext_lazy as _


class LoginForm(AllauthLoginForm):
    """E-mail and password, for those who have chosen one.

    Nobody chooses a password when signing up, so allauth leaves the field out; it belongs here.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"] = PasswordField(
            label=_("Password"), autocomplete="current-password"
        )
        self.order_fields(["login", "password", "remember"])
