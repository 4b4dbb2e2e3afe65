"""What is left out of the frozen program, and why.

A module that is excluded here must be one that Aviary works without: libraries import some only
where they are there, or for work that Aviary never does (training, plots, notebooks, tests).
The self-test of the frozen program shows whether one was excluded too many.
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
    # Under the GPL, and only of use at Python's own prompt.
    "readline",
    # Tests inside libraries.
    "numpy.tests", "scipy.conftest", "pandas.tests", "sklearn.tests", "sympy.testing.tests",
    "pyarrow.tests", "numba.tests", "llvmlite.tests", "networkx.tests", "onnx.backend.test",
    "joblib.test",
    # A way to share work out that needs Intel's TBB, which is not there; numba has two others.
    "numba.np.ufunc.tbbpool",
    # Other frameworks, which transformers and others look for.
    "tensorflow", "jax", "flax", "keras", "torchvision", "torchaudio", "onnxruntime", "triton",
    "deepspeed", "apex", "megatron", "transformer_engine", "ray", "bitsandbytes",
    # Imported by nothing that Aviary does, each of 5-30 MB: Arrow's network protocol, other ways
    # of HTTP and TLS, Hugging Face's own transfer, and what pandas, lhotse and training use.
    "pyarrow.flight", "pyarrow._flight", "aiohttp", "cryptography", "OpenSSL", "lxml", "rapidfuzz",
    "hf_xet", "jiwer", "PIL.AvifImagePlugin", "PIL._avif", "PIL.ImageTk", "PIL.ImageQt",
    # Servers and remote storage of training data.
    "grpc", "google.cloud", "boto3", "botocore", "s3fs", "gcsfs", "aistore", "fastapi", "uvicorn",
    "opentelemetry",
)  # fmt: skip

# PySide6 brings all of Qt's essentials; the window needs Core, Gui, Widgets, Network and Svg.
QT_MODULES = (
    "Qml", "Quick", "QuickControls2", "QuickTest", "QuickWidgets", "Sql", "Test", "Designer",
    "Help", "OpenGL", "OpenGLWidgets", "PrintSupport", "UiTools", "Xml", "Concurrent",
)  # fmt: skip

# Files of the tree that nothing opens: patterns of `fnmatch`, whose stars match slashes, too.
FILES = (
    "PySide6/translations/*", "PySide6/Qt/translations/*",
    "PySide6/plugins/qmltooling/*", "PySide6/plugins/sqldrivers/*", "PySide6/plugins/tls/*openssl*",
    "PySide6/Qt/plugins/qmltooling/*", "PySide6/Qt/plugins/sqldrivers/*",
    "PySide6/opengl32sw.dll",  # 20 MB of software OpenGL; widgets are drawn without OpenGL
    "*Qt6Quick*", "*Qt6Qml*", "*Qt6Pdf*", "*Qt6Designer*", "*Qt6Sql*", "*Qt6Help*",
    "PySide6/plugins/platforms/qdirect2d.dll",
    "torch/lib/*test*", "torch/bin/protoc*", "torch/bin/test_*",
    "torch/test/*", "pyarrow/*flight*", "pyarrow/src/*",
    "silero_vad/data/*.onnx", "silero_vad/data/*.safetensors",  # torch runs its .jit
    # What compilers read, and tests.
    "*/include/*", "*.pyx", "*.pxd", "*.pxi", "*.h", "*.hpp", "*.lib", "*.c", "*.cpp", "*.cu",
    "*.cuh", "*.cmake", "*.build", "pyarrow/tests/*", "sklearn/*/tests/*", "hydra/test_utils/*",
    # All licences are in one folder (`licences.py`); these have paths of up to 181 letters.
    "*.dist-info/licenses/*",
    "libcudart*", "cudart64*.dll",  # of the computer on which it is built
)  # fmt: skip


def is_wanted(target: PurePath) -> bool:
    """Whether a file belongs into the tree.

    Args:
        target: its path below `_internal`.
    """
    return not any(fnmatchcase(target.as_posix(), pattern) for pattern in FILES)


def unused_language_models(used: list[str]) -> list[str]:
    """The networks of transformers, some 450 of them, but for those that are in use.

    They and their sources, which transformers' own way of importing reads, are 70 MB. NeMo wants
    none but what it imports itself.

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
    """All modules that are left out; what lies below each is, too.

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
