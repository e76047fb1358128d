"""Backing up an installation's database, and restoring it, as docs/operations.md says."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg

from tests import services
from tests.flows.delivery.installation import Installation
from tests.ops.programs import run

FIELD_KEY = "field_encryption_key"


def back_up(installation: Installation) -> Path:
    """Write a backup of the running installation's database."""
    file = installation.folder / "backup"
    if path := sqlite_file(installation.database_url):
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"VACUUM INTO '{file}'")
    else:
        program("pg_dump", "--format=custom", f"--file={file}", installation.database_url)
    return file


def restore(backup: Path, database_url: str) -> None:
    """Make a database what a backup says; whatever it was before is gone."""
    if path := sqlite_file(database_url):
        for beside in ("-wal", "-shm"):
            Path(f"{path}{beside}").unlink(missing_ok=True)
        shutil.copyfile(backup, path)
        return
    server, _, name = database_url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    program("pg_restore", f"--dbname={database_url}", str(backup))


def copied_to(folder: Path, installation: Installation, backup: Path) -> Installation:
    """The same database with another data folder, as a staging server has it: it can read the destinations' secrets."""
    shutil.copyfile(installation.folder / FIELD_KEY, folder / FIELD_KEY)
    url = installation.database_url
    url = f"sqlite:///{folder}/meridian.sqlite3" if sqlite_file(url) else f"{url}_copy"
    restore(backup, url)
    return Installation(folder, url, installation.sandbox, delivery=installation.delivery)


def sqlite_file(database_url: str) -> str:
    return database_url.removeprefix("sqlite:///") if database_url.startswith("sqlite:///") else ""


def program(name: str, *arguments: str) -> None:
    done = run([services.require(name), *arguments], {})
    assert done.returncode == 0, done.stderr
