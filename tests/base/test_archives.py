"""ZIP archives that are damaged or could do harm are refused whole, with file and member."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from secondsight.base.archives import Limits, open_archive
from secondsight.base.errors import UnreadableFile


def make_zip(path: Path, members: dict[str, bytes]) -> Path:
    """Write an archive of these members, in this order."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def refusal(path: Path, limits: Limits | None = None) -> str:
    """Return the words with which an archive is refused, when opened or when its members are read."""
    with (
        pytest.raises(UnreadableFile) as caught,
        open_archive(path, "ours.zip", limits or Limits()) as archive,
    ):
        for member in archive.members:
            with archive.open(member.name) as stream:
                while stream.read(1000):
                    pass
    assert caught.value.file == "ours.zip"
    assert "ours.zip" in caught.value.message
    assert "expected" in caught.value.message
    return caught.value.message


def test_members_are_read_with_names_and_sizes(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a", {"general/2026-10-14.json": b"[]", "folder/": b"", "users.json": b"[1]"})

    with open_archive(path, "ours.zip") as archive:
        names = {member.name: member.size for member in archive.members}
        with archive.open("users.json") as stream:
            content = stream.read()

    assert names == {"general/2026-10-14.json": 2, "users.json": 3}
    assert content == b"[1]"


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95, 0.999])
def test_a_truncated_archive_is_refused(tmp_path: Path, kept: float) -> None:
    path = make_zip(tmp_path / "a", {f"{n}.json": bytes(range(256)) * n for n in range(1, 20)})
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])

    assert "cut off" in refusal(path)


def test_a_damaged_member_is_refused_by_name(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a", {"good.json": b"[]", "bad.json": bytes(range(256)) * 40})
    content = bytearray(path.read_bytes())
    at = content.index(b"bad.json") + 20
    content[at : at + 30] = b"\xff" * 30
    path.write_bytes(bytes(content))

    message = refusal(path)

    assert "bad.json" in message
    assert "damaged" in message


def test_an_encrypted_member_is_refused_by_name(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a", {"secret.json": b"[]"})
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(content))

    message = refusal(path)

    assert "secret.json" in message
    assert "encrypted" in message


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a", {"bomb.json": b"0" * 3_000_000})

    assert "bomb.json" in refusal(path)


def test_small_members_may_shrink_as_they_like(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a", {"zeros.json": b"0" * 900_000})

    with open_archive(path, "ours.zip") as archive:
        assert archive.members[0].size == 900_000


def test_the_total_of_all_members_is_limited(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a", {f"{n}.bin": bytes(range(256)) * 10 for n in range(10)})

    assert "unpacks to" in refusal(path, Limits(total=25_000))


def test_a_size_that_lies_does_not_unpack_more(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a", {"liar.json": b"0" * 900_000})
    content = bytearray(path.read_bytes())
    struct.pack_into("<I", content, content.rindex(b"PK\x01\x02") + 24, 10)
    path.write_bytes(bytes(content))

    assert "liar.json" in refusal(path)


def test_members_that_overlap_are_refused(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a", {"a.json": bytes(range(256)) * 9})
    content = bytearray(path.read_bytes())
    struct.pack_into("<I", content, content.rindex(b"PK\x01\x02") + 20, 4_000)
    path.write_bytes(bytes(content))

    assert "overlap" in refusal(path)


@pytest.mark.parametrize(
    "name", ["../users.json", "a/../../b.json", "/etc/passwd", "C:/x.json", "..\\x.json"]
)
def test_a_path_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    path = make_zip(tmp_path / "a", {name: b"[]"})

    assert "leads out of the archive" in refusal(path)


def test_a_link_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("general")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a", "w") as archive:
        archive.writestr(link, "/etc")

    assert "'general' is a link" in refusal(tmp_path / "a")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_name_twice_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a", "w") as archive:
        archive.writestr("users.json", "[]")
        archive.writestr("users.json", "[1]")

    assert "'users.json' is in the archive twice" in refusal(tmp_path / "a")


def test_the_count_of_members_is_limited(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a", {f"{n}.json": b"" for n in range(12)})

    assert "more than 10 files" in refusal(path, Limits(members=10))


def test_a_list_of_contents_without_end_is_refused(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a", {"a.json": b"[]"})
    content = bytearray(path.read_bytes())
    struct.pack_into("<I", content, len(content) - 22 + 16, 0x7FFFFFFF)
    path.write_bytes(bytes(content))

    refusal(path)


def test_names_packed_by_a_mac_are_read(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a", {"caf\xe9/2026-10-14.json": b"[]"})
    content = bytearray(path.read_bytes())
    for record, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", content, content.index(record) + flags, 0)

    (tmp_path / "b").write_bytes(bytes(content))

    with open_archive(tmp_path / "b", "ours.zip") as archive:
        assert archive.members[0].name == "caf\xe9/2026-10-14.json"
        with archive.open("caf\xe9/2026-10-14.json") as stream:
            assert stream.read() == b"[]"


def test_an_empty_archive_has_no_members(tmp_path: Path) -> None:
    with zipfile.ZipFile(empty := io.BytesIO(), "w"):
        pass
    (tmp_path / "a").write_bytes(empty.getvalue())

    with open_archive(tmp_path / "a", "ours.zip") as archive:
        assert archive.members == ()
