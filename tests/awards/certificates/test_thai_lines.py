"""Lines of a typeset Thai name end between words: twenty long names, parted by hand,
read back by poppler.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from awards.paper.typeset import typeset_pdf
from tests.factories import moment
from tests.papers import text_of

# Parted by a person, not by the segmenter that is tested: a bar stands where a line may
# end, within compounds too.
NAMES = """
องค์การ|บริหาร|ส่วน|จังหวัด|สมุทรปราการ|ร่วม|กับ|มหาวิทยาลัย|เทคโนโลยี|พระ|จอม|เกล้า|ธนบุรี
ระบบ|แจ้ง|เตือน|ระดับ|น้ำ|ล่วงหน้า|ด้วย|ข้อมูล|เปิด|ของ|เมือง|อัจฉริยะ|และ|ปัญญา|ประดิษฐ์
สำนักงาน|ส่งเสริม|เศรษฐกิจ|ดิจิทัล|ภาค|ตะวัน|ออก|เฉียง|เหนือ|ตอน|ล่าง|จังหวัด|นครราชสีมา
การ|เดินทาง|และ|ขนส่ง|อัจฉริยะ|สำหรับ|ผู้|สูง|อายุ|และ|คน|พิการ|ใน|เขต|เทศบาล|นคร|ขอนแก่น
ศูนย์|ปฏิบัติ|การ|บริหาร|จัดการ|น้ำ|ท่วม|และ|ภัย|แล้ง|ลุ่ม|น้ำ|เจ้าพระยา|ตอน|ล่าง|กรุงเทพมหานคร
แพลตฟอร์ม|ข้อมูล|สุขภาพ|ชุมชน|เชื่อม|โรงพยาบาล|ส่งเสริม|สุขภาพ|ตำบล|กับ|โรงพยาบาล|จังหวัด
เทศบาล|เมือง|แสนสุข|และ|สถาบัน|วิทยาศาสตร์|ทาง|ทะเล|มหาวิทยาลัย|บูรพา|จังหวัด|ชลบุรี
โครงการ|ไฟ|ถนน|อัจฉริยะ|ประหยัด|พลังงาน|แสง|อาทิตย์|ใน|นิคม|อุตสาหกรรม|มาบตาพุด|จังหวัด|ระยอง
ระบบ|รับ|เรื่อง|ร้องเรียน|ร้องทุกข์|ของ|ประชาชน|ผ่าน|โทรศัพท์|เคลื่อนที่|ตลอด|ยี่|สิบ|สี่|ชั่วโมง
บริษัท|พัฒนา|เมือง|ภูเก็ต|วิสาหกิจ|เพื่อ|สังคม|ร่วม|กับ|องค์การ|บริหาร|ส่วน|จังหวัด|ภูเก็ต
แผนที่|จุด|เสี่ยง|อุบัติเหตุ|ทาง|ถนน|จาก|เหตุการณ์|เกือบ|ชน|ที่|นักเรียน|ร่วม|กัน|รายงาน
การ|จัดการ|ขยะ|มูลฝอย|ครบ|วงจร|ด้วย|เซ็นเซอร์|ติดตาม|รถ|เก็บ|ขยะ|และ|ธนาคาร|ขยะ|ชุมชน
หลักสูตร|พลเมือง|ดิจิทัล|สำหรับ|เยาวชน|ใน|สถาน|ศึกษา|สังกัด|องค์กร|ปกครอง|ส่วน|ท้องถิ่น
ใบ|อนุญาต|ประกอบ|กิจการ|ร้าน|อาหาร|ภายใน|หนึ่ง|วัน|โดย|ไม่|ต้อง|เดินทาง|ไป|สำนักงาน|เขต
คณะ|วิศวกรรมศาสตร์|จุฬาลงกรณ์|มหาวิทยาลัย|และ|กรุงเทพมหานคร|สำนัก|การ|จราจร|และ|ขนส่ง
ตลาด|ออนไลน์|สินค้า|เกษตร|อินทรีย์|ของ|กลุ่ม|วิสาหกิจ|ชุมชน|จังหวัด|เชียงราย|และ|พะเยา
อากาศยาน|ไร้|คน|ขับ|สำรวจ|ป่า|ชายเลน|เพื่อ|คำนวณ|คาร์บอน|เครดิต|จังหวัด|นครศรีธรรมราช
ระบบ|สารสนเทศ|ภูมิศาสตร์|เพื่อ|การ|จัดเก็บ|ภาษี|ที่ดิน|และ|สิ่ง|ปลูก|สร้าง|ของ|เทศบาล|นคร|นนทบุรี
กล้อง|โทรทัศน์|วงจร|ปิด|เชื่อม|โยง|ศูนย์|สั่ง|การ|ตำรวจ|ภูธร|จังหวัด|พระนครศรีอยุธยา
สัญญาณ|ไฟ|จราจร|ที่|ให้|ทาง|รถ|พยาบาล|ฉุกเฉิน|และ|รถ|ดับเพลิง|ผ่าน|ทาง|แยก|โดย|ไม่|ต้อง|หยุด
""".split()
PAGE = """#let d = json(bytes(sys.inputs.data))
#set text(font: "Sarabun", size: 18pt, lang: "th", hyphenate: false)
#set page(width: 9cm, height: auto, margin: 1cm)
#d.text
"""


@pytest.fixture
def template(settings: Any, tmp_path: Path) -> str:
    settings.BASE_DIR = tmp_path
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.typ").write_text(PAGE)
    return "page.typ"


def ends(parted: str) -> set[int]:
    """How many letters stand before each place where a line may end."""
    return {
        len(parted[:place].replace("|", ""))
        for place, letter in enumerate(parted)
        if letter == "|"
    }


@pytest.mark.parametrize("parted", NAMES, ids=range(len(NAMES)))
def test_line_of_a_long_name_ends_between_words(
    parted: str, template: str, tmp_path: Path
) -> None:
    name = parted.replace("|", "")
    lines = text_of(
        typeset_pdf(template, {"text": name}, made_at=moment()), tmp_path, "-layout"
    ).split("\n")
    lines = [line.strip(" \f") for line in lines if line.strip(" \f")]
    assert "".join(lines).replace(" ", "") == name
    assert len(lines) > 1
    place, allowed = 0, ends(parted)
    for line in lines[:-1]:
        place += len(line)
        assert place in allowed, f"{line}: a line ends within a word"
