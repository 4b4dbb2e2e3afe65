"""Check that the process at the other end of a local connection is this user's."""

import ctypes
import os
import socket
import struct
import sys

# pid, uid and gid, each an int: unix(7), SO_PEERCRED.
CREDENTIALS = struct.Struct("3i")
# https://learn.microsoft.com/windows/win32/api/accctrl/ne-accctrl-se_object_type
SE_KERNEL_OBJECT = 6
OWNER_SECURITY_INFORMATION = 0x1
# https://learn.microsoft.com/windows/win32/secauthz/access-rights-for-access-token-objects
TOKEN_QUERY = 0x8
# https://learn.microsoft.com/windows/win32/api/winnt/ne-winnt-token_information_class
TOKEN_USER = 1
TOKEN_OWNER = 4
# https://learn.microsoft.com/windows/win32/api/winnt/ne-winnt-well_known_sid_type
WIN_BUILTIN_ADMINISTRATORS = 26
# TOKEN_USER with the longest SID, which follows it.
TOKEN_BYTES = 256


if sys.platform == "win32":

    def is_same_user(handle: int) -> bool:
        """Return whether a pipe is this user's: the creator of its name decides for all instances.

        Args:
            handle: the pipe's handle, open at least for reading.
        """
        advapi32 = ctypes.WinDLL("advapi32", use_last_error=True)
        kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
        owner, descriptor = ctypes.c_void_p(), ctypes.c_void_p()
        failed = advapi32.GetSecurityInfo(
            ctypes.c_void_p(handle),
            SE_KERNEL_OBJECT,
            OWNER_SECURITY_INFORMATION,
            ctypes.byref(owner),
            None,
            None,
            None,
            ctypes.byref(descriptor),
        )
        if failed:
            return False
        try:
            # A pipe made by administrators may be this user's elevated copy, and they would need no
            # such trick.
            if advapi32.IsWellKnownSid(owner, WIN_BUILTIN_ADMINISTRATORS):
                return True
            return any(advapi32.EqualSid(owner, sid) for sid in _own_sids(advapi32, kernel32))
        finally:
            kernel32.LocalFree(descriptor)

    def _own_sids(advapi32: ctypes.WinDLL, kernel32: ctypes.WinDLL) -> list[ctypes.c_void_p]:
        """Return this process's user and default owner, which is a group for administrators."""
        kernel32.GetCurrentProcess.restype = ctypes.c_void_p
        token = ctypes.c_void_p()
        process = ctypes.c_void_p(kernel32.GetCurrentProcess())
        if not advapi32.OpenProcessToken(process, TOKEN_QUERY, ctypes.byref(token)):
            return []
        found = []
        try:
            for kind in (TOKEN_USER, TOKEN_OWNER):
                buffer = ctypes.create_string_buffer(TOKEN_BYTES)
                size = ctypes.c_uint32()
                if advapi32.GetTokenInformation(
                    token, kind, buffer, TOKEN_BYTES, ctypes.byref(size)
                ):
                    sid = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_void_p)).contents
                    sid.buffer = buffer  # type: ignore[attr-defined] # the SID lies in it
                    found.append(sid)
        finally:
            kernel32.CloseHandle(token)
        return found

else:

    def is_same_user(handle: int) -> bool:
        """Return whether a socket's peer is this user's process, as the system reports.

        For a listening socket: as of when it began to listen.

        Args:
            handle: the socket's descriptor, which stays open.
        """
        if sys.platform != "linux":
            return True  # elsewhere only this user may open the socket's file
        try:
            with socket.socket(fileno=os.dup(handle)) as peer:
                packed = peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, CREDENTIALS.size)
        except OSError:
            return False
        _pid, user, _group = CREDENTIALS.unpack(packed)
        return bool(user == os.getuid())
