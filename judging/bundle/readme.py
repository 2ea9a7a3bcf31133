"""What stands at the head of every bundle, for the person who has just unpacked it."""

README = """\
ผลการตัดสินที่ตรวจสอบได้ / A result that you can check
======================================================

ไทย
  protocol-th.pdf   รายงานผลการตัดสิน
  ballots.csv       ใบคะแนนทุกใบทุกฉบับ กรรมการและผลงานใช้นามแฝง
  ledger.jsonl      บันทึกการกระทำที่มีผลต่อการตัดสิน แต่ละแถวผูกกับแถวก่อนหน้า
  ตรวจสอบเอง: ติดตั้ง Python 3.11 ขึ้นไปและ NumPy แล้วสั่ง  python verify.py

English
  protocol-en.pdf   the protocol of the result
  protocol.json     the same for machines: rules, their hash, winners, reasons for leaving the order as worded for
                    the public, missing ballots, the chair's votes on ties, and the rows of the ledger whose values the
                    law had the organiser erase
  ballots.csv       every version of every submitted ballot; entries and judges under pseudonyms
  recusals.csv      who stepped aside, from which entry
  ledger.jsonl      every act that decides a result, each row holding the hash of the row before
  results.json      the ranking documents, one per category
  verify.py         checks all of it and ranks the ballots again with the modules in ranking/

Check it yourself (Python 3.11 or newer, NumPy):

  python verify.py

Check that it comes from the organiser. Take the public key from their site, at
/.well-known/award-signing-key.pem (not from this bundle), as key.pem, then:

  xxd -r -p SHA256SUMS.sig signature.bin
  openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in SHA256SUMS -sigfile signature.bin
  sha256sum -c SHA256SUMS

Pseudonyms. An entry's pseudonym is "e-" and the first 24 hexadecimal digits of
SHA-256(salt + ":" + {"entry":"REFERENCE"}), with the salt in lower-case hexadecimal. For winners reference and salt
stand in protocol.json; every other entrant can ask the organiser for the salt of their own entry, find their ballots
and check them. Of each judge protocol.json holds the SHA-256 of a salt and
{"judge":PSEUDONYM,"name_en":...,"name_th":...}: who it was can be shown later, and not changed.

In ballots.csv "ledger" is the row of the ledger that recorded the ballot; "state" says whether it counts: counted,
replaced (by a later version), taken back, recused, withdrawn (the entry was), excluded (the judge left the jury).
An empty cell is a criterion that was not scored; it is never a zero.
"""
