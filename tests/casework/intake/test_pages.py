"""Crawled pages taken in: every row observed with its page, things once, walls and own account never, archives safe."""

import io
import json
import re
import tarfile
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.formats.pages import invented, invented_later
from tests.formats.pages.invented import COLLECTOR
from tests.worlds import intake as world

from bowstreet.casework.intake import lodging, pages, reading, watching
from bowstreet.casework.intake.answers import IntakeView
from bowstreet.casework.intake.models import Intake, Source
from bowstreet.formats import archives
from bowstreet.holdings.ledger.models import Act
from bowstreet.holdings.observations.models import Dataset, Import
from bowstreet.holdings.repository.models import Record, Selector, Version
from bowstreet.interfaces.demonstration import keys
from bowstreet.vocabulary.readers import Reader

pytestmark = pytest.mark.django_db(transaction=True)

WALL = b"More than 2 requests/second, please chill for 30 seconds."
ARMOUR, FINGERPRINT = keys.armoured("pages", "teapot_seller", datetime(2014, 1, 1, tzinfo=UTC))[:2]


def day(folder: Path) -> list[Path]:
    """Write the pages of an invented day and return their paths."""
    made = {
        "vendor/teapot_seller": invented.agora_vendor(about=ARMOUR.replace("\n", "<br/>")).page,
        "vendor/own": invented.agora_vendor(COLLECTOR).page,
        "p/one": invented.agora_listing().page,
        "cat/tea": invented.agora_index().page,
        "cat/wall": WALL,
        "cat/cut": invented.agora_index().page[:-2_000],
        "shop/tea.html": b"<html><title>Shop</title><body>Write to tea@example.org</body></html>",
    }
    for name, content in made.items():
        path = folder / "2014-04-06" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return [folder / "2014-04-06" / name for name in made]


def taken(reader: Reader, *paths: Path, **more: object) -> IntakeView:
    from bowstreet.casework.intake import bringing

    files = [world.Sent(str(each), str(each), each.stat().st_size) for each in paths]
    made = bringing.bring(reader=reader, now=world.NOW, files=files, **more)  # type: ignore[arg-type]
    reading.read(made.id)
    return watching.intake(reader=reader, now=world.NOW, id=made.id)


def test_a_page_day_is_one_act_and_every_source_adds_up(tmp_path: Path) -> None:
    reader = world.supervisor()
    earlier = Act.objects.count()
    seen = taken(reader, *day(tmp_path))
    assert (seen.state, seen.sentence) == ("done", "")
    assert all(each.read == each.observed + each.rejected for each in seen.sources)
    done = [json.loads(each)["action"] for each in Act.objects.order_by("id").values_list("body", flat=True)[earlier:]]
    assert done == ["intake.bring", "intake.admit"]
    assert Dataset.objects.count() == 5, "sellers, listings, feedback, what staff verified, guesses"
    assert not Import.objects.filter(pending=True).exists()
    cited = Import.objects.filter(dataset__mapping="page_sellers").exclude(rows=0).get()
    assert (cited.name, cited.first_day) == ("teapot_seller", date(2014, 4, 6))


def test_what_holds_nothing_is_no_row_and_no_reject_and_what_departs_is_one(tmp_path: Path) -> None:
    seen = taken(world.supervisor(), *day(tmp_path))
    wall, cut, own = (next(e for e in seen.sources if e.path == name) for name in ("wall", "cut", "own"))
    assert (wall.reader, wall.read, wall.rejected) == ("page: unknown waiting wall", 0, 0)
    assert "waiting wall" in wall.note
    assert (cut.read, cut.observed, cut.rejected, cut.reject_list is not None) == (1, 0, 1, True)
    assert (own.read, own.observed) == (0, 0)
    assert [each.count for each in seen.rejects] == [1]


def test_the_collectors_own_account_is_nowhere(tmp_path: Path) -> None:
    taken(world.supervisor(), *day(tmp_path))
    assert not Selector.objects.filter(value__icontains=COLLECTOR).exists()
    assert not Version.objects.filter(body__icontains=COLLECTOR).exists()


def test_guesses_are_marked_as_such_and_make_no_record(tmp_path: Path) -> None:
    seen = taken(world.supervisor(), *day(tmp_path))
    guessed = next(each for each in seen.sources if each.path == "tea.html")
    assert (guessed.reader, guessed.observed) == ("page: unknown unknown", 1)
    assert "machine inference, grade X4" in guessed.note
    particulars = Dataset.objects.get(mapping="page_guesses").particulars
    assert '"basis":"machine_inference"' in particulars.replace(" ", "")
    assert '"grade":"X4"' in particulars.replace(" ", "")
    assert not Selector.objects.filter(value__icontains="tea@example.org").exists()


def test_the_same_day_again_changes_nothing(tmp_path: Path) -> None:
    reader = world.supervisor()
    first = taken(reader, *day(tmp_path))
    records = Record.objects.count()
    again = taken(reader, *day(tmp_path))
    assert again.totals.already_held == again.totals.observed == first.totals.observed
    assert (again.totals.records_new, Record.objects.count()) == (0, records)


def test_without_a_day_none_is_stated_and_the_officers_day_stands_before_names(tmp_path: Path) -> None:
    reader = world.supervisor()
    bare = tmp_path / "seller"
    bare.write_bytes(invented.agora_vendor().page)
    assert taken(reader, bare).sources[0].seen_on is None
    assert Import.objects.filter(dataset__mapping="page_sellers").get().first_day is None
    dated = taken(reader, *day(tmp_path)[:1], seen_on=date(2014, 4, 9))
    assert dated.sources[0].seen_on == date(2014, 4, 9)


def test_a_seller_of_a_table_and_of_a_page_is_one_record_with_both_sources(tmp_path: Path) -> None:
    reader = world.supervisor()
    table = tmp_path / "vendors.csv"
    table.write_text(
        ",name,rating,lastSeen,publicKey,#products,#Deals,parsingDate\n"
        f'0,teapot_seller,4.5,6 days,"{ARMOUR.replace(chr(10), "")}",2,6~10,2014-04-02\n'
    )
    taken(reader, table)
    seen = taken(reader, *day(tmp_path)[:1])
    assert seen.totals.records_known >= 3, "market, seller and key"
    account = Version.objects.filter(record=Record.objects.get(kind="vendor_account")).order_by("-number").first()
    assert len({each.split("/")[1] for each in re.findall('observation:[^"]+', account.body)}) >= 2
    found = Selector.objects.filter(type="pgp_fingerprint", value=FINGERPRINT)
    assert {Record.objects.get(id=each.record_id).kind for each in found} == {"vendor_account", "pgp_key"}


def packed(folder: Path, paths: list[Path], form: str) -> Path:
    out = folder / f"crawl.{form}"
    if form == "zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for each in paths:
                archive.write(each, str(each.relative_to(folder)))
    else:
        with tarfile.open(out, f"w:{form.partition('.')[2]}") as archive:
            for each in paths:
                archive.add(each, str(each.relative_to(folder)))
    return out


@pytest.mark.parametrize("form", ["zip", "tar.", "tar.xz"])
def test_an_archive_says_the_same_as_its_files(tmp_path: Path, form: str) -> None:
    paths = day(tmp_path)
    seen = taken(world.supervisor(), packed(tmp_path, paths, form))
    archive, *members = seen.sources
    assert (archive.reader, archive.read) == ("archive", 0)
    assert "7 files" in archive.note
    assert [each.path.rpartition("/")[2] for each in members] == [each.name for each in paths]
    assert {each.seen_on for each in members} == {date(2014, 4, 6)}
    alone = taken(world.supervisor("harbour-south"), *paths)
    assert seen.totals.observed == alone.totals.observed > 0
    reading.read(seen.id)
    assert Source.objects.filter(intake=seen.id).count() == len(paths) + 1


def test_a_hostile_archive_opens_nothing_and_follows_no_link(tmp_path: Path) -> None:
    out = tmp_path / "evil.tar"
    page = invented.agora_vendor().page
    with tarfile.open(out, "w") as archive:
        inside = tarfile.TarInfo("../../../../tmp/escaped\u202egnp")
        inside.size = len(page)
        archive.addfile(inside, io.BytesIO(page))
        link = tarfile.TarInfo("etc")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    seen = taken(world.supervisor(), out)
    assert [each.path for each in seen.sources] == ["evil.tar", "tmp/escaped[U+202E]gnp"]
    assert "1 was left out: It is a link or a device" in seen.sources[0].note
    assert seen.totals.observed > 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (lambda: _bomb(), "unpacks to more than"),
        (lambda: packed_bytes()[:-900], "broken"),
    ],
)
def test_a_bomb_and_a_torn_archive_are_one_sentence_and_no_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: object, says: str
) -> None:
    monkeypatch.setattr(archives, "SMALL", 2 << 20)
    monkeypatch.setattr(archives, "FOLDED", 1)
    out = tmp_path / "bad.tar.xz"
    out.write_bytes(content())  # type: ignore[operator]
    table = world.table(tmp_path / "a.csv", world.sellers(2))
    seen = taken(world.supervisor(), out, table)
    assert len(seen.sources) == 2
    assert (seen.sources[0].reader, says in seen.sources[0].note) == (None, True)
    assert (seen.state, seen.totals.observed) == ("done", 2)


def _bomb() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:xz", preset=0) as archive:
        for number in range(3):
            one = tarfile.TarInfo(f"{number}.html")
            one.size = 1 << 20
            archive.addfile(one, io.BytesIO(bytes(one.size)))
    return out.getvalue()


def packed_bytes() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:xz") as archive:
        one = tarfile.TarInfo("a.html")
        content = b"".join(number.to_bytes(4, "big") for number in range(20_000))
        one.size = len(content)
        archive.addfile(one, io.BytesIO(content))
    return out.getvalue()


def test_a_killed_run_goes_on_from_nothing_half_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = world.supervisor()
    made = world.hand_in(reader, packed(tmp_path, day(tmp_path), "zip"))
    killed = pages.page_tables.read_many

    def dies(*arguments: object, **more: object) -> object:
        killed(*arguments, **more)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(pages.page_tables, "read_many", dies)
    with pytest.raises(KeyboardInterrupt):
        reading.read(made)
    monkeypatch.undo()
    assert Import.objects.filter(pending=True).exists()
    reading.read(made)
    seen = watching.intake(reader=reader, now=world.NOW, id=made)
    assert (seen.state, len(seen.sources)) == ("done", 8)
    assert not Import.objects.filter(pending=True).exists()
    assert all(each.read == each.observed + each.rejected for each in seen.sources)
    assert Intake.objects.get(id=made).ended_at is not None


def test_rows_lead_to_their_line_of_the_page(tmp_path: Path) -> None:
    reader = world.supervisor()
    page = invented_later.cryptonia_vendor().page
    path = tmp_path / "page.html"
    path.write_bytes(page)
    seen = taken(reader, path)
    assert seen.totals.observed > 0
    import duckdb

    file = Import.objects.filter(dataset__mapping="page_sellers").get().file
    from bowstreet.holdings.observations import storing

    line, handle = duckdb.execute(f"SELECT _line, handle FROM read_parquet('{storing.folder() / file}')").fetchall()[0]
    assert handle.encode() in b"\n".join(page.split(b"\n")[line - 1 : line + 3])
    assert lodging.MEMORY
