"""Signatures made with a certificate of our own, on real Windows programs."""

import subprocess
from importlib.metadata import distribution
from pathlib import Path

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID

from tests.release.certificates import Certificate
from tests.release.time_service import time_service
from tools.build import signing
from tools.build.msi import pack
from tools.build.signing import SETTING, SigningError, sign

# A program for Windows, which every setuptools brings along.
REAL_PROGRAM = Path(str(distribution("setuptools").locate_file("setuptools/gui-64.exe")))
PASSWORD = "schlüssel & geheim"


@pytest.fixture(autouse=True)
def _no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    for end in ("", "_PASSWORD", "_PASSWORD_FILE", "_TIMESTAMP"):
        monkeypatch.delenv(f"{SETTING}{end}", raising=False)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    copy = tmp_path / "Aviary" / "Aviary.exe"
    copy.parent.mkdir()
    copy.write_bytes(REAL_PROGRAM.read_bytes())
    return copy


def verify(file: Path, certificate: Certificate, *options: str) -> subprocess.CompletedProcess[str]:
    """What osslsigncode says to a file's signature, for one who trusts a certificate."""
    command = ["osslsigncode", "verify", "-CAfile", str(certificate.public), *options]
    command += ["-in", str(file)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def certificate(tmp_path: Path) -> Certificate:
    return Certificate(tmp_path / "certificate", PASSWORD)


def test_without_a_setting_it_says_that_nothing_is_signed(
    program: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = program.read_bytes()
    assert sign([program]) == []
    assert program.read_bytes() == before
    assert capsys.readouterr().err == (
        "Not signed, as AVIARY_SIGNING names no certificate: Aviary.exe\n"
    )


def test_both_programs_of_a_tree_are_signed(
    program: Path, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    console = program.with_name("aviary.com")
    console.write_bytes(program.read_bytes())
    library = program.with_name("other.dll")
    library.write_bytes(program.read_bytes())
    monkeypatch.setenv(SETTING, str(certificate.file))
    monkeypatch.setenv(f"{SETTING}_PASSWORD", PASSWORD)
    assert signing.step(program.parent, program.parent, "windows") == [program, console]
    for file in (program, console):
        told = verify(file, certificate)
        assert told.returncode == 0 and "Signature verification: ok" in told.stdout
        assert "Number of verified signatures: 1" in told.stdout
        assert "Aviary Test" in told.stdout
    assert library.read_bytes() == REAL_PROGRAM.read_bytes()
    assert sorted(file.name for file in program.parent.iterdir()) == [
        "Aviary.exe",
        "aviary.com",
        "other.dll",
    ]
    program.write_bytes(program.read_bytes().replace(b"This program", b"That program"))
    assert verify(program, certificate).returncode != 0
    assert signing.step(program.parent, program.parent, "linux") == []


def test_the_password_may_be_in_a_file_and_none_is_needed(
    program: Path, certificate: Certificate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "password"
    file.write_text(PASSWORD + "\n", encoding="utf-8")
    monkeypatch.setenv(SETTING, str(certificate.file))
    monkeypatch.setenv(f"{SETTING}_PASSWORD_FILE", str(file))
    sign([program])
    assert verify(program, certificate).returncode == 0
    other = Certificate(tmp_path / "other")
    monkeypatch.setenv(SETTING, str(other.file))
    monkeypatch.delenv(f"{SETTING}_PASSWORD_FILE")
    sign([program])  # the first signature gives way
    assert verify(program, other).returncode == 0
    assert verify(program, certificate).returncode != 0


def test_a_time_stamp_outlives_the_certificate(
    program: Path, certificate: Certificate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Certificate(tmp_path / "clock", purpose=ExtendedKeyUsageOID.TIME_STAMPING)
    monkeypatch.setenv(SETTING, str(certificate.file))
    monkeypatch.setenv(f"{SETTING}_PASSWORD", PASSWORD)
    with time_service(clock, tmp_path) as address:
        monkeypatch.setenv(f"{SETTING}_TIMESTAMP", address)
        sign([program])
    told = verify(program, certificate, "-TSA-CAfile", str(clock.public))
    assert told.returncode == 0 and "Timestamp Server Signature verification: ok" in told.stdout


def test_a_package_is_signed_like_a_program(
    program: Path, certificate: Certificate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = pack(program.parent, tmp_path / "Aviary.msi")
    monkeypatch.setenv(SETTING, str(certificate.file))
    monkeypatch.setenv(f"{SETTING}_PASSWORD", PASSWORD)
    assert sign([package]) == [package]
    assert verify(package, certificate).returncode == 0


@pytest.mark.parametrize("fault", ["no file", "wrong password", "no program", "no signer"])
def test_what_goes_wrong_is_reported_and_changes_nothing(
    fault: str,
    program: Path,
    certificate: Certificate,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv(SETTING, str(certificate.file))
    monkeypatch.setenv(f"{SETTING}_PASSWORD", PASSWORD)
    if fault == "no file":
        monkeypatch.setenv(SETTING, str(tmp_path / "none.p12"))
    elif fault == "wrong password":
        monkeypatch.setenv(f"{SETTING}_PASSWORD", "another")
    elif fault == "no program":
        program.write_bytes(b"no program at all")
    else:
        monkeypatch.setattr(signing, "PROGRAM", "no-such-signer")
    before = program.read_bytes()
    with pytest.raises(SigningError):
        sign([program])
    assert program.read_bytes() == before and list(program.parent.iterdir()) == [program]
    monkeypatch.setattr("sys.argv", ["signing", str(program)])
    assert signing.main() == 1
    assert capsys.readouterr().err.strip()
