from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from awards.accounts import services
from awards.accounts.forms import ProfileForm
from awards.accounts.models import User


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """One's own names, language and consents; links to e-mail and password."""
    user = request.user
    assert isinstance(user, User)
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        services.save_profile(user=user, **form.cleaned_data)
        with override(user.language):
            messages.success(request, _("Saved."))
            return redirect(reverse("accounts:profile"))
    consents = user.consents.order_by("-given_at")
    return render(
        request, "accounts/profile.html", {"form": form, "consents": consents}
    )
