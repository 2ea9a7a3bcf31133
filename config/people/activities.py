"""The record of processing (PDPA s. 39) as data: what is done with personal data here, and
in which tables they stand. A test holds that every table of the site is named here or in
``NOT_PERSONAL``.
"""

from __future__ import annotations

from awards.language.bilingual import Both
from config.people.activity import (
    BY_MAIL,
    CONSENT,
    LEGAL_DUTY,
    MAIL_SERVICE,
    NOBODY_ELSE,
    PUBLIC_TASK,
    SECURITY,
    STAYS_HERE,
    UNTIL_ERASED,
    Activity,
    labels,
)

ACTIVITIES = (
    Activity(
        code="accounts",
        title=Both("บัญชีผู้ใช้และการเข้าสู่ระบบ", "Accounts and signing in"),
        purpose=Both(
            "ให้บุคคลเข้าสู่ระบบ และรักษาความปลอดภัยของบัญชี",
            "To let people in, and to keep accounts safe",
        ),
        persons=Both(
            "ผู้มีบัญชีทุกคน: ผู้ส่งผลงาน กรรมการ ผู้จัด ผู้ดูแลระบบ",
            "Everyone with an account: entrants, judges, organisers, operators",
        ),
        data=Both(
            "อีเมล ชื่อ ภาษา ค่าแฮชของรหัสผ่าน เบราว์เซอร์ หมายเลขอินเทอร์เน็ต เวลาใช้งาน",
            "Email, names, language, hash of the password, browser, Internet address, when seen",
        ),
        basis=PUBLIC_TASK,
        recipients=NOBODY_ELSE,
        abroad=STAYS_HERE,
        kept=Both(
            "บัญชี: จนกว่าบุคคลจะขอให้ลบ การเข้าสู่ระบบ: จนกว่าจะสิ้นสุดเวลา",
            "The account: until its erasure is asked for. Sessions and links: until they end",
        ),
        tables=(
            *labels("accounts", "user signinlink signuporigin"),
            *labels("account", "emailaddress emailconfirmation"),
            "usersessions.usersession",
            "sessions.session",
            "judging.judgelink",
            *labels("mfa", "authenticator"),
            *labels("socialaccount", "socialaccount socialapp socialtoken"),
        ),
    ),
    Activity(
        code="consents",
        title=Both("ความยินยอมและช่องทางที่เลือก", "Consents and chosen channels"),
        purpose=Both(
            "พิสูจน์ว่าผู้ใดได้อ่านหรือยินยอมสิ่งใดเมื่อใด และส่งเฉพาะที่เลือกรับ",
            "To prove who read and agreed to what and when, and to send only what was chosen",
        ),
        persons=Both("ผู้มีบัญชีทุกคน", "Everyone with an account"),
        data=Both(
            "ฉบับของประกาศที่อ่าน ความยินยอม วันที่ถอน ช่องทาง บัญชี LINE ที่เชื่อม",
            "Versions read, consents, when withdrawn, channels, a linked LINE account",
        ),
        basis=LEGAL_DUTY,
        recipients=MAIL_SERVICE,
        abroad=BY_MAIL,
        kept=UNTIL_ERASED,
        tables=(
            *labels("accounts", "consent noticeseen"),
            *labels("outbox", "preference suppression linelink linecode"),
        ),
    ),
    Activity(
        code="entries",
        title=Both("ผลงานที่ส่งเข้าประกวด", "Entries"),
        purpose=Both(
            "รับผลงานและติดต่อผู้ส่งผลงาน", "To receive entries and reach their entrants"
        ),
        persons=Both(
            "ผู้ส่งผลงาน ผู้ร่วมแก้ไข ผู้ประสานงาน และบุคคลที่กล่าวถึงในผลงานและไฟล์",
            "Entrants, collaborators, contact persons, and people named in entries and files",
        ),
        data=Both(
            "หน่วยงาน ชื่อและโทรศัพท์ผู้ประสานงาน เนื้อหาผลงาน ไฟล์ ประวัติการแก้ไข คำรับรอง",
            "Organisation, contact name and telephone, what entries say, files, history, declarations",
        ),
        basis=PUBLIC_TASK,
        recipients=Both(
            "กรรมการที่ได้รับมอบหมาย (ปกปิดชื่อในรอบที่กำหนด) ผู้จัด และสาธารณชนเฉพาะผู้ได้รับรางวัล",
            "Judges assigned to them (without names in blind rounds), organisers, and of winners the public",
        ),
        abroad=STAYS_HERE,
        kept=Both(
            "ผลงานที่ส่งแล้วเก็บเป็นเอกสารราชการ โดยไม่มีชื่อผู้ประสานงาน",
            "Entries that were submitted stay as public records, without their contact persons",
        ),
        retention=("drafts", "contacts", "files", "papers"),
        tables=labels(
            "nominations",
            "organisation member entry collaborator revision answer ruleanswer attachment "
            "preparation pageimage upload receipt searchtext agreement reply correction "
            "entrycategory identitypaper",
        ),
        security=Both(
            f"{SECURITY.th} เอกสารแสดงตนเข้ารหัสด้วยกุญแจนอกฐานข้อมูล และบันทึกทุกครั้งที่เปิด",
            f"{SECURITY.en}; identity papers are encrypted with a key outside the database, each look recorded",
        ),
    ),
    Activity(
        code="desk",
        title=Both("งานตรวจของผู้จัด", "Organisers’ work on entries"),
        purpose=Both(
            "ตรวจคุณสมบัติ จดบันทึก นำเข้าและส่งออกผลงาน",
            "To check eligibility, to note, to import and export entries",
        ),
        persons=Both(
            "ผู้จัด ผู้ตรวจ และผู้ส่งผลงานที่อยู่ในไฟล์นำเข้า",
            "Organisers, readers, and entrants in imported files",
        ),
        data=Both(
            "ผู้ใดตรวจสิ่งใดเมื่อใด ความเห็น บันทึก ตารางที่นำเข้าและส่งออก",
            "Who checked what and when, verdicts, notes, imported and exported tables",
        ),
        basis=PUBLIC_TASK,
        recipients=NOBODY_ELSE,
        abroad=STAYS_HERE,
        kept=Both(
            "ผลการตรวจเก็บไว้กับผลงาน",
            "Verdicts stay with their entries",
        ),
        retention=("exports", "imports"),
        tables=labels(
            "nominations",
            "verdict hold note savedview bulkact importfile entryimport importedentry "
            "export rememberedcolumn declarationtext",
        ),
    ),
    Activity(
        code="judging",
        title=Both("การตัดสิน", "Judging"),
        purpose=Both(
            "เชิญกรรมการ มอบหมายผลงาน ตัดสิน และตรวจการมีส่วนได้เสีย",
            "To invite judges, assign entries, score them, and find conflicts of interest",
        ),
        persons=Both(
            "กรรมการและผู้ได้รับเชิญเป็นกรรมการ", "Judges, and those invited to judge"
        ),
        data=Both(
            "หน่วยงาน ความเชี่ยวชาญ ความเกี่ยวข้อง ภาพและประวัติ คะแนน ความเห็น การงดออกเสียง",
            "Organisation, expertise, connections, picture and biography, scores, comments, recusals",
        ),
        basis=PUBLIC_TASK,
        recipients=Both(
            "ผู้จัด ผู้ส่งผลงานเห็นความเห็นโดยไม่มีชื่อ สาธารณชนเห็นรายชื่อกรรมการที่ยินยอม",
            "Organisers; entrants read comments without names; the public reads judges who agreed",
        ),
        abroad=STAYS_HERE,
        kept=Both(
            "คะแนนเก็บไว้ตามผลการตัดสิน โดยไม่มีชื่อเมื่อขอให้ลบ",
            "Ballots stay as results rest on them, nameless once erasure is asked for",
        ),
        retention=("judges", "comments", "feedback"),
        tables=labels(
            "judging",
            "judge plannedjudge assignment ballot ballotversion score comparison comment conflict "
            "extension trial sampleremark remark chairvote juryimport importedjudge "
            "feedbackrequest extrastep extraseat jurypage calibration methodlock methodchange sharedhost "
            "resultline resultremark resultrun resultsecret resulttable",
        ),
    ),
    Activity(
        code="results",
        title=Both("ผลการตัดสิน ประกาศ และเกียรติบัตร", "Results, lists and certificates"),
        purpose=Both(
            "ตัดสินรางวัล ประกาศผล มอบเกียรติบัตร และจัดพิธี",
            "To decide, publish winners, hand out certificates and hold the ceremony",
        ),
        persons=Both(
            "ผู้ได้รับรางวัล ผู้รับรางวัลในพิธี กรรมการที่ได้รับเกียรติบัตร ผู้อนุมัติ",
            "Winners, who receives prizes, judges who get a certificate, who approved",
        ),
        data=Both(
            "ชื่อหน่วยงานและผลงาน ชื่อผู้รับรางวัล ภาพ ชื่อบนเกียรติบัตร",
            "Names of organisations and works, receivers’ names, pictures, names on certificates",
        ),
        basis=PUBLIC_TASK,
        recipients=Both("สาธารณชน", "The public"),
        abroad=Both(
            "เผยแพร่บนอินเทอร์เน็ต จึงอ่านได้จากทุกประเทศ",
            "Published on the Internet, so read from every country",
        ),
        kept=Both(
            "รายชื่อที่ประกาศและเกียรติบัตรเก็บไว้ตลอดไป",
            "Published lists and certificates stay for ever",
        ),
        retention=("ceremony",),
        tables=(
            *labels("awards", "winner winnerlist credential package stageword wording"),
            *labels("judging", "decision overalldecision resultbundle"),
        ),
    ),
    Activity(
        code="mails",
        title=Both("อีเมลและข้อความ", "Emails and messages"),
        purpose=Both(
            "แจ้งสิ่งที่ต้องทราบหรือต้องทำ เตือนก่อนกำหนด และส่งข่าวแก่ผู้ยินยอม",
            "To tell what must be known or done, to remind, and to send news to those who agreed",
        ),
        persons=Both(
            "ผู้รับอีเมลทุกคน ผู้เขียนข้อความ", "Everyone mails go to, and who writes them"
        ),
        data=Both(
            "ที่อยู่ เนื้อความ สถานะการส่ง วันในปฏิทิน",
            "Address, text, what became of it, dates in calendars",
        ),
        basis=Both(
            f"{PUBLIC_TASK.th} ข่าว: {CONSENT.th}",
            f"{PUBLIC_TASK.en}; news: {CONSENT.en}",
        ),
        recipients=MAIL_SERVICE,
        abroad=BY_MAIL,
        kept=Both(
            "หลักฐานการส่งเก็บไว้ ส่วนเนื้อความลบตามกำหนด",
            "That it was sent stays; its text is deleted when due",
        ),
        retention=("mails", "recipients"),
        tables=(
            *labels("outbox", "message lineevent"),
            *labels(
                "awards",
                "broadcast broadcastrecipient digest reminded calendardate "
                "calendaraddress mailwording",
            ),
        ),
    ),
    Activity(
        code="organisers",
        title=Both("ผู้จัดการประกวด", "People who run an edition"),
        purpose=Both(
            "กำหนดว่าผู้ใดทำสิ่งใดได้ และติดต่อหน่วยงาน",
            "To say who may do what, and how to reach the organisation",
        ),
        persons=Both("ผู้จัดและผู้ติดต่อของหน่วยงาน", "Organisers and office contacts"),
        data=Both(
            "บทบาท ผู้แต่งตั้ง อีเมลและโทรศัพท์ของหน่วยงาน",
            "Role, who named them, office email and telephone",
        ),
        basis=PUBLIC_TASK,
        recipients=Both(
            "สาธารณชนเห็นข้อมูลติดต่อหน่วยงาน", "The public reads office contacts"
        ),
        abroad=STAYS_HERE,
        kept=UNTIL_ERASED,
        tables=labels("awards", "organiser pendingchange identity"),
    ),
    Activity(
        code="register",
        title=Both("ทะเบียน dSURE", "The dSURE register"),
        purpose=Both(
            "เผยแพร่ผลิตภัณฑ์ที่ได้รับใบรับรอง และแจ้งข่าวแก่ผู้สมัครรับ",
            "To publish certified products, and to tell subscribers",
        ),
        persons=Both(
            "นายทะเบียน ผู้ติดต่อของผู้ผลิต ผู้สมัครรับข่าว",
            "Registrars, makers’ contacts, subscribers",
        ),
        data=Both(
            "อีเมล ชื่อหน่วยงาน ผู้ที่ทำรายการในทะเบียน",
            "Email, name of the maker, who acted in the register",
        ),
        basis=Both(
            f"{PUBLIC_TASK.th} การสมัครรับข่าว: {CONSENT.th}",
            f"{PUBLIC_TASK.en}; subscriptions: {CONSENT.en}",
        ),
        recipients=Both(
            "สาธารณชนเห็นผลิตภัณฑ์และผู้ผลิต", "The public reads products and makers"
        ),
        abroad=BY_MAIL,
        kept=Both(
            "ทะเบียนเก็บไว้ตลอดไป การสมัครรับข่าวจนกว่าจะยกเลิก",
            "The register stays; subscriptions until they end",
        ),
        tables=labels("dsure", "registrar maker subscriber event announcement"),
    ),
    Activity(
        code="audit",
        title=Both("บันทึกที่แก้ไขไม่ได้", "The permanent audit log"),
        purpose=Both(
            "พิสูจน์ว่าผลการตัดสินเกิดขึ้นอย่างไร",
            "To prove how results came about",
        ),
        persons=Both("ผู้ที่กระทำการใดในระบบ", "Everyone who acts in the system"),
        data=Both(
            "นามแฝง การกระทำ เวลา ค่าที่มีลายนิ้วมือดิจิทัล",
            "Pseudonym, act, time, values with their fingerprints",
        ),
        basis=PUBLIC_TASK,
        recipients=Both(
            "ผู้ตรวจสอบที่ได้รับชุดข้อมูลผลการตัดสิน ซึ่งไม่มีชื่อ",
            "Whoever checks a result bundle, which names nobody",
        ),
        abroad=STAYS_HERE,
        kept=Both(
            "บันทึกอยู่ตลอดไป ความเชื่อมโยงกับบุคคลลบได้ตามคำขอ",
            "The log stays for ever; its link to a person is erased on request",
        ),
        tables=labels("ledger", "row value actor"),
    ),
    Activity(
        code="rights",
        title=Both("คำขอใช้สิทธิและเหตุละเมิด", "Requests on personal data, and breaches"),
        purpose=Both(
            "ตอบคำขอของเจ้าของข้อมูลส่วนบุคคล และแจ้งเหตุละเมิดข้อมูลส่วนบุคคล",
            "To answer requests of data subjects, and to notify breaches",
        ),
        persons=Both(
            "ผู้ยื่นคำขอ เจ้าหน้าที่คุ้มครองข้อมูลส่วนบุคคล",
            "Who asked, and the officers",
        ),
        data=Both(
            "อีเมล ชื่อ คำขอ คำตอบ และเวลา",
            "Email, name, request, answer, and when",
        ),
        basis=LEGAL_DUTY,
        recipients=Both(
            "สำนักงานคณะกรรมการคุ้มครองข้อมูลส่วนบุคคล เมื่อแจ้งเหตุละเมิด",
            "The Office of the Personal Data Protection Committee, when a breach is notified",
        ),
        abroad=STAYS_HERE,
        kept=Both(
            "ถ้อยคำของคำขอที่ตอบแล้ว 1,095 วัน หลักฐานว่าตอบอย่างไรเก็บไว้",
            "Words of answered requests 1,095 days; how it was decided stays",
        ),
        tables=(
            *labels("accounts", "erasurerequest privacynotice"),
            *labels("awards", "datarequest privacyoffice retentionhold breach"),
        ),
    ),
)
BY_CODE = {activity.code: activity for activity in ACTIVITIES}

# Settings of editions, the register and the machine: they say nothing of a person.
NOT_PERSONAL = frozenset(
    (
        *labels("auth", "permission group"),
        "contenttypes.contenttype",
        "outbox.relay",
        *labels("ledger", "chain signedhead headstamp cosignature"),
        *labels("dsure", "aspect laboratory mark certificate"),
        *labels(
            "awards",
            "edition smart category criterion stageplan prizelevel province reminderrule "
            "reminderclock round weight partner writtenpage recordwording retentionrule "
            "retentionrun rowchange",
        ),
        *labels("nominations", "question rule declaration"),
        *labels(
            "judging",
            "roundrules filetold sample feedbackrules presentation carried autopilot plantrial shortlist shortlisted",
        ),
    )
)


def activity_of(table: str) -> Activity | None:
    """The activity in whose tables a model stands, by its label."""
    return next((one for one in ACTIVITIES if table in one.tables), None)
