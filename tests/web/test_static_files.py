"""Styles, scripts and fonts are kept by browsers for as long as they stay the same, and no longer."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from secondsight.web.static_address import static_address


@pytest.mark.django_db
def test_everything_a_page_names_is_served_and_kept_for_good():
    browser = Client()
    page = browser.get("/sign-in/", follow=True).content.decode()
    named = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page))

    assert len(named) > 20
    for address in named:
        answer = browser.head(address)
        assert answer.status_code == 200, address
        assert answer["Cache-Control"] == "max-age=315360000, public, immutable"


@pytest.mark.django_db
def test_what_a_script_or_a_style_names_beside_itself_is_there():
    browser, folder = Client(), settings.STATICFILES_DIRS[0]
    for path in [*folder.rglob("elements/*.js"), *folder.rglob("styles/*.css")]:
        beside = re.findall(r'(?:from|url\()\s*"(\.\.?/[^"]+)"', path.read_text())
        for name in beside:
            target = (path.parent / name).resolve().relative_to(folder.resolve())
            answer = browser.head(f"{settings.STATIC_URL}{target.as_posix()}")
            assert answer.status_code == 200, f"{path}: {name}"


def test_the_address_changes_with_a_file_s_name_and_content(tmp_path: Path):
    (tmp_path / "styles").mkdir()
    sheet = tmp_path / "styles" / "a.css"
    sheet.write_text("b { }")
    first = static_address(tmp_path)

    assert re.fullmatch(r"/static/[0-9a-f]{12}/", first)
    assert static_address(tmp_path) == first
    sheet.write_text("i { }")
    second = static_address(tmp_path)
    sheet.rename(tmp_path / "styles" / "b.css")
    assert len({first, second, static_address(tmp_path)}) == 3
