"""The seven Smarts as criteria, as a new edition begins with them: what is looked for,
and what low, middle and high mean.

Wording of our own on the scopes of the seven Smarts; organisers change every word of it
per edition.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rubric:
    """Each text as (Thai, English)."""

    looked_for: tuple[str, str]
    low: tuple[str, str]
    middle: tuple[str, str]
    high: tuple[str, str]


RUBRICS = {
    "environment": Rubric(
        looked_for=(
            "ผลงานช่วยให้เมืองดูแลน้ำ อากาศ ของเสีย และสภาพภูมิอากาศ "
            "หรือเฝ้าระวังภัยพิบัติได้ดีขึ้นเพียงใด "
            "มีข้อมูลวัดจริงก่อนและหลังใช้งาน "
            "และประชาชนมีส่วนร่วมอย่างไร",
            "How far the solution improves the city's care for water, air, waste "
            "and climate, or its watch over disasters; "
            "measured before and after, and with the public taking part.",
        ),
        low=(
            "กล่าวถึงสิ่งแวดล้อมเป็นหลักการ ไม่มีข้อมูลวัด หรือเป็นเพียงการติดตั้งอุปกรณ์ที่ยังไม่มีผู้นำข้อมูลไปใช้",
            (
                "Environment is named as an aim only; nothing is measured, or "
                "devices are installed whose data nobody uses."
            ),
        ),
        middle=(
            "มีข้อมูลวัดต่อเนื่องในพื้นที่หนึ่งและหน่วยงานนำไปใช้ตัดสินใจแล้ว "
            "แต่ผลที่เปลี่ยนไปยังเห็นเพียงบางส่วนหรือยังไม่ครบปี",
            (
                "Steady measurements in one area that the city acts on; the change "
                "shown is partial or covers less than a year."
            ),
        ),
        high=(
            "ลดมลพิษ ของเสีย "
            "หรือความเสียหายจากภัยได้ชัดเจนด้วยตัวเลขก่อนและหลังอย่างน้อยหนึ่งปี "
            "ข้อมูลเปิดให้ประชาชนตรวจดูและร่วมแจ้งเหตุได้",
            "Pollution, waste or disaster losses clearly fell, shown by figures "
            "from before and at least a year after; the "
            "public can see the data and report to it.",
        ),
    ),
    "mobility": Rubric(
        looked_for=(
            "ผลงานทำให้การเดินทางและขนส่งสะดวก ปลอดภัย เชื่อมต่อ "
            "และสะอาดขึ้นเพียงใด สำหรับผู้ใช้ถนนทุกกลุ่ม รวมทั้งผู้เดินเท้า เด็ก "
            "ผู้สูงอายุ และคนพิการ",
            "How far travel and transport become convenient, safe, connected and "
            "clean, for everyone on the road: people on "
            "foot, children, older people and people with disabilities among them.",
        ),
        low=(
            "เป็นแนวคิดหรือการทดลองในจุดเดียว ไม่มีข้อมูลเวลาเดินทาง อุบัติเหตุ หรือจำนวนผู้ใช้",
            (
                "An idea or a trial at a single spot, with no data on travel times, "
                "accidents or users."
            ),
        ),
        middle=(
            "ใช้งานจริงในบางเส้นทางหรือบางย่าน "
            "มีผู้ใช้ประจำและเวลาเดินทางหรือความปลอดภัยดีขึ้นบ้าง "
            "แต่ยังไม่เชื่อมกับระบบขนส่งอื่น",
            "In use on some routes or in some districts with regular users and "
            "some gain in time or safety; not yet joined "
            "up with other transport.",
        ),
        high=(
            "ใช้งานทั่วพื้นที่ที่ตั้งเป้า เชื่อมต่อหลายรูปแบบการเดินทาง "
            "เวลาเดินทาง อุบัติเหตุ หรือมลพิษลดลงอย่างพิสูจน์ได้ "
            "และทุกกลุ่มเข้าถึงได้",
            "In use across the whole area it aims at and joining several ways to "
            "travel; travel time, accidents or emissions "
            "fell demonstrably, and every group can use it.",
        ),
    ),
    "living": Rubric(
        looked_for=(
            "ผลงานยกระดับสุขภาพ ความปลอดภัย และคุณภาพชีวิตของคนในเมืองเพียงใด "
            "และออกแบบให้ทุกคนใช้ได้จริงหรือไม่",
            (
                "How far health, safety and the quality of life in the city improve, "
                "and whether everybody can really use it."
            ),
        ),
        low=(
            "ประโยชน์ต่อผู้อยู่อาศัยยังเป็นคำกล่าวอ้าง ไม่ทราบจำนวนผู้ใช้ หรือกลุ่มเปราะบางใช้งานไม่ได้",
            (
                "The benefit to residents is claimed only; the number of users is "
                "unknown, or vulnerable groups cannot use it."
            ),
        ),
        middle=(
            "มีผู้ใช้จริงและได้รับบริการเร็วขึ้นหรือปลอดภัยขึ้น "
            "มีผลสำรวจหรือสถิติประกอบ แต่ยังครอบคลุมเพียงบางกลุ่มหรือบางพื้นที่",
            "Real users are served faster or live more safely, backed by a "
            "survey or statistics; only some groups or areas "
            "are covered.",
        ),
        high=(
            "ผลต่อสุขภาพหรือความปลอดภัยวัดได้และคงอยู่ ครอบคลุมผู้สูงอายุ "
            "คนพิการ และผู้มีรายได้น้อย คุ้มครองข้อมูลส่วนบุคคล "
            "และผู้ใช้พึงพอใจสูง",
            "A measured and lasting effect on health or safety that reaches "
            "older people, people with disabilities and "
            "people on low incomes; personal data are protected and users are well satisfied.",
        ),
    ),
    "people": Rubric(
        looked_for=(
            "ผลงานเพิ่มความรู้ ทักษะ และโอกาสเรียนรู้ตลอดชีวิต ลดความเหลื่อมล้ำ "
            "และเปิดให้ประชาชนมีส่วนร่วมกับเมืองเพียงใด",
            "How far it builds knowledge, skills and lifelong learning, narrows "
            "gaps between people, and opens the city to "
            "their participation.",
        ),
        low=(
            "ประชาชนเป็นเพียงผู้รับข่าวสาร มีการอบรมเป็นครั้งคราวโดยไม่ติดตามผล",
            "People only receive information; occasional training with nothing followed up.",
        ),
        middle=(
            "มีกิจกรรมเรียนรู้หรือช่องทางมีส่วนร่วมต่อเนื่องและมีผู้ใช้สม่ำเสมอ "
            "แต่ยังไม่เห็นชัดว่านำไปสู่ทักษะหรือการตัดสินใจของเมือง",
            "Regular learning or participation with steady use; how it leads to "
            "skills or to the city's decisions is not yet "
            "clear.",
        ),
        high=(
            "ผู้เข้าร่วมได้ทักษะหรือโอกาสที่พิสูจน์ได้ "
            "กลุ่มที่เคยเข้าไม่ถึงได้เข้าร่วมจริง "
            "และความเห็นของประชาชนเปลี่ยนการตัดสินใจของเมืองให้เห็นได้",
            "Participants gained skills or opportunities that are shown; groups "
            "once left out take part, and what people said "
            "visibly changed the city's decisions.",
        ),
    ),
    "energy": Rubric(
        looked_for=(
            "ผลงานทำให้เมืองใช้พลังงานอย่างมีประสิทธิภาพ สมดุล มั่นคง "
            "และสะอาดขึ้นเพียงใด โดยมีหน่วยวัดที่ตรวจสอบได้",
            (
                "How far the city's energy becomes efficient, balanced, secure and "
                "clean, in units that can be checked."
            ),
        ),
        low=(
            "ติดตั้งอุปกรณ์ประหยัดหรือผลิตพลังงานโดยไม่มีข้อมูลการใช้ก่อนและหลัง",
            "Saving or generating equipment is installed without data on use before and after.",
        ),
        middle=(
            "ลดการใช้พลังงานหรือเพิ่มพลังงานสะอาดได้จริงในบางอาคารหรือบางระบบ "
            "มีข้อมูลมิเตอร์ แต่ยังไม่คิดผลตลอดปีหรือต้นทุน",
            "Energy use really fell or clean energy rose in some buildings or "
            "systems, with metered data; a whole year or the "
            "cost is not yet reckoned.",
        ),
        high=(
            "ผลประหยัดหรือการผลิตพลังงานสะอาดยืนยันด้วยมิเตอร์ตลอดปี "
            "คุ้มค่าการลงทุน ระบบจัดการโหลดหรือสำรองไฟได้เมื่อเกิดเหตุ และขยายผลแล้ว",
            "Savings or clean generation confirmed by meters over a whole year "
            "and worth their cost; the system balances load "
            "or holds through an outage, and has already been extended.",
        ),
    ),
    "economy": Rubric(
        looked_for=(
            "ผลงานใช้เทคโนโลยีดิจิทัลสร้างมูลค่าทางเศรษฐกิจ งาน "
            "และรายได้ในพื้นที่ และใช้ทรัพยากรอย่างคุ้มค่าเพียงใด",
            (
                "How far digital technology adds economic value, jobs and income in "
                "the area, and makes good use of resources."
            ),
        ),
        low=(
            "ยังไม่มีรายได้ ผู้ใช้ หรือแผนการเงินที่ชัดเจน พึ่งงบประมาณครั้งเดียว",
            "No income, users or clear financial plan yet; it lives on a single grant.",
        ),
        middle=(
            "มีผู้ประกอบการหรือผู้ซื้อใช้จริงและเห็นรายได้หรือการประหยัดต้นทุน "
            "แต่ความต่อเนื่องยังขึ้นกับเงินสนับสนุน",
            (
                "Businesses or buyers really use it and income or savings are seen; "
                "its continuation still rests on support."
            ),
        ),
        high=(
            "รายได้ งาน "
            "หรือการประหยัดเพิ่มขึ้นอย่างวัดได้และกระจายถึงผู้ประกอบการรายย่อย "
            "รูปแบบธุรกิจเลี้ยงตัวเองได้และเมืองอื่นนำไปใช้แล้ว",
            "Income, jobs or savings grew measurably and reached small "
            "businesses; the model carries itself and other cities "
            "have taken it up.",
        ),
    ),
    "governance": Rubric(
        looked_for=(
            "ผลงานทำให้บริการภาครัฐเข้าถึงง่าย โปร่งใส และรับผิดชอบเพียงใด "
            "ใช้และเปิดเผยข้อมูลอย่างไร และเชื่อมต่อแพลตฟอร์มข้อมูลเมือง (CDP) หรือไม่",
            "How far public services become accessible, transparent and "
            "accountable; how data are used and opened, and "
            "whether they feed a City Data Platform (CDP).",
        ),
        low=(
            "เปลี่ยนเอกสารเป็นไฟล์หรือเว็บไซต์โดยขั้นตอนเดิมไม่เปลี่ยน "
            "ไม่มีข้อมูลเปิดและไม่มีการวัดเวลาบริการ",
            (
                "Paper turned into files or a web site with the old steps unchanged; "
                "no open data, and no service time measured."
            ),
        ),
        middle=(
            "บริการหลักทำได้ออนไลน์และติดตามสถานะได้ เวลาบริการสั้นลง "
            "มีข้อมูลเปิดบางชุด แต่ยังไม่เชื่อมกับหน่วยงานอื่น",
            "Main services work online and can be followed, in less time; some "
            "data sets are open; other agencies are not yet "
            "connected.",
        ),
        high=(
            "บริการครบวงจร เวลาลดลงอย่างพิสูจน์ได้ "
            "ข้อมูลเปิดในรูปแบบที่เครื่องอ่านได้และเชื่อม CDP "
            "มีกลไกให้ประชาชนตรวจสอบและร้องเรียนที่ใช้งานจริง",
            "Services work from end to end in demonstrably less time; data are "
            "open, machine-readable and feed the CDP; people "
            "can check and complain, and do.",
        ),
    ),
}
