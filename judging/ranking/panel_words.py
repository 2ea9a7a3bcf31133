"""The sentences of `explain` on a round and its panel, Thai and English side by side."""

from collections.abc import Mapping

PANEL: Mapping[str, Mapping[str, str]] = {
    "note_disconnected": {
        "en": (
            "This group has no entry in common with the others in its category, so "
            "their ranks cannot be compared."
        ),
        "th": (
            "กลุ่มนี้ไม่มีผลงานที่กรรมการพิจารณาร่วมกับกลุ่มอื่นในสาขาเดียวกัน จึงไม่จัดอันดับเปรียบเทียบข้ามกลุ่ม"
        ),
    },
    "note_single_entry": {
        "en": "There is one entry in this group.",
        "th": "กลุ่มนี้มีผลงานเดียว",
    },
    "note_no_variance": {
        "en": "Every ballot has the same total.",
        "th": "คะแนนรวมของทุกใบคะแนนเท่ากันทั้งหมด",
    },
    "note_no_shared_entries": {
        "en": (
            "No entry was scored by two judges. These are raw averages, and the "
            "ballots cannot show how certain they are."
        ),
        "th": (
            "ไม่มีผลงานใดที่กรรมการพิจารณามากกว่าหนึ่งท่าน "
            "จึงใช้คะแนนเฉลี่ยตามที่ให้ไว้ และไม่สามารถระบุความเชื่อมั่นได้"
        ),
    },
    "note_no_severity": {
        "en": (
            "The ballots show no difference in strictness beyond chance, so nothing "
            "is adjusted."
        ),
        "th": (
            "ข้อมูลไม่แสดงความแตกต่างด้านความเข้มงวดของกรรมการที่แยกจากความบังเอิญได้ "
            "จึงไม่ปรับความเข้มงวด"
        ),
    },
    "note_weak_links": {
        "en": "Judges have few entries in common, so strictness is only partly adjusted.",
        "th": "กรรมการมีผลงานที่พิจารณาร่วมกันน้อย จึงปรับความเข้มงวดได้เพียงบางส่วน",
    },
    "note_lenient_saw_better": {
        "en": (
            "Judges who score higher were given better entries, so what looks like "
            "leniency may be merit."
        ),
        "th": (
            "กรรมการที่ให้คะแนนสูงได้พิจารณาผลงานที่ดีกว่า "
            "สิ่งที่ดูเหมือนการให้คะแนนสูงอาจเป็นคุณภาพของผลงานเอง"
        ),
    },
    "note_no_scores": {
        "en": "{entry} has no scores that count yet, so it is not ranked.",
        "th": "ผลงาน {entry} ยังไม่มีคะแนนที่นำมานับได้ จึงไม่จัดอันดับ",
    },
    "entry_no_scores": {
        "en": "No judge has given this entry a score that counts, so it is not ranked.",
        "th": "ผลงานนี้ยังไม่มีคะแนนที่นำมานับได้จากกรรมการท่านใด จึงไม่จัดอันดับ",
    },
    "unscored_one": {
        "en": "{n} entry has no scores that count and is not ranked.",
        "th": "ผลงานที่ไม่มีคะแนนให้นำมานับมี {n} ผลงาน จึงไม่จัดอันดับ",
    },
    "unscored": {
        "en": "{n} entries have no scores that count and are not ranked.",
        "th": "ผลงานที่ไม่มีคะแนนให้นำมานับมี {n} ผลงาน จึงไม่จัดอันดับ",
    },
    "agreement_poor": {
        "en": (
            "Judges agree poorly: {percent} % of the difference between averages "
            "comes from the entries."
        ),
        "th": (
            "กรรมการเห็นสอดคล้องกันน้อย ความต่างของคะแนนเฉลี่ยร้อยละ {percent} "
            "มาจากความต่างของผลงาน"
        ),
    },
    "agreement_moderate": {
        "en": (
            "Judges agree moderately: {percent} % of the difference between averages "
            "comes from the entries."
        ),
        "th": (
            "กรรมการเห็นสอดคล้องกันปานกลาง ความต่างของคะแนนเฉลี่ยร้อยละ {percent} "
            "มาจากความต่างของผลงาน"
        ),
    },
    "agreement_good": {
        "en": (
            "Judges agree well: {percent} % of the difference between averages comes "
            "from the entries."
        ),
        "th": (
            "กรรมการเห็นสอดคล้องกันดี ความต่างของคะแนนเฉลี่ยร้อยละ {percent} "
            "มาจากความต่างของผลงาน"
        ),
    },
    "agreement_excellent": {
        "en": (
            "Judges agree very well: {percent} % of the difference between averages "
            "comes from the entries."
        ),
        "th": (
            "กรรมการเห็นสอดคล้องกันดีมาก ความต่างของคะแนนเฉลี่ยร้อยละ {percent} "
            "มาจากความต่างของผลงาน"
        ),
    },
    "agreement_unknown": {
        "en": "The ballots cannot show how far judges agree.",
        "th": "ข้อมูลที่มีไม่เพียงพอที่จะบอกว่ากรรมการเห็นสอดคล้องกันเพียงใด",
    },
    "criterion_informative": {
        "en": "The criterion {criterion} tells entries apart.",
        "th": "เกณฑ์ {criterion} แยกความต่างของผลงานได้",
    },
    "criterion_no_agreement": {
        "en": (
            "The criterion {criterion} does not tell entries apart: judges differ as "
            "much as entries do."
        ),
        "th": (
            "เกณฑ์ {criterion} แยกความต่างของผลงานไม่ได้ "
            "เพราะความเห็นของกรรมการต่างกันไม่น้อยกว่าความต่างของผลงาน"
        ),
    },
    "criterion_no_variance": {
        "en": (
            "The criterion {criterion} gives no information: every ballot has the "
            "same score."
        ),
        "th": "เกณฑ์ {criterion} ไม่ให้ข้อมูล เพราะทุกใบคะแนนให้คะแนนเท่ากัน",
    },
    "criterion_no_scores": {
        "en": "Nobody scored the criterion {criterion}.",
        "th": "ไม่มีกรรมการให้คะแนนเกณฑ์ {criterion}",
    },
    "criterion_unknown": {
        "en": (
            "The ballots cannot show whether judges agree on the criterion {criterion}."
        ),
        "th": ("ข้อมูลที่มีไม่เพียงพอที่จะบอกว่ากรรมการเห็นสอดคล้องกันในเกณฑ์ {criterion} หรือไม่"),
    },
}
