"""Reasons and proposals as sentences, in English and Thai."""

from collections.abc import Mapping

from judging.matching.problem import Id
from judging.matching.solution import Proposal, Reason, Unfilled

SENTENCES = {
    "fixed": (
        "You have already started this ballot, so it stays with you.",
        "ท่านได้เริ่มให้คะแนนผลงานนี้แล้ว จึงคงไว้ให้ท่านพิจารณาต่อ",
    ),
    "only": (
        "No other judge of this category is free to judge this entry.",
        "ไม่มีกรรมการท่านอื่นในสาขานี้ที่สามารถพิจารณาผลงานนี้ได้",
    ),
    "expertise2": (
        "You stated that this field is your speciality.",
        "ท่านระบุว่าเชี่ยวชาญในสาขานี้",
    ),
    "expertise1": ("You stated that you know this field.", "ท่านระบุว่ามีความรู้ในสาขานี้"),
    "expertise0": (
        (
            "You did not state expertise in this field. You were chosen so that every "
            "entry has enough judges."
        ),
        ("ท่านมิได้ระบุความเชี่ยวชาญในสาขานี้ แต่ได้รับเลือกเพื่อให้ทุกผลงานมีกรรมการครบตามจำนวน"),
    ),
    "load": (
        "You have {ballots} of at most {limit} entries; judges have {mean} on average.",
        (
            "ท่านได้รับมอบหมาย {ballots} ผลงาน จากจำนวนสูงสุด {limit} ผลงาน "
            "โดยเฉลี่ยกรรมการได้รับท่านละ {mean} ผลงาน"
        ),
    ),
    "load_open": (
        "You have {ballots} entries; judges have {mean} on average.",
        "ท่านได้รับมอบหมาย {ballots} ผลงาน โดยเฉลี่ยกรรมการได้รับท่านละ {mean} ผลงาน",
    ),
    "links": (
        (
            "{here} other judges also score this entry. Through entries in common, "
            "your scores in this category can be compared directly with those of "
            "{linked} judges."
        ),
        "มีกรรมการอีก {here} ท่านให้คะแนนผลงานนี้ด้วย "
        "ผลงานที่พิจารณาร่วมกันทำให้เปรียบเทียบคะแนนของท่านในสาขานี้"
        "กับกรรมการ {linked} ท่านได้โดยตรง",
    ),
    "lowest": (
        (
            "Of {candidates} judges who can take this entry, this judge has the lowest "
            "workload."
        ),
        ("ในบรรดากรรมการ {candidates} ท่านที่พิจารณาผลงานนี้ได้ กรรมการท่านนี้มีภาระงานน้อยที่สุด"),
    ),
    "linking": (
        (
            "Of {candidates} judges who can take this entry, this judge has the lowest "
            "workload of those through whom separate groups can be compared."
        ),
        "ในบรรดากรรมการ {candidates} ท่านที่พิจารณาผลงานนี้ได้ "
        "กรรมการท่านนี้มีภาระงานน้อยที่สุดในกลุ่มที่ทำให้เปรียบเทียบคะแนน"
        "ของกรรมการต่างกลุ่มกันได้",
    ),
    "later": (
        (
            "Another judge was needed for this entry, and your workload is among the "
            "lowest of those who can take it."
        ),
        (
            "ผลงานนี้ต้องการกรรมการเพิ่มเติม "
            "และภาระงานของท่านน้อยเป็นลำดับต้นในบรรดากรรมการที่พิจารณาผลงานนี้ได้"
        ),
    ),
    "takes": (
        "This judge had {ballots} entries before it; judges have {mean} on average.",
        ("ก่อนหน้านี้กรรมการท่านนี้มี {ballots} ผลงาน โดยเฉลี่ยกรรมการมีท่านละ {mean} ผลงาน"),
    ),
    "together": (
        (
            "With this choice, all {judges} judges of the category overlap, so their "
            "scores can be compared."
        ),
        (
            "เมื่อเลือกเช่นนี้ กรรมการทั้ง {judges} "
            "ท่านของสาขาเชื่อมโยงกันด้วยผลงานที่พิจารณาร่วมกัน "
            "จึงเปรียบเทียบคะแนนกันได้"
        ),
    ),
    "apart": (
        (
            "The judges of the category would still be in {parts} groups with no "
            "entry in common, so scores cannot be compared between them. A new "
            "assignment may help."
        ),
        (
            "กรรมการของสาขายังแบ่งเป็น {parts} กลุ่มที่ไม่มีผลงานร่วมกัน "
            "จึงยังเปรียบเทียบคะแนนข้ามกลุ่มมิได้ "
            "การจัดสรรใหม่อาจช่วยให้เชื่อมโยงกันได้"
        ),
    ),
    "hand": (
        "An organiser asked you for this entry.",
        "ผู้จัดการประกวดขอให้ท่านพิจารณาผลงานนี้",
    ),
    "holding": (
        "{judges} judges already have this entry.",
        "กรรมการ {judges} ท่านได้รับมอบหมายผลงานนี้แล้ว",
    ),
    "conflict": (
        "{judges} judges have a conflict of interest with this entry.",
        "กรรมการ {judges} ท่านมีส่วนได้เสียกับผลงานนี้",
    ),
    "conflict_one": (
        "The judge has a conflict of interest with this entry.",
        "กรรมการมีส่วนได้เสียกับผลงานนี้",
    ),
    "full": (
        "{judges} judges have reached their limit.",
        "กรรมการ {judges} ท่านได้รับผลงานครบตามจำนวนสูงสุดแล้ว",
    ),
    "panel": (
        "{judges} judges do not judge this category.",
        "กรรมการ {judges} ท่านมิได้อยู่ในคณะกรรมการประจำสาขานี้",
    ),
    "panel_one": (
        "The judge does not judge this category.",
        "กรรมการมิได้อยู่ในคณะกรรมการประจำสาขานี้",
    ),
    "away": ("{judges} judges are away.", "กรรมการ {judges} ท่านไม่สามารถปฏิบัติหน้าที่ในช่วงนี้"),
    "away_one": ("The judge is away.", "กรรมการไม่สามารถปฏิบัติหน้าที่ในช่วงนี้"),
    "free": (
        "{judges} judges could still take this entry.",
        "กรรมการ {judges} ท่านยังรับผลงานนี้เพิ่มได้",
    ),
    "withdrawn": (
        "The judge or the entry is no longer part of this round.",
        "กรรมการหรือผลงานนี้ไม่อยู่ในรอบการพิจารณาแล้ว",
    ),
    "moved": (
        "Reassigned so that every entry has enough judges and the workload is fair.",
        "ปรับเปลี่ยนเพื่อให้ทุกผลงานมีกรรมการครบและกระจายงานอย่างเป็นธรรม",
    ),
    "unlinkable": (
        (
            "{parts} groups of judges have no entry in common, and every judge who "
            "could connect them has a conflict of interest or is away. Another judge "
            "is needed."
        ),
        "กรรมการ {parts} กลุ่มไม่มีผลงานที่พิจารณาร่วมกัน "
        "และกรรมการที่อาจเชื่อมโยงได้ล้วนมีส่วนได้เสียหรือไม่สามารถปฏิบัติหน้าที่ "
        "จึงจำเป็นต้องเพิ่มกรรมการ",
    ),
    "fill": (
        "Ask {judge} to judge {entry} in {category}, where a judge is missing.",
        ("โปรดขอให้ {judge} พิจารณา {entry} ในสาขา {category} เพิ่ม เนื่องจากยังขาดกรรมการ"),
    ),
    "link": (
        (
            "Ask {judge} to judge {entry} in {category} as well, so that separate "
            "groups can be compared."
        ),
        (
            "โปรดขอให้ {judge} พิจารณา {entry} ในสาขา {category} เพิ่ม "
            "เพื่อให้เปรียบเทียบคะแนนของกรรมการต่างกลุ่มกันได้"
        ),
    ),
    "raise": (
        "This is one more than the limit the judge set.",
        "ทั้งนี้ เกินจำนวนสูงสุดที่กรรมการแจ้งไว้หนึ่งผลงาน",
    ),
    "unfilled": (
        "{entry} in {category} has {ballots} judges; {missing} are missing.",
        "{entry} ในสาขา {category} มีกรรมการ {ballots} ท่าน ยังขาดอีก {missing} ท่าน",
    ),
    "quorum": (
        "It stays below the {quorum} ballots that a result needs.",
        "จำนวนนี้ต่ำกว่าใบคะแนนขั้นต่ำ {quorum} ใบที่ต้องมีเพื่อประกาศผล",
    ),
}


def say(
    reason: Reason, language: str = "en", names: Mapping[Id, str] | None = None
) -> str:
    """One reason as a sentence; `language` is "en" or "th", `names` what to call
    judges, entries and categories.
    """
    return _sentence(_key(reason), reason.params, language, names or {})


def say_proposal(
    proposal: Proposal, language: str = "en", names: Mapping[Id, str] | None = None
) -> str:
    """What to ask of whom."""
    params = {
        "judge": proposal.judge,
        "entry": proposal.entry,
        "category": proposal.category,
    }
    sentence = _sentence(proposal.purpose, params, language, names or {})
    return (
        f"{sentence} {_sentence('raise', {}, language, {})}"
        if proposal.raise_limit
        else sentence
    )


def say_unfilled(
    item: Unfilled, language: str = "en", names: Mapping[Id, str] | None = None
) -> str:
    """What an entry lacks, and why."""
    params = {
        "entry": item.entry,
        "category": item.category,
        "ballots": item.ballots,
        "missing": item.missing,
    }
    sentences = [_sentence("unfilled", params, language, names or {})]
    if item.below_quorum:
        sentences.append(_sentence("quorum", {"quorum": item.quorum}, language, {}))
    return " ".join(
        [*sentences, *(say(reason, language, names) for reason in item.reasons)]
    )


def _key(reason: Reason) -> str:
    if reason.code == "expertise":
        return f"expertise{reason.params['level']}"
    if reason.code == "load" and reason.params["limit"] is None:
        return "load_open"
    return (
        f"{reason.code}_one"
        if not reason.params and f"{reason.code}_one" in SENTENCES
        else reason.code
    )


def _sentence(
    key: str, params: Mapping[str, object], language: str, names: Mapping[Id, str]
) -> str:
    shown = {
        name: names.get(value, value) if isinstance(value, str | int) else value
        for name, value in params.items()
    }
    return SENTENCES[key][language == "th"].format_map(shown)
