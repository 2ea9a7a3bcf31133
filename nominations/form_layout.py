from __future__ import annotations

from crispy_forms.helper import FormHelper


def plain_helper() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper
