"""What is excluded from the frozen program, and why.

Aviary must work without an excluded module: libraries import some only if available, or for work
that Aviary never does (training, plots, notebooks, tests). The frozen program's self-test shows
whether too much was excluded.
"""

from fnmatch import fnmatchcase
from importlib.util import find_spec
from pathlib import Path, PurePath

MODULES = (
    # Experiment tracking, plots and notebooks of training.
    "wandb", "tensorboard", "tensorboardX", "tensorboard_data_server", "mlflow", "clearml",
    "comet_ml", "neptune", "matplotlib", "IPython", "ipykernel", "ipywidgets", "jupyter",
    "notebook", "jedi", "tkinter", "_tkinter", "turtle", "idlelib",
    # Development.
    "pytest", "_pytest", "hypothesis", "mypy", "mypyc", "ruff", "PyInstaller", "pip", "grimp",
    "importlinter", "pytestqt", "trustme", "lib2to3", "pydoc_data", "setuptools", "pkg_resources",
    # Under the GPL, and only useful at Python's own prompt.
    "readline",
    # Tests inside libraries.
    "numpy.tests", "scipy.conftest", "pandas.tests", "sklearn.tests", "sympy.testing.tests",
    "pyarrow.tests", "numba.tests", "llvmlite.tests", "networkx.tests", "onnx.backend.test",
    "joblib.test",
    # A threading layer that needs Intel's TBB, which is not included; numba has two others.
    "numba.np.ufunc.tbbpool",
    # Other frameworks, which transformers and others probe for.
    "tensorflow", "jax", "flax", "keras", "torchvision", "torchaudio", "onnxruntime", "triton",
    "deepspeed", "apex", "megatron", "transformer_engine", "ray", "bitsandbytes",
    # Not used by Aviary, 5-30 MB each: Arrow's network protocol, other HTTP and TLS libraries,
    # Hugging Face's own transfer, and what pandas, lhotse and training use.
    "pyarrow.flight", "pyarrow._flight", "aiohttp", "cryptography", "OpenSSL", "rapidfuzz",
    "hf_xet", "jiwer", "PIL.AvifImagePlugin", "PIL._avif", "PIL.ImageTk", "PIL.ImageQt",
    # Servers and remote storage of training data.
    "grpc", "google.cloud", "boto3", "botocore", "s3fs", "gcsfs", "aistore", "fastapi", "uvicorn",
    "opentelemetry",
)  # fmt: skip

# PySide6 contains all of Qt; the window needs Core, Gui, Widgets, Network,
# Svg, Multimedia and PrintSupport.
QT_MODULES = (
    "Qml", "Quick", "QuickControls2", "QuickTest", "QuickWidgets", "Sql", "Test", "Designer",
    "Help", "OpenGL", "OpenGLWidgets", "UiTools", "Xml", "Concurrent", "MultimediaWidgets",
)  # fmt: skip

# Unused files of the tree: patterns of `fnmatch`, whose stars match slashes, too.
FILES = (
    "PySide6/translations/*", "PySide6/Qt/translations/*",
    "PySide6/plugins/qmltooling/*", "PySide6/plugins/sqldrivers/*", "PySide6/plugins/tls/*openssl*",
    "PySide6/Qt/plugins/qmltooling/*", "PySide6/Qt/plugins/sqldrivers/*",
    # The player decodes by itself: of Multimedia it needs the device alone, which is in the library
    # itself. Its plugins need a second FFmpeg, of 9 MB.
    "PySide6/plugins/multimedia/*", "PySide6/Qt/plugins/multimedia/*",
    "PySide6/avcodec*", "PySide6/avformat*", "PySide6/avutil*", "PySide6/swscale*",
    "PySide6/swresample*", "PySide6/Qt/lib/libav*", "PySide6/Qt/lib/libsw*", "*Qt6FFmpegStub*",
    "*Qt6MultimediaQuick*", "*Qt6MultimediaWidgets*",
    # PulseAudio's library speaks to the server of the user's own system.
    "libpulse*", "libasyncns*",
    # So does CUPS's; without it Qt prints into a file alone.
    "libcups.so*", "libavahi-*", "libgnutls.so*", "libp11-kit*", "libidn2.so*", "libunistring.so*",
    "libtasn1.so*", "libnettle.so*", "libhogweed.so*", "libgmp.so*",
    "PySide6/opengl32sw.dll",  # 20 MB of software OpenGL; widgets are drawn without OpenGL
    "*Qt6Quick*", "*Qt6Qml*", "*Qt6Pdf*", "*Qt6Designer*", "*Qt6Sql*", "*Qt6Help*",
    # The plugins that need them: a keyboard of Qt's own, and PDF as a picture.
    "*Qt6VirtualKeyboard*", "*qtvirtualkeyboardplugin*", "PySide6/*/imageformats/*qpdf*",
    "PySide6/plugins/platforms/qdirect2d.dll",
    "torch/lib/*test*", "torch/bin/protoc*", "torch/bin/test_*",
    "torch/test/*", "pyarrow/*flight*", "pyarrow/src/*",
    "silero_vad/data/*.onnx", "silero_vad/data/*.safetensors",  # torch runs its .jit
    # For compilers, and tests.
    "*/include/*", "*.pyx", "*.pxd", "*.pxi", "*.h", "*.hpp", "*.lib", "*.c", "*.cpp", "*.cu",
    "*.cuh", "*.cmake", "*.build", "pyarrow/tests/*", "sklearn/*/tests/*", "hydra/test_utils/*",
    # All licences are in one folder (`licences.py`); these have paths of up to 181 letters.
    "*.dist-info/licenses/*",
    "libcudart*", "cudart64*.dll",  # of the computer on which it is built
)  # fmt: skip


# Of Qt's own translations, what it says in the languages of `resources/translations`.
KEPT = ("PySide6/translations/qtbase_de.qm", "PySide6/Qt/translations/qtbase_de.qm")


def is_wanted(target: PurePath) -> bool:
    """Whether a file belongs in the tree.

    Args:
        target: its path below `_internal`.
    """
    if target.as_posix() in KEPT:
        return True
    return not any(fnmatchcase(target.as_posix(), pattern) for pattern in FILES)


def unused_language_models(used: list[str]) -> list[str]:
    """Return the models of transformers, some 450, except those in use.

    They and their sources, which transformers' lazy imports read, are 70 MB. NeMo needs only those
    that it imports itself.

    Args:
        used: the names of all modules that the program imports.
    """
    spec = find_spec("transformers")
    if spec is None or spec.origin is None:
        return []
    folders = (Path(spec.origin).parent / "models").iterdir()
    names = sorted(f"transformers.models.{folder.name}" for folder in folders if folder.is_dir())
    return [name for name in names if name not in used and not name.endswith("__pycache__")]


def excluded_modules(used: list[str]) -> list[str]:
    """Return all excluded modules; their submodules are excluded, too.

    Raises:
        ValueError: one of them is imported by the program.
    """
    qt = (f"PySide6.Qt{name}" for name in QT_MODULES)
    excluded = [*MODULES, *qt, *unused_language_models(used)]
    left_out = set(excluded)
    for name in used:
        parts = name.split(".")
        for count in range(1, len(parts) + 1):
            if (above := ".".join(parts[:count])) in left_out:
                raise ValueError(f"{above} is left out, but the program imports {name}.")
    return excluded
