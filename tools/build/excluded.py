"""What is left out of the frozen program, and why.

A module that is excluded here must be one that Aviary works without: libraries import some only
where they are there, or for work that Aviary never does (training, plots, notebooks, tests).
The self-test of the frozen program shows whether one was excluded too many.
"""

MODULES = (
    # Experiment tracking, plots and notebooks of training.
    "wandb", "tensorboard", "tensorboardX", "tensorboard_data_server", "mlflow", "clearml",
    "comet_ml", "neptune", "matplotlib", "IPython", "ipykernel", "ipywidgets", "jupyter",
    "notebook", "jedi", "tkinter", "_tkinter", "turtle", "idlelib",
    # Development.
    "pytest", "_pytest", "hypothesis", "mypy", "mypyc", "ruff", "PyInstaller", "pip", "grimp",
    "importlinter", "pytestqt", "trustme", "lib2to3", "pydoc_data", "setuptools._vendor.wheel",
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
    # Servers and remote storage of training data.
    "grpc", "google.cloud", "boto3", "botocore", "s3fs", "gcsfs", "aistore", "fastapi", "uvicorn",
    "opentelemetry",
)  # fmt: skip

# PySide6 brings all of Qt's essentials; the window needs Core, Gui, Widgets, Network and Svg.
QT_MODULES = (
    "Qml", "Quick", "QuickControls2", "QuickTest", "QuickWidgets", "Sql", "Test", "Designer",
    "Help", "OpenGL", "OpenGLWidgets", "PrintSupport", "UiTools", "Xml", "Concurrent",
)  # fmt: skip

# Files of the tree that nothing opens, as patterns for `PurePath.match`.
FILES = (
    "PySide6/translations/*", "PySide6/Qt/translations/*",
    "PySide6/plugins/qmltooling/*", "PySide6/plugins/sqldrivers/*", "PySide6/plugins/tls/*openssl*",
    "PySide6/Qt/plugins/qmltooling/*", "PySide6/Qt/plugins/sqldrivers/*",
    "PySide6/opengl32sw.dll",  # 20 MB of software OpenGL; widgets are drawn without OpenGL
    "*Qt6Quick*", "*Qt6Qml*", "*Qt6Pdf*", "*Qt6Designer*", "*Qt6Sql*", "*Qt6Help*",
    "torch/lib/*.lib", "torch/include/*", "torch/bin/protoc*", "torch/bin/test_*",
    "torch/test/*",
    "libcudart*", "cudart64*.dll",  # of the computer on which it is built
)  # fmt: skip
