"""What an operator copies agrees with the program it starts."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT

from bot import watchdog
from bot.run_command import EXIT_WRONG_DATABASE, EXIT_WRONG_TOKEN
from bot.settings import PREFIX, Settings, load_settings
from bot.source_settings import KINDS
from bot.terminal import EXIT_MISUSE

DEPLOY = ROOT / "deploy"
FILES = sorted(path for path in DEPLOY.iterdir() if path.is_file())
ENVIRONMENT = DEPLOY / "chenbao.env.example"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
_ASSIGNMENT = re.compile(r"^#?(CHENBAO_\w+)=(.*)$", re.MULTILINE)


def text_of(name: str) -> str:
    """A file of deploy/."""
    return (DEPLOY / name).read_text(encoding="utf-8")


def setting_names() -> list[str]:
    """The variables that the program reads; sources are tables, which stand in a file."""
    return [PREFIX + name.upper() for name in Settings.model_fields if name != "sources"]


def unit(key: str) -> list[str]:
    """All values of `key` in the systemd unit, in order."""
    return re.findall(rf"^{key}=(.*)$", text_of("chenbao.service"), re.MULTILINE)


def dockerfile(instruction: str) -> list[str]:
    """The arguments of an instruction in the Dockerfile, continued lines joined."""
    joined = text_of("Dockerfile").replace("\\\n", " ")
    return re.findall(rf"^{instruction} (.*)$", joined, re.MULTILINE)


@pytest.fixture
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """No setting set and no settings file at hand."""
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return monkeypatch


def test_environment_example_names_every_setting_once() -> None:
    """An operator finds all there is to decide in one file."""
    names = [name for name, _ in _ASSIGNMENT.findall(ENVIRONMENT.read_text(encoding="utf-8"))]
    assert sorted(names) == sorted(setting_names())


def test_environment_example_explains_every_setting() -> None:
    """Each block is its explanation in comments, then one assignment."""
    blocks = ENVIRONMENT.read_text(encoding="utf-8").strip().split("\n\n")[1:]
    for block in blocks:
        *explanation, assignment = block.splitlines()
        assert explanation, block
        assert all(line.startswith("# ") for line in explanation), block
        assert _ASSIGNMENT.fullmatch(assignment), block


def test_environment_example_starts_the_program(bare_environment: pytest.MonkeyPatch) -> None:
    """Copied as it is, and with every line uncommented, it is accepted."""
    values = _ASSIGNMENT.findall(ENVIRONMENT.read_text(encoding="utf-8"))
    plain = load_settings()
    for name, value in values:
        bare_environment.setenv(name, value)
    filled = load_settings()
    assert filled.admins == (123456789, 987654321)
    shown_defaults = {"data_dir", "inbox", "telegram_api_url", "news_days", "hold_hours", "maximum"}
    shown_defaults |= {"sandbox_port", "log_level"}
    for name in shown_defaults:
        assert getattr(filled, name) == getattr(plain, name), name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_variable_in_deploy_is_a_setting(path: Path) -> None:
    """A renamed setting cannot stay behind in a copied file."""
    named = set(re.findall(r"\bCHENBAO_[A-Z_]+\b", path.read_text(encoding="utf-8")))
    assert named - set(setting_names()) == set()


def test_unit_starts_what_the_project_installs() -> None:
    """The executable is the console script, the user's folder is the data folder."""
    (start,) = unit("ExecStart")
    program, command = start.split()
    assert Path(program).name in PROJECT["scripts"]
    assert command == "run"
    assert unit("StateDirectory") == ["chenbao"]
    assert "CHENBAO_DATA_DIR=/var/lib/chenbao" in unit("Environment")


def test_unit_gives_the_watchdog_more_time_than_we_call_stuck() -> None:
    """systemd must not kill a process that still counts itself alive."""
    (seconds,) = map(int, unit("WatchdogSec"))
    assert seconds > watchdog.STUCK_SECONDS


def test_unit_does_not_restart_into_what_no_restart_cures() -> None:
    """Wrong settings, a wrong token and a wrong database have exit codes of their own."""
    (codes,) = unit("RestartPreventExitStatus")
    assert set(map(int, codes.split())) == {EXIT_MISUSE, EXIT_WRONG_TOKEN, EXIT_WRONG_DATABASE}


def test_nightly_backup_is_one_of_the_program() -> None:
    """As the bot's own user, into the folder of which old ones are removed."""
    own = text_of("chenbao-backup.service")
    assert "ExecStart=/opt/chenbao/bin/chenbao backup\n" in own
    assert "find /var/lib/chenbao/backups " in own
    for key in ("User", "Group", "EnvironmentFile", "Environment", "StateDirectory"):
        assert re.findall(rf"^{key}=(.*)$", own, re.MULTILINE) == unit(key)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("Type", "notify"),
        ("Restart", "on-failure"),
        ("NoNewPrivileges", "yes"),
        ("CapabilityBoundingSet", ""),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("PrivateTmp", "yes"),
        ("RestrictAddressFamilies", "AF_UNIX AF_INET AF_INET6"),
    ],
)
def test_unit_keeps_its_walls(key: str, value: str) -> None:
    """Hardening is not lost in an edit."""
    assert unit(key) == [value]


def test_image_holds_every_package_and_is_not_root() -> None:
    """What pyproject packages is what the image copies; it runs as a numbered user."""
    copied = {word.rstrip("/") for line in dockerfile("COPY") for word in line.split()[:-1]}
    packages = {pattern.rstrip("*") for pattern in _package_patterns()}
    assert packages <= copied
    assert all((ROOT / name).exists() for name in copied if not name.startswith(("-", "/")))
    assert dockerfile("USER") == ["10001"]
    assert (dockerfile("ENTRYPOINT"), dockerfile("CMD")) == (['["chenbao"]'], ['["run"]'])


def test_image_asks_the_program_for_its_health(bare_environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The health check is a command that succeeds on a fresh data folder."""
    (check,) = re.findall(r"CMD (\[.*\])$", dockerfile("HEALTHCHECK")[0])
    program, *arguments = json.loads(check)
    assert program in PROJECT["scripts"]
    bare_environment.setenv("CHENBAO_DATA_DIR", str(tmp_path))
    bare_environment.setenv("PYTHONPATH", str(ROOT))
    answer = subprocess.run(
        [sys.executable, "-m", "bot", *arguments], check=True, capture_output=True, timeout=60
    )
    assert json.loads(answer.stdout) == []


def test_image_build_sees_what_it_copies() -> None:
    """The ignore file beside the Dockerfile lets exactly the copied paths through."""
    ignore = text_of("Dockerfile.dockerignore")
    let_through = set(re.findall(r"^!(\S+)$", ignore, re.MULTILINE))
    copied = {
        word.rstrip("/")
        for line in dockerfile("COPY")
        if not line.startswith("--from")
        for word in line.split()[:-1]
    }
    assert let_through == copied


def test_image_runs_a_python_that_the_project_supports() -> None:
    """The base image is not older than `requires-python`."""
    (image,) = re.findall(r"python:(\d+)\.(\d+)", " ".join(dockerfile("ARG")))
    oldest = re.findall(r"\d+", PROJECT["requires-python"])
    assert tuple(map(int, image)) >= tuple(map(int, oldest))


@pytest.mark.parametrize("name", ["compose.sqlite.yaml", "compose.postgresql.yaml"])
def test_compose_files_point_at_files_that_exist(name: str) -> None:
    """Paths are relative to deploy/; the environment file is copied from its example."""
    text = text_of(name)
    pointed = re.findall(r"^\s*(?:dockerfile|file|env_file|context): (\S+)", text, re.MULTILINE)
    assert pointed
    for target in pointed:
        where = ROOT if target.startswith("deploy/") else DEPLOY
        example = where / f"{target}.example"
        assert (where / target).exists() or example.exists(), target


def _package_patterns() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns: list[str] = project["tool"]["setuptools"]["packages"]["find"]["include"]
    return patterns


def test_every_source_in_the_example_can_be_used(tmp_path: Path) -> None:
    """The lines that stand, and those that an operator may take the hash from, are settings."""
    example = text_of("chenbao.toml.example")
    uncommented = tmp_path / "chenbao.toml"
    uncommented.write_text(re.sub(r"^# (?=\[\[|[a-z_]+ = )", "", example, flags=re.MULTILINE))
    sources = load_settings(uncommented).sources or ()
    assert [source.kind for source in load_settings(DEPLOY / "chenbao.toml.example").sources or ()] == [
        "daily-papers",
        "arxiv",
    ]
    assert {source.kind for source in sources} == set(KINDS)
