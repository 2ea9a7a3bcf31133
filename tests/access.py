"""Who may call what: every address of the site × every role. One line per address and
method.

    name [POST] [parameter=thing …] | anonymous outsider entrant other_entrant judge
      conflicted_judge organiser \
other_organiser registrar operator

A parameter not given stands for the thing of its own name in ``factories.things_of``;
``entry=draft`` asks with the draft's reference instead. One word for all ten roles may
be said once. The words:

    ok  200        in  to the sign-in page     go  redirected elsewhere     no  403     --  404     bad 400
    or any status as a number. A POST is sent without any field: an act that is
      allowed answers 200 (its form, with
    messages), or redirects.

The world asked is ``factories.make_world()``. An address without a line fails the test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from tests.factories import World

ROLES = (
    "anonymous outsider entrant other_entrant judge conflicted_judge organiser "
    "other_organiser registrar operator"
).split()

TABLES = {
    "config": """
                                              anon outs entr oent judg conf orga oorg regi oper
choose-language                              | go
healthz                                      | ok
readyz                                       | ok
security-txt                                 | --
line-webhook POST                            | --
metrics                                      | --
offline                                      | ok
mail-events POST                             | --
offline-worker                               | ok
home                                         | ok
call-show                                    | ok
call-calendar                                | ok
desk                                         | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
privacy                                      | ok
demo-mails                                   | --
demo-components                              | --
demo-components-public                       | --
edition-home                                 | in   no   no   no   no   no   ok   no   no   ok
edition-ledger                               | in   no   no   no   no   no   ok   no   no   no
ledger-csv                                   | in   no   no   no   no   no   ok   no   no   no
search                                       | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
edition-setup                                | in   no   no   no   no   no   ok   no   no   ok
edition-open                                 | in   no   no   no   no   no   go   no   no   go
edition-open POST                            | in   no   no   no   no   no   go   no   no   go
edition-draft POST                           | in   no   no   no   no   no   go   no   no   go
edition-delete                               | in   no   no   no   no   no   ok   no   no   ok
edition-delete POST                          | in   no   no   no   no   no   go   no   no   go
edition-copy                                 | in   no   no   no   no   no   ok   no   no   ok
edition-copy POST                            | in   no   no   no   no   no   ok   no   no   ok
site-state                                   | in   no   no   no   no   no   no   no   no   ok
site-mails                                   | in   no   no   no   no   no   no   no   no   ok
site-mails-act POST                          | in   no   no   no   no   no   no   no   no   go
site-mails-test POST                         | in   no   no   no   no   no   no   no   no   go
site-unreachable                             | in   no   no   no   no   no   no   no   no   ok
site-unreachable-act POST                    | in   no   no   no   no   no   no   no   no   go
unreachable                                  | in   no   no   no   no   no   ok   no   no   no
unreachable-act POST                         | in   no   no   no   no   no   go   no   no   no
mails                                        | in   no   no   no   no   no   ok   no   no   no
mails-act POST                               | in   no   no   no   no   no   go   no   no   no
mails-test POST                              | in   no   no   no   no   no   go   no   no   no
broadcast-list                               | in   no   no   no   no   no   ok   no   no   no
broadcast-new                                | in   no   no   no   no   no   ok   no   no   no
broadcast-new POST                           | in   no   no   no   no   no   422  no   no   no
broadcast-show pk=written                    | in   no   no   no   no   no   ok   no   no   no
broadcast-show pk=delivered                  | in   no   no   no   no   no   ok   no   no   no
broadcast-group pk=written                   | in   no   no   no   no   no   ok   no   no   no
broadcast-group POST pk=written              | in   no   no   no   no   no   422  no   no   no
broadcast-words pk=written                   | in   no   no   no   no   no   ok   no   no   no
broadcast-words POST pk=written              | in   no   no   no   no   no   422  no   no   no
broadcast-check POST pk=written              | in   no   no   no   no   no   ok   no   no   no
broadcast-preview pk=written                 | in   no   no   no   no   no   ok   no   no   no
broadcast-people pk=written                  | in   no   no   no   no   no   ok   no   no   no
broadcast-people pk=delivered                | in   no   no   no   no   no   ok   no   no   no
broadcast-people POST pk=written             | in   no   no   no   no   no   go   no   no   no
broadcast-file pk=delivered                  | in   no   no   no   no   no   ok   no   no   no
broadcast-act POST pk=written                | in   no   no   no   no   no   go   no   no   no
mail-words                                   | in   no   no   no   no   no   ok   no   no   no
calendar-feed                                | --
accounts:calendar                            | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
accounts:calendar POST                       | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
reminders                                    | in   no   no   no   no   no   ok   no   no   no
reminders-preview                            | in   no   no   no   no   no   ok   no   no   no
reminders-rule POST                          | in   no   no   no   no   no   422  no   no   no
reminders-send POST                          | in   no   no   no   no   no   go   no   no   no
register-reminders                           | in   no   no   no   no   no   no   no   ok   ok
register-reminders-rule POST                 | in   no   no   no   no   no   no   no   422  422
register-reminders-send POST                 | in   no   no   no   no   no   no   no   go   go
mail-word event=worded                       | in   no   no   no   no   no   ok   no   no   no
mail-word POST event=worded                  | in   no   no   no   no   no   422  no   no   no
mail-word-check POST event=worded            | in   no   no   no   no   no   ok   no   no   no
mail-word-preview event=worded               | in   no   no   no   no   no   ok   no   no   no
mail-word-preview POST event=worded          | in   no   no   no   no   no   ok   no   no   no
""",
    "privacy": """
                                              anon outs entr oent judg conf orga oorg regi oper
privacy-versions                             | ok
privacy-version                              | --
privacy-ask                                  | ok
privacy-ask POST                             | ok
privacy-asked                                | ok
privacy-prove                                | 410
privacy-prove POST                           | 410
accounts:my-data                             | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
accounts:my-data-ask                         | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
accounts:my-data-ask POST                    | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
accounts:my-data-area code=activity          | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
accounts:my-consent POST code=purpose        | in   go   go   go   go   go   go   go   go   go
accounts:notice-read POST                    | in   go   go   go   go   go   go   go   go   go
accounts:my-request-take-back POST pk=data_request | in   --   go   --   --   --   --   --   --   --
accounts:my-request-reply POST pk=data_request | in   --   ok   --   --   --   --   --   --   --
privacy-desk                                 | in   no   no   no   no   no   no   no   no   ok
privacy-request pk=data_request              | in   no   no   no   no   no   no   no   no   ok
privacy-request-assign POST pk=data_request  | in   no   no   no   no   no   no   no   no   go
privacy-request-act POST pk=data_request act=decide | in   no   no   no   no   no   no   no   no   ok
privacy-notice-edit                          | in   no   no   no   no   no   no   no   no   ok
privacy-notice-edit POST                     | in   no   no   no   no   no   no   no   no   ok
privacy-notice-publish POST                  | in   no   no   no   no   no   no   no   no   go
privacy-office                               | in   no   no   no   no   no   no   no   no   ok
privacy-office POST                          | in   no   no   no   no   no   no   no   no   ok
privacy-record                               | in   no   no   no   no   no   no   no   no   ok
privacy-record-file                          | in   no   no   no   no   no   no   no   no   ok
privacy-record-word code=activity            | in   no   no   no   no   no   no   no   no   ok
privacy-record-word POST code=activity       | in   no   no   no   no   no   no   no   no   ok
privacy-retention                            | in   no   no   no   no   no   no   no   no   ok
privacy-periods                              | in   no   no   no   no   no   no   no   no   ok
privacy-periods POST                         | in   no   no   no   no   no   no   no   no   ok
privacy-periods-edition                      | in   no   no   no   no   no   no   no   no   ok
privacy-periods-edition POST                 | in   no   no   no   no   no   no   no   no   ok
privacy-hold                                 | in   no   no   no   no   no   no   no   no   ok
privacy-hold POST                            | in   no   no   no   no   no   no   no   no   ok
privacy-restriction-lift POST pk=person      | in   no   no   no   no   no   no   no   no   go
privacy-hold-lift POST pk=hold_row           | in   no   no   no   no   no   no   no   no   go
privacy-breaches                             | in   no   no   no   no   no   no   no   no   ok
privacy-breach-new                           | in   no   no   no   no   no   no   no   no   ok
privacy-breach-new POST                      | in   no   no   no   no   no   no   no   no   ok
privacy-breach pk=breach_row                 | in   no   no   no   no   no   no   no   no   ok
privacy-breach-change pk=breach_row          | in   no   no   no   no   no   no   no   no   ok
privacy-breach-change POST pk=breach_row     | in   no   no   no   no   no   no   no   no   ok
privacy-breach-people POST pk=breach_row     | in   no   no   no   no   no   no   no   no   ok
privacy-breach-notice POST pk=breach_row     | in   no   no   no   no   no   no   no   no   ok
privacy-breach-act POST pk=breach_row act=notified | in   no   no   no   no   no   no   no   no   go
""",
    "sign-in": """
                                              anon outs entr oent judg conf orga oorg regi oper
accounts:notifications                       | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
accounts:line-code POST                      | in   --   --   --   --   --   --   --   --   --
accounts:line-unlink POST                    | in   --   --   --   --   --   --   --   --   --
accounts:line-qr                             | --
accounts:messages                            | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
accounts:message                             | in   --   --   --   --   --   --   --   --   --
accounts:profile                             | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
accounts:columns POST                        | in   --   --   --   --   --   --   --   --   --
accounts:export POST                         | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
accounts:sessions-end POST                   | in   go   go   go   go   go   go   go   go   go
accounts:session-end POST                    | in   go   go   go   go   go   go   go   go   go
accounts:erasure-ask POST                    | in   go   go   go   go   go   go   go   go   go
accounts:erasure-take-back POST              | in   go   go   go   go   go   go   go   go   go
erasure-requests                             | in   no   no   no   no   no   no   no   no   ok
erasure-do POST                              | in   no   no   no   no   no   no   no   no   --
account_login                                | ok   go   go   go   go   go   go   go   go   go
sign-in-link-ask                             | ok
sign-in-link                                 | 410
password-strength POST                       | 422
password-remove                              | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
password-remove POST                         | in   go   go   go   go   go   go   go   go   go
provider-start POST                          | --
provider-link POST                           | in   --   --   --   --   --   --   --   --   --
provider-unlink POST                         | in   --   --   --   --   --   --   --   --   --
provider-callback                            | --
provider-finish                              | --
provider-code                                | --
provider-failed                              | --
account_confirm_login_code                   | in   go   go   go   go   go   go   go   go   go
account_logout                               | go   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_signup                               | ok   go   go   go   go   go   go   go   go   go
account_inactive                             | ok
account_reauthenticate                       | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
mfa_index                                    | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
factors-reset                                | in   no   no   no   no   no   no   no   no   ok
factors-reset POST                           | in   no   no   no   no   no   no   no   no   422
confirm-mail POST                            | in   go   go   go   go   go   go   go   go   go
factor-start                                 | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
mfa_authenticate                             | in   go   go   go   go   go   go   go   go   go
mfa_login_webauthn                           | in   go   go   go   go   go   go   go   go   go
mfa_login_webauthn POST                      | in   go   go   go   go   go   go   go   go   go
mfa_add_webauthn                             | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
mfa_add_webauthn POST                        | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
mfa_edit_webauthn                            | in   --   --   --   --   --   --   --   --   --
mfa_edit_webauthn POST                       | in   --   --   --   --   --   --   --   --   --
mfa_remove_webauthn                          | in   --   --   --   --   --   --   --   --   --
mfa_remove_webauthn POST                     | in   --   --   --   --   --   --   --   --   --
mfa_activate_totp                            | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
mfa_activate_totp POST                       | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
mfa_deactivate_totp                          | in   --   --   --   --   --   --   --   --   --
mfa_deactivate_totp POST                     | in   --   --   --   --   --   --   --   --   --
mfa_view_recovery_codes                      | in   --   --   --   --   --   --   --   --   --
mfa_generate_recovery_codes                  | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
mfa_generate_recovery_codes POST             | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_email                                | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_confirm_email                        | ok
account_email_verification_sent              | ok
account_email_verification_sent POST         | in
account_change_password                      | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
account_set_password                         | in   go   go   go   go   go   go   go   go   go
account_reset_password                       | ok
account_reset_password_done                  | ok
account_reset_password_from_key              | ok
account_reset_password_from_key_done         | ok
""",
    "awards": """
                                              anon outs entr oent judg conf orga oorg regi oper
awards:winners-archive                       | ok
awards:winners-show                          | --
awards:winners-show edition=published        | ok
awards:winners-version                       | --
awards:winners-version edition=published     | ok
awards:winner-show                           | --
awards:winner-show edition=published reference=past_winner | ok
awards:winner-card                           | --
awards:winner-card edition=published reference=past_winner | ok
awards:winners-embed                         | --
awards:winners-embed edition=published       | ok
awards:winners-press                         | --
awards:winners-press edition=published       | ok
awards:gallery                               | ok
awards:winners-map                           | ok
awards:edition-list                          | in   no   no   no   no   no   ok   ok   no   ok
awards:edition-new                           | in   no   no   no   no   no   ok   ok   no   ok
awards:edition-new POST                      | in   no   no   no   no   no   ok   ok   no   ok
awards:edition-dates                         | in   no   no   no   no   no   ok   no   no   ok
awards:edition-change                        | in   no   no   no   no   no   ok   no   no   ok
awards:edition-change POST                   | in   no   no   no   no   no   ok   no   no   ok
awards:organiser-list                        | in   no   no   no   no   no   ok   no   no   ok
awards:organiser-list POST                   | in   no   no   no   no   no   ok   no   no   ok
awards:change-answer POST pk=change          | in   no   no   no   no   no   go   no   no   go
awards:organiser-role POST pk=organiser_role | in   no   no   no   no   no   go   no   no   go
awards:organiser-remove POST pk=organiser_role | in   no   no   no   no   no   go   no   no   go
awards:weights-index                         | in   no   no   no   no   no   go   no   no   go
awards:weights-change round_code=round       | in   no   no   no   no   no   ok   no   no   ok
awards:weights-change POST round_code=round  | in   no   no   no   no   no   ok   no   no   ok
awards:category-list                         | in   no   no   no   no   no   ok   no   no   ok
awards:page-show                             | --
awards:page-show pk=written_page code=written_code | ok
awards:news                                  | ok
awards:identity-change                       | in   no   no   no   no   no   ok   no   no   ok
awards:identity-change POST                  | in   no   no   no   no   no   ok   no   no   ok
awards:partner-new                           | in   no   no   no   no   no   ok   no   no   ok
awards:partner-new POST                      | in   no   no   no   no   no   ok   no   no   ok
awards:partner-change pk=partner             | in   no   no   no   no   no   ok   no   no   ok
awards:partner-change POST pk=partner        | in   no   no   no   no   no   ok   no   no   ok
awards:partner-change pk=site_partner        | in   no   no   no   no   no   --   no   no   --
awards:partner-remove POST pk=site_partner   | in   no   no   no   no   no   --   no   no   --
awards:partner-remove POST pk=partner        | in   no   no   no   no   no   go   no   no   go
awards:page-list                             | in   no   no   no   no   no   ok   no   no   ok
awards:page-new                              | in   no   no   no   no   no   ok   no   no   ok
awards:page-new POST                         | in   no   no   no   no   no   ok   no   no   ok
awards:page-change pk=written_page           | in   no   no   no   no   no   ok   no   no   ok
awards:page-change POST pk=written_page      | in   no   no   no   no   no   ok   no   no   ok
awards:page-change pk=site_page              | in   no   no   no   no   no   --   no   no   --
awards:page-remove POST pk=written_page      | in   no   no   no   no   no   go   no   no   go
awards:site-identity-change                  | in   no   no   no   no   no   no   no   no   ok
awards:site-identity-change POST             | in   no   no   no   no   no   no   no   no   ok
awards:site-partner-new                      | in   no   no   no   no   no   no   no   no   ok
awards:site-partner-new POST                 | in   no   no   no   no   no   no   no   no   ok
awards:site-partner-change pk=site_partner   | in   no   no   no   no   no   no   no   no   ok
awards:site-partner-change POST pk=site_partner | in   no   no   no   no   no   no   no   no   ok
awards:site-partner-remove POST pk=site_partner | in   no   no   no   no   no   no   no   no   go
awards:site-page-list                        | in   no   no   no   no   no   no   no   no   ok
awards:site-page-new                         | in   no   no   no   no   no   no   no   no   ok
awards:site-page-new POST                    | in   no   no   no   no   no   no   no   no   ok
awards:site-page-change pk=site_page         | in   no   no   no   no   no   no   no   no   ok
awards:site-page-change POST pk=site_page    | in   no   no   no   no   no   no   no   no   ok
awards:site-page-remove POST pk=site_page    | in   no   no   no   no   no   no   no   no   go
awards:category-new                          | in   no   no   no   no   no   ok   no   no   ok
awards:category-new POST                     | in   no   no   no   no   no   ok   no   no   ok
awards:category-change code=category         | in   no   no   no   no   no   ok   no   no   ok
awards:category-change POST code=category    | in   no   no   no   no   no   ok   no   no   ok
awards:category-remove POST code=category    | in   no   no   no   no   no   go   no   no   go
awards:criterion-list                        | in   no   no   no   no   no   ok   no   no   ok
awards:criterion-new                         | in   no   no   no   no   no   ok   no   no   ok
awards:criterion-new POST                    | in   no   no   no   no   no   ok   no   no   ok
awards:criterion-change code=criterion       | in   no   no   no   no   no   ok   no   no   ok
awards:criterion-change POST code=criterion  | in   no   no   no   no   no   ok   no   no   ok
awards:criterion-remove POST code=criterion  | in   no   no   no   no   no   go   no   no   go
awards:round-list                            | in   no   no   no   no   no   ok   no   no   ok
awards:round-change code=round               | in   no   no   no   no   no   ok   no   no   ok
awards:round-change POST code=round          | in   no   no   no   no   no   ok   no   no   ok
awards:level-list                            | in   no   no   no   no   no   ok   no   no   ok
awards:level-new                             | in   no   no   no   no   no   ok   no   no   ok
awards:level-new POST                        | in   no   no   no   no   no   ok   no   no   ok
awards:level-change code=level               | in   no   no   no   no   no   ok   no   no   ok
awards:level-change POST code=level          | in   no   no   no   no   no   ok   no   no   ok
awards:level-remove POST code=level          | in   no   no   no   no   no   go   no   no   go
judging:list-index                            | in   no   no   no   no   no   ok   no   no   no
judging:list-show                             | in   no   no   no   no   no   ok   no   no   no
judging:list-mails                            | in   no   no   no   no   no   ok   no   no   no
judging:list-mail event=told                  | in   no   no   no   no   no   ok   no   no   no
judging:list-schedule POST                    | in   no   no   no   no   no   422  no   no   no
judging:list-correct POST                     | in   no   no   no   no   no   422  no   no   no
judging:list-approve POST                     | in   no   no   no   no   no   go   no   no   no
judging:list-unschedule POST                  | in   no   no   no   no   no   go   no   no   no
judging:picture-change pk=listed              | in   no   no   no   no   no   ok   no   no   no
judging:picture-change POST pk=listed         | in   no   no   no   no   no   ok   no   no   no
judging:story-change pk=listed                | in   no   no   no   no   no   ok   no   no   no
judging:story-change POST pk=listed           | in   no   no   no   no   no   ok   no   no   no
judging:words-change pk=listed                | in   no   no   no   no   no   ok   no   no   no
judging:words-change POST pk=listed           | in   no   no   no   no   no   ok   no   no   no
judging:list-english                          | in   no   no   no   no   no   ok   no   no   no
judging:list-english POST                     | in   no   no   no   no   no   go   no   no   no
judging:picture-show pk=listed                | in   no   no   no   no   no   ok   no   no   no
judging:list-discard POST                     | in   no   no   no   no   no   go   no   no   no
openapi-json                                 | ok
editions-json                                | ok
winners-json                                 | --
winners-json code=published                  | ok
winners-csv code=published                   | ok
winner-picture                               | --
winner-picture pk=listed                     | --
sitemap                                      | ok
robots                                       | ok
manifest                                     | ok
identity-sheet                               | ok
identity-emblem pk=identity                  | ok
identity-hero pk=identity                    | ok
partner-logo pk=partner                      | ok
winners-atom                                 | ok
record-atom                                  | ok
record-json                                  | ok
record-checkpoint                            | ok
record-inclusion                             | --
record-consistency                           | --
record-json code=published                   | ok
awards:record-show                           | ok
awards:record-show edition=published         | ok
awards:credential-find                       | ok
awards:credential-verify                     | --
awards:credential-pdf                        | --
awards:credential-jwt                        | --
awards:credential-verify code=embargoed_code | --
awards:credential-pdf code=embargoed_code    | --
awards:credential-jwt code=embargoed_code    | --
awards:own-certificates                      | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
awards:credential-list                       | in   no   no   no   no   no   ok   no   no   no
awards:wording-change                        | in   no   no   no   no   no   ok   no   no   no
awards:wording-change POST                   | in   no   no   no   no   no   ok   no   no   no
awards:credential-mail POST                  | in   no   no   no   no   no   go   no   no   no
awards:credential-follow                     | in   no   no   no   no   no   ok   no   no   no
awards:credential-follow POST                | in   no   no   no   no   no   ok   no   no   no
awards:package-request POST                  | in   no   no   no   no   no   go   no   no   no
awards:package-show key=package              | in   no   no   no   no   no   ok   no   no   no
awards:package-file key=package              | in   no   no   no   no   no   --   no   no   no
awards:credential-preview pk=credential      | in   no   no   no   no   no   --   no   no   no
awards:credential-revoke pk=credential       | in   no   no   no   no   no   ok   no   no   no
awards:credential-revoke POST pk=credential  | in   no   no   no   no   no   ok   no   no   no
awards:stage-show                            | in   no   no   no   no   no   ok   no   no   no
awards:stage-plan                            | in   no   no   no   no   no   ok   no   no   no
awards:stage-plan POST                       | in   no   no   no   no   no   ok   no   no   no
awards:stage-script                          | in   no   no   no   no   no   ok   no   no   no
awards:stage-paper paper=script              | in   no   no   no   no   no   ok   no   no   no
awards:stage-paper paper=slides              | in   no   no   no   no   no   ok   no   no   no
awards:stage-paper paper=seating             | in   no   no   no   no   no   ok   no   no   no
awards:stage-paper paper=seating_sheet       | in   no   no   no   no   no   ok   no   no   no
awards:stage-paper                           | in   no   no   no   no   no   --   no   no   no
awards:stage-word                            | in   no   no   no   no   no   ok   no   no   no
awards:stage-word POST                       | in   no   no   no   no   no   ok   no   no   no
credential-open                              | go
credential-issuer                            | ok
credential-status                            | --
credential-jwks                              | ok
credential-key                               | --
""",
    "dsure": """
                                              anon outs entr oent judg conf orga oorg regi oper
dsure:register                               | ok
dsure:announcements                          | ok
dsure:announcement pk=announcement           | --
dsure:subscribe                              | ok
dsure:subscription-asked                     | ok
awards:unsubscribe                           | --
awards:unsubscribe POST                      | --
dsure:subscription-confirm                   | --
dsure:unsubscribe                            | ok
dsure:unsubscribe POST                       | ok
dsure:certificate                            | ok
dsure:certificate number=embargoed           | --   --   --   --   --   --   --   --   ok   ok
dsure:certificate-picture pk=certificate     | --
dsure:certificate-qr pk=certificate          | ok
dsure:desk                                   | in   no   no   no   no   no   no   no   ok   ok
dsure:certificate-add                        | in   no   no   no   no   no   no   no   ok   ok
dsure:certificate-import                     | in   no   no   no   no   no   no   no   ok   ok
dsure:certificate-edit pk=certificate        | in   no   no   no   no   no   no   no   ok   ok
dsure:certificate-state pk=certificate       | in   no   no   no   no   no   no   no   ok   ok
dsure:certificate-state POST pk=certificate  | in   no   no   no   no   no   no   no   ok   ok
dsure:announcement-list                      | in   no   no   no   no   no   no   no   ok   ok
dsure:announcement-add                       | in   no   no   no   no   no   no   no   ok   ok
dsure:announcement-preview pk=announcement   | in   no   no   no   no   no   no   no   ok   ok
dsure:announcement-edit pk=announcement      | in   no   no   no   no   no   no   no   ok   ok
dsure:announcement-preview POST pk=announcement| in   no   no   no   no   no   no   no   ok   ok
dsure:announcement-unschedule                | 405
dsure:announcement-unschedule POST pk=announcement| in   no   no   no   no   no   no   no   go   go
dsure:part-list                              | in   no   no   no   no   no   no   no   ok   ok
dsure:part-add                               | in   no   no   no   no   no   no   no   ok   ok
dsure:part-edit pk=maker                     | in   no   no   no   no   no   no   no   ok   ok
dsure:registrars                             | in   no   no   no   no   no   no   no   no   ok
dsure:registrar-dismiss POST pk=registrar_row| in   no   no   no   no   no   no   no   no   go
dsure-products-json                          | ok
dsure-products-csv                           | ok
dsure-product-json                           | ok
dsure-product-json number=embargoed          | --
dsure-feed                                   | ok
""",
    "nominations": """
                                              anon outs entr oent judg conf orga oorg regi oper
nominations:entry-list                       | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
nominations:entry-create                     | in   go   ok   ok   go   go   go   go   go   go
nominations:organisation-create              | in   ok   ok   ok   ok   ok   ok   ok   ok   ok
nominations:attachment-read                  | in   --   ok   --   --   --   ok   --   --   --
nominations:attachment-remove POST           | in   --   go   --   --   --   no   --   --   --
nominations:attachment-restore POST          | in   --   go   --   --   --   no   --   --   --
nominations:attachment-caption               | in   --   --   --   --   --   no   --   --   --
nominations:attachment-caption POST          | in   --   --   --   --   --   no   --   --   --
nominations:attachment-add POST              | in   --   go   --   --   --   no   --   --   --
nominations:attachment-add                   | in   --   ok   --   --   --   no   --   --   --
nominations:attachment-part                  | in   --   ok   --   --   --   ok   --   --   --
nominations:upload-begin POST                | in   --   422  --   --   --   no   --   --   --
nominations:upload-add POST key=upload       | in   --   409  --   --   --   --   --   --   --
nominations:upload-finish POST key=upload    | in   --   409  --   --   --   --   --   --   --
nominations:receipt-read                     | in   --   ok   --   --   --   ok   --   --   --
nominations:receipt-read reference=draft     | in   --   go   --   --   --   --   --   --   --
nominations:receipt-moved                    | in   --   go   --   --   --   go   --   --   --
nominations:receipt-content                  | in   --   ok   --   --   --   ok   --   --   --
nominations:receipt-record                   | in   --   ok   --   --   --   ok   --   --   --
nominations:entry-papers                     | in   --   ok   --   --   --   no   --   --   --
nominations:entry-papers POST                | in   --   --   --   --   --   no   --   --   --
nominations:manage-papers                    | in   no   no   no   no   no   ok   no   no   no
nominations:paper-open POST key=sealed       | in   --   ok   --   --   --   ok   --   --   --
nominations:paper-remove POST key=sealed     | in   --   go   --   --   --   --   --   --   --
nominations:paper-check POST key=sealed      | in   --   --   --   --   --   go   --   --   --
nominations:manage-files                     | in   no   no   no   no   no   ok   no   no   no
nominations:file-screen POST                 | in   no   no   no   no   no   go   no   no   no
nominations:entry-detail                     | in   --   ok   --   --   --   no   --   --   --
nominations:entry-detail reference=draft     | in   --   ok   --   --   --   --   --   --   --
nominations:entry-edit                       | in   --   go   --   --   --   no   --   --   --
nominations:entry-edit reference=draft       | in   --   ok   --   --   --   --   --   --   --
nominations:entry-save                       | 401  --   ok   --   --   --   no   --   --   --
nominations:entry-save POST                  | 401  --   409  --   --   --   no   --   --   --
nominations:entry-preview                    | in   --   ok   --   --   --   no   --   --   --
nominations:entry-submit POST                | in   --   go   --   --   --   no   --   --   --
nominations:entry-reopen POST                | in   --   go   --   --   --   no   --   --   --
nominations:entry-withdraw POST              | in   --   go   --   --   --   no   --   --   --
nominations:entry-ceremony                   | in   --   ok   --   --   --   no   --   --   --
nominations:entry-ceremony reference=draft   | in   --   --   --   --   --   --   --   --   --
nominations:entry-ceremony POST              | in   --   ok   --   --   --   no   --   --   --
nominations:entry-declarations               | in   --   ok   --   --   --   no   --   --   --
nominations:entry-declarations POST          | in   --   go   --   --   --   no   --   --   --
nominations:entry-declarations reference=draft | in   --   ok   --   --   --   --   --   --   --
nominations:correction-send POST             | in   --   go   --   --   --   no   --   --   --
nominations:reply-send POST                  | in   --   422  --   --   --   no   --   --   --
nominations:eligibility-desk                 | in   no   no   no   no   no   ok   no   no   no
nominations:eligibility-next                 | in   no   no   no   no   no   go   no   no   no
nominations:eligibility-check                | in   no   no   no   no   no   ok   no   no   no
nominations:eligibility-check POST           | in   no   no   no   no   no   ok   no   no   no
nominations:eligibility-check reference=draft | in   no   no   no   no   no   --   no   no   no
nominations:eligibility-hold POST            | in   no   no   no   no   no   go   no   no   no
nominations:eligibility-again POST           | in   no   no   no   no   no   go   no   no   no
nominations:eligibility-passed               | in   no   no   no   no   no   ok   no   no   no
nominations:eligibility-passed POST          | in   no   no   no   no   no   go   no   no   no
nominations:rule-list                        | in   no   no   no   no   no   ok   no   no   no
nominations:rule-list POST                   | in   no   no   no   no   no   ok   no   no   no
nominations:rules-fill POST                  | in   no   no   no   no   no   go   no   no   no
nominations:rule-new                         | in   no   no   no   no   no   ok   no   no   no
nominations:rule-new POST                    | in   no   no   no   no   no   ok   no   no   no
nominations:rule-change code=rule            | in   no   no   no   no   no   ok   no   no   no
nominations:rule-change POST code=rule       | in   no   no   no   no   no   ok   no   no   no
nominations:rule-act POST code=rule          | in   no   no   no   no   no   go   no   no   no
nominations:declaration-new                  | in   no   no   no   no   no   ok   no   no   no
nominations:declaration-new POST             | in   no   no   no   no   no   ok   no   no   no
nominations:declaration-change code=declaration | in   no   no   no   no   no   ok   no   no   no
nominations:declaration-change POST code=declaration | in   no   no   no   no   no   ok   no   no   no
nominations:declaration-act POST code=declaration | in   no   no   no   no   no   go   no   no   no
nominations:entry-history                    | in   --   ok   --   --   --   no   --   --   --
nominations:entry-history POST               | in   --   --   --   --   --   no   --   --   --
nominations:entry-collaborators              | in   --   ok   --   --   --   no   --   --   --
nominations:collaborator-remove POST         | in   --   --   --   --   --   no   --   --   --
nominations:manage-entries                   | in   no   no   no   no   no   ok   no   no   no
nominations:entries-bulk                     | in   no   no   no   no   no   ok   no   no   no
nominations:entries-bulk POST                | in   no   no   no   no   no   --   no   no   no
nominations:bulk-undo POST                   | in   no   no   no   no   no   --   no   no   no
nominations:view-save POST                   | in   no   no   no   no   no   go   no   no   no
nominations:view-rename POST                 | in   no   no   no   no   no   --   no   no   no
nominations:view-remove POST                 | in   no   no   no   no   no   --   no   no   no
nominations:manage-history                   | in   no   no   no   no   no   ok   no   no   no
nominations:manage-history reference=draft   | in   no   no   no   no   no   --   no   no   no
nominations:entry-behalf                     | in   no   no   no   no   no   ok   no   no   no
nominations:entry-behalf POST                | in   no   no   no   no   no   422  no   no   no
nominations:draft-behalf                     | in   no   no   no   no   no   ok   no   no   no
nominations:draft-behalf POST                | in   no   no   no   no   no   ok   no   no   no
nominations:entry-behalf reference=draft     | in   no   no   no   no   no   --   no   no   no
nominations:manage-charts                    | in   no   no   no   no   no   ok   no   no   no
nominations:manage-extensions                | in   no   no   no   no   no   ok   no   no   no
nominations:export-create POST               | in   no   no   no   no   no   --   no   no   no
nominations:export-detail                    | in   no   no   no   no   no   --   no   no   no
nominations:export-file                      | in   no   no   no   no   no   --   no   no   no
nominations:manage-entry                     | in   no   no   no   no   no   ok   no   no   no
nominations:manage-entry reference=draft     | in   no   no   no   no   no   --   no   no   no
nominations:entry-extend POST                | in   no   no   no   no   no   422  no   no   no
nominations:note-add POST                    | in   no   no   no   no   no   go   no   no   no
nominations:note-remove POST                 | in   no   no   no   no   no   --   no   no   no
nominations:manage-import                    | in   no   no   no   no   no   ok   no   no   no
nominations:import-map                       | in   no   no   no   no   no   --   no   no   no
nominations:import-map POST                  | in   no   no   no   no   no   --   no   no   no
nominations:manage-import POST               | in   no   no   no   no   no   ok   no   no   no
nominations:import-show                      | in   no   no   no   no   no   --   no   no   no
nominations:import-rest                      | in   no   no   no   no   no   --   no   no   no
nominations:import-undo POST                 | in   no   no   no   no   no   --   no   no   no
nominations:form-builder                     | in   no   no   no   no   no   ok   no   no   no
nominations:form-fill POST                   | in   no   no   no   no   no   go   no   no   no
nominations:form-preview                     | in   no   no   no   no   no   ok   no   no   no
nominations:question-new                     | in   no   no   no   no   no   ok   no   no   no
nominations:question-new POST                | in   no   no   no   no   no   ok   no   no   no
nominations:question-change code=question    | in   no   no   no   no   no   ok   no   no   no
nominations:question-act POST code=question  | in   no   no   no   no   no   go   no   no   no
""",
    "judging": """
                                              anon outs entr oent judg conf orga oorg regi oper
judging:judge-home                           | go   --   --   --   ok   ok   --   --   --   --
judging:judge-link                           | ok
judging:judge-invitation                     | 410
judging:invitation-calendar                  | 410
judging:judge-sign-in                        | 410
judging:judge-session                        | ok
judging:judge-session POST                   | bad
judging:judge-profile                        | go   --   --   --   ok   ok   --   --   --   --
judging:own-scores                           | go   --   --   --   ok   ok   --   --   --   --
judging:receipts-show                        | go   --   --   --   ok   ok   --   --   --   --
judging:receipts-read                        | go   --   --   --   ok   ok   --   --   --   --
judging:receipt-check                        | ok
judging:discussion-show                      | go   --   --   --   --   --   --   --   --   --
judging:rules-edit                           | in   --   --   --   --   --   ok   --   --   --
judging:kind-choose                          | in   --   --   --   --   --   ok   --   --   --
judging:kind-choose POST                     | in   --   --   --   --   --   422  --   --   --
judging:own-picture                          | go   --   --   --   ok   --   --   --   --   --
judging:chair-panels                         | go   --   --   --   ok   --   --   --   --   --
judging:chair-panels POST                    | go   --   --   --   no   --   --   --   --   --
judging:sample-score                         | go   --   --   --   ok   --   --   --   --   --
judging:sample-score POST                    | go   --   --   --   422  --   --   --   --   --
judging:sample-save POST                     | 401  409  409  409  409  409  409  409  409  409
judging:sample-discuss POST                  | go   --   --   --   go   --   --   --   --   --
judging:sample-conflict POST                 | go   --   --   --   go   --   --   --   --   --
judging:final-show                           | go   --   --   --   ok   ok   go   --   --   --
judging:final-clock                          | 401  --   --   --   ok   ok   ok   --   --   --
judging:final-run                            | in   --   --   --   --   --   ok   --   --   --
judging:final-run POST                       | in   --   --   --   --   --   422  --   --   --
judging:final-move POST                      | in   --   --   --   --   --   go   --   --   --
judging:final-attend POST                    | in   --   --   --   --   --   go   --   --   --
judging:final-attend POST assignment=conflicted | in --   --   --   --   --   go   --   --   --
judging:calibration-manage                   | in   --   --   --   --   --   ok   --   --   --
judging:calibration-manage POST              | in   --   --   --   --   --   422  --   --   --
judging:jury-import                          | in   --   --   --   --   --   ok   --   --   --
judging:jury-import POST                     | in   --   --   --   --   --   422  --   --   --
judging:jury-import-show                     | in   --   --   --   --   --   --   --   --   --
judging:jury-import-rest                     | in   --   --   --   --   --   --   --   --   --
judging:jury-import-undo POST                | in   --   --   --   --   --   --   --   --   --
judging:jury-planned                         | in   --   --   --   --   --   ok   --   --   --
judging:jury-planned POST                    | in   --   --   --   --   --   go   --   --   --
judging:jury-open POST                       | in   --   --   --   --   --   go   --   --   --
judging:jury-show                            | ok
judging:jury-picture                         | ok
judging:judge-titles                         | go   --   --   --   ok   ok   --   --   --   --
judging:ballot-compare                       | go   --   --   --   ok   ok   --   --   --   --
judging:ballot-edit                          | go   --   --   --   ok   --   --   --   --   --
judging:ballot-edit assignment=conflicted    | go   --   --   --   --   --   --   --   --   --
judging:ballot-edit POST                     | go   --   --   --   go   --   --   --   --   --
judging:pair-edit                            | go   --   --   --   go   --   --   --   --   --
judging:pair-save POST                       | 401  --   --   --   422  --   --   --   --   --
judging:ballot-save POST                     | 401  409  409  409  ok   409  409  409  409  409
judging:ballot-take-back POST                | go   --   --   --   go   --   --   --   --   --
judging:ballot-history                       | go   --   --   --   ok   --   --   --   --   --
judging:conflict-declare                     | go   --   --   --   ok   --   --   --   --   --
judging:conflict-declare assignment=conflicted | go --   --   --   --   --   --   --   --   --
judging:sample-file-read                     | go   --   --   --   ok   --   --   --   --   --
judging:sample-file-part                     | go   --   --   --   ok   --   --   --   --   --
judging:file-read                            | go   --   --   --   ok   --   --   --   --   --
judging:file-read assignment=conflicted      | go   --   --   --   --   --   --   --   --   --
judging:file-part                            | go   --   --   --   ok   --   --   --   --   --
judging:file-part assignment=conflicted      | go   --   --   --   --   --   --   --   --   --
judging:jury-list                            | in   --   --   --   --   --   ok   --   --   --
judging:jury-invite POST                     | in   --   --   --   --   --   422  --   --   --
judging:jury-many POST                       | in   --   --   --   --   --   go   --   --   --
judging:jury-edit                            | in   --   --   --   --   --   ok   --   --   --
judging:invitation-edit                      | in   --   --   --   --   --   ok   --   --   --
judging:conflict-list                        | in   --   --   --   --   --   ok   --   --   --
judging:conflict-record POST                 | in   --   --   --   --   --   422  --   --   --
judging:host-share POST                      | in   --   --   --   --   --   422  --   --   --
judging:host-unshare POST                    | in   --   --   --   --   --   go   --   --   --
judging:conflict-overrule POST               | in   --   --   --   --   --   go   --   --   --
judging:judge-remind POST                    | in   --   --   --   --   --   go   --   --   --
judging:assignment-list                      | in   --   --   --   --   --   ok   --   --   --
judging:assignment-run POST                  | in   --   --   --   --   --   422  --   --   --
judging:assignment-move POST                 | in   --   --   --   --   --   go   --   --   --
judging:assignment-move POST assignment=conflicted | in -- --   --   --   --   go   --   --   --
judging:assignment-add POST                  | in   --   --   --   --   --   go   --   --   --
judging:panel-list                           | in   --   --   --   --   --   ok   --   --   --
judging:panel-edit                           | in   --   --   --   --   --   ok   --   --   --
judging:panel-edit POST                      | in   --   --   --   --   --   go   --   --   --
judging:board-hints                          | in   --   --   --   --   --   ok   --   --   --
judging:judge-watch                          | in   --   --   --   --   --   ok   --   --   --
judging:judge-watch POST                     | in   --   --   --   --   --   422  --   --   --
judging:second-look POST                     | in   --   --   --   --   --   go   --   --   --
judging:entry-watch                          | in   --   --   --   --   --   ok   --   --   --
judging:progress-board                       | in   --   --   --   --   --   ok   --   --   --
judging:progress-board POST                  | in   --   --   --   --   --   go   --   --   --
judging:results-show                         | in   --   --   --   --   --   ok   --   --   --
judging:result-entry                         | in   --   --   --   --   --   ok   --   --   --
judging:result-judges                        | in   --   --   --   --   --   ok   --   --   --
judging:result-firmness                      | in   --   --   --   --   --   ok   --   --   --
judging:result-ties                          | in   --   --   --   --   --   ok   --   --   --
judging:result-ties POST                     | in   --   --   --   --   --   go   --   --   --
judging:judge-chair                          | go   --   --   --   ok   --   --   --   --   --
judging:judge-chair POST                     | go   --   --   --   go   --   --   --   --   --
judging:result-try                           | in   --   --   --   --   --   ok   --   --   --
judging:close-calls                          | in   --   --   --   --   --   ok   --   --   --
judging:shortlist                            | in   --   --   --   --   --   ok   --   --   --
judging:shortlist POST                       | in   --   --   --   --   --   ok   --   --   --
judging:autopilot                            | in   --   --   --   --   --   ok   --   --   --
judging:autopilot POST                       | in   --   --   --   --   --   go   --   --   --
judging:method-show                          | in   --   --   --   --   --   ok   --   --   --
judging:method-show POST                     | in   --   --   --   --   --   go   --   --   --
judging:scores-export                        | in   --   --   --   --   --   ok   --   --   --
judging:close-call-ask POST                  | in   --   --   --   --   --   --   --   --   --
judging:statistics-show edition=published    | ok
judging:statistics-show                      | --
judging:result-how edition=published         | ok
judging:result-how                           | --
judging:bundle-read                          | --
signing-keys                                 | --
verifier-read                                | ok
judging:verifier-show                        | ok
judging:certificate-recipients               | in   --   --   --   --   --   ok   --   --   --
judging:certificate-recipients POST          | in   --   --   --   --   --   go   --   --   --
judging:decision-list                        | in   --   --   --   --   --   ok   --   --   --
judging:prizes-propose                       | in   --   --   --   --   --   ok   --   --   --
judging:prizes-propose POST                  | in   --   --   --   --   --   go   --   --   --
judging:overall-edit                         | in   --   --   --   --   --   ok   --   --   --
judging:overall-edit POST                    | in   --   --   --   --   --   422  --   --   --
judging:overall-take POST                    | in   --   --   --   --   --   go   --   --   --
judging:feedback-desk                        | in   --   --   --   --   --   ok   --   --   --
judging:feedback-rules POST                  | in   --   --   --   --   --   422  --   --   --
judging:feedback-read POST ballot=read_ballot | in   --   --   --   --   --   422  --   --   --
judging:feedback-show                        | in   --   ok   --   --   --   no   --   --   --
judging:feedback-show reference=other_entry  | in   --   --   ok   --   --   no   --   --   --
judging:feedback-show POST                   | in   --   go   --   --   --   no   --   --   --
judging:decision-edit                        | in   --   --   --   --   --   ok   --   --   --
judging:decision-edit POST                   | in   --   --   --   --   --   go   --   --   --
judging:list-preview                         | in   --   --   --   --   --   ok   --   --   --
judging:how-preview                         | in   --   --   --   --   --   ok   --   --   --
""",
}
WORDS = {"ok": 200, "no": 403, "--": 404, "bad": 400}
# Parameters that mean something in one address only.
FOR_ADDRESS: dict[str, dict[str, Any]] = {
    "account_confirm_email": {"key": "unknown"},
    "judging:judge-invitation": {"token": "unknown"},
    "sign-in-link": {"token": "unknown"},
    "privacy-prove": {"token": "unknown"},
    "provider-start": {"provider": "unknown"},
    "provider-link": {"provider": "unknown"},
    "provider-callback": {"provider": "unknown"},
    "provider-unlink": {"pk": 1},
    "judging:invitation-calendar": {"token": "unknown"},
    "judging:judge-sign-in": {"token": "unknown"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "unknown"},
    "awards:credential-verify": {"code": "unknown"},
    "awards:credential-pdf": {"code": "unknown"},
    "awards:credential-jwt": {"code": "unknown"},
    "awards:wording-change": {"kind": "winner"},
    "awards:credential-mail": {"kind": "winner"},
    "judging:certificate-recipients": {"kind": "winner"},
    "credential-status": {"part": 0},
    "credential-key": {"kid": "unknown"},
    "calendar-feed": {"token": "unknown"},
    "reminders-rule": {"kind": "closing"},
    "reminders-send": {"kind": "ballots"},
    "dsure:part-list": {"part": "makers"},
    "dsure:part-add": {"part": "makers"},
    "dsure:part-edit": {"part": "makers"},
    "dsure:subscription-confirm": {"token": "unknown"},
    "dsure:unsubscribe": {"token": "unknown"},
    "awards:unsubscribe": {"token": "unknown"},
    "accounts:message": {"pk": 0},
}


@dataclass(frozen=True)
class Line:
    name: str
    method: str
    given: tuple[tuple[str, str], ...]
    expected: dict[str, str]

    def is_read_by(self, role: str) -> bool:
        return self.method == "GET" and self.expected[role] == "ok"

    def __str__(self) -> str:
        return " ".join(
            [self.name, self.method, *(f"{key}={thing}" for key, thing in self.given)]
        )

    def address(self, world: World, language: str = "th") -> str:
        things = {**world.things, **FOR_ADDRESS.get(self.name, {})}
        given = dict(self.given)
        kwargs = {
            key: things[given.get(key, key)] for key in parameters_by_name()[self.name]
        }
        with override(language):
            return reverse(self.name, kwargs=kwargs)


def lines(table: str) -> Iterator[Line]:
    for text in table.splitlines():
        if "|" in text:
            left, _, right = text.partition("|")
            name, *more = left.split()
            words = right.split()
            assert len(words) in (1, len(ROLES)), (
                f"{name}: {len(words)} words for {len(ROLES)} roles"
            )
            words = words * len(ROLES) if len(words) == 1 else words
            method = "POST" if "POST" in more else "GET"
            given = tuple(
                (key, thing)
                for key, _, thing in (word.partition("=") for word in more)
                if thing
            )
            yield Line(name, method, given, dict(zip(ROLES, words, strict=True)))


@cache
def all_lines() -> tuple[Line, ...]:
    return tuple(line for table in TABLES.values() for line in lines(table))


def patterns(
    resolver: URLResolver | None = None, space: str = ""
) -> Iterator[tuple[str, URLPattern, dict[str, Any]]]:
    """Every address of the site: name, pattern and all its parameters."""
    resolver = resolver or get_resolver()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            for name, leaf, above in patterns(pattern, inner):
                yield (
                    name,
                    leaf,
                    {**pattern.pattern.converters, **regex_groups(pattern), **above},
                )
        else:
            yield (
                f"{space}{pattern.name}",
                pattern,
                {**pattern.pattern.converters, **regex_groups(pattern)},
            )


def regex_groups(pattern: URLPattern | URLResolver) -> dict[str, Any]:
    """Named groups of addresses written as regular expressions; a language prefix has none."""
    regex = getattr(pattern.pattern, "_regex", None)
    return (
        dict.fromkeys(pattern.pattern.regex.groupindex)
        if isinstance(regex, str)
        else {}
    )


@cache
def parameters_by_name() -> dict[str, list[str]]:
    """Of the first address of each name."""
    found: dict[str, list[str]] = {}
    for name, _pattern, keys in patterns():
        found.setdefault(name, list(keys))
    return found


def as_word(response: Any) -> str:
    """The status in the table's words."""
    if response.status_code in (301, 302, 303):
        return "in" if "/account/login/" in response["Location"] else "go"
    return next(
        (word for word, status in WORDS.items() if status == response.status_code),
        str(response.status_code),
    )
