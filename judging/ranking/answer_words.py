"""The sentences of `explain` on ballots that hold no scores."""

from collections.abc import Mapping

ANSWERS: Mapping[str, Mapping[str, str]] = {
    "note_pairs_unlinked": {
        "en": (
            "No chain of comparisons links all finalists, so their order is little more "
            "than a guess."
        ),
        "th": (
            "ไม่มีสายการเปรียบเทียบที่เชื่อมผลงานรอบสุดท้ายทุกผลงานเข้าด้วยกัน "
            "ลำดับที่ได้จึงเป็นเพียงการคาดคะเน"
        ),
    },
    "screened": {
        "en": (
            "{yes} of {n} judges who could say let it pass. Allowing for how strict each "
            "of them is, about {share}% of this panel would (likely {low}% to {high}%)."
        ),
        "th": (
            "กรรมการที่ตัดสินได้ {n} ท่าน ให้ผ่าน {yes} ท่าน เมื่อคำนึงถึงความเข้มงวดของแต่ละท่านแล้ว "
            "คาดว่ากรรมการชุดนี้ประมาณร้อยละ {share} จะให้ผ่าน (ช่วงที่เป็นไปได้ร้อยละ {low} ถึง {high})"
        ),
    },
    "screened_chance": {
        "en": "It is {chance}% certain that enough of the panel would pass it.",
        "th": "ความเชื่อมั่นว่ากรรมการจะให้ผ่านถึงสัดส่วนที่กำหนดคือร้อยละ {chance}",
    },
    "preferred": {
        "en": (
            "It was preferred {yes} times, the other was {no} times, and {unsure} times "
            "they were equal. Against the other finalists it would be preferred in about "
            "{share}% of comparisons (likely {low}% to {high}%)."
        ),
        "th": (
            "กรรมการเลือกผลงานนี้ {yes} ครั้ง เลือกอีกผลงานหนึ่ง {no} ครั้ง และเห็นว่าเท่ากัน {unsure} ครั้ง "
            "เมื่อเทียบกับผลงานรอบสุดท้ายอื่น คาดว่าจะได้รับเลือกประมาณร้อยละ {share} ของการเปรียบเทียบ "
            "(ช่วงที่เป็นไปได้ร้อยละ {low} ถึง {high})"
        ),
    },
    "method_screening": {
        "en": (
            "Judges say whether each entry passes. Some let more entries pass than "
            "others: that is learnt from all of their answers together. For each entry we "
            "say what share of this panel would let it pass if all of it had read it, "
            "and between which shares that lies. Organisers then decide what moves on."
        ),
        "th": (
            "กรรมการพิจารณาว่าผลงานแต่ละผลงานผ่านหรือไม่ผ่าน "
            "กรรมการบางท่านให้ผ่านมากกว่าท่านอื่น ซึ่งประมาณได้จากคำตอบทั้งหมดรวมกัน "
            "ผลที่แสดงคือสัดส่วนของกรรมการชุดนี้ที่คาดว่าจะให้ผ่านหากทุกท่านได้พิจารณาผลงานนั้น "
            "พร้อมช่วงที่เป็นไปได้ จากนั้นผู้จัดการประกวดตัดสินว่าผลงานใดเข้ารอบต่อไป"
        ),
    },
    "method_pairs": {
        "en": (
            "Judges see two finalists at a time and say which is better, or that they are "
            "equal. From these answers we learn how strong each finalist is "
            "(the model of Bradley and Terry with ties by Davidson), allowing for judges' "
            "own tastes and for a lean to the one that is shown first. People then "
            "decided the prizes with this order before them."
        ),
        "th": (
            "กรรมการเปรียบเทียบผลงานรอบสุดท้ายครั้งละสองผลงานว่าผลงานใดดีกว่าหรือเท่ากัน "
            "จากผลการเปรียบเทียบทั้งหมดประมาณความเข้มแข็งของแต่ละผลงาน "
            "(แบบจำลองของ Bradley และ Terry ซึ่ง Davidson ขยายให้รองรับผลเสมอ) "
            "โดยคำนึงถึงความชอบเฉพาะของกรรมการแต่ละท่านและแนวโน้มที่จะเลือกผลงานที่แสดงก่อน "
            "จากนั้นคณะกรรมการพิจารณาตัดสินรางวัลประกอบลำดับนี้"
        ),
    },
}
