"""The strength of a password while it is typed, and doing without one."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from awards.accounts.asking import SignedIn
from awards.accounts.limits import MINUTE, Limit, limited
from awards.accounts.models import User
from config.passwords.breached import SHORTEST, is_breached
from config.passwords.services import remove_password
from config.passwords.strength import measure
from config.passwords.validators import LONGEST
from config.providers.ways_in import LastWayIn

# A house of people may choose passwords at once; each asks a few times while typing.
MEASURED = Limit("passwords-measured", 600, 5 * MINUTE)


class Typed(forms.Form):
    """Neither kept nor logged."""

    password1 = forms.CharField(strip=False, max_length=LONGEST)
    email = forms.CharField(required=False, max_length=254)
    name = forms.CharField(required=False, max_length=200)


@never_cache
@require_POST
@sensitive_post_parameters()
@limited(MEASURED)
def password_strength(request: HttpRequest) -> JsonResponse:
    """``score`` 0 to 4, ``word`` and ``reasons`` in the reader's language. The same is
    said when the form is sent, for whoever has no script.
    """
    form = Typed(request.POST)
    if not form.is_valid():
        return JsonResponse({"score": None}, status=422)
    password, typed = form.cleaned_data["password1"], form.cleaned_data
    own = [typed["email"], typed["name"]]
    if isinstance(request.user, User):
        user = request.user
        own += [user.email, user.name_th, user.name_en]
    strength = measure(password, own)
    reasons = [str(reason) for reason in strength.reasons]
    score, word = strength.score, str(strength.word)
    if len(password) < SHORTEST:
        score, word = min(score, 1), _("Too short: %d characters or more") % SHORTEST
    elif is_breached(password):
        score, word = 0, _("It seems to be known from elsewhere: choose another")
    return JsonResponse({"score": score, "word": word, "reasons": reasons})


@require_http_methods(["GET", "POST"])
@login_required
def password_remove(request: SignedIn) -> HttpResponse:
    if not request.user.has_usable_password():
        return redirect("account_set_password")
    if request.method == "POST":
        try:
            user = remove_password(user=request.user)
        except LastWayIn:
            messages.error(
                request,
                _(
                    "Your password is your only way to sign in, since our emails do not "
                    "reach you. Correct your email address first."
                ),
            )
            return redirect("accounts:profile")
        update_session_auth_hash(request, user)
        messages.success(request, _("Your password is removed."))
        return redirect("accounts:profile")
    return render(request, "config/passwords/remove.html")
