"""Check torch's files of weights for damage: they are zip archives with a CRC-32 of each record.

Neither tar nor torch's mapped loading looks at the content, so flipped bytes would be used unseen.
"""

import zipfile
import zlib
from pathlib import Path

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import ModelInvalid
from desktop_app.core.model_progress import ModelProgress, Phase, Report, unreported
from desktop_app.system.files import open_regular

ZIP_MAGIC = b"PK\x03\x04"
BLOCK_BYTES = 1 << 22  # the interval between two checks of `cancel`
# What zipfile raises on damaged archives; the last ones for fields that make no sense.
UNSOUND = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError)


def check_records(path: Path, name: str, cancel: CancelToken, report: Report = unreported) -> None:
    """Compare the records of a file of weights with their checksums.

    A file that is no zip archive, as of torch before 1.6, has none; nor has a record whose
    checksum is 0, which torch writes when it is told to compute none. What is compressed is not
    torch's, and could grow without end.

    Args:
        path: the file.
        name: the model's file for messages.
        cancel: checked between blocks.
        report: called with the progress.

    Raises:
        ModelInvalid: it is damaged.
        OSError: it cannot be read.
        Cancelled: `cancel` was set.
    """
    with open_regular(path) as file:
        if file.read(len(ZIP_MAGIC)) != ZIP_MAGIC:
            return
        size = path.stat().st_size
        try:
            with zipfile.ZipFile(file) as archive:
                records = [one for one in archive.infolist() if one.CRC and _is_stored(one)]
                if sum(one.file_size for one in records) > size:
                    raise zipfile.BadZipFile("records overlap")
                for record in records:
                    with archive.open(record) as content:
                        while content.read(BLOCK_BYTES):
                            cancel.raise_if_cancelled()
                            report(ModelProgress(Phase.VERIFYING, file.tell(), size))
        except UNSOUND as error:
            raise ModelInvalid(
                "“{name}” is damaged: its weights are not what they were when it was made.",
                repr(error),
                name=name,
            ) from error


def _is_stored(record: zipfile.ZipInfo) -> bool:
    return record.compress_type == zipfile.ZIP_STORED and record.file_size == record.compress_size
