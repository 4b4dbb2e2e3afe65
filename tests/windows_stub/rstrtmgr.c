/* A stand-in for Windows' rstrtmgr.dll that answers as Windows does, for use under Wine, whose own
 * says "no processes". Two programs hold whatever file is asked about: a player with a name that is
 * not ASCII, and a service; the first list is always too short (ERROR_MORE_DATA).
 *
 *   x86_64-w64-mingw32-gcc -shared -O2 -Wall -Wextra -o rstrtmgr.dll rstrtmgr.c
 *
 * https://learn.microsoft.com/windows/win32/api/restartmanager/
 */
#include <windows.h>
#include <restartmanager.h>
#include <string.h>

#define STUB_SESSION 7
#define STUB_HOLDERS 2

static LONG open_sessions = 0;
static UINT registered = 0;

static RM_PROCESS_INFO holder(DWORD pid, const WCHAR *app, const WCHAR *service, RM_APP_TYPE type)
{
    RM_PROCESS_INFO info;
    /* 2026-01-01 00:00:00 UTC */
    const ULONGLONG started = 134116992000000000ULL;
    memset(&info, 0, sizeof info);
    info.Process.dwProcessId = pid;
    info.Process.ProcessStartTime.dwLowDateTime = (DWORD)started;
    info.Process.ProcessStartTime.dwHighDateTime = (DWORD)(started >> 32);
    lstrcpynW(info.strAppName, app, CCH_RM_MAX_APP_NAME + 1);
    lstrcpynW(info.strServiceShortName, service, CCH_RM_MAX_SVC_NAME + 1);
    info.ApplicationType = type;
    info.AppStatus = RmStatusRunning;
    info.bRestartable = type == RmService;
    return info;
}

__declspec(dllexport) DWORD WINAPI RmStartSession(DWORD *session, DWORD flags, WCHAR *key)
{
    if (!session || !key || flags)
        return ERROR_BAD_ARGUMENTS;
    lstrcpynW(key, L"00112233445566778899aabbccddeeff", CCH_RM_SESSION_KEY + 1);
    *session = STUB_SESSION;
    registered = 0;
    InterlockedIncrement(&open_sessions);
    return ERROR_SUCCESS;
}

__declspec(dllexport) DWORD WINAPI RmRegisterResources(
    DWORD session, UINT files, LPCWSTR *names, UINT applications, RM_UNIQUE_PROCESS *processes,
    UINT services, LPCWSTR *service_names)
{
    UINT index;
    if (session != STUB_SESSION || !open_sessions)
        return ERROR_INVALID_HANDLE;
    if ((files && !names) || (applications && !processes) || (services && !service_names))
        return ERROR_BAD_ARGUMENTS;
    for (index = 0; index < files; index++) {
        DWORD attributes = GetFileAttributesW(names[index]);
        /* Windows refuses folders with the list, not here; files that are gone do no harm. */
        if (attributes == INVALID_FILE_ATTRIBUTES || !(attributes & FILE_ATTRIBUTE_DIRECTORY))
            registered++;
    }
    return ERROR_SUCCESS;
}

__declspec(dllexport) DWORD WINAPI RmGetList(
    DWORD session, UINT *needed, UINT *count, RM_PROCESS_INFO *infos, LPDWORD reasons)
{
    if (session != STUB_SESSION || !open_sessions)
        return ERROR_INVALID_HANDLE;
    if (!needed || !count || !reasons)
        return ERROR_BAD_ARGUMENTS;
    if (!registered)
        return ERROR_ACCESS_DENIED;
    *reasons = RmRebootReasonNone;
    *needed = STUB_HOLDERS;
    if (*count < STUB_HOLDERS || !infos) {
        *count = 0;
        return ERROR_MORE_DATA;
    }
    infos[0] = holder(4242, L"Médiathèque 再生", L"", RmMainWindow);
    infos[1] = holder(4343, L"Microsoft Defender Antivirus Service", L"WinDefend", RmService);
    *count = STUB_HOLDERS;
    return ERROR_SUCCESS;
}

__declspec(dllexport) DWORD WINAPI RmEndSession(DWORD session)
{
    if (session != STUB_SESSION || !open_sessions)
        return ERROR_INVALID_HANDLE;
    InterlockedDecrement(&open_sessions);
    return ERROR_SUCCESS;
}
