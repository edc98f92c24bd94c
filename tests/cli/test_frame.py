"""The frame of the command line: languages, help, errors and exit codes, whatever the command."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING

import pytest
import rich_click as click

from callcoach import __version__
from callcoach.cli import COMMANDS, main
from callcoach.cli.commands import Entry
from callcoach.errors import CallCoachError, NotFoundError
from callcoach.i18n import N_, current_language
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import RunCli

PROBE = "callcoach_probe_command"


@pytest.fixture
def probe(monkeypatch: pytest.MonkeyPatch) -> Callable[[click.Command], None]:
    """Return a function that puts one command, `probe`, in the place of the real ones."""

    def install(command: click.Command) -> None:
        module = ModuleType(PROBE)
        module.command = command  # type: ignore[attr-defined] # a module made for the test
        monkeypatch.setitem(sys.modules, PROBE, module)
        entry = Entry(f"{PROBE}:command", N_("Options"))
        monkeypatch.setattr(main, "COMMANDS", MappingProxyType({"probe": entry}))

    return install


def raising(error: BaseException) -> click.Command:
    """Return a command that raises `error`."""

    @click.command()
    def command() -> None:
        raise error

    return command


def test_version_is_the_packages(run_cli: RunCli) -> None:
    result = run_cli("--version")

    assert (result.exit_code, result.stdout) == (0, f"callcoach {__version__}\n")


def test_help_names_every_command_in_the_tables_order(run_cli: RunCli) -> None:
    lines = run_cli("--help").stdout.splitlines()
    listed = [line.split()[0] for line in lines if line.strip()]

    assert [name for name in listed if name in COMMANDS] == list(COMMANDS)


@pytest.mark.parametrize("arguments", [("--lang", "fr", "--help"), ("--help", "--lang=fr")])
def test_help_speaks_french_wherever_the_language_stands(
    run_cli: RunCli, arguments: tuple[str, ...]
) -> None:
    shown = run_cli(*arguments).stdout

    assert "Usage\u00a0: callcoach [OPTIONS] COMMANDE" in shown
    assert "Affiche cette aide et quitte." in shown
    assert "Joue un appel, dans l’application ou ligne à ligne." in shown


def test_the_environment_chooses_the_language_and_the_option_overrules_it(
    run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLCOACH_LANG", "fr")

    assert "Commandes" in run_cli("--help").stdout
    assert "Commands" in run_cli("--lang", "en", "--help").stdout


def test_a_run_leaves_the_process_as_it_found_it(
    run_cli: RunCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "de:it")

    run_cli("--lang", "fr", "--help")

    assert current_language() == "en"
    assert os.environ["LANGUAGE"] == "de:it"


def test_a_misspelt_command_gets_a_suggestion_and_the_code_of_wrong_usage(run_cli: RunCli) -> None:
    result = run_cli("--lang", "fr", "histori")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == (
        "Usage incorrect\n"
        "La commande 'histori' n’existe pas. "
        "Vouliez-vous dire 'history'\u00a0?\n"
        "Conseil\u00a0: «\u00a0callcoach --help\u00a0» en montre l’emploi.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--voice", "dur"), "'dur' ne fait pas partie de 'doux', 'ferme'."),
        (("--turns", "deux"), "'deux' n’est pas un nombre du type attendu"),
        (("--turns",), "L’option '--turns' attend une valeur."),
        (("--turn", "2"), "L’option '--turn' n’existe pas. Vouliez-vous dire '--turns'\u00a0?"),
        (("x", "y"), "Argument en trop (y)"),
        ((), "Il manque l’argument 'WHO'."),
    ],
)
def test_what_click_refuses_is_said_in_french(
    run_cli: RunCli,
    probe: Callable[[click.Command], None],
    arguments: tuple[str, ...],
    told: str,
) -> None:
    @click.command()
    @click.argument("who")
    @click.option("--voice", type=click.Choice(["doux", "ferme"]))
    @click.option("--turns", type=int)
    def command(who: str, voice: str, turns: int) -> None:
        pass

    probe(command)

    result = run_cli("--lang", "fr", "probe", *arguments)

    assert result.exit_code == 2
    assert told in result.stderr
    assert "--help\u00a0» en montre l’emploi." in result.stderr


def test_a_commands_help_is_translated_though_it_was_imported_before(
    run_cli: RunCli, probe: Callable[[click.Command], None]
) -> None:
    @click.command(help=N_("Show the calls played so far."))
    @click.argument("who")
    @click.option("--turns", default=3, show_default=True, help=N_("File problem"))
    def command(who: str, turns: int) -> None:
        pass

    probe(command)

    english = run_cli("probe", "--help").stdout
    french = run_cli("--lang", "fr", "probe", "--help").stdout

    assert "Usage: callcoach probe [OPTIONS] WHO" in english
    assert "Show the calls played so far." in english
    assert "[default: 3]" in english
    assert "Montre les appels déjà joués." in french
    assert "Problème de fichier" in french
    assert "[par défaut\u00a0: 3]" in french


@pytest.mark.parametrize("code", [0, 1, 2])
def test_a_command_decides_its_exit_code(
    run_cli: RunCli, probe: Callable[[click.Command], None], code: int
) -> None:
    @click.command()
    def command() -> int:
        return code

    probe(command)

    assert run_cli("probe").exit_code == code


def test_a_foreseen_error_is_told_with_its_hint_and_its_code(
    run_cli: RunCli, probe: Callable[[click.Command], None]
) -> None:
    probe(raising(NotFoundError("No such call", "There is no call 7.", "Try another number.")))

    result = run_cli("probe")

    assert result.exit_code == 2
    assert result.stderr == "No such call\nThere is no call 7.\nHint: Try another number.\n"


def test_an_error_without_detail_is_told_by_its_title_alone(
    run_cli: RunCli, probe: Callable[[click.Command], None]
) -> None:
    probe(raising(CallCoachError("The call is over")))

    result = run_cli("probe")

    assert (result.exit_code, result.stderr) == (1, "The call is over\n")


def test_an_unreadable_file_is_told_by_its_name_and_not_as_our_own_fault(
    run_cli: RunCli, probe: Callable[[click.Command], None], tmp_path: Path
) -> None:
    @click.command()
    def command() -> None:
        (tmp_path / "absent.jsonl").read_text(encoding="utf-8")

    probe(command)

    result = run_cli("probe")

    assert result.exit_code == 2
    assert str(tmp_path / "absent.jsonl") in result.stderr
    assert result.stderr.startswith("File problem\n")


def test_an_unforeseen_error_shows_no_traceback_and_goes_to_the_log(
    run_cli: RunCli, probe: Callable[[click.Command], None], data_dir: Path
) -> None:
    probe(raising(ZeroDivisionError("a bug")))

    result = run_cli("--lang", "fr", "probe")

    log = data_dir / "crash.log"
    assert result.exit_code == 1
    assert result.stderr == (
        "Désolé, callcoach a rencontré un défaut qui lui est propre. "
        f"Les détails sont dans {log}.\n"
    )
    assert "ZeroDivisionError: a bug" in log.read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_does_not_hide_the_fault(
    run_cli: RunCli, probe: Callable[[click.Command], None], data_dir: Path
) -> None:
    data_dir.write_text("a file where a directory should be", encoding="utf-8")
    probe(raising(ZeroDivisionError("a bug")))

    result = run_cli("probe")

    assert result.exit_code == 1
    assert result.stderr == (
        "Sorry, callcoach has stumbled on a fault of its own. The details could not be saved.\n"
    )


def test_the_log_keeps_earlier_faults_and_no_words_of_the_trainee(
    run_cli: RunCli, probe: Callable[[click.Command], None], data_dir: Path
) -> None:
    @click.command()
    @click.argument("words")
    def command(words: str) -> None:
        raise ZeroDivisionError

    probe(command)

    run_cli("probe", "first secret")
    run_cli("probe", "second secret")

    log = (data_dir / "crash.log").read_text(encoding="utf-8")
    assert log.count("Traceback") == 2
    assert "secret" not in log


def test_ctrl_c_leaves_quietly(run_cli: RunCli, probe: Callable[[click.Command], None]) -> None:
    probe(raising(KeyboardInterrupt()))

    result = run_cli("probe")

    assert result.exit_code == 130
    assert result.stderr.strip() == ""


@pytest.mark.skipif(os.name != "posix", reason="pipes close otherwise elsewhere")
def test_a_reader_that_goes_away_hears_no_complaint() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as broken:
        outcome = subprocess.run(
            [sys.executable, "-m", "callcoach", "--help"],
            stdout=broken,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            check=False,
        )

    assert outcome.stderr == ""
    assert outcome.returncode == 141


def test_without_a_terminal_the_app_says_what_to_do_instead(run_cli: RunCli) -> None:
    result = run_cli()

    assert result.exit_code == 2
    assert "callcoach play --plain" in result.stderr


def test_output_in_a_pipe_is_utf_8_on_every_system() -> None:
    outcome = subprocess.run(
        [sys.executable, "-m", "callcoach", "--lang", "fr", "--help"],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        check=False,
    )

    assert "Entraînez-vous" in outcome.stdout.decode("utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_can_be_loaded(name: str) -> None:
    module, _colon, attribute = COMMANDS[name].target.partition(":")

    command = getattr(import_module(module), attribute)

    assert isinstance(command, click.Command)
