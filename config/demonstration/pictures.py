"""Files that demonstration entries carry: a chart as PNG and a one-page report as PDF,
drawn here.
"""

from __future__ import annotations

import io
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from fontpkg_sarabun import __file__ as sarabun
from PIL import Image, ImageDraw, ImageFont

from config.rehearsal.content import Solution

INK, BLUE, GREY, PAPER = "#16233a", "#1c3f74", "#b9c3d3", "#ffffff"


def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(
        str(Path(sarabun).parent / "files" / "Sarabun-Regular.ttf"), size
    )


def chart(solution: Solution, width: int, height: int) -> Image.Image:
    """Two bars, before and after; their heights are invented, as everything here."""
    picture = Image.new("RGB", (width, height), PAPER)
    draw = ImageDraw.Draw(picture)
    after = 0.25 + len(solution.title_en) % 5 / 10
    floor = height - 80
    for place, (label, share, colour) in enumerate(
        (("Before", 0.9, GREY), ("After", after, BLUE))
    ):
        left = 80 + place * (width - 120) // 2
        right = left + (width - 240) // 2
        top = floor - int((floor - 90) * share)
        draw.rectangle((left, top, right, floor), fill=colour)
        draw.text((left, floor + 12), label, fill=INK, font=font(28))
    draw.text((80, 24), solution.title_en[:60], fill=INK, font=font(26))
    return picture


def result_chart(solution: Solution) -> SimpleUploadedFile:
    content = io.BytesIO()
    chart(solution, 960, 640).save(content, "PNG")
    return SimpleUploadedFile("results.png", content.getvalue(), "image/png")


def report_pdf(solution: Solution) -> SimpleUploadedFile:
    content = io.BytesIO()
    chart(solution, 1240, 1754).save(content, "PDF", resolution=150)
    return SimpleUploadedFile("report.pdf", content.getvalue(), "application/pdf")
