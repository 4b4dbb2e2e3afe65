"""Names for the objects of libraries that ship no types; what they are is said here."""

from typing import Any, TypeAlias

NemoModel: TypeAlias = Any  # nemo.collections.asr.models.ASRModel
NemoModule: TypeAlias = Any  # the package nemo.collections.asr
Hypothesis: TypeAlias = Any  # nemo.collections.asr.parts.utils.rnnt_utils.Hypothesis
Connector: TypeAlias = Any  # nemo.core.connectors.save_restore_connector.SaveRestoreConnector
