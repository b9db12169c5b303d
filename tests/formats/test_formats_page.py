"""The manual's table of formats is the registry's."""

from pathlib import Path

from annotator.cli import commands as cli
from annotator.formats import formats_page, registry

PAGE = Path(__file__).parents[2] / "resources" / "help" / "formats.md"


def test_the_page_is_current():
    drawn = formats_page.page(registry.FORMATS)
    assert PAGE.read_text(encoding="utf-8") == drawn, (
        "annotator formats --markdown > resources/help/formats.md"
    )


def test_every_format_has_its_row():
    lines = formats_page.page(registry.FORMATS).split("\n")
    rows = {line.split(" | ")[1]: line for line in lines if line.startswith("| ")}
    assert set(rows) >= {f"`{known.name}`" for known in registry.FORMATS}
    assert len({line.count(" | ") for line in rows.values()}) == 1
    assert "✓" in rows["`bundle`"]
    assert "said_by" in rows["`csv`"]


def test_the_command_draws_it(capfd):
    assert cli.main(["formats", "--markdown"]) == 0
    assert capfd.readouterr().out == formats_page.page(registry.FORMATS)
