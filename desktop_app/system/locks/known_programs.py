"""Programs known to hold files: what they do, and the quickest remedy.

A table of data; for a missing program the message is only less helpful.
"""

import os
from dataclasses import dataclass, replace
from pathlib import PurePath, PureWindowsPath

from desktop_app.core.sentences import marked, tr
from desktop_app.system.locks.diagnosis import Holder, HolderKind


@dataclass(frozen=True, slots=True)
class KnownHolder:
    """A program, or a family of programs, and why it has a file open.

    Attributes:
        name: its common name.
        processes: its process names, in lower case.
        doing: what it does with the file, one sentence; {file} is filled in.
        way_out: the quickest remedy, one sentence; {file} is filled in.
        source: its vendor's page about this.
    """

    name: str
    processes: tuple[str, ...]
    doing: str
    way_out: str
    source: str


def _antivirus(name: str, processes: str, source: str) -> KnownHolder:
    return KnownHolder(
        name,
        tuple(processes.split()),
        tr("{name} is scanning {file} for viruses."),
        tr(
            "Wait until the scan of {name} has finished, or exclude Aviary's models folder from it."
        ),
        source,
    )


def _sync(name: str, processes: str, source: str) -> KnownHolder:
    return KnownHolder(
        name,
        tuple(processes.split()),
        tr("{name} is uploading or downloading {file}."),
        tr("Wait until {name} shows the file as synchronised, or pause {name}."),
        source,
    )


def _backup(name: str, processes: str, source: str) -> KnownHolder:
    return KnownHolder(
        name,
        tuple(processes.split()),
        tr("{name} is backing up {file}."),
        tr("Wait until {name} has backed up the file, or pause it."),
        source,
    )


def _player(name: str, processes: str, source: str) -> KnownHolder:
    return KnownHolder(
        name,
        tuple(processes.split()),
        tr("{name} is playing {file} or has it in its playlist."),
        tr("Stop playing “{file}” in {name}, or close {name}."),
        source,
    )


def _office(name: str, processes: str, source: str) -> KnownHolder:
    return KnownHolder(
        name,
        tuple(processes.split()),
        tr("{name} has {file} open."),
        tr("Save and close “{file}” in {name}."),
        source,
    )


WINDOWS = "https://learn.microsoft.com/windows/win32/"
KNOWN: tuple[KnownHolder, ...] = (
    _antivirus(
        "Microsoft Defender",
        "msmpeng.exe mpdefendercoreservice.exe mpcmdrun.exe windefend mssense.exe",
        "https://learn.microsoft.com/defender-endpoint/microsoft-defender-antivirus-windows",
    ),
    _antivirus(
        "Norton",
        "nortonsecurity.exe ns.exe nortonsvc.exe nortonui.exe",
        "https://support.norton.com/",
    ),
    _antivirus(
        "McAfee",
        "mcshield.exe mfemms.exe mfevtps.exe mc-fw-host.exe modulecoreservice.exe mcapexe.exe",
        "https://docs.trellix.com/ and https://www.mcafee.com/support/",
    ),
    _antivirus(
        "Bitdefender",
        "vsserv.exe bdservicehost.exe bdagent.exe epsecurityservice.exe",
        "https://www.bitdefender.com/consumer/support/",
    ),
    _antivirus("Kaspersky", "avp.exe avpui.exe kavfswp.exe", "https://support.kaspersky.com/"),
    _antivirus("ESET", "ekrn.exe egui.exe eguiproxy.exe", "https://support.eset.com/"),
    _antivirus(
        "Avast or AVG",
        "avastsvc.exe avastui.exe aswidsagent.exe avgsvc.exe avgui.exe aswengsrv.exe",
        "https://support.avast.com/ and https://support.avg.com/",
    ),
    _antivirus(
        "Avira",
        "avguard.exe avira.spotlight.service.exe sentryeye.exe endpointprotection.exe",
        "https://support.avira.com/",
    ),
    _antivirus(
        "Sophos",
        "savservice.exe sophosfilescanner.exe sophosfs.exe sspservice.exe sophosntplservice.exe",
        "https://support.sophos.com/",
    ),
    _antivirus(
        "Trend Micro",
        "coreserviceshell.exe ntrtscan.exe tmlisten.exe tmccsf.exe",
        "https://success.trendmicro.com/",
    ),
    _antivirus("Malwarebytes", "mbamservice.exe mbam.exe", "https://support.malwarebytes.com/"),
    _antivirus(
        "F-Secure",
        "fshoster32.exe fshoster64.exe fsorsp.exe fsorsp64.exe fssm32.exe",
        "https://www.f-secure.com/support",
    ),
    _antivirus("ClamAV", "clamd clamscan clamdscan freshclam", "https://docs.clamav.net/"),
    _sync(
        "OneDrive",
        "onedrive.exe filecoauth.exe filesyncconfig.exe onedrive.sync.service.exe onedrive",
        "https://learn.microsoft.com/sharepoint/sync-health",
    ),
    _sync("Dropbox", "dropbox.exe dropbox", "https://help.dropbox.com/"),
    _sync("Google Drive", "googledrivefs.exe", "https://support.google.com/drive/"),
    _sync(
        "iCloud Drive",
        "iclouddrive.exe icloudservices.exe icloudckks.exe icloudhome.exe bird",
        "https://support.apple.com/icloud-windows",
    ),
    _sync("Nextcloud", "nextcloud.exe nextcloud", "https://docs.nextcloud.com/desktop/"),
    _sync("Box", "box.exe box.desktop.updateservice.exe", "https://support.box.com/"),
    KnownHolder(
        "Windows Search",
        ("searchindexer.exe", "searchprotocolhost.exe", "searchfilterhost.exe", "wsearch"),
        marked("Windows Search is reading {file} for its index."),
        marked("Wait a minute: Windows Search closes the file by itself."),
        WINDOWS + "search/-search-3x-wds-overview",
    ),
    _backup("Acronis", "acronis_service.exe trueimage.exe mms.exe", "https://kb.acronis.com/"),
    _backup("Veeam", "veeam.endpoint.service.exe veeamagent.exe", "https://helpcenter.veeam.com/"),
    _backup("Macrium Reflect", "reflectbin.exe macriumservice.exe", "https://kb.macrium.com/"),
    _backup("Backblaze", "bzserv.exe bztransmit.exe bzfilelist.exe", "https://help.backblaze.com/"),
    _backup(
        marked("File History or Windows Backup"),
        "fhmanagew.exe wbengine.exe sdclt.exe",
        "https://support.microsoft.com/windows/backup-and-restore-with-file-history",
    ),
    _player("VLC media player", "vlc.exe vlc", "https://wiki.videolan.org/"),
    _player(
        "Windows Media Player",
        "wmplayer.exe wmpnetwk.exe microsoft.media.player.exe music.ui.exe video.ui.exe",
        "https://support.microsoft.com/windows/windows-media-player",
    ),
    _player("MPC-HC", "mpc-hc.exe mpc-hc64.exe mpc-be64.exe", "https://github.com/clsid2/mpc-hc"),
    _player("mpv", "mpv.exe mpv", "https://mpv.io/manual/"),
    _player("iTunes or Music", "itunes.exe applemusic.exe", "https://support.apple.com/itunes"),
    _player("foobar2000", "foobar2000.exe", "https://wiki.hydrogenaud.io/"),
    _player("Winamp or AIMP", "winamp.exe aimp.exe", "https://www.aimp.ru/"),
    _player("Audacity", "audacity.exe audacity", "https://support.audacityteam.org/"),
    _player(
        "ffmpeg", "ffmpeg.exe ffplay.exe ffmpeg ffplay", "https://ffmpeg.org/documentation.html"
    ),
    _player("OBS Studio", "obs64.exe obs32.exe obs", "https://obsproject.com/kb"),
    KnownHolder(
        marked("Explorer's preview"),
        ("prevhost.exe", "dllhost.exe"),
        marked("Explorer is creating a preview or thumbnail of {file}."),
        marked("Choose another file in Explorer, or turn off its preview pane (Alt+P)."),
        WINDOWS + "shell/preview-handlers",
    ),
    KnownHolder(
        "Explorer",
        ("explorer.exe",),
        marked("An Explorer window shows {file} or its folder."),
        marked("Close the Explorer windows that show the file or its folder."),
        WINDOWS + "api/restartmanager/ne-restartmanager-rm_app_type",
    ),
    _office("Word", "winword.exe", "https://learn.microsoft.com/office/"),
    _office("Excel", "excel.exe", "https://learn.microsoft.com/office/"),
    _office("PowerPoint", "powerpnt.exe", "https://learn.microsoft.com/office/"),
    _office("Outlook", "outlook.exe olk.exe", "https://learn.microsoft.com/office/"),
    _office("LibreOffice", "soffice.exe soffice.bin", "https://help.libreoffice.org/"),
    KnownHolder(
        marked("another Aviary"),
        ("aviary.exe", "aviary"),
        marked("Another Aviary window is using {file}."),
        marked("Wait for the other Aviary to finish, or close it."),
        "packaging/",
    ),
    KnownHolder(
        marked("a Python program"),
        ("python.exe", "pythonw.exe", "python", "python3", "python3.11", "python3.12"),
        marked("A Python program, perhaps another Aviary or a notebook, has {file} open."),
        marked("Close the other Aviary, the notebook or the script that uses “{file}”."),
        "https://docs.python.org/3/using/windows.html",
    ),
)
OWN = KnownHolder(
    marked("Aviary itself"),
    (),
    marked("This window has {file} open."),
    marked("Stop the transcription, or unload the model, then retry."),
    "engine/",
)
SERVICE_DOING = marked("{name}, a system service, has the file open.")
SERVICE_WAY_OUT = marked("Wait a minute: {name} runs in the background and you cannot close it.")

_BY_PROCESS = {process: known for known in KNOWN for process in known.processes}


def explain(holder: Holder, path: PurePath | None) -> KnownHolder | None:
    """Find a holder in the table, with its sentences filled in; None if unknown.

    Args:
        holder: the program that has the file open.
        path: the file, for the sentences.
    """
    if holder.pid == os.getpid():
        return _about(OWN, path)
    # PureWindowsPath splits paths the same on every system, and keeps a bare name.
    for name in (PureWindowsPath(holder.path).name, holder.name):
        known = _BY_PROCESS.get(name.lower())
        if known is not None:
            return _about(known, path)
    if holder.name and holder.kind in (HolderKind.SERVICE, HolderKind.CRITICAL):
        return _service(holder)
    return None


def name_of(holder: Holder, path: PurePath | None) -> str:
    """Return a program's common name."""
    about = explain(holder, path)
    return about.name if about else holder.name


def _about(known: KnownHolder, path: PurePath | None) -> KnownHolder:
    file = path.name if path else tr("the file")
    name = tr(known.name)
    return replace(
        known,
        name=name,
        doing=tr(known.doing).format(name=name, file=file),
        way_out=tr(known.way_out).format(name=name, file=file),
    )


def _service(holder: Holder) -> KnownHolder:
    return KnownHolder(
        holder.name,
        (),
        tr(SERVICE_DOING).format(name=holder.name),
        tr(SERVICE_WAY_OUT).format(name=holder.name),
        WINDOWS + "services/services",
    )
