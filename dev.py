"""Run a contributor's task: `python3 dev.py COMMAND`; without one, it lists them.

Standard library only, because it runs before anything is installed. The first call makes .venv and
installs the pinned wheels; later calls change nothing while the lock file stays the same.
"""

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from desktop_app.system import utf8_mode  # standard library only, like this file

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "packaging" / "requirements.lock"
STAMP = VENV / "aviary-setup.txt"
PYTHONS = ((3, 11), (3, 12))
SAMPLE = ROOT / "resources" / "samples" / "sample.wav"
# Disk space for the wheels (2.7 GB installed, `du`) and pip's temporary files.
WHEELS_GB = 4

# Libraries of Qt's xcb platform plugin (https://doc.qt.io/qt-6/linux-requirements.html) and of its
# sound, and a font.
QT_DEBIAN_PACKAGES = (
    "libdbus-1-3", "libegl1", "libfontconfig1", "libgl1", "libglib2.0-0", "libxcb-cursor0",
    "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-render-util0", "libxcb-shape0",
    "libxcb-xinerama0", "libxcb-xkb1", "libxkbcommon-x11-0", "libpulse0", "fonts-dejavu-core",
)  # fmt: skip
# Programs to control the window, check exports and make release files in tests.
TEST_DEBIAN_PACKAGES = (
    "xvfb", "openbox", "xdotool", "ffmpeg", "strace", "dbus-daemon", "osslsigncode", "openssl",
    "wixl", "msitools", "desktop-file-utils", "unzip", "xz-utils", "gcc", "locales", "sctk",
    "at-spi2-core", "gir1.2-atspi-2.0", "python3-gi",
)  # fmt: skip
# The whole suite is shared by three processes (tests/workers.py): two keep both cores of a small
# machine at work, the third while one of them waits for a program. Each may have NeMo in memory.
AT_ONCE = ("-n", "3")
# The program that runs a Windows Python, and the default folder of its files (AVIARY_WINE_KIT).
WINE_DEBIAN_PACKAGES = ("wine", "wine64", "xvfb")
# Programs that make the installers.
BUILD_DEBIAN_PACKAGES = ("nsis", "gcc", "gcc-mingw-w64-x86-64", "osslsigncode", "wixl", "xz-utils")
WINE_KIT = ROOT.parent / "shared" / "wine-kit"

# Requirements of torch 2.13's CUDA build on Linux (its METADATA, Requires-Dist). Not in the lock: a
# CUDA build of torch requires its own, a CPU build none, and so one lock serves both.
TORCH_CUDA_PACKAGES = (
    "cuda-toolkit", "triton", "nvidia-cublas", "nvidia-cuda-cupti", "nvidia-cuda-nvrtc",
    "nvidia-cuda-runtime", "nvidia-cudnn-cu13", "nvidia-cufft", "nvidia-cufile", "nvidia-curand",
    "nvidia-cusolver", "nvidia-cusparse", "nvidia-cusparselt-cu13", "nvidia-nccl-cu13",
    "nvidia-nvjitlink", "nvidia-nvshmem-cu13", "nvidia-nvtx",
)  # fmt: skip


def say(text: str) -> None:
    """Print a progress line."""
    sys.stderr.write(f"dev.py: {text}\n")
    sys.stderr.flush()


def venv_program(name: str) -> Path:
    """Return the path of a program of the virtual environment."""
    windows = os.name == "nt"
    return VENV / ("Scripts" if windows else "bin") / (f"{name}.exe" if windows else name)


def find_python() -> list[str]:
    """Return the command of a Python 3.11 or 3.12, this one if possible."""
    if sys.version_info[:2] in PYTHONS:
        return [sys.executable]
    for major, minor in PYTHONS:
        for command in ([f"python{major}.{minor}"], ["py", f"-{major}.{minor}"]):
            if shutil.which(command[0]) is None:
                continue
            asked = [*command, "-c", "import sys; print(sys.version_info[:2])"]
            answer = subprocess.run(asked, capture_output=True, encoding="ascii", check=False)
            if answer.stdout.strip() == str((major, minor)):
                return command
    sys.exit("dev.py: Aviary needs Python 3.11 or 3.12; install one of them and try again.")


def missing_debian_packages(wanted: tuple[str, ...]) -> list[str]:
    """Return the packages that are not installed on this Debian or Ubuntu."""
    query = ["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n", *wanted]
    shown = subprocess.run(query, capture_output=True, encoding="utf-8", check=False).stdout
    installed = {line.split()[0] for line in shown.splitlines() if line.endswith(" installed")}
    # Since Debian 13 and Ubuntu 24.04 some libraries carry a suffix, as in libglib2.0-0t64.
    renamed = [f"{name}t64" for name in wanted if name not in installed]
    query[4:] = renamed
    if renamed:
        shown = subprocess.run(query, capture_output=True, encoding="utf-8", check=False).stdout
    installed |= {
        line.split()[0].removesuffix("t64")
        for line in shown.splitlines()
        if line.endswith(" installed")
    }
    return [name for name in wanted if name not in installed]


def install_system_packages(wanted: tuple[str, ...], *, needed: bool) -> None:
    """Install Debian packages as root; else print the command that does."""
    if platform.system() != "Linux" or shutil.which("apt-get") is None:
        return
    missing = missing_debian_packages(wanted)
    if not missing:
        return
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        say("these system packages are missing; install them with\n  sudo " + " ".join(command))
        if needed:
            sys.exit(1)
        return
    say("installing " + " ".join(missing))
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    update = ["apt-get", "update", "--quiet", "--quiet"]
    subprocess.run(update, env=quiet, check=False, stdout=subprocess.DEVNULL)
    # Another apt-get may be at work: the virtual environment is made meanwhile.
    command += ["--option", "DPkg::Lock::Timeout=600"]
    done = subprocess.run(command, env=quiet, check=False, stdout=subprocess.DEVNULL)
    if done.returncode != 0 and needed:
        sys.exit("dev.py: the system packages could not be installed.")


def fingerprint() -> str:
    """Return the key of what the virtual environment is made from."""
    content = LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(content).hexdigest()


def ask_for_room() -> None:
    """Check the disk space for the wheels first: pip reports it only in its last line."""
    free_gb = shutil.disk_usage(ROOT).free / 1e9
    if free_gb < WHEELS_GB:
        sys.exit(
            f"dev.py: the drive of {ROOT} has {free_gb:.1f} GB free, and the pinned wheels need "
            f"{WHEELS_GB} GB. Make room there, or clone to another drive, and try again."
        )


def set_up(needed: tuple[str, ...] = ()) -> None:
    """Create the virtual environment, and install system packages meanwhile.

    Args:
        needed: packages without which it cannot go on; those of the window are tried in any case.
    """
    with ThreadPoolExecutor(1) as beside:
        installing = [beside.submit(install_system_packages, QT_DEBIAN_PACKAGES, needed=False)]
        if needed:
            installing.append(beside.submit(install_system_packages, needed, needed=True))
        make_environment()
        for each in installing:
            each.result()


def make_environment() -> None:
    """Create the virtual environment and install the pinned packages, if needed."""
    wanted = fingerprint()
    if not STAMP.is_file() or STAMP.read_text(encoding="utf-8") != wanted:
        if not venv_program("python").is_file():
            ask_for_room()
            say(f"making {VENV}")
            python = find_python()
            asked = [*python, "-c", "import ensurepip"]
            if subprocess.run(asked, capture_output=True, check=False).returncode != 0:
                install_system_packages(("python3-venv",), needed=True)  # Debian splits it off
            subprocess.run([*python, "-m", "venv", str(VENV)], check=True)
        say("installing the pinned wheels (once; a few minutes)")
        pip = [str(venv_program("python")), "-m", "pip", "install", "--quiet"]
        pip += ["--disable-pip-version-check", "--no-warn-script-location", "--no-compile"]
        subprocess.run([*pip, "--requirement", str(LOCK)], check=True)
        subprocess.run([*pip, "--no-deps", "--editable", str(ROOT)], check=True)
        compile_all(Path(answer_of("import sysconfig; print(sysconfig.get_path('purelib'))")))
        STAMP.write_text(wanted, encoding="utf-8")
    compile_all(ROOT / "desktop_app")


def compile_all(folder: Path) -> None:
    """Compile Python's files below a folder, except tests, on all cores; pip takes one.

    So running the program writes nothing to its own folder. What cannot be compiled is no module.
    """
    command = [str(venv_program("python")), "-m", "compileall", "-q", "-q", "-j", "0"]
    tests = r"site-packages[/\\].*[/\\]tests?[/\\]"
    subprocess.run([*command, "-x", tests, str(folder)], check=False)


def answer_of(script: str) -> str:
    """Return what a script prints in the virtual environment."""
    command = [str(venv_program("python")), "-c", script]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return done.stdout.strip()


def in_venv(*command: str, output: int | None = None) -> int:
    """Run a module or script with the virtual environment's Python; return its exit code.

    In UTF-8 mode, with its children; see `desktop_app/system/utf8_mode.py`.

    Args:
        command: what follows the interpreter.
        output: where its output goes, as for `subprocess`; None for the terminal.
    """
    line = [str(venv_program("python")), *command]
    # Whatever is set: each process would rewrite the asserts of all tests, twenty seconds of it.
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": ""}
    try:
        return subprocess.run(
            line, cwd=ROOT, env=environment, stdout=output, check=False
        ).returncode
    except KeyboardInterrupt:
        return 130  # 128 + SIGINT


def has_display() -> bool:
    """Whether a window can be shown."""
    if platform.system() != "Linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def run(files: list[str]) -> int:
    """Open the window, or without a display work in the terminal."""
    paths = [str(Path(file).absolute()) for file in files]
    if has_display():
        return in_venv("-m", "desktop_app", *paths)
    say("no display: transcribing in the terminal")
    return in_venv("-m", "desktop_app", "transcribe", *(paths or [str(SAMPLE)]))


def check(names: list[str]) -> int:
    """Run all static checks, or the named ones."""
    return in_venv("-m", "tools.checks", *names)


def test(arguments: list[str]) -> int:
    """Run `check`, then the tests; without a selection, Windows' tests, too.

    With --coverage they also report lines that no test ran, and fail below pyproject.toml's floor
    for all tests.
    """
    if "--coverage" in arguments:
        arguments[arguments.index("--coverage")] = "--cov"
    whole = AT_ONCE if arguments in ([], ["--cov"]) else ()
    pytest = ("-X", "warn_default_encoding", "-m", "pytest", *whole, *arguments)
    with ThreadPoolExecutor(1) as beside:
        if whole:  # the checks leave a core idle: rewrite asserts there, once for all processes
            collecting = ("-m", "pytest", "--collect-only", "-q")
            beside.submit(in_venv, *collecting, output=subprocess.DEVNULL)
        failed = check([])
    failed = failed or in_venv(*pytest)
    if failed or arguments or platform.system() != "Linux":
        return failed
    return test_windows([])


def test_windows(arguments: list[str]) -> int:
    """Run the tests in tests/windows: under Wine on Linux, directly on Windows.

    With --installer instead: test the installer that `build` made, as users run it.
    """
    if "--installer" in arguments:
        rest = [word for word in arguments if word != "--installer"]
        return in_venv("-m", "tools.build.try_installer", "--kit", str(wine_kit()), *rest)
    if os.name == "nt":
        return in_venv("-m", "pytest", "tests/windows", *arguments)
    return in_venv("packaging/wine/windows_tests.py", "--kit", str(wine_kit()), *arguments)


def packages() -> int:
    """Install the system packages of the program, the tests and the build; needs root."""
    install_system_packages(
        (*QT_DEBIAN_PACKAGES, *TEST_DEBIAN_PACKAGES, *BUILD_DEBIAN_PACKAGES), needed=True
    )
    return 0


def wine_kit() -> Path:
    """Return the folder of the Wine kit; if it exists, so does Wine."""
    kit = Path(os.environ.get("AVIARY_WINE_KIT") or WINE_KIT).absolute()
    if kit.is_dir():
        install_system_packages(WINE_DEBIAN_PACKAGES, needed=False)
    return kit


def build(targets: list[str]) -> int:
    """Build what users install, in dist."""
    install_system_packages(BUILD_DEBIAN_PACKAGES, needed=False)
    kit = [] if os.name == "nt" else ["--kit", str(wine_kit())]
    return in_venv("-m", "tools.build", *kit, *targets)


def bench(name: str | None, *, as_json: bool) -> int:
    """Run one benchmark, or all."""
    return in_venv("-m", "benchmarks", *([name] if name else []), *(["--json"] if as_json else []))


def translate() -> int:
    """Bring the translations up to date with the program's texts."""
    return in_venv("-m", "tools.translation")


def lock() -> int:
    """Resolve the dependencies again for every platform (needs uv on the PATH)."""
    if shutil.which("uv") is None:
        sys.exit("dev.py: lock needs uv; `pip install uv` brings it.")
    command = ["uv", "pip", "compile", "pyproject.toml", "--group", "dev", "--universal"]
    command += ["--python-version", "3.11", "--no-header", "--quiet", "--output-file", str(LOCK)]
    for name in TORCH_CUDA_PACKAGES:
        command += ["--no-emit-package", name]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def main() -> int:
    """Parse the command and run it."""
    parser = argparse.ArgumentParser(description="Set up, run, test and measure Aviary.")
    commands = parser.add_subparsers(dest="command", required=True)
    run_parser = commands.add_parser("run", help="open the window")
    run_parser.add_argument("files", nargs="*")
    commands.add_parser(
        "test", help="every check and test; --coverage measures; the rest goes to pytest"
    )
    commands.add_parser(
        "test-windows",
        help="the Windows tests, under Wine; --require, the rest goes to pytest; --installer",
    )
    check_parser = commands.add_parser("check", help="lint, types, contracts, spelling and more")
    check_parser.add_argument("names", nargs="*", help="some of the checks; without, all")
    bench_parser = commands.add_parser("bench", help="measure")
    bench_parser.add_argument("name", nargs="?", help="one benchmark; without it, all")
    bench_parser.add_argument("--json", action="store_true")
    build_parser = commands.add_parser("build", help="make what users install, in dist")
    build_parser.add_argument(
        "targets", nargs="*", help="linux, windows; default: what can be made"
    )
    commands.add_parser("translate", help="bring the translations up to date; say what is missing")
    commands.add_parser("lock", help="pin the dependencies anew")
    commands.add_parser("packages", help="install system packages (Debian, Ubuntu; needs root)")
    options, rest = parser.parse_known_args()
    if rest and options.command not in ("test", "test-windows"):
        parser.error("unrecognized arguments: " + " ".join(rest))
    if options.command == "lock":
        return lock()
    if options.command == "packages":
        return packages()
    set_up(TEST_DEBIAN_PACKAGES if options.command == "test" else ())
    commands_of: dict[str, Callable[[], int]] = {
        "run": lambda: run(options.files),
        "test": lambda: test(rest),
        "test-windows": lambda: test_windows(rest),
        "check": lambda: check(options.names),
        "build": lambda: build(options.targets),
        "translate": translate,
        "bench": lambda: bench(options.name, as_json=options.json),
    }
    return commands_of[options.command]()


if __name__ == "__main__":
    # Windows' arguments are valid text in any mode.
    if os.name != "nt" and sys.version_info[:2] in PYTHONS:
        utf8_mode.switch_on()
    sys.exit(main())
