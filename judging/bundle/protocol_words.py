"""The words of the printed protocol, Thai and English side by side so that neither is
changed alone.
"""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "protocol": {"en": "Results report", "th": "รายงานผลการตัดสิน"},
    "published": {"en": "Published", "th": "เผยแพร่เมื่อ"},
    "list_version": {"en": "winner list, version", "th": "รายชื่อผู้ได้รับรางวัล ฉบับที่"},
    "how": {"en": "How the winners were chosen", "th": "วิธีการตัดสิน"},
    "how_text": {
        "en": (
            "Each judge scores the criteria. A ballot's total is their weighted "
            "average; a criterion without a score never counts as zero. Judges are "
            "compared only on entries that both scored: if a judge gives 0.8 more "
            "than colleagues on the same entries, 0.8 is taken off that judge's "
            "scores, and less if they have few entries in common. The average of the "
            "adjusted scores gives the order. People then decided the prizes with "
            "this order before them."
        ),
        "th": (
            "กรรมการแต่ละท่านให้คะแนนตามเกณฑ์ "
            "คะแนนรวมของใบคะแนนคือค่าเฉลี่ยถ่วงน้ำหนัก "
            "เกณฑ์ที่ไม่ได้ให้คะแนนไม่นับเป็นศูนย์ "
            "การเปรียบเทียบกรรมการใช้เฉพาะผลงานที่พิจารณาร่วมกัน "
            "หากกรรมการท่านหนึ่งให้คะแนนสูงกว่าท่านอื่น 0.8 คะแนนในผลงานเดียวกัน "
            "จะปรับลดคะแนนของกรรมการท่านนั้น 0.8 คะแนน "
            "และปรับน้อยลงเมื่อมีผลงานร่วมกันน้อย "
            "ค่าเฉลี่ยของคะแนนที่ปรับแล้วใช้เรียงลำดับ "
            "จากนั้นคณะกรรมการพิจารณาตัดสินรางวัลประกอบลำดับนี้"
        ),
    },
    "winners": {"en": "Winners", "th": "ผู้ได้รับรางวัล"},
    "rules": {"en": "Rules", "th": "หลักเกณฑ์"},
    "hash": {"en": "SHA-256 of the rules", "th": "ค่า SHA-256 ของหลักเกณฑ์"},
    "rule_method": {
        "en": "Method “{name}”, version {version}.",
        "th": "วิธีตัดสิน “{name}” รุ่น {version}",
    },
    "rule_places": {
        "en": "Prizes per category: {places} ({sizes}, highest level first).",
        "th": "จำนวนรางวัลต่อสาขา {places} รางวัล ({sizes} เรียงจากระดับสูงสุด)",
    },
    "rule_ties": {
        "en": (
            "Adjusted scores equal to {precision} decimal places are tied. Ties are "
            "broken in this order: {rules}. Entries that no rule separates share the "
            "rank."
        ),
        "th": "คะแนนที่ปรับแล้วเท่ากันถึงทศนิยม {precision} ตำแหน่งถือว่าเสมอกัน "
        "ตัดสินตามลำดับด้วย {rules} "
        "หากไม่มีหลักเกณฑ์ใดแยกลำดับได้ให้ครองอันดับร่วมกัน",
    },
    "rule_extra": {
        "en": (
            "First {first} ballots for every entry, then up to {more} more for entries of "
            "which it was open whether they win, at most {cap} for an entry. This was "
            "fixed before the first ballot; each request is in the audit log."
        ),
        "th": (
            "ทุกผลงานได้รับใบคะแนน {first} ใบก่อน แล้วขอเพิ่มไม่เกิน {more} ใบ "
            "สำหรับผลงานที่ยังไม่ชัดเจนว่าจะได้รับรางวัลหรือไม่ ผลงานละไม่เกิน {cap} ใบ "
            "กำหนดไว้ก่อนมีใบคะแนนแรก และคำขอทุกรายการอยู่ในบันทึกการตรวจสอบ"
        ),
    },
    "tie_rule_criteria": {
        "en": "the criteria, from the highest weight down",
        "th": "คะแนนตามเกณฑ์โดยเริ่มจากเกณฑ์ที่มีน้ำหนักสูงสุด",
    },
    "tie_rule_criteria_together": {
        "en": (
            "the criteria, from the highest weight down, those of equal weight together"
        ),
        "th": ("คะแนนตามเกณฑ์โดยเริ่มจากเกณฑ์ที่มีน้ำหนักสูงสุด เกณฑ์ที่มีน้ำหนักเท่ากันพิจารณารวมกัน"),
    },
    "tie_rule_head_to_head": {
        "en": "the judges who scored both",
        "th": "กรรมการที่ให้คะแนนผลงานทั้งคู่",
    },
    "tie_rule_chair": {"en": "the chair's vote", "th": "เสียงชี้ขาดของประธาน"},
    "tie_rule_none": {"en": "nothing", "th": "ไม่มี"},
    "chair_vote": {
        "en": "Vote of the chair, {at}: {entries}. Reason: {reason}",
        "th": "เสียงชี้ขาดของประธาน {at}: {entries} เหตุผล: {reason}",
    },
    "chair_entered": {
        "en": (
            "Vote of the chair, entered by an organiser {at}: {entries}. Reason: "
            "{reason}"
        ),
        "th": ("เสียงชี้ขาดของประธาน ผู้จัดการประกวดบันทึกเมื่อ {at}: {entries} เหตุผล: {reason}"),
    },
    "erased": {
        "en": (
            "The text of {n} rows of the audit log was erased as the law requires; "
            "their hashes are kept."
        ),
        "th": "ลบข้อความในบันทึกการดำเนินการ {n} แถวตามกฎหมายแล้ว ค่าแฮชยังคงอยู่",
    },
    "rule_earlier_edition": {
        "en": (
            "What {of} showed of the strictness of {n} judges was taken into account, as "
            "far as this round's ballots show that it lasts. The bundle has the "
            "figures under the judges' pseudonyms."
        ),
        "th": (
            "นำความเข้มงวดของกรรมการ {n} ท่านที่พบใน {of} มาประกอบการคำนวณ "
            "เพียงเท่าที่ใบคะแนนของรอบนี้แสดงว่ายังคงเดิม "
            "ตัวเลขอยู่ในชุดข้อมูลภายใต้นามแฝงของกรรมการ"
        ),
    },
    "rule_earlier_calibration": {
        "en": (
            "What the calibration showed of the strictness of {n} judges was taken into "
            "account, as far as this round's ballots show that it lasts. The bundle "
            "has the figures under the judges' pseudonyms."
        ),
        "th": (
            "นำความเข้มงวดของกรรมการ {n} ท่านที่พบจากการปรับเทียบคะแนนมาประกอบการคำนวณ "
            "เพียงเท่าที่ใบคะแนนของรอบนี้แสดงว่ายังคงเดิม "
            "ตัวเลขอยู่ในชุดข้อมูลภายใต้นามแฝงของกรรมการ"
        ),
    },
    "rule_earlier_none": {
        "en": (
            "Earlier strictness of returning judges was to be taken into account; nothing "
            "was known of any of them."
        ),
        "th": "กำหนดให้นำความเข้มงวดที่ผ่านมาของกรรมการมาประกอบการคำนวณ แต่ไม่มีข้อมูลของกรรมการท่านใด",
    },
    "rule_locked": {
        "en": "Locked {at}, before any ballot was submitted.",
        "th": "ล็อกเมื่อ {at} ก่อนมีการส่งใบคะแนน",
    },
    "rule_late": {
        "en": "Locked {at}, when {n} ballots had been submitted.",
        "th": "ล็อกเมื่อ {at} ขณะที่มีการส่งใบคะแนนแล้ว {n} ใบ",
    },
    "rule_changed": {
        "en": "Changed {at} by two organisers (SHA-256 {digest}…): {reason}",
        "th": ("แก้ไขเมื่อ {at} โดยผู้จัดการประกวดสองคน (SHA-256 {digest}…) เหตุผล: {reason}"),
    },
    "changes": {"en": "Changes after locking", "th": "การแก้ไขภายหลัง"},
    "no_changes": {"en": "None.", "th": "ไม่มี"},
    "ballots": {"en": "Assignment and ballots", "th": "การมอบหมายและใบคะแนน"},
    "assigned": {
        "en": (
            "{assignments} ballots were assigned to {judges} judges, {min} to {max} "
            "each; {conflicts} conflicts of interest were avoided."
        ),
        "th": (
            "มอบหมาย {assignments} ใบคะแนนแก่กรรมการ {judges} ท่าน ท่านละ {min} ถึง "
            "{max} ใบ โดยเว้นคู่ที่มีส่วนได้เสีย {conflicts} คู่"
        ),
    },
    "seeds": {
        "en": "Random seed of the assignment: {seeds}.",
        "th": "ค่าเริ่มต้นการสุ่มมอบหมาย: {seeds}",
    },
    "ballot_states": {
        "en": "Ballots by status: {states}.",
        "th": "ใบคะแนนตามสถานะ: {states}",
    },
    "missing": {
        "en": "Ballots assigned and not submitted: {n}.",
        "th": "ใบคะแนนที่มอบหมายแล้วไม่ได้ส่ง: {n}",
    },
    "state_counted": {"en": "counted", "th": "นับคะแนน"},
    "state_replaced": {"en": "replaced by a later version", "th": "มีฉบับใหม่แทน"},
    "state_taken_back": {"en": "reopened", "th": "กรรมการถอนกลับ"},
    "state_recused": {
        "en": "not counted after a recusal",
        "th": "ไม่นับเพราะกรรมการถอนตัว",
    },
    "state_conflict": {
        "en": "not counted because of a conflict of interest",
        "th": "ไม่นับเพราะพบการมีส่วนได้เสีย",
    },
    "state_left_out": {"en": "judge absent", "th": "กรรมการไม่อยู่ร่วมพิจารณา"},
    "state_ineligible": {"en": "entry not eligible", "th": "ผลงานขาดคุณสมบัติ"},
    "state_withdrawn": {"en": "entry withdrawn", "th": "ผลงานถูกถอน"},
    "state_excluded": {"en": "judge left the jury", "th": "กรรมการพ้นหน้าที่"},
    "state_other_out": {
        "en": "compared with an entry that is out",
        "th": "ผลงานที่นำมาเปรียบเทียบออกจากการตัดสินแล้ว",
    },
    "weights": {"en": "Weights in per cent", "th": "น้ำหนัก (ร้อยละ)"},
    "rank": {"en": "Rank", "th": "อันดับ"},
    "raw_rank": {"en": "Rank by raw score", "th": "อันดับก่อนปรับ"},
    "entry": {"en": "Entry", "th": "ผลงาน"},
    "given": {"en": "Raw score", "th": "คะแนนก่อนปรับ"},
    "adjusted": {"en": "Adjusted score", "th": "คะแนนที่ปรับแล้ว"},
    "n": {"en": "Ballots", "th": "ใบคะแนน"},
    "interval": {"en": "Likely rank (90 %)", "th": "ช่วงอันดับที่เป็นไปได้ (90 %)"},
    "chance": {"en": "Chance of winning, %", "th": "โอกาสได้รับรางวัล %"},
    "every_wins": {
        "en": "Every entry can get a prize here; only their order is open.",
        "th": "จำนวนรางวัลในสาขานี้เพียงพอสำหรับทุกผลงาน เหลือเพียงลำดับที่ยังเปลี่ยนได้",
    },
    "verdict": {"en": "Certainty", "th": "ความชัดเจน"},
    "no_scores": {"en": "no scores", "th": "ยังไม่มีคะแนน"},
    "decided": {"en": "clear", "th": "ชัดเจน"},
    "too_close": {"en": "too close to call", "th": "ใกล้เคียง"},
    "judge": {"en": "Judge", "th": "กรรมการ"},
    "judges": {"en": "Judges", "th": "กรรมการ"},
    "severity": {"en": "Lenient (+) or strict (−)", "th": "ให้สูง (+) หรือเข้มงวด (−)"},
    "se": {"en": "± se", "th": "± คลาดเคลื่อน"},
    "scale": {"en": "Spread", "th": "การกระจาย"},
    "fit": {"en": "Consistency", "th": "ความสอดคล้อง"},
    "earlier": {"en": "Known beforehand", "th": "ทราบก่อนเริ่มรอบ"},
    "lasting": {
        "en": (
            "Strictness known beforehand and strictness in this round go together by "
            "{lasting} (1: as before, 0: nothing of it lasts)."
        ),
        "th": (
            "ความเข้มงวดที่ทราบก่อนเริ่มรอบสัมพันธ์กับความเข้มงวดในรอบนี้ {lasting} "
            "(1 คือเหมือนเดิม 0 คือไม่เหลือเลย)"
        ),
    },
    "judges_hint": {
        "en": (
            "Signals, not ratings: spread 1 is as wide as expected, consistency 1 the "
            "same as the panel."
        ),
        "th": (
            "เป็นข้อสังเกต มิใช่ข้อตัดสิน: การกระจาย 1 คือเท่าที่คาด ความสอดคล้อง 1 "
            "คือเท่ากับคณะกรรมการ"
        ),
    },
    "agreement": {
        "en": (
            "Krippendorff's alpha {alpha}; reliability of the averages {before} "
            "before and {after} after adjusting for strictness; overlap between "
            "judges {links} (1 is best, below 0.5 is weak)."
        ),
        "th": "ค่าแอลฟาของ Krippendorff {alpha} ความเชื่อมั่นของค่าเฉลี่ยก่อนปรับ "
        "{before} หลังปรับ {after} "
        "ความเชื่อมโยงระหว่างกรรมการ {links} (1 ดีที่สุด ต่ำกว่า 0.5 ถือว่าน้อย)",
    },
    "panel": {"en": "Agreement", "th": "ความสอดคล้องของคณะกรรมการ"},
    "ties": {"en": "Ties", "th": "คะแนนเสมอ"},
    "notes": {"en": "Notes", "th": "หมายเหตุ"},
    "details": {
        "en": "Entry by entry: raw score + adjustment = counted score",
        "th": "รายผลงาน: คะแนนก่อนปรับ + ค่าปรับ = คะแนนที่นับ",
    },
    "details_weighed": {
        "en": "Entry by entry: given + adjustment = counted, averaged by weight",
        "th": "รายผลงาน: คะแนนที่ให้ + ค่าปรับ = คะแนนที่นับ แล้วเฉลี่ยตามน้ำหนัก",
    },
    "weight": {"en": "× Weight", "th": "× น้ำหนัก"},
    "adjustment": {"en": "Adjustment", "th": "ค่าปรับ"},
    "counted": {"en": "Counted score", "th": "คะแนนที่นับ"},
    "reason": {
        "en": "Reason for departing from the order",
        "th": "เหตุผลที่ไม่เป็นไปตามลำดับ",
    },
    "pseudonym": {"en": "in ballots.csv", "th": "ใน ballots.csv"},
    "corrections": {"en": "Corrections", "th": "การแก้ไขคำผิด"},
    "version": {"en": "Version", "th": "ฉบับที่"},
    "check": {"en": "How to check this result", "th": "วิธีตรวจสอบผลนี้"},
    "check_text": {
        "en": (
            "The bundle contains every ballot under a pseudonym and the audit log of "
            "every action, but no program. Get the verifier and the public key from "
            "the organiser's website, check the verifier's SHA-256 there, and run: "
            "python -I verify_result.py BUNDLE.zip --key award-signing-key.pem"
        ),
        "th": (
            "ชุดข้อมูลมีใบคะแนนทุกใบภายใต้นามแฝงและบันทึกการดำเนินการทั้งหมด "
            "ไม่มีโปรแกรม "
            "โปรดดาวน์โหลดโปรแกรมตรวจสอบและกุญแจสาธารณะจากเว็บไซต์ของผู้จัดการประกวด "
            "ตรวจค่า SHA-256 ของโปรแกรม แล้วสั่ง python -I verify_result.py "
            "BUNDLE.zip --key award-signing-key.pem"
        ),
    },
    "chain": {
        "en": "Audit log, rows and head hash",
        "th": "บันทึกการดำเนินการ จำนวนแถวและค่าแฮชสุดท้าย",
    },
    "key": {
        "en": "SHA-256 fingerprint of the signing key",
        "th": "ค่าแฮช SHA-256 ของกุญแจที่ใช้ลงนาม",
    },
    "unsigned": {"en": "not signed", "th": "ไม่ได้ลงนาม"},
    "nobody": {
        "en": "No ballot was counted in this category.",
        "th": "ไม่มีใบคะแนนที่นับในสาขานี้",
    },
}
