"""What stands at the head of every bundle, for the person who has just unpacked it."""

from __future__ import annotations

from django.conf import settings

from judging.bundle.onefile import NAME, verifier_digest

README = """\
ผลการตัดสินที่ตรวจสอบได้ / A result that you can check
======================================================

ไทย
  protocol-th.pdf   รายงานผลการตัดสิน
  ballots.csv       ใบคะแนนทุกใบทุกฉบับ กรรมการและผลงานใช้นามแฝง
  ledger.jsonl      บันทึกการดำเนินการที่มีผลต่อการตัดสิน แต่ละแถวผูกกับแถวก่อนหน้า

  ตรวจสอบเอง: ไฟล์ชุดนี้มีแต่ข้อมูล ไม่มีโปรแกรม โปรดอย่าเรียกใช้โปรแกรมใด ๆ ที่มากับไฟล์ชุดนี้
  ดาวน์โหลดโปรแกรมตรวจสอบและกุญแจสาธารณะจากเว็บไซต์ของผู้จัดการประกวดที่
  {site}/th/verifier/  แล้วสั่ง (Python 3.11 ขึ้นไปและ NumPy)

    python -I {name} BUNDLE.zip --key award-signing-key.pem

English
  protocol-en.pdf   the results report
  protocol.json     the same for machines: rules, their hash, winners, reasons for departing from the order as
                    worded for the public, missing ballots, the chair's votes on ties, and the
                    values of the audit log that the law had the organiser erase
  ballots.csv       every version of every submitted ballot; entries and judges under pseudonyms
  recusals.csv      who withdrew because of a conflict of interest, from which entry
  ledger.jsonl      the audit log: every action that decides a result, each row holding the hash of the row
                    before; the last one seals all other files
  results.json      the ranking documents, one per category

Check it yourself. A bundle contains only data and no program: if one came with yours, do not run it, and do not
unpack the ZIP to check it. Get the verifier, its SHA-256 and the public key from the organiser's site, not from here:

  {site}/en/verifier/

That page also checks a bundle in your browser, by another program that was written apart.

  python -I {name} BUNDLE.zip --key award-signing-key.pem       (Python 3.11 or newer, NumPy)
  pipx run ./{name} BUNDLE.zip --key award-signing-key.pem      (where NumPy is not installed)

It looks at the signature and the checksums first, and at nothing else where these are wrong. The verifier as it was
when this bundle was made has the SHA-256
{digest}

The same by hand, for the origin:

  xxd -r -p SHA256SUMS.sig signature.bin
  openssl pkeyutl -verify -pubin -inkey award-signing-key.pem -rawin -in SHA256SUMS -sigfile signature.bin
  sha256sum -c SHA256SUMS

Pseudonyms. An entry's pseudonym is "e-" and the first 24 hexadecimal digits of
SHA-256(salt + ":" + {{"entry":"REFERENCE"}}), with the salt in lower-case hexadecimal. For winners reference and salt
stand in protocol.json; every other entrant can ask the organiser for the salt of their own entry, find their ballots
and check them. Of each judge protocol.json holds the SHA-256 of a salt and
{{"judge":PSEUDONYM,"name_en":...,"name_th":...}}: who it was can be shown later, and not changed.

In ledger.jsonl "at" is the day (UTC), so that nobody is told by the hour; the moment is committed to like every
other value, and laid open where everybody knows it. Row "list-published" states what protocol.json tells of names,
levels, dates and corrections; "judge.accepted" to whom a judge's pseudonym is bound ("person": the commitment that
protocol.json has); "entry.out" by which row the entry with a pseudonym left.

In ballots.csv "ledger" is the row of the ledger that recorded the ballot; "state" says whether it counts: counted,
replaced (by a later version), taken back, recused, conflict (found by comparing records), left out (the judge was
absent), withdrawn (the entry was), ineligible (the entry was found to be), excluded (the judge left the jury or had
the entry taken away). "because" is the row of the ledger that says so.
An empty cell is a criterion that was not scored; it is never a zero.
"""


def readme() -> bytes:
    return README.format(
        site=settings.SITE_URL, name=NAME, digest=verifier_digest()
    ).encode()
