"""The words of the printed protocol, Thai and English side by side so that neither is
changed alone.
"""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "protocol": {"en": "Protocol of the result", "th": "รายงานผลการตัดสิน"},
    "published": {"en": "Published", "th": "เผยแพร่เมื่อ"},
    "list_version": {"en": "winner list, version", "th": "รายชื่อผู้ได้รับรางวัล ฉบับที่"},
    "how": {"en": "How the winners were chosen", "th": "วิธีการตัดสิน"},
    "how_text": {
        "en": "Each judge scores the criteria; a ballot's total is their weighted "
        "mean, and a criterion left out never "
        "counts as zero. Judges are compared only on entries that they both "
        "scored: if one gives 0.8 more than "
        "colleagues on the same entries, 0.8 comes off that judge's scores, and "
        "less where few entries are shared. The "
        "average of the scores so counted gives the order. People then decided "
        "the prizes beside this order.",
        "th": "กรรมการแต่ละท่านให้คะแนนตามเกณฑ์ "
        "คะแนนรวมของใบคะแนนคือค่าเฉลี่ยถ่วงน้ำหนัก "
        "เกณฑ์ที่ไม่ได้ให้คะแนนไม่นับเป็นศูนย์ "
        "การเปรียบเทียบกรรมการใช้เฉพาะผลงานที่พิจารณาร่วมกัน "
        "หากกรรมการท่านหนึ่งให้คะแนนสูงกว่าท่านอื่น 0.8 คะแนนในผลงานเดียวกัน "
        "จะปรับลดคะแนนของกรรมการท่านนั้น 0.8 คะแนน และปรับน้อยลงเมื่อมีผลงานร่วมกันน้อย "
        "ค่าเฉลี่ยของคะแนนที่ปรับแล้วใช้เรียงลำดับ "
        "จากนั้นคณะกรรมการพิจารณาตัดสินรางวัลประกอบลำดับนี้",
    },
    "winners": {"en": "Winners", "th": "ผู้ได้รับรางวัล"},
    "rules": {"en": "Rules", "th": "หลักเกณฑ์"},
    "hash": {"en": "SHA-256 of the rules", "th": "ค่า SHA-256 ของหลักเกณฑ์"},
    "rule_method": {
        "en": "Method “{name}”, version {version}.",
        "th": "วิธีคำนวณ “{name}” รุ่น {version}",
    },
    "rule_places": {
        "en": "Prizes per category: {places} ({sizes}, highest level first).",
        "th": "จำนวนรางวัลต่อสาขา {places} รางวัล ({sizes} เรียงจากระดับสูงสุด)",
    },
    "rule_ties": {
        "en": "Adjusted scores equal to {precision} decimals are a tie, broken in turn "
        "by: {rules}. What no rule "
        "separates shares the rank.",
        "th": "คะแนนที่ปรับแล้วเท่ากันถึงทศนิยม {precision} ตำแหน่งถือว่าเสมอกัน "
        "ตัดสินตามลำดับด้วย {rules} "
        "หากไม่มีหลักเกณฑ์ใดแยกลำดับได้ให้ครองอันดับร่วมกัน",
    },
    "tie_rule_criteria": {
        "en": "the criteria from the heaviest on",
        "th": "คะแนนตามเกณฑ์โดยเริ่มจากเกณฑ์ที่มีน้ำหนักสูงสุด",
    },
    "tie_rule_criteria_together": {
        "en": "the criteria from the heaviest on, those of equal weight together",
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
        "en": "Vote of the chair, entered by an organiser {at}: {entries}. Reason: {reason}",
        "th": "เสียงชี้ขาดของประธาน ผู้จัดการประกวดบันทึกเมื่อ {at}: {entries} เหตุผล: {reason}",
    },
    "erased": {
        "en": "What {n} rows of the ledger said was erased by law; their hashes stand.",
        "th": "ข้อความของบันทึก {n} แถวถูกลบตามกฎหมาย ค่าแฮชยังคงอยู่",
    },
    "rule_locked": {
        "en": "Locked {at}, before any ballot was submitted.",
        "th": "กำหนดเมื่อ {at} ก่อนมีการส่งใบคะแนน",
    },
    "rule_late": {
        "en": "Locked {at}, when {n} ballots had been submitted.",
        "th": "กำหนดเมื่อ {at} ขณะที่มีการส่งใบคะแนนแล้ว {n} ใบ",
    },
    "rule_changed": {
        "en": "Changed {at} by two organisers (SHA-256 {digest}…): {reason}",
        "th": "แก้ไขเมื่อ {at} โดยผู้จัดการประกวดสองคน (SHA-256 {digest}…) เหตุผล: {reason}",
    },
    "changes": {"en": "Changes after locking", "th": "การแก้ไขภายหลัง"},
    "no_changes": {"en": "None.", "th": "ไม่มี"},
    "ballots": {"en": "Assignment and ballots", "th": "การมอบหมายและใบคะแนน"},
    "assigned": {
        "en": "{assignments} ballots were asked of {judges} judges, {min} to {max} "
        "each; {conflicts} conflicts of "
        "interest were respected.",
        "th": "มอบหมาย {assignments} ใบคะแนนแก่กรรมการ {judges} ท่าน ท่านละ {min} ถึง {max} ใบ "
        "โดยเว้นคู่ที่มีส่วนได้เสีย {conflicts} คู่",
    },
    "seeds": {
        "en": "Seed of the assignment: {seeds}.",
        "th": "ค่าเริ่มต้นการสุ่มมอบหมาย: {seeds}",
    },
    "ballot_states": {
        "en": "Ballots by state: {states}.",
        "th": "ใบคะแนนตามสถานะ: {states}",
    },
    "missing": {
        "en": "Ballots asked for and not submitted: {n}.",
        "th": "ใบคะแนนที่มอบหมายแล้วไม่ได้ส่ง: {n}",
    },
    "state_counted": {"en": "counted", "th": "นับคะแนน"},
    "state_replaced": {"en": "replaced by a later version", "th": "มีฉบับใหม่แทน"},
    "state_taken_back": {"en": "taken back", "th": "กรรมการขอคืน"},
    "state_recused": {"en": "left out after a recusal", "th": "ไม่นับเพราะกรรมการถอนตัว"},
    "state_conflict": {
        "en": "left out for a conflict found",
        "th": "ไม่นับเพราะพบการมีส่วนได้เสีย",
    },
    "state_left_out": {"en": "judge absent", "th": "กรรมการไม่อยู่ร่วมพิจารณา"},
    "state_ineligible": {"en": "entry not eligible", "th": "ผลงานขาดคุณสมบัติ"},
    "state_withdrawn": {"en": "entry withdrawn", "th": "ผลงานถูกถอน"},
    "state_excluded": {"en": "judge left the jury", "th": "กรรมการพ้นหน้าที่"},
    "weights": {"en": "Weights in per cent", "th": "น้ำหนัก (ร้อยละ)"},
    "rank": {"en": "Rank", "th": "อันดับ"},
    "raw_rank": {"en": "Rank as given", "th": "อันดับเดิม"},
    "entry": {"en": "Entry", "th": "ผลงาน"},
    "given": {"en": "As given", "th": "คะแนนที่ให้"},
    "adjusted": {"en": "Adjusted", "th": "ปรับแล้ว"},
    "n": {"en": "Ballots", "th": "ใบคะแนน"},
    "interval": {"en": "Where the rank may lie (90 %)", "th": "ช่วงอันดับที่เป็นไปได้ (90 %)"},
    "chance": {"en": "Among winners, %", "th": "โอกาสได้รางวัล %"},
    "verdict": {"en": "Verdict", "th": "ความชัดเจน"},
    "no_scores": {"en": "no scores", "th": "ยังไม่มีคะแนน"},
    "decided": {"en": "decided", "th": "ชัดเจน"},
    "too_close": {"en": "too close", "th": "ใกล้เคียง"},
    "judge": {"en": "Judge", "th": "กรรมการ"},
    "judges": {"en": "Judges", "th": "กรรมการ"},
    "severity": {"en": "Leniency (+) or severity (−)", "th": "ให้สูง (+) หรือเข้มงวด (−)"},
    "se": {"en": "± se", "th": "± คลาดเคลื่อน"},
    "scale": {"en": "Spread", "th": "การกระจาย"},
    "fit": {"en": "Fit", "th": "ความสอดคล้อง"},
    "judges_hint": {
        "en": "Hints, not verdicts: spread 1 is as wide as expected, fit 1 as noisy as the panel.",
        "th": (
            "เป็นข้อสังเกต มิใช่ข้อตัดสิน: การกระจาย 1 คือเท่าที่คาด ความสอดคล้อง 1 "
            "คือเท่ากับคณะกรรมการ"
        ),
    },
    "agreement": {
        "en": "Krippendorff's alpha {alpha}; reliability of the averages {before} as "
        "given, {after} once severity is "
        "evened out; how well judges are linked {links} (1 is best, below 0.5 is weak).",
        "th": "ค่าแอลฟาของ Krippendorff {alpha} ความเชื่อมั่นของค่าเฉลี่ยก่อนปรับ "
        "{before} หลังปรับ {after} "
        "ความเชื่อมโยงระหว่างกรรมการ {links} (1 ดีที่สุด ต่ำกว่า 0.5 ถือว่าน้อย)",
    },
    "panel": {"en": "Agreement", "th": "ความสอดคล้องของคณะกรรมการ"},
    "ties": {"en": "Ties", "th": "คะแนนเสมอ"},
    "notes": {"en": "Notes", "th": "หมายเหตุ"},
    "details": {
        "en": "Entry by entry: given + adjustment = counted",
        "th": "รายผลงาน: คะแนนที่ให้ + ค่าปรับ = คะแนนที่นับ",
    },
    "adjustment": {"en": "Adjustment", "th": "ค่าปรับ"},
    "counted": {"en": "Counted", "th": "นับ"},
    "reason": {"en": "Reason for leaving the order", "th": "เหตุผลที่ไม่เป็นไปตามลำดับ"},
    "pseudonym": {"en": "in ballots.csv", "th": "ใน ballots.csv"},
    "corrections": {"en": "Corrections", "th": "การแก้ไขคำผิด"},
    "version": {"en": "Version", "th": "ฉบับที่"},
    "check": {"en": "How to check this result", "th": "วิธีตรวจสอบผลนี้"},
    "check_text": {
        "en": "The bundle holds every ballot under pseudonyms and the ledger of every "
        "act, and no program. Take the "
        "verifier and the public key from the organiser's site, check the "
        "verifier's SHA-256 there, and run: "
        "python -I verify_result.py BUNDLE.zip --key award-signing-key.pem",
        "th": "ชุดข้อมูลมีใบคะแนนทุกใบภายใต้นามแฝงและบันทึกการกระทำทั้งหมด ไม่มีโปรแกรม "
        "โปรดดาวน์โหลดโปรแกรมตรวจสอบและกุญแจสาธารณะจากเว็บไซต์ของผู้จัดการประกวด "
        "ตรวจค่า SHA-256 ของโปรแกรม แล้วสั่ง "
        "python -I verify_result.py BUNDLE.zip --key award-signing-key.pem",
    },
    "chain": {"en": "Ledger, rows and head", "th": "บันทึก จำนวนแถวและค่าแฮชสุดท้าย"},
    "key": {
        "en": "SHA-256 fingerprint of the signing key",
        "th": "ลายนิ้วมือ SHA-256 ของกุญแจที่ใช้ลงนาม",
    },
    "unsigned": {"en": "not signed", "th": "ไม่ได้ลงนาม"},
    "nobody": {
        "en": "No ballot was counted in this category.",
        "th": "ไม่มีใบคะแนนที่นับในสาขานี้",
    },
}
