"""The sentences of `explain`, Thai and English side by side so that neither is changed alone:
here on judges and entries, those on a round and its panel in `panel_words`, those on answers that are no scores in
`answer_words`.
"""

from collections.abc import Mapping

from .answer_words import ANSWERS
from .panel_words import PANEL

TEXTS: Mapping[str, Mapping[str, str]] = {
    **PANEL,
    **ANSWERS,
    "judge_lenient": {
        "en": (
            "{judge} gave {amount} more than colleagues on the same entries, so "
            "{amount} is taken off."
        ),
        "th": (
            "{judge} ให้คะแนนสูงกว่ากรรมการท่านอื่นในผลงานเดียวกันโดยเฉลี่ย {amount} "
            "คะแนน จึงปรับลด {amount} คะแนน"
        ),
    },
    "judge_severe": {
        "en": (
            "{judge} gave {amount} less than colleagues on the same entries, so "
            "{amount} is added."
        ),
        "th": (
            "{judge} ให้คะแนนต่ำกว่ากรรมการท่านอื่นในผลงานเดียวกันโดยเฉลี่ย {amount} "
            "คะแนน จึงปรับเพิ่ม {amount} คะแนน"
        ),
    },
    "judge_same": {
        "en": (
            "{judge} gave as much as colleagues on the same entries, so nothing is "
            "added or taken off."
        ),
        "th": (
            "{judge} ให้คะแนนใกล้เคียงกับกรรมการท่านอื่นในผลงานเดียวกัน จึงไม่มีการปรับเพิ่มหรือปรับลด"
        ),
    },
    "judge_alone": {
        "en": (
            "{judge} has no entry in common with another judge, so the raw scores are "
            "used."
        ),
        "th": ("{judge} ไม่มีผลงานที่พิจารณาร่วมกับกรรมการท่านอื่น จึงใช้คะแนนตามที่ให้ไว้โดยไม่ปรับ"),
    },
    "judge_wide": {
        "en": (
            "{judge}'s scores vary {percent} % more than expected, so they are moved "
            "towards {judge}'s own average."
        ),
        "th": (
            "คะแนนของ{judge} กระจายกว้างกว่าที่ควรร้อยละ {percent} "
            "จึงปรับให้เข้าใกล้ค่าเฉลี่ยของกรรมการท่านนี้เอง"
        ),
    },
    "judge_narrow": {
        "en": (
            "{judge}'s scores vary {percent} % less than expected, so they are moved "
            "away from {judge}'s own average."
        ),
        "th": (
            "คะแนนของ{judge} กระจายแคบกว่าที่ควรร้อยละ {percent} "
            "จึงปรับให้ห่างออกจากค่าเฉลี่ยของกรรมการท่านนี้เอง"
        ),
    },
    "ballot_one": {"en": "{n} ballot", "th": "กรรมการ {n} ท่าน"},
    "ballot_many": {"en": "{n} ballots", "th": "กรรมการ {n} ท่าน"},
    "judge_counts_less": {
        "en": (
            "{judge}'s scores stray from colleagues' more than usual on the same entries, "
            "so each counts {weight} times as much as an ordinary one."
        ),
        "th": (
            "คะแนนของ{judge} แตกต่างจากกรรมการท่านอื่นในผลงานเดียวกันมากกว่าปกติ "
            "จึงให้น้ำหนัก {weight} เท่าของใบคะแนนปกติ"
        ),
    },
    "judge_counts_more": {
        "en": (
            "{judge}'s scores stray from colleagues' less than usual on the same entries, "
            "so each counts {weight} times as much as an ordinary one."
        ),
        "th": (
            "คะแนนของ{judge} แตกต่างจากกรรมการท่านอื่นในผลงานเดียวกันน้อยกว่าปกติ "
            "จึงให้น้ำหนัก {weight} เท่าของใบคะแนนปกติ"
        ),
    },
    "judge_calibrating_one": {
        "en": (
            "{n} ballot of an entry that is no longer in the running still helped to "
            "tell how strict {judge} is."
        ),
        "th": (
            "ใบคะแนน {n} ใบของผลงานที่ไม่อยู่ในการพิจารณาแล้ว "
            "ยังใช้ประกอบการประเมินความเข้มงวดของ{judge}"
        ),
    },
    "judge_calibrating": {
        "en": (
            "{n} ballots of entries that are no longer in the running still helped to "
            "tell how strict {judge} is."
        ),
        "th": (
            "ใบคะแนน {n} ใบของผลงานที่ไม่อยู่ในการพิจารณาแล้ว "
            "ยังใช้ประกอบการประเมินความเข้มงวดของ{judge}"
        ),
    },
    "entry_weighed_up": {
        "en": (
            "The average of {ballots} is {raw}. Adjusting for strictness and weighing "
            "the ballots adds {change}: {adjusted}."
        ),
        "th": (
            "คะแนนเฉลี่ยจาก{ballots}คือ {raw} "
            "เมื่อปรับความเข้มงวดและถ่วงน้ำหนักใบคะแนนแล้วเพิ่มขึ้น {change} เป็น {adjusted}"
        ),
    },
    "entry_weighed_down": {
        "en": (
            "The average of {ballots} is {raw}. Adjusting for strictness and weighing "
            "the ballots takes off {change}: {adjusted}."
        ),
        "th": (
            "คะแนนเฉลี่ยจาก{ballots}คือ {raw} "
            "เมื่อปรับความเข้มงวดและถ่วงน้ำหนักใบคะแนนแล้วลดลง {change} เป็น {adjusted}"
        ),
    },
    "entry_weighed_same": {
        "en": (
            "The average of {ballots} is {raw}. Adjusting for strictness and weighing "
            "the ballots does not change it."
        ),
        "th": (
            "คะแนนเฉลี่ยจาก{ballots}คือ {raw} "
            "การปรับความเข้มงวดและถ่วงน้ำหนักใบคะแนนไม่ทำให้คะแนนเปลี่ยนแปลง"
        ),
    },
    "method_apart": {
        "en": (
            "Judges are compared only on entries that they both scored, in each category "
            "by itself. If a judge gives more than colleagues on the same entries, that "
            "much comes off the judge's scores, and less where they share few entries. "
            "The average of the adjusted scores gives the order."
        ),
        "th": (
            "การเปรียบเทียบกรรมการทำเฉพาะในผลงานที่พิจารณาร่วมกัน โดยแยกแต่ละประเภท "
            "กรรมการที่ให้คะแนนสูงกว่าท่านอื่นในผลงานเดียวกันเท่าใด จะปรับลดคะแนนเท่านั้น "
            "และปรับน้อยลงหากมีผลงานร่วมกันน้อย คะแนนเฉลี่ยหลังปรับใช้จัดอันดับ"
        ),
    },
    "method_together": {
        "en": (
            "Judges are compared only on entries that they both scored, in all categories "
            "together, since a strict judge is mostly strict everywhere. If a judge gives "
            "more than colleagues on the same entries, that much comes off the judge's "
            "scores, and less where they share few entries. Judges whose scores stray more "
            "from colleagues' count less. The weighted average of the adjusted scores "
            "gives the order."
        ),
        "th": (
            "การเปรียบเทียบกรรมการทำเฉพาะในผลงานที่พิจารณาร่วมกัน โดยรวมทุกประเภท "
            "เพราะกรรมการที่เข้มงวดมักเข้มงวดในทุกประเภท "
            "กรรมการที่ให้คะแนนสูงกว่าท่านอื่นในผลงานเดียวกันเท่าใด จะปรับลดคะแนนเท่านั้น "
            "และปรับน้อยลงหากมีผลงานร่วมกันน้อย "
            "กรรมการที่ให้คะแนนแตกต่างจากท่านอื่นมากกว่าปกติจะมีน้ำหนักน้อยลง "
            "ค่าเฉลี่ยถ่วงน้ำหนักของคะแนนหลังปรับใช้จัดอันดับ"
        ),
    },
    "entry_up": {
        "en": (
            "The average of {ballots} is {raw}. Adjusting for strictness adds "
            "{change}: {adjusted}."
        ),
        "th": (
            "คะแนนเฉลี่ยจาก{ballots}คือ {raw} "
            "เมื่อปรับความเข้มงวดของกรรมการแล้วเพิ่มขึ้น {change} เป็น {adjusted}"
        ),
    },
    "entry_down": {
        "en": (
            "The average of {ballots} is {raw}. Adjusting for strictness takes off "
            "{change}: {adjusted}."
        ),
        "th": (
            "คะแนนเฉลี่ยจาก{ballots}คือ {raw} "
            "เมื่อปรับความเข้มงวดของกรรมการแล้วลดลง {change} เป็น {adjusted}"
        ),
    },
    "entry_same": {
        "en": (
            "The average of {ballots} is {raw}. Adjusting for strictness does not "
            "change it."
        ),
        "th": (
            "คะแนนเฉลี่ยจาก{ballots}คือ {raw} "
            "การปรับความเข้มงวดของกรรมการไม่ทำให้คะแนนเปลี่ยนแปลง"
        ),
    },
    "rank_known": {
        "en": "Rank {rank}; with {percent} % certainty between {low} and {high}.",
        "th": (
            "อยู่ในอันดับที่ {rank} โดยมีความเชื่อมั่นร้อยละ {percent} "
            "ว่าอันดับที่แท้จริงอยู่ระหว่าง {low} ถึง {high}"
        ),
    },
    "rank_one": {
        "en": "Rank {rank}, with {percent} % certainty or more.",
        "th": "อยู่ในอันดับที่ {rank} โดยมีความเชื่อมั่นไม่น้อยกว่าร้อยละ {percent}",
    },
    "rank_unknown": {
        "en": "Rank {rank}; the ballots cannot show how certain it is.",
        "th": ("อยู่ในอันดับที่ {rank} ข้อมูลที่มีไม่เพียงพอที่จะระบุความเชื่อมั่นของอันดับ"),
    },
    "every_wins": {
        "en": "There is a prize for every entry in its category.",
        "th": "สาขานี้มีรางวัลสำหรับทุกผลงาน",
    },
    "decided": {
        "en": "It is clear whether this entry wins.",
        "th": "ผลว่าได้รับรางวัลหรือไม่ ชัดเจนแล้ว",
    },
    "too_close": {
        "en": "It is too close to call whether this entry wins.",
        "th": "ผลว่าได้รับรางวัลหรือไม่ ยังใกล้เคียงเกินกว่าจะชี้ขาด",
    },
    "not_known": {
        "en": "The ballots cannot show whether this entry wins.",
        "th": "ข้อมูลที่มีไม่เพียงพอที่จะบอกว่าผลชัดเจนแล้วหรือไม่",
    },
    "tied": {
        "en": "{entries} are tied at {score}.",
        "th": "{entries} มีคะแนนเท่ากันที่ {score}",
    },
    "tie_criteria": {
        "en": "By the average on the criterion {criterion}, the order is {entries}.",
        "th": "เมื่อพิจารณาคะแนนเฉลี่ยของเกณฑ์ {criterion} ลำดับคือ {entries}",
    },
    "tie_criteria_together": {
        "en": (
            "By the average on the criteria of equal weight {criteria} together, the "
            "order is {entries}."
        ),
        "th": ("เมื่อพิจารณาคะแนนเฉลี่ยรวมของเกณฑ์ที่มีน้ำหนักเท่ากัน {criteria} ลำดับคือ {entries}"),
    },
    "tie_head_to_head": {
        "en": "By the judges who scored both, the order is {entries}.",
        "th": "เมื่อพิจารณาจากกรรมการที่ให้คะแนนผลงานทั้งคู่ ลำดับคือ {entries}",
    },
    "tie_chair": {
        "en": "By the chair's vote, the order is {entries}.",
        "th": "เมื่อประธานออกเสียงชี้ขาด ลำดับคือ {entries}",
    },
    "tie_shared": {
        "en": "No rule separates {entries}, so they share the rank.",
        "th": "ไม่มีหลักเกณฑ์ใดแยกลำดับของ {entries} ได้ จึงครองอันดับร่วมกัน",
    },
    "practically_tied": {
        "en": (
            "{entries} are practically tied: the chance that the first is better is "
            "only {percent} %."
        ),
        "th": ("{entries} ถือว่าคะแนนแทบไม่ต่างกัน โอกาสที่ผลงานแรกดีกว่ามีเพียงร้อยละ {percent}"),
    },
}
