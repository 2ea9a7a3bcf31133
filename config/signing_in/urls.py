from django.urls import path

from config.signing_in import confirm_views, reset_views, views

urlpatterns = [
    path("operator/people/factors/", reset_views.factors_reset, name="factors-reset"),
    path(
        "account/reauthenticate/",
        confirm_views.confirm,
        name="account_reauthenticate",
    ),
    path(
        "account/reauthenticate/mail/",
        confirm_views.confirm_mail,
        name="confirm-mail",
    ),
    path("account/factors/", views.factor_list, name="mfa_index"),
    path("account/factors/start/", views.factor_start, name="factor-start"),
    path("account/factors/check/", views.Check.as_view(), name="mfa_authenticate"),
    path(
        "account/factors/passkeys/sign-in/",
        views.PasskeySignIn.as_view(),
        name="mfa_login_webauthn",
    ),
    path(
        "account/factors/passkeys/add/",
        views.AddPasskeyPage.as_view(),
        name="mfa_add_webauthn",
    ),
    path(
        "account/factors/passkeys/<int:pk>/name/",
        views.RenamePasskeyPage.as_view(),
        name="mfa_edit_webauthn",
    ),
    path(
        "account/factors/passkeys/<int:pk>/remove/",
        views.RemovePasskeyPage.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("account/factors/app/", views.AddApp.as_view(), name="mfa_activate_totp"),
    path(
        "account/factors/app/remove/",
        views.RemoveApp.as_view(),
        name="mfa_deactivate_totp",
    ),
    path(
        "account/factors/codes/",
        views.RecoveryCodes.as_view(),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/factors/codes/new/",
        views.NewCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
]
