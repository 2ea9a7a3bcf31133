"""In which area of the work each organiser's address stands: with ``awards.roles`` it
says who of an edition's organisers reads and who acts there.

An address of organisers that stands in no area fails the test.
"""

from __future__ import annotations

from awards.roles import Area

AREAS = {
    Area.TEAM: """
        edition-copy edition-delete awards:organiser-list awards:organiser-role awards:organiser-remove
    """,
    Area.SETUP: """
        edition-home awards:edition-dates edition-setup edition-open edition-draft
        awards:edition-overview awards:edition-change awards:change-answer
        awards:weights-index awards:weights-change
        awards:category-list awards:category-new awards:category-change
        awards:category-remove awards:criterion-list awards:criterion-new
        awards:criterion-change awards:criterion-remove awards:round-list
        awards:round-change awards:level-list awards:level-new awards:level-change
        awards:level-remove
        nominations:rule-list nominations:rules-fill nominations:rule-new
        nominations:rule-change nominations:rule-act nominations:declaration-new
        nominations:declaration-change nominations:declaration-act
        nominations:form-builder nominations:form-fill nominations:form-preview
        nominations:question-new nominations:question-change nominations:question-act
    """,
    Area.FACE: """
        mail-words mail-word mail-word-check mail-word-preview
        awards:identity-change awards:partner-new awards:partner-change
        awards:partner-remove awards:page-list awards:page-new awards:page-change
        awards:page-remove
    """,
    Area.ENTRIES: """
        nominations:attachment-read nominations:attachment-part
        nominations:receipt-read nominations:receipt-moved nominations:receipt-content nominations:receipt-record
        nominations:manage-entries nominations:entries-bulk nominations:view-save
        nominations:manage-history nominations:entry-behalf nominations:draft-behalf
        nominations:manage-charts nominations:manage-extensions
        nominations:manage-entry nominations:entry-extend nominations:manage-import
    """,
    Area.ELIGIBILITY: """
        nominations:manage-files nominations:file-screen nominations:note-add
        nominations:manage-papers nominations:paper-open nominations:paper-check
        nominations:eligibility-desk nominations:eligibility-next
        nominations:eligibility-check nominations:eligibility-hold
        nominations:eligibility-again nominations:eligibility-passed
    """,
    Area.JUDGING: """
        judging:rules-edit judging:kind-choose judging:final-show judging:final-clock judging:final-run
        judging:final-move judging:final-attend judging:calibration-manage
        judging:jury-planned judging:jury-import judging:jury-import-show
        judging:jury-import-rest judging:jury-import-undo judging:jury-open judging:jury-list judging:jury-edit
        judging:jury-many
        judging:invitation-edit judging:conflict-list judging:host-unshare
        judging:conflict-overrule judging:judge-remind judging:assignment-list
        judging:assignment-move judging:assignment-add judging:panel-list
        judging:panel-edit judging:board-hints judging:judge-watch
        judging:entry-watch judging:second-look judging:progress-board
    """,
    Area.RESULTS: """
        edition-ledger ledger-csv
        judging:results-show judging:result-entry judging:result-judges
        judging:result-firmness judging:result-ties judging:result-try
        judging:close-calls judging:autopilot judging:shortlist judging:method-show judging:scores-export
        judging:decision-list judging:prizes-propose judging:overall-edit
        judging:overall-take judging:feedback-desk judging:decision-edit
        judging:list-preview judging:how-preview
    """,
    Area.WINNERS: """
        judging:picture-change judging:story-change judging:picture-show
        judging:words-change judging:list-english
        awards:stage-show awards:stage-plan awards:stage-script awards:stage-paper
        awards:stage-word
    """,
    Area.MAILS: """
        reminders reminders-preview reminders-rule reminders-send
        broadcast-list broadcast-new broadcast-show broadcast-group broadcast-words
        broadcast-check broadcast-preview broadcast-people broadcast-file broadcast-act
        mails mails-act mails-test unreachable unreachable-act
    """,
    Area.PUBLICATION: """
        judging:list-index judging:list-show judging:list-mails judging:list-mail
        judging:list-schedule judging:list-correct judging:list-approve
        judging:list-unschedule judging:list-discard judging:certificate-recipients
        awards:credential-list awards:wording-change awards:credential-mail
        awards:credential-follow awards:package-request awards:package-show
        awards:credential-revoke
    """,
}
AREA_OF = {name: area for area, names in AREAS.items() for name in names.split()}
