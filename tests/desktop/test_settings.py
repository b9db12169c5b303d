"""What is remembered comes back; what somebody spoilt by hand is as it came."""

import dataclasses

import pytest

from annotator.desktop import settings as remembered
from annotator.desktop.settings import Settings

OTHER = Settings(
    theme="dark",
    language="fr",
    coder="Ana “Nana” Ñandú\\ 🚢",
    font="DejaVu Serif",
    font_size=17.2,
    line_height=1.8,
    measure=90,
    names="codes",
    invisibles=True,
    layers={"/home/ana/l'île #1.annot": {"CLAIM": "dimmed", "Entité": "hidden"}},
    find_words=True,
    find_pattern=True,
    find_as_written=True,
    label_popup=False,
    print_links=False,
    print_notes=False,
    last_project="/home/ana/l'île #1.annot",
    last_articles={"/home/ana/l'île #1.annot": "aa", "/é.annot": "bb"},
    looked={"/home/ana/l'île #1.annot|ana": 12},
    geometry="01d9d0cb",
    layout="000000ff",
    side_tab=1,
    tour_seen=True,
)
FIELDS = [field.name for field in dataclasses.fields(Settings)]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "config" / "settings.toml"


def test_the_example_differs_from_the_beginning_in_every_field():
    fresh = Settings()
    assert [name for name in FIELDS if getattr(OTHER, name) == getattr(fresh, name)] == []


def test_everything_comes_back(file):
    remembered.save(OTHER, file)
    assert remembered.load(file) == OTHER
    assert [one.name for one in file.parent.iterdir()] == ["settings.toml"]


def test_they_lie_in_the_users_own_configuration(home):
    remembered.save(OTHER)
    assert remembered.path().is_relative_to(home / "config")
    assert remembered.load() == OTHER


def test_the_order_of_projects_is_kept(file):
    several = Settings(last_articles={"z": "1", "a": "2", "m": "3"})
    remembered.save(several, file)
    assert list(remembered.load(file).last_articles) == ["z", "a", "m"]


def test_without_a_file_everything_is_as_it_came(file):
    assert remembered.load(file) == Settings()


@pytest.mark.parametrize("written", [b"theme = ", b"\xff\xfe\x00", b"\x00" * 40, b"theme\n"])
def test_a_broken_file_gives_the_settings_as_they_came(file, written):
    file.parent.mkdir()
    file.write_bytes(written)
    assert remembered.load(file) == Settings()
    remembered.save(OTHER, file)
    assert remembered.load(file) == OTHER


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_of_a_wrong_type_is_as_it_came_and_the_others_stay(file, name):
    remembered.save(OTHER, file)
    kept = [
        line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("[")
    ]
    plain = [line for line in kept if line.split(" ")[0] in FIELDS]
    lines = [line for line in plain if not line.startswith(f"{name} ")]
    file.write_text("\n".join([*lines, f"{name} = 1979-05-27"]), encoding="utf-8")
    read = remembered.load(file)
    assert getattr(read, name) == getattr(Settings(), name)
    for line in lines:
        other = line.split(" ")[0]
        assert getattr(read, other) == getattr(OTHER, other)


def test_truth_is_no_number_and_a_whole_number_is_one(file):
    file.parent.mkdir()
    file.write_text("font_size = 14\nline_height = true\nside_tab = true\nstrange = 1\n")
    read = remembered.load(file)
    assert read == Settings(font_size=14.0)
    assert isinstance(read.font_size, float)


def test_a_folder_that_cannot_be_written_is_no_drama(file):
    file.parent.write_text("no folder")
    remembered.save(OTHER, file)
    assert file.parent.read_text() == "no folder"
    assert remembered.load(file) == Settings()


def test_a_failed_save_keeps_the_old_settings_and_leaves_nothing_behind(file, monkeypatch):
    remembered.save(OTHER, file)
    file.with_suffix(".tmp").mkdir()  # what is to be written has no place
    remembered.save(Settings(), file)
    assert remembered.load(file) == OTHER


def test_a_project_whose_name_is_not_utf_8_spoils_nothing(file):
    strange = b"/home/ana/\xe9t\xe9.annot".decode(errors="surrogateescape")
    remembered.save(Settings(coder="Ana", last_project=strange, last_articles={strange: "a"}), file)
    assert remembered.load(file).coder == "Ana"


@pytest.mark.parametrize("tab", [-1, 10, 2**31, 2**63, 10**300])
def test_a_tab_that_there_cannot_be_is_as_it_came(tmp_path, tab):
    file = tmp_path / "settings.toml"
    file.write_text(f"side_tab = {tab}\ncoder = 'Ana'\n", encoding="utf-8")
    found = remembered.load(file)
    assert (found.side_tab, found.coder) in {(0, "Ana"), (0, "")}
