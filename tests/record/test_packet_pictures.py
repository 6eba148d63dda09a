"""Pictures of the packet are shown as what they are, and nothing that could run is (R2.4)."""

import pytest
from django.urls import reverse

from secondsight.base.files import keep
from secondsight.record.models import EvidenceFile, Import, PacketItem
from secondsight.record.rules.pictures import LARGEST, is_shown, picture_type
from tests.cast import make_account, make_incident

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def make_packed(content: bytes, media_type: str = "image/png", **given):
    by = make_account("Ines")
    incident = given.pop("incident", None) or make_incident(by)
    going = Import.objects.create(asked_by=by, incident=incident)
    file = EvidenceFile.objects.create(going=going, stored=keep([content]), name="p99.png")
    return PacketItem.objects.create(
        incident=incident, file=file, title="p99 “at” <noon>", media_type=media_type, added_by=by
    )


def body(answer):
    return b"".join(answer.streaming_content)


def test_a_picture_is_shown_with_its_name_and_can_run_nothing(signed_in):
    packed = make_packed(PNG)
    ines = signed_in(packed.added_by)

    page = ines.get(reverse("packet", args=[packed.incident_id])).content.decode()
    answer = ines.get(reverse("packet_picture", args=[packed.pk]))

    assert 'alt="p99 “at” &lt;noon&gt;"' in page
    assert body(answer) == PNG
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "image/svg+xml"),
        (b"<html><script>alert(1)</script>", "image/png"),
        (PNG, "image/jpeg"),
        (b"%PDF-1.7", "application/pdf"),
        (PNG, "text/html"),
    ],
)
def test_what_is_no_such_picture_is_never_shown(signed_in, content, media_type):
    packed = make_packed(content, media_type)

    answer = signed_in(packed.added_by).get(reverse("packet_picture", args=[packed.pk]))

    assert answer.status_code == 404


def test_who_may_not_see_the_incident_sees_no_picture(signed_in):
    packed = make_packed(PNG)
    type(packed.incident).objects.update(is_restricted=True)

    assert signed_in(make_account("Sana")).get(reverse("packet_picture", args=[packed.pk])).status_code == 404


def test_a_picture_that_is_too_large_is_a_download():
    assert is_shown("image/png", LARGEST)
    assert not is_shown("image/png", LARGEST + 1)
    assert not is_shown("image/png", 0)
    assert not is_shown("image/svg+xml", 10)


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a..", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x00\x00\x00\x00WAVE", ""),
        (b"<svg", ""),
        (b"", ""),
    ],
)
def test_the_first_bytes_say_what_it_is(start, kind):
    assert picture_type(start) == kind
